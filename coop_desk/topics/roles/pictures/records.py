"""What is drawn about roles, once for screen and paper: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.topics.roles.records import RoleMode


class TermKind(StrEnum):
    """What a bar of the calendar tells."""

    PAST = "past"
    RUNNING = "running"
    COMING = "coming"
    ACTING = "acting"
    """An interim, running or to come."""
    PROPOSED = "proposed"
    """Only in a plan that nobody adopted yet."""
    VACANT = "vacant"
    AWAITED = "awaited"
    """Nobody yet, but later than the six months in which a successor is looked for, or to be elected or drawn."""


class Rows(StrEnum):
    """What a line of the calendar is."""

    SEATS = "seats"
    MISSIONS = "missions"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Seat:
    """One place of a role; loads in hours a month; `opened_on` is the day from which it is to be held."""

    role_id: int
    role: str
    pole_id: int
    pole: str
    number: int
    """From 0."""
    seats: int
    mode: RoleMode
    missions: tuple[str, ...]
    load: int
    shadow_load: int
    opened_on: date

    @property
    def planned(self) -> bool:
        """Whether a rotation plan may fill it."""
        return self.mode in (RoleMode.ROTATING, RoleMode.COOPTED)


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody on a seat from a day to a day, both held; or nobody, with `person_id` None."""

    role_id: int
    role: str
    pole: str
    seat: int
    person_id: int | None
    name: str
    starts_on: date
    ends_on: date
    shadow_from: date | None
    kind: TermKind
    origin: str = ""
    because: str = ""
    mandate_id: int | None = None
    mine: bool = False

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What tells it from any other."""
        return (self.kind.value, self.role_id, self.seat, f"{self.person_id} {self.starts_on}")


class TroubleKind(StrEnum):
    """What is wrong in a calendar."""

    GAP = "gap"
    OVERLAP = "overlap"
    NO_SUCCESSOR = "no_successor"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A gap, an overlap or a term without successor, in words; `term` is the bar it is about."""

    kind: TroubleKind
    words: str
    on: date
    term: tuple[str, int, int, str]
    role: str
    pole: str

    @property
    def id(self) -> str:
        """What tells it from any other."""
        return f"{self.kind} {self.term}"


@dataclass(frozen=True, slots=True)
class SeatCalendar:
    """Every seat over some months, with the terms of today and those a plan proposes."""

    first: date
    months: int
    today: date
    seats: tuple[Seat, ...]
    terms: tuple[Term, ...]
    troubles: tuple[Trouble, ...]
    plan_id: int | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The hours of one month, and the roles they come from."""

    on: date
    hours: int
    words: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that comes for somebody in their roles: when, what, and where it is settled."""

    id: str
    on: date
    what: str
    why: str
    page: str
    record_id: int | None


@dataclass(frozen=True, slots=True)
class PersonRoles:
    """One person over some months: terms, hours month by month, what comes; `capacity` None when it is not told."""

    person_id: int
    name: str
    calendar: SeatCalendar
    hours: tuple[Month, ...]
    capacity: int | None
    ahead: tuple[Ahead, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The hours of somebody over history and months to come, the fair share, and the month that weighs most."""

    person_id: int
    name: str
    load: int
    share: int
    peak: int
    """Hours of the month that weighs most."""
    peak_on: date | None
    capacity: int
    over: tuple[date, ...]
    """Months whose hours are above the capacity."""
    in_equity: bool = True
    mine: bool = False

    @property
    def id(self) -> int:
        """The person."""
        return self.person_id

    @property
    def excess(self) -> int:
        """Hours above the fair share, below zero when under it."""
        return self.load - self.share


@dataclass(frozen=True, slots=True)
class Balance:
    """Everybody's share, the one furthest above theirs first; `whole` is False when only one's own is told."""

    first: date
    months: int
    history_months: int
    step: int
    """Hours above the fair share from which it is a burden, by the settings of the rotation."""
    shares: tuple[Share, ...]
    whole: bool
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to choose in a list."""

    id: int
    name: str
