"""What a role and its pole are called, open or closed."""

from coop_desk.core.actions import Act
from coop_desk.topics.mandates.model import Post
from coop_desk.topics.roles.model import Role, RolePole


def role_called(act: Act, role_id: int) -> str:
    """The name of a role."""
    return act.session.get_one(Post, act.session.get_one(Role, role_id).post_id).name


def pole_called(act: Act, role_id: int) -> str:
    """The name of the pole of a role."""
    return act.session.get_one(RolePole, act.session.get_one(Role, role_id).pole_id).name
