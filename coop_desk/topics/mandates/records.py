"""What pages, documents and the topics above read about mandates: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PostKind(StrEnum):
    """The kinds of post; the legal rules attach to them."""

    MANAGER = "manager"
    PRESIDENT = "president"
    GENERAL_MANAGER = "general_manager"
    DEPUTY = "deputy_general_manager"
    DIRECTOR = "director"
    CHAIR = "chair"
    SUPERVISORY = "supervisory_member"
    DIRECTOIRE = "directoire_member"
    ROLE = "role"


class Origin(StrEnum):
    """Where a mandate comes from."""

    ELECTED = "by_election"
    COOPTED = "coopted"
    APPOINTED = "appointed"
    TAKEN_OVER = "taken_over"


class EventKind(StrEnum):
    """What happens to a mandate once it is open."""

    TITLE = "title"
    PAPER = "paper_received"
    CONTRACT = "contract"
    DIRECTORSHIPS = "directorships"
    RATIFIED = "ratified"
    REGISTERED = "start_registered"
    END_REGISTERED = "end_registered"
    RESIGNED = "resigned"
    REMOVED = "removed"
    DIED = "died"
    DEEMED_RESIGNED = "deemed_resigned"
    NOT_RATIFIED = "not_ratified"
    TERM_OVER = "term_over"
    MISTAKEN = "mistaken"
    CANCELLED = "cancelled"


class Paper(StrEnum):
    """What is asked from somebody who takes a mandate (ELE-13)."""

    ACCEPTANCE = "acceptance"
    NO_PROHIBITION = "no_prohibition"
    CRIMINAL_RECORD = "criminal_record"
    AGE = "age"


class Contract(StrEnum):
    """What becomes of the employment contract of a leader (ELE-05)."""

    ACTIVE = "active_justified"
    SUSPENDED = "suspended"
    NONE = "no_contract"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post on a day: its seats, how many are held, the term and the title that go with it."""

    id: int
    kind: PostKind
    name: str
    seats: int
    held: int
    term_months: int
    until_assembly: bool
    """Whether the assembly on the accounts ends its mandates (ELE-11); a role ends on its day."""
    title_code: str
    title: str
    body_id: int | None
    body: str
    team_id: int | None
    paid: bool
    opened_on: date
    closed_on: date | None

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.seats - self.held)


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate as it stands on a day."""

    id: int
    post_id: int
    kind: PostKind
    post: str
    person_id: int
    name: str
    called: str
    """How the holder is named: gérante, or the words of the post."""
    origin: Origin
    starts_on: date
    until_assembly_of: int | None
    expected_on: date
    """The day it should end: of the assembly when it is known, else the last day to hold it (ELE-11)."""
    until_words: str
    ended_on: date | None
    """The day it stopped, resignations to come included: from the end of that day it is no longer held."""
    ended_by: EventKind | None
    because: str
    resolution_id: int | None
    election: int | None
    replaces_id: int | None
    accepted_on: date | None
    ratified: bool | None
    """None for a mandate that nobody has to ratify (SA-05)."""

    def runs_on(self, day: date) -> bool:
        """Whether it is held at the end of that day."""
        return self.starts_on <= day and (self.ended_on is None or day < self.ended_on)

    def in_office_on(self, day: date) -> bool:
        """Whether it was held for some part of that day."""
        return self.starts_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One entry of the history of a mandate, in words."""

    id: int
    kind: EventKind
    on: date
    words: str
    because: str
    recorded_by: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against somebody holding a post, or against the body as it would be composed."""

    rule: str
    person_id: int | None
    words: str
    blocking: bool
