"""What pages, documents and the parts above read about the mandates of roles: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.topics.mandates.records import Origin, Tone

RoleOrigin = Origin
"""Where the mandate of a role comes from: by the mode of the role, taken over from the past, or an interim."""


class MandateState(StrEnum):
    """Where the mandate of a role stands on a day; what a plan only proposes is no mandate."""

    ADOPTED = "adopted"
    SHADOW = "shadow"
    RUNNING = "running"
    ENDED = "ended"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class RoleMandateLine:
    """The mandate of a role as it stands on a day. Days are whole; the first and the last are both held."""

    id: int
    role_id: int
    role: str
    pole_id: int
    pole: str
    seat: int
    """From 0."""
    person_id: int
    name: str
    starts_on: date
    ends_on: date
    """The last day held: of the term, or earlier when it was broken off; before `starts_on` when it never began."""
    term_on: date
    """The last day of the term, as it was decided."""
    shadow_from: date | None
    rights_from: date
    """The day its rights begin: with the shadowing if the sheet says so, else with the mandate."""
    origin: RoleOrigin
    state: MandateState
    because: str
    broken_because: str
    replaces: int | None
    plan_id: int | None

    @property
    def interim(self) -> bool:
        """Whether it was created without a vote, for three months at most."""
        return self.origin is Origin.INTERIM

    @property
    def held(self) -> bool:
        """Whether at least one day of it is or will be held."""
        return self.starts_on <= self.ends_on

    def runs_on(self, day: date) -> bool:
        """Whether it is held that day."""
        return self.starts_on <= day <= self.ends_on

    def overlaps(self, first: date, last: date) -> bool:
        """Whether a day of it is one of these."""
        return self.held and self.starts_on <= last and first <= self.ends_on


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a term to come."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a seat that nobody holds; `ends_on` None when nobody comes after."""

    role_id: int
    role: str
    seat: int
    starts_on: date
    ends_on: date | None
    after: str
    """Who held it before; empty when nobody did."""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One line of the register on a day: a mandate on its seat, or days that nobody holds."""

    key: str
    where: str
    """The role, and which of its seats when it has several."""
    pole: str
    name: str
    starts_on: date | None
    ends_on: date | None
    state: str
    tone: Tone
    origin: str
    mandate: RoleMandateLine | None
    gap: Gap | None
    now: bool
    coming: bool
    vacant: bool
    past: bool


@dataclass(frozen=True, slots=True)
class SeatRegister:
    """The register of a day, and what no verb could have written, in words."""

    lines: tuple[SeatLine, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleMandateCard:
    """One mandate with the history of its seat and the other mandates of its holder."""

    line: RoleMandateLine
    seats: int
    state: str
    origin: str
    keys: tuple[str, ...]
    """Its keys and where each one stands, in words."""
    of_seat: tuple[RoleMandateLine, ...]
    of_person: tuple[RoleMandateLine, ...]


@dataclass(frozen=True, slots=True)
class MandatesRegister:
    """What is printed: the mandates of a day by role, then by person."""

    on: date
    title: str
    by_role: tuple[tuple[str, tuple[SeatLine, ...]], ...]
    by_person: tuple[tuple[str, tuple[SeatLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """What an early end would do: what stays, what is lost, and the interim proposed."""

    line: RoleMandateLine
    on: date
    lost: tuple[str, ...]
    interim: Span | None
    """The days an interim could cover; None when somebody takes over the day after."""
    stand_ins: tuple[tuple[int, str], ...]
    """Who stands in for the holders already: the first to be asked."""
    replacement: Span
    """The term of a replacement, by the rule of the role."""
