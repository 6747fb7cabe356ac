"""What other topics do when a meeting is closed or a resolution taken off its agenda, in the same act."""

from collections.abc import Callable

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.model import Meeting, Resolution

Follower = Callable[[Act, Meeting], None]
Leaver = Callable[[Act, Resolution], None]
_followers: list[Follower] = []
_leavers: list[Leaver] = []


def when_closed(follower: Follower) -> Follower:
    """Declare what a topic does as soon as a meeting is closed."""
    _followers.append(follower)
    return follower


def tell_closed(act: Act, meeting: Meeting) -> None:
    """Let each topic do what the close of this meeting brings."""
    for follower in _followers:
        follower(act, meeting)


def when_taken_off(leaver: Leaver) -> Leaver:
    """Declare what a topic lets go of before a resolution is taken off an agenda."""
    _leavers.append(leaver)
    return leaver


def tell_taken_off(act: Act, resolution: Resolution) -> None:
    """Let each topic let go of a resolution."""
    for leaver in _leavers:
        leaver(act, resolution)
