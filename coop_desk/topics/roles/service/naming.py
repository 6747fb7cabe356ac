"""What a role and its pole are called, open or closed."""

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.roles.model import Role, RolePole


def role_called(act: Act, role_id: int) -> str:
    """The name of a role."""
    return _called(act)[role_id][0]


def pole_called(act: Act, role_id: int) -> str:
    """The name of the pole of a role."""
    return _called(act)[role_id][1]


@read_once
def _called(act: Act) -> dict[int, tuple[str, str]]:
    wanted = select(Role.id, Post.name, RolePole.name).where(Post.id == Role.post_id, RolePole.id == Role.pole_id)
    return {role_id: (role, pole) for role_id, role, pole in act.session.execute(wanted)}
