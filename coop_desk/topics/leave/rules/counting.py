"""How many days a leave costs, explained day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import full_day
from coop_desk.topics.employment.rules.holidays import off
from coop_desk.topics.employment.rules.schedules import Works
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Line, Unit, in_days, number, thousandths
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span

LONGEST = 1100
"""Calendar days of one request: more is a slip of the keys."""
ONE_DAY = timedelta(days=1)
HALF = Fraction(1, 2)


class Part(StrEnum):
    """Which part of a day is off."""

    WHOLE = "whole"
    MORNING = "AM"
    AFTERNOON = "PM"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a leave: what is off, what it costs, and why."""

    day: date
    part: Part
    unit: Unit
    counted: Days
    rule: str
    why: str

    @property
    def quantity(self) -> int:
        """What is kept of it, in thousandths of a day."""
        return thousandths(self.counted)


@dataclass(frozen=True, slots=True)
class Count:
    """What a leave costs."""

    days: Days
    unit: Unit
    lines: tuple[DayLine, ...]

    @property
    def explanation(self) -> tuple[Line, ...]:
        """The days in words, then their sum."""
        said = [
            Line(
                line.rule, _("{day} : {n} ({why})").format(day=full_day(line.day), n=number(line.counted), why=line.why)
            )
            for line in self.lines
        ]
        total = (
            _("Total : {days} en jours ouvrables.")
            if self.unit is Unit.OUVRABLE
            else _("Total : {days} en jours ouvrés.")
        )
        return (*said, Line("LEAVE-50", total.format(days=in_days(self.days))))


def count_leave(
    asked: Span,
    works: Works,
    settings: LeaveSettings,
    starts: Part = Part.WHOLE,
    ends: Part = Part.WHOLE,
) -> Count:
    """Count from the first day that should have been worked to the eve of the return (LEAVE-50 to 54; L3141-3).

    `starts` is AFTERNOON when the first morning is worked, `ends` MORNING when the last afternoon is.
    """
    _check(asked, settings, starts, ends)
    worked = [day for day in days_of(asked) if _should_work(day, works, settings)]
    if not worked:
        return Count(NO_DAY, settings.unit, ())
    first = worked[0]
    last = worked[-1] if ends is Part.MORNING else eve_of_return(asked.last, works, settings)
    if starts is Part.AFTERNOON and ends is Part.MORNING and first == last:
        raise RuleBroken("LEAVE-54", _("Le congé commence et finit le même midi : corrigez les demi-journées."))
    lines = []
    for day in days_of(Span(first, last)):
        part = Part.WHOLE
        if day == first and starts is Part.AFTERNOON:
            part = Part.AFTERNOON
        elif day == last and ends is Part.MORNING:
            part = Part.MORNING
        lines.append(_line(day, part, settings))
    return Count(sum((line.counted for line in lines), NO_DAY), settings.unit, tuple(lines))


def eve_of_return(last_off: date, works: Works, settings: LeaveSettings) -> date:
    """The day before work starts again, after the last day off (LEAVE-50)."""
    day = last_off
    for _n in range(LONGEST):
        if _should_work(day + ONE_DAY, works, settings):
            return day
        day += ONE_DAY
    return last_off


def days_of(span: Span) -> Iterable[date]:
    """Each day of a span."""
    return (span.first + timedelta(days=n) for n in range(span.days))


def costs(day: date, settings: LeaveSettings) -> tuple[bool, str, str]:
    """Whether a whole day off costs one, under which rule, and why (LEAVE-51 to 53; L3141-3, L3133-1)."""
    holiday = off(day, settings.site)
    if holiday is not None:
        return False, "LEAVE-51", _("jour férié chômé : {name}").format(name=holiday.name)
    if settings.unit is Unit.OUVRABLE:
        if day.isoweekday() == settings.weekly_rest_day:
            return False, "LEAVE-52", _("repos hebdomadaire")
        return True, "LEAVE-52", _("jour ouvrable")
    if day.isoweekday() not in settings.open_days:
        return False, "LEAVE-53", _("la coopérative est fermée ce jour-là")
    return True, "LEAVE-53", _("jour ouvré")


def ouvrables_from(first: date, days: int, settings: LeaveSettings) -> tuple[date, ...]:
    """The dates of a leave of some jours ouvrables, from a day on (LEAVE-52; L3142-4)."""
    found: list[date] = []
    day = first
    while len(found) < days:
        if day.isoweekday() != settings.weekly_rest_day and off(day, settings.site) is None:
            found.append(day)
        day += ONE_DAY
    return tuple(found)


def by_period(lines: Sequence[DayLine], settings: LeaveSettings) -> tuple[tuple[Span, Days], ...]:
    """The days of one leave cut at the reference periods: one ledger entry for each (LEAVE-96)."""
    sums: dict[Span, Days] = {}
    for line in lines:
        period = settings.reference_period(line.day)
        sums[period] = sums.get(period, NO_DAY) + line.counted
    return tuple((period, days) for period, days in sums.items() if days)


def convert(days: Days, to: Unit, open_days: int = 5) -> Days:
    """Turn ouvrables into ouvrés, or back: a week is 6 of the former, the days of opening of the latter (LEAVE-18)."""
    if not 1 <= open_days <= 6:
        raise RuleBroken("LEAVE-18", _("Une semaine a d’un à six jours ouvrés : corrigez les jours d’ouverture."))
    week = Fraction(open_days, 6)
    return days * week if to is Unit.OUVRE else days / week


def _should_work(day: date, works: Works, settings: LeaveSettings) -> bool:
    return works(day) and off(day, settings.site) is None


def _line(day: date, part: Part, settings: LeaveSettings) -> DayLine:
    counts, rule, why = costs(day, settings)
    if not counts:
        return DayLine(day, part, settings.unit, NO_DAY, rule, why)
    if part is Part.WHOLE:
        return DayLine(day, part, settings.unit, Days(1), rule, why)
    half = _("après-midi d’un jour ouvré") if part is Part.AFTERNOON else _("matin d’un jour ouvré")
    return DayLine(day, part, settings.unit, HALF, "LEAVE-54", half)


def _check(asked: Span, settings: LeaveSettings, starts: Part, ends: Part) -> None:
    if asked.days > LONGEST:
        raise RuleBroken("LEAVE-02", _("Ce congé dure plus de trois ans : vérifiez les dates."))
    if starts is Part.MORNING or ends is Part.AFTERNOON:
        raise RuleBroken(
            "LEAVE-54", _("Un congé commence le matin ou l’après-midi et dure jusqu’au retour : corrigez.")
        )
    if Part.AFTERNOON in (starts, ends) or Part.MORNING in (starts, ends):
        if not settings.half_days:
            raise RuleBroken("LEAVE-54", _("La coopérative ne compte pas en demi-journées : demandez un jour entier."))
        if settings.unit is Unit.OUVRABLE:
            raise RuleBroken(
                "LEAVE-54", _("Les demi-journées ne se comptent qu’en jours ouvrés : demandez un jour entier.")
            )
