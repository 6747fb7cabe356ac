"""What pages, documents and other topics read about shares: plain, frozen records. Amounts in cents."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.core.ids import PersonId
from coop_desk.paper.charts import LineChart
from coop_desk.topics.personal_details.records import BankDetails, Standing
from coop_desk.topics.shares.rules.capital import Figures, Gauge
from coop_desk.topics.shares.rules.movements import Funds, Holding, Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """A movement somebody is about to record.

    `amount_cents` is the money of a payment or a reimbursement, or what is paid at once on a subscription.
    For a cancellation, `loss_cents` and `reserves_cents` are those of the year end (REF-03).
    """

    kind: Kind
    day: date
    person_id: PersonId
    counterpart_id: PersonId | None = None
    shares: int = 0
    amount_cents: int = 0
    funds: Funds = Funds.OWN
    decision: str = ""
    note: str = ""
    reason: str = ""
    lost_on: date | None = None
    loss_cents: int = 0
    reserves_cents: int = 0


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One person’s amount in a batch of subscriptions, in cents (C13)."""

    person_id: PersonId
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody already held when the register was taken over in this file."""

    person_id: PersonId
    day: date
    shares: int
    nominal_cents: int
    paid_cents: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What movements of one day would do, shown before they are recorded; what some people hold (C14)."""

    day: date
    before: Figures
    after: Figures
    gauges: tuple[Gauge, ...]
    held_before: tuple[Holding, ...]
    held_after: tuple[Holding, ...]
    notices: tuple[str, ...] = ()

    @property
    def needs_reason(self) -> bool:
        """Whether a written reason is required."""
        return any(gauge.needs_reason for gauge in self.gauges)


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One line of the register; old and new holder as the law asks (REG-02)."""

    number: int
    day: date
    kind: Kind
    person_id: PersonId
    name: str
    old_holder: str
    new_holder: str
    shares: int
    nominal_cents: int
    amount_cents: int
    funds: Funds
    decision: str
    note: str
    reason: str
    reverses: int | None
    reversed_by: int | None
    lost_on: date | None
    due_on: date | None
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """Who holds what on a day, sorted by name."""

    day: date
    holdings: tuple[Holding, ...]

    @property
    def shares(self) -> int:
        """All the shares that exist that day."""
        return sum(holding.shares for holding in self.holdings)

    @property
    def capital_cents(self) -> int:
        """The capital subscribed that day."""
        return sum(holding.subscribed_cents for holding in self.holdings)

    @property
    def paid_cents(self) -> int:
        """The capital paid up that day."""
        return sum(holding.paid_cents for holding in self.holdings)

    @property
    def claims_cents(self) -> int:
        """What the co-operative owes to those who left."""
        return sum(holding.claim_cents for holding in self.holdings)


@dataclass(frozen=True, slots=True)
class SituationLine:
    """One holder of a situation, with number and category on that day."""

    holding: Holding
    number: str
    category: str


@dataclass(frozen=True, slots=True)
class SituationView:
    """A situation as shown and printed: lines, totals and the figures the law watches."""

    situation: Situation
    lines: tuple[SituationLine, ...]
    figures: Figures
    gauges: tuple[Gauge, ...]
    highest_cents: int
    floor_cents: int
    next_number: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Everything one person holds and every movement that made it so (SHA-16)."""

    day: date
    number: str
    category: str
    holding: Holding
    nominal_cents: int
    movements: tuple[MovementRow, ...]
    refunds: tuple["RefundLine", ...]


@dataclass(frozen=True, slots=True)
class RefundLine:
    """What the co-operative owes to somebody who left, and when it may be asked for (REF-05)."""

    movement: int
    person_id: PersonId
    name: str
    lost_on: date
    due_on: date
    cents: int
    paid_cents: int

    @property
    def left_cents(self) -> int:
        """What is still to be paid."""
        return self.cents - self.paid_cents


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A refund not wholly paid, whether its account is known, and whether it may be asked for today."""

    refund: RefundLine
    standing: Standing
    payable: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer of an order: to whom, on which account, how much and why."""

    name: str
    account: BankDetails
    cents: int
    reference: str


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """The transfers to make, who printed them, and what is owed to people whose account is not known."""

    day: date
    by: str
    transfers: tuple[Transfer, ...]
    without_account: tuple[RefundLine, ...]


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Somebody who left and whose shares wait for room above the floor (REF-07, REF-08)."""

    person_id: PersonId
    name: str
    lost_on: date
    cents: int
    possible_cents: int

    @property
    def waiting_cents(self) -> int:
        """What must wait for new subscriptions."""
        return self.cents - self.possible_cents


@dataclass(frozen=True, slots=True)
class Refunds:
    """What is owed to those who left, and what the floor of the capital allows."""

    day: date
    capital_cents: int
    floor_cents: int
    highest_cents: int
    owed: tuple[RefundLine, ...]
    waiting: tuple[WaitingLine, ...]


@dataclass(frozen=True, slots=True)
class BelowMinimum:
    """An associate who holds fewer shares than the statutes ask (C10)."""

    person_id: PersonId
    name: str
    shares: int
    missing: int
    since: date


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The watched figures at the end of one quarter (C14)."""

    day: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class RatiosView:
    """The watched figures of today and of five years, and the refunds that depend on them."""

    day: date
    gauges: tuple[Gauge, ...]
    points: tuple[CurvePoint, ...]
    chart: LineChart
    refunds: Refunds


@dataclass(frozen=True, slots=True)
class CapitalWarning:
    """A limit passed or about to be: the rule, what is wrong, why it matters, and by when when the law says so."""

    rule: str
    words: str
    why: str
    due: date | None
