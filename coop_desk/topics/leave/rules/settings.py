"""The settings of leave of a co-op, each with the value the law gives when no agreement says otherwise."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.employment.rules.holidays import Site
from coop_desk.topics.employment.rules.schedules import Works
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Unit
from coop_desk.topics.members.rules.admission import add_months

WORKING_WEEK = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts (LEAVE-02)."""
        if self.last < self.first:
            raise RuleBroken("LEAVE-02", _("La fin est avant le début : corrigez les dates."))

    @property
    def days(self) -> int:
        """How many calendar days."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day is inside."""
        return self.first <= day <= self.last

    def within(self, other: "Span") -> "Span | None":
        """The part that is inside another span."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class LeaveSettings:
    """What a co-op decided, on one date; the marked values stand for articles not read again and are shown as such."""

    unit: Unit = Unit.OUVRABLE
    reference_start: tuple[int, int] = (6, 1)
    """Month and day the reference period starts (L3141-10, R3141-4)."""
    taking_start: tuple[int, int] = (5, 1)
    """Month and day the taking period starts; it holds 1 May to 31 October (L3141-13)."""
    open_days: frozenset[int] = WORKING_WEEK
    weekly_rest_day: int = 7
    site: Site = field(default_factory=Site)
    half_days: bool = False
    sick_child_paid: bool = False
    solidarity_on: date | None = None
    announced_on: date | None = None
    """The day the taking period begun last was announced to everybody (D3141-5)."""
    rest_days_a_year: Days | None = None
    """Days of RTT of the agreement, None without one."""
    rest_days_until: tuple[int, int] | None = None
    """Month and day by which days of RTT are taken, None when they do not expire."""
    extra_days: Days = NO_DAY
    """Days a year that the agreement adds."""
    waiver_allowed: bool = True
    """Whether a member may sign a waiver of split days."""
    carry_months: int = 15
    advance_limit: Days = NO_DAY
    """How far a balance may go below zero."""
    child_days: int = 2  # † L3141-8
    child_age: int = 15  # † L3141-8
    continuous_up_to: int = 12  # † L3141-18
    paternity_multiple_days: int = 32  # † L1225-35
    birth_notice_days: tuple[int, int] = (15, 30)  # † L1225-46-2

    def __post_init__(self) -> None:
        """Refuse what no co-op can decide (LEAVE-03)."""
        faults = [
            (not self.open_days or not self.open_days <= set(range(1, 8)), _("les jours d’ouverture")),
            (not 1 <= self.weekly_rest_day <= 7, _("le jour de repos hebdomadaire")),
            (self.weekly_rest_day in self.open_days, _("le jour de repos hebdomadaire, qui est aussi un jour ouvert")),
            (self.carry_months < 15, _("la durée du report, de quinze mois au moins")),
            (self.advance_limit < 0 or self.extra_days < 0, _("les jours, qui ne sont jamais négatifs")),
            (self.reference_start[1] != 1, _("la période de référence, qui commence un premier du mois")),
            (not (_is_day(self.reference_start) and _is_day(self.taking_start)), _("le début des périodes")),
            (self.rest_days_until is not None and not _is_day(self.rest_days_until), _("le dernier jour des RTT")),
        ]
        for wrong, words in faults:
            if wrong:
                raise RuleBroken("LEAVE-03", _("Réglage des congés à corriger : {what}.").format(what=words))

    def reference_period(self, day: date) -> Span:
        """The reference period that holds a day (LEAVE-17)."""
        return _year_from(self.reference_start, day)

    def taking_period(self, day: date) -> Span:
        """The taking period that holds a day (LEAVE-17)."""
        return _year_from(self.taking_start, day)


def weekly(days: frozenset[int]) -> Works:
    """The schedule of a member who works the same days every week, 1 being Monday."""
    if not days or not days <= set(range(1, 8)):
        raise RuleBroken("LEAVE-03", _("Horaire à corriger : il faut au moins un jour travaillé par semaine."))
    return lambda day: day.isoweekday() in days


def _is_day(at: tuple[int, int]) -> bool:
    try:
        return at != (2, 29) and bool(date(2000, *at))
    except ValueError:
        return False


def _year_from(start: tuple[int, int], day: date) -> Span:
    first = date(day.year, *start)
    if first > day:
        first = date(day.year - 1, *start)
    return Span(first, add_months(first, 12) - timedelta(days=1))
