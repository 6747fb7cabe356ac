"""What the pages of pay show: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.records import PersonLine
from coop_desk.topics.payroll.rules.catalogue import Variable
from coop_desk.topics.payroll.rules.keeping import PersonMonth
from coop_desk.topics.payroll.rules.states import State


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month as the list shows it. `reopening`: who asked to open it again, and waits for a second person."""

    month: str
    words: str
    state: State
    next_step: str
    number: int
    prepared_by: str = ""
    validated_by: str = ""
    changed_at: datetime | None = None
    reopening: str = ""
    reopening_mine: bool = False
    openable: bool = True
    """Whether this session was handed the key of its year."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a month on screen: who they are for pay, and everything sealed about them that month."""

    person: PersonLine
    held: PersonMonth

    @property
    def person_id(self) -> PersonId:
        """Whose it is."""
        return self.person.person_id

    @property
    def name(self) -> str:
        """How people call them."""
        return self.person.name


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month opened: its people and the variables that may be typed."""

    row: MonthRow
    people: tuple[PersonRow, ...]
    variables: tuple[Variable, ...]
    writable: bool
    absences_from: str = ""
    """Why the absences of the month cannot be read in this session; empty when they can."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened to a month: a step with its reason, or a line that changed."""

    at: datetime
    by: str
    what: str
    about: str = ""
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One line of one's own month, in words."""

    month: str
    what: str
    figure: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """What was recorded for oneself in a month, and where the month is."""

    month: str
    words: str
    state: State
    lines: tuple[OwnLine, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How pay is kept on a day."""

    since: date | None
    second_person: bool = True
    siret: str = ""
    decision: str = ""
    bonuses: tuple[Variable, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPay:
    """One's own months, newest first, and why those of some years are not read yet."""

    months: tuple[OwnMonth, ...]
    hindrances: tuple[str, ...] = ()
