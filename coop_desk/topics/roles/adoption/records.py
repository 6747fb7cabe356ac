"""What pages, pictures and documents read about rotation plans: plain, frozen records."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coop_desk.topics.roles.rotation.case import Case, Mandate


class PlanState(StrEnum):
    """Where a plan stands."""

    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    """Put to the vote under a resolution."""
    ADOPTED = "adopted"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """So many holders of a pole with a skill at a level, every month."""

    pole_id: int
    skill: str
    level: int
    least: int


@dataclass(frozen=True, slots=True)
class ApartPair:
    """Two people who may not hold roles of a pole together, and why."""

    one_id: int
    other_id: int
    pole_id: int
    because: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What plans weigh and respect beside the sheets; weights in points, hours a month, months."""

    vacancy: int = 100
    coverage: int = 30
    max_over: int = 20
    over: tuple[int, int, int] = (3, 2, 1)
    preference: int = 2
    handover: int = 5
    missing_shadow: int = 15
    step: int = 12
    """Hours above the fair share at which the price rises."""
    history_months: int = 24
    """Months of the past that count in the fair share."""
    every: int = 3
    """Seats change hands every so many months, from the first of the plan."""
    max_roles: int = 2
    """For whoever said nothing else."""
    capacity: int = 16
    seconds: int = 60
    apart: tuple[ApartPair, ...] = ()
    coverage_rules: tuple[CoverageRule, ...] = ()


@dataclass(frozen=True, slots=True)
class PinLine:
    """Somebody imposed on a role, or kept off it, in the next plans."""

    id: int
    role_id: int
    role: str
    person_id: int
    name: str
    imposed: bool
    seat: int | None = None
    """From 0; none for any seat."""
    month: date | None = None
    """The first day of the month; none for any month."""
    because: str = ""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of the list."""

    id: int
    name: str
    first_month: date
    months: int
    state: PlanState
    made_on: date
    made_by: str
    objective: int
    bound: int | None
    """No plan costs less; none when the solver was missing."""
    stopped: str
    """A key of rotation.planning.STOP_WORDS."""
    solver: str
    seed: int
    seconds: float
    mandates: int
    vacant: int
    """Months of seats that nobody would hold."""
    pins: tuple[PinLine, ...]
    decision: str = ""
    decided_on: date | None = None
    resolution_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlanBar:
    """Somebody on a seat between two days, as a plan has it; `seat` from 0."""

    role_id: int
    role: str
    pole_id: int
    pole: str
    seat: int
    person_id: int
    name: str
    starts_on: date
    ends_on: date
    shadow_from: date | None
    planned: bool
    """False for a mandate that the plan found there and left as it was."""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class VacantSpell:
    """Months in which a seat stays empty in a plan; `seat` from 0."""

    role_id: int
    role: str
    pole_id: int
    seat: int
    first: date
    last: date
    """The last day."""


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """The hours of somebody over history and plan, and the fair share of them."""

    person_id: int
    name: str
    load: int
    share: int

    @property
    def excess(self) -> int:
        """Hours above the fair share, below zero when under it."""
        return self.load - self.share


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of what a plan costs: so many of it, at a price each."""

    words: str
    many: int
    points: int


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan with all that may be shown of it to whoever asks."""

    line: PlanLine
    bars: tuple[PlanBar, ...]
    vacant: tuple[VacantSpell, ...]
    cost: tuple[CostPart, ...]
    loads: tuple[PersonLoad, ...]
    """Everybody's for those who prepare plans; else one's own."""
    vacancies_told: tuple[str, ...]
    """Why seats stay empty and what would fill them: public."""
    chosen_told: dict[tuple[int, int, int, date], tuple[str, ...]]
    """Why somebody holds a seat, by role, seat, person and first day; one's own unless one prepares plans."""
    to_fill: tuple[str, ...] = ()
    """The elections and the draws that are due before the end of the plan."""
    changes: tuple[str, ...] = ()
    """What had changed in the co-op between the making of the plan and its adoption."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case read from the co-op, ready for the solver."""

    name: str
    case: Case
    settings: Settings
    pins: tuple[PinLine, ...]
    remarks: tuple[str, ...]
    """What is worth knowing before planning: a large case, somebody without limits, a role nobody may hold."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the solver's process gave back."""

    mandates: tuple[Mandate, ...]
    plan_file: bytes
    chosen: tuple[tuple[str, ...], ...] = ()
    """For each mandate in order, why it is this person."""
    vacancies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SwapLine:
    """Two holders who ask to change places, and who accepted."""

    id: int
    plan_id: int
    one_id: int
    one: str
    one_name: str
    one_person_id: int
    other_id: int
    other: str
    other_name: str
    other_person_id: int
    from_on: date
    because: str
    voices: dict[str, bool] = field(default_factory=dict)
    done: bool = False
    """Whether the mandates changed hands."""


@dataclass(frozen=True, slots=True)
class AdoptionCheck:
    """A plan looked at against the co-op of today: what forbids it, what changed, what it costs now."""

    faults: tuple[str, ...]
    changes: tuple[str, ...]
    before: int
    now: int | None
    """None while something forbids it."""
    learners: tuple[str, ...] = ()
    """Who would hold a role while they still learn what it asks for: a warning, that forbids nothing (E07)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Roles that are planned, people, poles and skills to choose from, each an id (or a name) and its words."""

    roles: tuple[tuple[int, str], ...]
    seats: dict[int, int]
    people: tuple[tuple[int, str], ...]
    poles: tuple[tuple[int, str], ...]
    skills: tuple[str, ...]
