"""Who stands: what may stop them, and what the secrecy of a small vote is worth."""

from coop_desk.core.actions import Act
from coop_desk.topics.elections.model import Election
from coop_desk.topics.elections.records import Doubt


def doubts_of(act: Act, row: Election) -> tuple[Doubt, ...]:
    """What stands against a candidate or the projected body."""
    return ()


def warnings_of(act: Act, row: Election) -> tuple[str, ...]:
    """What to know before the vote opens."""
    return ()
