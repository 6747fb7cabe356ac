"""What pages and the topics above read of the accounts of leave: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.rules.accounts import Account
from coop_desk.topics.leave.rules.explained import Line
from coop_desk.topics.leave.rules.ledger import Entry


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as a person reads it: what it is, in words, and the balance after it."""

    entry: Entry
    words: str
    detail: str
    balance: int
    """Thousandths, once this entry counts."""
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One reference period of an account, to be compared with a payslip: earned, taken, left, in thousandths."""

    period: date | None
    words: str
    earned: int
    taken: int
    left: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """One account of one person on a day, in thousandths of a day."""

    person_id: PersonId
    name: str
    account: Account
    earned: int
    taken: int
    balance: int
    """Earned less taken."""
    asked: int
    """Booked after that day, or asked for and not answered yet."""
    left: int
    """Earned, less taken, less asked."""
    expected: int
    """What the end of the reference period should bring, were nothing to change."""
    expiring: int
    """What expires within sixty days."""
    negative: bool


@dataclass(frozen=True, slots=True)
class AccountFile:
    """One account of one person on a day: the entries that add up to the balance, and the periods of a payslip."""

    line: BalanceLine
    on: date
    entries: tuple[EntryLine, ...]
    periods: tuple[PeriodLine, ...]
    explanation: tuple[Line, ...]
