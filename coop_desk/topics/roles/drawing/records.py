"""What pages and documents read about draws: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.ids import PersonId
from coop_desk.topics.elections.methods.sortition import Drawn


class DrawState(StrEnum):
    """How far a draw is."""

    FROZEN = "frozen"
    ANSWERING = "answering"
    TAKEN = "taken"
    NOBODY = "nobody"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Eligible:
    """Somebody on the frozen list, by the code that is drawn."""

    code: str
    person_id: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody drawn said."""

    name: str
    on: date
    accepts: bool
    because: str


@dataclass(frozen=True, slots=True)
class DrawFile:
    """A draw, whole: what was frozen, what the sources gave, the order, the answers."""

    id: int
    role_id: int
    role: str
    pole: str
    sheet_version: int
    frozen_at: datetime
    frozen_on: date
    eligible: tuple[Eligible, ...]
    fingerprint: str
    sources: tuple[str, ...]
    seats: int
    starts_on: date
    ends_on: date
    state: DrawState
    read: tuple[str, ...]
    drawn_by: str
    drawn: tuple[Eligible, ...]
    steps: tuple[Drawn, ...]
    """Each draw as it is done again by hand; empty for a lot drawn by hand."""
    seed: str
    answers: tuple[Answer, ...]
    following: Eligible | None
    """Who answers next."""
    given_up: str

    @property
    def taken(self) -> tuple[str, ...]:
        """Who accepted, in order."""
        return tuple(one.name for one in self.answers if one.accepts)
