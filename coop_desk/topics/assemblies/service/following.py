"""What other topics do when a meeting is closed, in the same act."""

from collections.abc import Callable

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.model import Meeting

Follower = Callable[[Act, Meeting], None]
_followers: list[Follower] = []


def when_closed(follower: Follower) -> Follower:
    """Declare what a topic does as soon as a meeting is closed."""
    _followers.append(follower)
    return follower


def tell_closed(act: Act, meeting: Meeting) -> None:
    """Let each topic do what the close of this meeting brings."""
    for follower in _followers:
        follower(act, meeting)
