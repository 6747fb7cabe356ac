"""The verbs of wishes: what pages call with a desk, and what other parts call with their act."""

from coop_desk.topics.roles.wishes.service.reading import limits_at, limits_of, wishes_of
from coop_desk.topics.roles.wishes.service.saying import (
    candidacies,
    own_limits,
    own_wishes,
    received_wishes,
    say_wish,
    set_limits,
)

__all__ = [
    "candidacies",
    "limits_at",
    "limits_of",
    "own_limits",
    "own_wishes",
    "received_wishes",
    "say_wish",
    "set_limits",
    "wishes_of",
]
