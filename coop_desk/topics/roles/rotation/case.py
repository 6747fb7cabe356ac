"""A rotation to plan: roles, members, what is fixed already, and what the co-op weighs (format `rotation-case/1`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a seat is filled; only the first two are planned."""

    ROTATING = "rotating"
    COOPTED = "coopted"
    ELECTED = "elected"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each fault of a plan costs; `over` prices the three steps of hours above the fair share."""

    vacancy: int
    coverage: int
    max_over: int
    over: tuple[int, int, int]
    preference: int
    handover: int
    missing_shadow: int


@dataclass(frozen=True, slots=True)
class Pole:
    """Roles that must not all change hands in one month."""

    id: str
    name: str
    max_handovers: int


@dataclass(frozen=True, slots=True)
class Role:
    """What is held; loads in hours a month, the rest in months."""

    id: str
    name: str
    pole: str
    mode: Mode
    seats: int
    load: int
    shadow_months: int
    shadow_load: int
    term_min: int
    term_max: int
    start_months: tuple[int, ...]
    cooldown: int
    requires: tuple[tuple[str, int], ...]
    associates_only: bool
    criticality: int
    counts_in_equity: bool
    team: str | None

    @property
    def planned(self) -> bool:
        """Whether its seats are the planner's to fill."""
        return self.mode in (Mode.ROTATING, Mode.COOPTED)


@dataclass(frozen=True, slots=True)
class Training:
    """From a month on, a skill reaches a level."""

    skill: str
    level: int
    since: int


@dataclass(frozen=True, slots=True)
class Held:
    """A role held before the first month; `ended` is -1 for the month just before it."""

    role: str
    ended: int


@dataclass(frozen=True, slots=True)
class Member:
    """Who may hold; `fte` in percent, capacity in hours a month, absences and presence in whole months."""

    id: str
    name: str
    associate: bool
    fte: int
    max_roles: int
    capacity: int
    skills: Mapping[str, int]
    training: tuple[Training, ...]
    absences: tuple[tuple[int, int], ...]
    present: tuple[int, int]
    preferences: Mapping[str, int]
    refuses: frozenset[str]
    endorsed: frozenset[str]
    history_months: int
    history_load: int
    held: tuple[Held, ...]
    in_equity: bool
    team: str | None


@dataclass(frozen=True, slots=True, order=True)
class Mandate:
    """Somebody on a seat, from a month to a month, both included."""

    role: str
    seat: int
    member: str
    first: int
    last: int

    @property
    def months(self) -> range:
        """The months it covers."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody in a role, to impose or to forbid; a seat or a month that is not said may be any."""

    role: str
    member: str
    seat: int | None = None
    month: int | None = None

    def holds(self, one: Mandate) -> bool:
        """Whether a mandate is such an assignment."""
        named = one.role == self.role and one.member == self.member
        return named and self.seat in (None, one.seat) and (self.month is None or self.month in one.months)


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many holders with a skill in a pole, every month."""

    pole: str
    skill: str
    level: int
    least: int


@dataclass(frozen=True, slots=True)
class Case:
    """All of it; `fixed` are mandates the plan must live with, in the order of the file."""

    name: str
    first_month: str
    months: int
    weights: Weights
    step: int
    history_months: int
    poles: tuple[Pole, ...]
    roles: tuple[Role, ...]
    incompatible: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    fixed: tuple[Mandate, ...]
    origins: tuple[str, ...]
    apart: tuple[tuple[str, str, str], ...]
    coverage: tuple[Coverage, ...]

    def role(self, id_: str) -> Role:
        """The role of that id."""
        return next(role for role in self.roles if role.id == id_)

    def member(self, id_: str) -> Member:
        """The member of that id."""
        return next(member for member in self.members if member.id == id_)

    def pole(self, id_: str) -> Pole:
        """The pole of that id."""
        return next(pole for pole in self.poles if pole.id == id_)

    def fixed_on(self, role: str, seat: int) -> tuple[Mandate, ...]:
        """The fixed mandates of a seat, in the order of time."""
        found = (one for one in self.fixed if one.role == role and one.seat == seat)
        return tuple(sorted(found, key=lambda one: one.first))

    def seats(self) -> tuple[tuple[str, int], ...]:
        """The seats to plan, in the order of the file."""
        return tuple((role.id, seat) for role in self.roles if role.planned for seat in range(role.seats))
