"""What pages, documents and the topics above read about mandates: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Tone = Literal["good", "bad", "warn", "accent", "plain"]
"""How a state is coloured, beside its words."""


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
    ROTATION = "by_rotation"
    LOT = "by_lot"
    INTERIM = "interim"


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
    BROKEN_OFF = "broken_off"
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


class StepKind(StrEnum):
    """What a mandate may still wait for."""

    DECIDE_TITLE = "decide_title"
    PAPERS = "papers"
    DIRECTORSHIPS = "directorships"
    CONTRACT = "contract"
    REGISTER = "register"
    RATIFY = "ratify"
    RENEW = "renew"
    ASSEMBLY_LATE = "assembly_late"
    NOT_ASSOCIATE = "not_associate"
    REGISTER_END = "register_end"
    END_TITLE = "end_title"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a mandate waits for, by a day when there is one, and the rule behind it."""

    kind: StepKind
    words: str
    due: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register on a day: a mandate, or seats that nobody holds."""

    key: str
    mandate_id: int | None
    post_id: int
    post: str
    name: str
    called: str
    starts_on: date | None
    until_words: str
    ends_on: date | None
    """The day it ended, else the day it should."""
    state: str
    tone: Tone
    running: bool
    ending: bool
    vacant: bool
    past: bool
    untied_grant_id: int | None = None
    """A title held without a mandate that explains it."""
    untied_person_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper asked from the holder, and when it came."""

    paper: Paper
    words: str
    received_on: date | None


@dataclass(frozen=True, slots=True)
class MandateCard:
    """One mandate with everything written about it, and what it waits for."""

    line: MandateLine
    origin: str
    state: str
    tone: Tone
    mistaken: bool
    papers: tuple[PaperLine, ...]
    contract: str
    directorships: int | None
    title: str
    title_words: str
    """What became of the title of the post: given from a day, proposed, ended; empty when the post carries none."""
    registered_on: date | None
    end_registered_on: date | None
    steps: tuple[Step, ...]
    told: tuple[str, ...]
    """What the law says of the employment of whoever leaves (ELE-06, ELE-07)."""
    history: tuple[EventLine, ...]
    replaces: str
    may_decide_title: bool
    may_end_title: int | None
    """The title to end by somebody who gives titles, when it stayed after the mandate."""


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """One leader on a day, as the list of leaders prints them."""

    post: str
    name: str
    called: str
    starts_on: date
    until_words: str
    because: str


@dataclass(frozen=True, slots=True)
class LeadersList:
    """Who leads the co-operative on a day: what a bank or the registry asks for."""

    on: date
    lines: tuple[LeaderLine, ...]
    vacant: tuple[str, ...]
