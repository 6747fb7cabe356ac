"""What pages, papers and pay read of absences: plain, frozen records."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.requests.rules.states import State, Step
from coop_desk.topics.leave.rules.carrying import Fate
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.taking import Finding, Household


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is absent, or asks to be: all that everybody may see."""

    absence_id: int
    person_id: PersonId
    first: date
    starts: Part
    last: date
    ends: Part
    state: State
    cancel_asked: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last day."""
        return Span(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for, or what is recorded for them."""

    first: date
    last: date
    reason: Reason
    starts: Part = Part.WHOLE
    ends: Part = Part.WHOLE

    @property
    def span(self) -> Span:
        """From the first to the last day."""
        return Span(self.first, self.last)


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """One day of an absence as it was booked: `counted` in thousandths of `unit`, `minutes` not worked.

    Units: "ouvrable", "ouvre", "day" (every day of the calendar).
    """

    day: date
    part: Part
    unit: str
    counted: int
    minutes: int
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody of one's teams away on some of the same days; never why."""

    name: str
    span: Span
    decided: bool


@dataclass(frozen=True, slots=True)
class ThinDay:
    """A day on which a team would be under its least presence."""

    team: str
    day: date
    there: int
    least: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an absence costs and risks, before it is sent. Balances in thousandths; None without an account."""

    lines: tuple[FrozenLine, ...]
    explanation: tuple[str, ...]
    cost: str
    before: int | None = None
    after: int | None = None
    clashes: tuple[Clash, ...] = ()
    thin: tuple[ThinDay, ...] = ()
    findings: tuple[Finding, ...] = ()
    deciders: tuple[str, ...] = ()
    stand_in: str = ""
    """Who else may decide when somebody is away, in words."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened to an absence, with the reason where it may be read."""

    step: Step
    by: str
    at: datetime
    under: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """One absence to whoever may see why: the person, and who decides with the key of the reasons.

    `reason` is None where this session does not open it, `hindrance` then says why and what to do.
    """

    away: Away
    name: str
    reason: Reason | None = field(default=None, repr=False)
    lines: tuple[FrozenLine, ...] = field(default=(), repr=False)
    steps: tuple[StepLine, ...] = ()
    hindrance: str = ""
    corrections: tuple[str, ...] = field(default=(), repr=False)

    @property
    def id(self) -> int:
        """The number of the absence."""
        return self.away.absence_id

    @property
    def what(self) -> str:
        """The kind, where it may be read."""
        return self.reason.words if self.reason is not None else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A request kept by its author, not sent."""

    id: int
    asked: Asked
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class AbsenceDay:
    """One frozen day line for pay: a stable absence id and revision, the code, and the facts of the absence."""

    absence_id: str
    revision: int
    person_id: PersonId
    code: str
    label: str
    day: date
    part: Part
    unit: str
    counted: int
    minutes: int
    first: date
    starts: Part
    last: date
    ends: Part
    reason: Reason = field(repr=False)


@dataclass(frozen=True, slots=True)
class LateChange:
    """Days changed after their month was exported: what comes off and what comes instead, for the next month."""

    absence_id: str
    revision: int
    person_id: PersonId
    concerns: date
    """First day of the month the days belong to."""
    withdrawn: tuple[AbsenceDay, ...]
    added: tuple[AbsenceDay, ...]


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """A service or a team, how many people it has today, and how many must be there; 0 for none."""

    id: int
    name: str
    people: int
    least: int


@dataclass(frozen=True, slots=True)
class OwnLeave:
    """One's own absences, newest first, drafts, and who may decide on what one asks."""

    cards: tuple[AbsenceCard, ...]
    drafts: tuple[Draft, ...]
    deciders: tuple[str, ...]
    stand_in: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One request in the list of who decides; the kind is empty, and `hindrance` says why, without the key."""

    away: Away
    name: str
    what: str = field(repr=False)
    asked_on: date | None
    hindrance: str = ""

    @property
    def id(self) -> int:
        """The number of the absence."""
        return self.away.absence_id


@dataclass(frozen=True, slots=True)
class Deciding:
    """One request with everything that helps decide; `preview` is None where its reason is not opened."""

    card: AbsenceCard
    preview: Preview | None
    criteria: Household | None = field(repr=False)
    changed: str
    """Why it is not counted as it was when it was asked for."""


class Mark(StrEnum):
    """One day of one person in the calendar."""

    THERE = "there"
    AWAY = "away"
    HALF = "half"
    ASKED = "asked"
    OFF = "off"
    AWAY_OFF = "away_off"
    HOLIDAY = "holiday"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One person of the calendar: the absences, and each day of a month."""

    person_id: PersonId
    name: str
    team: str
    away: tuple[Away, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Some days of a team; `there` counts who is at work each day of a month, `least` who must be, 0 for nobody."""

    first: date
    last: date
    rows: tuple[CalendarRow, ...]
    feasts: dict[date, str]
    there: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A service or a team whose calendar can be shown; `mine` when one is in it."""

    id: int
    name: str
    mine: bool


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What becomes of the leave of a year that a stop kept somebody from taking; days in thousandths.

    `late`: the written information came, or is still to come, later than a month after the return.
    """

    reference: Span
    taking: Span
    days: int
    fate: Fate
    expires: date | None
    words: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """Somebody came back from a stop and must be told in writing of the leave left, by a day."""

    person_id: PersonId
    name: str
    returned_on: date
    due: date


@dataclass(frozen=True, slots=True)
class Due:
    """A request that waits for somebody to decide: who and when, never why."""

    absence_id: int
    name: str
    first: date
    last: date
    cancellation: bool
