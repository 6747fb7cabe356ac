"""What rules, services and pages of the surplus say to one another: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from coop_desk.core.ids import PersonId


class State(StrEnum):
    """What a rule says of a simulation."""

    KEPT = "kept"
    WARNED = "warned"
    BROKEN = "broken"


class Key(StrEnum):
    """How the employee share is shared out (SUR-07); the codes are those of the statutes."""

    PAY = "pay"
    HOURS = "hours"
    EQUAL = "equal"
    MIX = "pay_and_hours"


class Entitled(StrEnum):
    """Whom the interest on shares goes to (SHA-18); the codes are those of the statutes."""

    PRO_RATA = "pro_rata"
    AT_ASSEMBLY = "at_assembly"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a computation, in words, with its rule and what it gives in cents."""

    words: str
    rule: str
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule held against a simulation, with the figures that decide."""

    rule: str
    words: str
    state: State


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """All that a simulation supposes; cents and exact fractions."""

    year_end: date
    result_cents: int
    gains_cents: int = 0
    """Gains and revaluations left out of the surplus (SUR-01)."""
    provision_cents: int = 0
    """Investment provision released (SUR-02)."""
    prior_losses_cents: int = 0
    prior_profits_cents: int = 0
    legal_reserve_cents: int = 0
    """The legal reserve before this allocation."""
    highest_capital_cents: int = 0
    shares_cents: int = 0
    """Capital paid up at the year end, on which interest is reckoned."""
    employees_part: Fraction = Fraction(0)
    interest_part: Fraction = Fraction(0)
    """Interest asked, as a part of the surplus."""
    interest_rate: Fraction = Fraction(0)
    """Interest asked, as a rate on the shares."""
    participation_part: Fraction = Fraction(0)
    """Part of the employee share that feeds the participation reserve (PAR-02)."""
    leaders_decided_on: date | None = None
    """When the leaders decided on the split, told to the members (SUR-11)."""
    headcount: int = 0
    """Employees at the year end (PAR-01)."""
    into_shares: bool = False
    """Whether what associates are due becomes shares (SHA-12)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law and the statutes of the year end say (section 10 of the profile)."""

    legal_rate: Fraction = Fraction(15, 100)
    legal_until_capital: bool = True
    fund_min: Fraction = Fraction(0)
    employees_min: Fraction = Fraction(1, 4)
    interest: bool = False
    interest_cap: Fraction | None = None
    deduct_losses: bool = True
    key: Key = Key.PAY
    pay_part: Fraction = Fraction(1, 2)
    equal_part: Fraction = Fraction(0)
    seniority_step: Fraction = Fraction(0)
    seniority_most: Fraction = Fraction(1)
    entitled: Entitled = Entitled.PRO_RATA


@dataclass(frozen=True, slots=True)
class Surplus:
    """The base of an allocation (SUR-01 to SUR-04), in cents; it may be negative."""

    cents: int
    undeducted_cents: int
    """The same without taking the prior losses away (SUR-03)."""
    gains_cents: int
    """Gains left out that there is something to set apart from."""
    provision_cents: int
    carried_loss_cents: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where every cent of the surplus goes, and which rules that keeps or breaks."""

    base: Surplus
    legal_cents: int
    fund_cents: int
    employees_cents: int
    participation_cents: int
    """The part of the employee share that feeds the participation reserve."""
    interest_cents: int
    interest_asked_cents: int
    gains_to_legal_cents: int
    gains_to_fund_cents: int
    exceptional_cents: int
    lines: tuple[Line, ...]
    checks: tuple[Check, ...]

    @property
    def reserves_cents(self) -> int:
        """What stays in the company: legal reserve and development fund."""
        return self.legal_cents + self.fund_cents

    @property
    def broken(self) -> tuple[Check, ...]:
        """The rules that forbid this allocation."""
        return tuple(check for check in self.checks if check.state is State.BROKEN)


@dataclass(frozen=True, slots=True)
class Worker:
    """What counts of one employee in the key (SUR-07); cents of gross pay and minutes of the year."""

    person_id: PersonId
    name: str
    pay_cents: int
    minutes: int
    coefficient: Fraction = Fraction(1)
    more_pay_cents: int = 0
    """Pay that absences treated as presence would have given (SUR-13)."""
    more_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody has a right to the employee share, and why, in words (SUR-06)."""

    person_id: PersonId
    name: str
    eligible: bool
    words: str
    years: int
    """Whole years of uninterrupted employment at the year end."""


# ------------------------------------------------------------------------------------- what pages and papers read


@dataclass(frozen=True, slots=True)
class SimulationFile:
    """One simulation with what it gives, under the statutes of its year end."""

    id: int
    name: str
    hypotheses: Hypotheses
    terms: Terms
    allocation: Allocation
    made_by: str
    made_on: date
    proposed: str = ""
    """The resolution it is put under, in words."""
    resolution_id: int | None = None
    voted: bool | None = None
    """Whether that resolution was adopted or rejected; None before its vote."""

    @property
    def year_end(self) -> date:
        """The end of the year it distributes."""
        return self.hypotheses.year_end


@dataclass(frozen=True, slots=True)
class Adopted:
    """What is frozen when an assembly adopts an allocation."""

    name: str
    hypotheses: Hypotheses
    terms: Terms
    allocation: Allocation


@dataclass(frozen=True, slots=True)
class AdoptedFile:
    """An allocation that an assembly adopted: it never changes."""

    id: int
    adopted: Adopted
    simulation_id: int
    resolution: str
    accounts_resolution: str
    adopted_on: date
    recorded_by: str
    paid_in: str = ""
    """The month of pay, as 2026-07; empty while nobody is paid."""
    people: int = 0

    @property
    def year_end(self) -> date:
        """The end of the year it distributes."""
        return self.adopted.hypotheses.year_end


@dataclass(frozen=True, slots=True)
class SurplusView:
    """Everything the page shows: simulations side by side, and what was adopted, the latest year first."""

    simulations: tuple[SimulationFile, ...]
    adopted: tuple[AdoptedFile, ...]
    start: Hypotheses
    """What a new simulation begins with, as the registers stand."""
    reserve_known: bool
    """Whether the legal reserve comes from the allocation of the year before."""


@dataclass(frozen=True, slots=True)
class OfferedResolution:
    """A resolution of an assembly under which a simulation may be put, or which approved accounts."""

    id: int
    words: str
    adopted: bool | None
    taken: bool
    """Whether another simulation is put under it."""


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One employee of a year: right to the share, and the bases entered, None while they are not."""

    person_id: PersonId
    name: str
    eligible: bool
    words: str
    coefficient: Fraction
    foreseen_minutes: int
    """Working time of the schedules and contracts in the year, as a proposal."""
    pay_cents: int | None = None
    minutes: int | None = None
    more_pay_cents: int = 0
    more_minutes: int = 0

    @property
    def entered(self) -> bool:
        """Whether somebody entered the bases of this person."""
        return self.pay_cents is not None


@dataclass(frozen=True, slots=True)
class Basis:
    """What is entered about one person for a year: cents of gross pay, minutes, and those of absences (SUR-13)."""

    pay_cents: int
    minutes: int
    more_pay_cents: int = 0
    more_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What one person is due by an allocation, in cents, with what it was reckoned from."""

    allocation_id: int
    year_end: date
    month: str
    work_cents: int
    participation_cents: int
    interest_cents: int
    into_shares_cents: int
    """The part of the employee share turned into shares (SHA-12)."""
    basis: Basis | None
    """Only what the key counts."""
    coefficient: Fraction
    asked: bool = False
    """Whether the participation was asked for at once (PAR-04)."""

    @property
    def paid_cents(self) -> int:
        """What comes with the pay of the month: never what is locked or turned into shares."""
        return self.work_cents - self.into_shares_cents + (self.participation_cents if self.asked else 0)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One person of a distribution, for the pay delegate."""

    person_id: PersonId
    name: str
    due: Due


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip of one person: who, what, and when it can be asked for (PAR-04)."""

    name: str
    due: Due
    resolution: str
    whole: Allocation


@dataclass(frozen=True, slots=True)
class OwnShares:
    """What I was due by each allocation, and the years whose keys I still wait for."""

    slips: tuple[Slip, ...]
    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everything about the people of a year: their bases, the allocation, and what each is or would be due."""

    year_end: date
    bases: tuple[BasisRow, ...]
    allocation: AdoptedFile | None
    dues: tuple[DueRow, ...]
    foreseen: tuple[DueRow, ...]
    hindrance: str
    """Why nothing can be foreseen yet, in words."""
