"""What pages read about the entries of pay: plain, frozen records. Amounts are cents; a month is written "2026-10"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry, at the debit or at the credit. The auxiliary account and its name go in pairs."""

    account: str
    account_label: str
    words: str
    debit: int = 0
    credit: int = 0
    auxiliary: str = ""
    auxiliary_label: str = ""


@dataclass(frozen=True, slots=True)
class Accounting:
    """One entry in the sense of accounts: a number in its journal, a day, a piece, lines that balance."""

    number: int
    day: date
    piece: str
    lines: tuple[Line, ...]

    @property
    def debit(self) -> int:
        """Sum of the debits."""
        return sum(line.debit for line in self.lines)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the payroll tool totals: nets to pay, gross wages, tax withheld; None when it was not given."""

    net: int | None = None
    gross: int | None = None
    withheld: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as it is typed or imported, before it is numbered and kept.

    `typed`: the amount of each usual line, kept so that a correction begins with them; empty for an imported one.
    """

    month: str
    day: date
    piece: str
    lines: tuple[Line, ...]
    totals: Totals = Totals()
    typed: Mapping[str, int] = field(default_factory=dict)


class Kind(StrEnum):
    """What was kept: an entry, the correction of one (its reversal and a new one), or its reversal alone."""

    ENTRY = "entry"
    CORRECTION = "correction"
    REVERSAL = "reversal"


KIND_WORDS = {
    Kind.ENTRY: N_("Écriture"),
    Kind.CORRECTION: N_("Correction"),
    Kind.REVERSAL: N_("Extourne"),
}


class Form(StrEnum):
    """A way of writing the file."""

    TABS = "fec_tab"
    BARS = "fec_bar"
    TABS_LATIN = "fec_tab_latin"
    BARS_LATIN = "fec_bar_latin"
    CSV = "csv"


FORM_WORDS = {
    Form.TABS: N_("18 colonnes du FEC, tabulations, UTF-8"),
    Form.BARS: N_("18 colonnes du FEC, barres « | », UTF-8"),
    Form.TABS_LATIN: N_("18 colonnes du FEC, tabulations, ISO 8859-15"),
    Form.BARS_LATIN: N_("18 colonnes du FEC, barres « | », ISO 8859-15"),
    Form.CSV: N_("CSV générique, points-virgules (format supposé : testez avec votre cabinet)"),
}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was written once and for all, with its SHA-256."""

    form: Form
    name: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was handed out: in which form, when, to whom."""

    form: Form
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One booking in the list: what is in clear of it. `settled_by`: the number of the booking that corrects it."""

    id: int
    month: str
    number: int
    kind: Kind
    piece: str
    at: datetime
    by: str
    corrects: int | None = None
    settled_by: int | None = None
    given: tuple[Given, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether an entry of it still counts: neither corrected since, nor a reversal."""
        return self.settled_by is None and self.kind is not Kind.REVERSAL


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking, opened: its entries to the cent, what it was checked against, and its files."""

    line: BookingLine
    journal: str
    journal_label: str
    entries: tuple[Accounting, ...]
    totals: Totals
    typed: Mapping[str, int]
    reason: str
    files: tuple[WrittenFile, ...]
    unwritten: tuple[tuple[Form, str], ...] = ()
    """The forms that could not be written, and why."""

    @property
    def entry(self) -> Accounting:
        """The entry it stands for: that of a correction comes after the reversal."""
        return self.entries[-1]

    def file(self, form: Form) -> WrittenFile | None:
        """The file in a form; None when it could not be written so."""
        return next((one for one in self.files if one.form is form), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """One usual line of the entry: the accounts that its amount goes to, at the debit, at the credit, or both."""

    key: str
    title: str
    debit: str = ""
    debit_label: str = ""
    credit: str = ""
    credit_label: str = ""
    in_use: bool = True

    @property
    def ready(self) -> bool:
        """Whether an account was chosen for it."""
        return bool(self.debit or self.credit)

    @property
    def accounts(self) -> str:
        """Both accounts in short: 645100 / 431000."""
        return " / ".join(each for each in (self.debit, self.credit) if each)


@dataclass(frozen=True, slots=True)
class Chart:
    """The usual lines and the journal of the co-op."""

    journal: str
    journal_label: str
    lines: tuple[Plan, ...]

    def label_of(self, account: str) -> str:
        """The name the co-op gives to an account; empty when it has none."""
        for line in self.lines:
            if account and account == line.debit:
                return line.debit_label
            if account and account == line.credit:
                return line.credit_label
        return ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new entry begins with: the accounts, the months offered (newest first) and the one most likely meant."""

    chart: Chart
    months: tuple[str, ...]
    month: str
