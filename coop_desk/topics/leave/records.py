"""What pages and the topics above read of the accounts of leave: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.rules.accounts import Account
from coop_desk.topics.leave.rules.counting import Count
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


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """What closing a month would write for one person, in thousandths."""

    person_id: PersonId
    name: str
    months: tuple[date, ...]
    earned: int
    added: int
    """The rounding of the year and the days of the agreement."""
    rest: int
    """Days of RTT."""
    expired: int
    warning: str


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """One closing: the month, what it wrote, when and by whom."""

    month: date
    entries: int
    closed_at: datetime
    closed_by: str


@dataclass(frozen=True, slots=True)
class Closings:
    """The months closed, latest first, and the next one to close."""

    done: tuple[ClosedMonth, ...]
    due: date | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction somebody would make, in thousandths of a day."""

    person_id: PersonId
    account: str
    quantity: int
    effective_on: date
    reason: str
    period: date | None = None


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction that waits for a second person; `mine_to_agree`: whoever looks may be that person."""

    id: int
    person_id: PersonId
    name: str
    account: Account
    quantity: int
    effective_on: date
    reason: str
    proposed_by_id: PersonId
    proposed_by: str
    proposed_at: datetime
    mine_to_agree: bool


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting on a day: its value, since when, because of what, and what the law says."""

    name: str
    words: str
    value: str
    since: date | None
    until: date | None
    because: str
    law: str
    source: str
    marked: bool
    """An article that was not read again: check it, and write what you decide."""
    decided: bool
    kept: object
    history: tuple[tuple[date, str, str], ...]
    """From which day, which value, because of what; latest first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One figure of the bookkeeper beside ours, in thousandths, with the entries that explain ours."""

    key: str
    person_id: PersonId
    name: str
    account: Account
    figure: str
    period: date | None
    theirs: int
    ours: int
    empty: bool
    """The account holds nothing yet: their figure may be its opening balance."""
    entries: tuple[Entry, ...]

    @property
    def difference(self) -> int:
        """Theirs less ours."""
        return self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures of a file beside ours, the lines that could not be read, and whom the file leaves out."""

    gaps: tuple[Gap, ...]
    errors: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a leave costs, and what it was counted with."""

    name: str
    first: date
    last: date
    schedule: str
    site: str
    count: Count
