"""The days of an absence, one line each, as they are booked once and for all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import full_day
from coop_desk.topics.employment.rules.holidays import off
from coop_desk.topics.leave.requests.records import Asked, FrozenLine
from coop_desk.topics.leave.requests.rules.kinds import Kind, Way
from coop_desk.topics.leave.rules.counting import Part, costs, count_leave, days_of
from coop_desk.topics.leave.rules.explained import Days, Unit, from_thousandths, in_days, number
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span

EVERY_DAY = "day"
WHOLE = 1000
GIVEN_BACK = "LEAVE-23"
"""The rule of a day that a stop gave back: it stays in the absence and counts for nothing."""
UNIT_WORDS = {
    Unit.OUVRABLE.value: lambda days: _("{days} en jours ouvrables").format(days=days),
    Unit.OUVRE.value: lambda days: _("{days} en jours ouvrés").format(days=days),
    EVERY_DAY: lambda days: _("{days} de calendrier").format(days=days),
}


@dataclass(frozen=True, slots=True)
class Time:
    """The time of one person: minutes of work on a date, holidays left aside."""

    minutes: Callable[[date], int]

    def works(self, day: date) -> bool:
        """Whether there is work on a date."""
        return self.minutes(day) > 0


def lines_of(asked: Asked, time: Time, settings: LeaveSettings) -> tuple[FrozenLine, ...]:
    """Count each day in the way of its kind (LEAVE-50 to 54, ABSENCE-20)."""
    kind = asked.reason.kind
    _check_halves(asked, kind)
    lines = _as_leave(asked, time, settings) if kind.way is Way.LEAVE else _day_by_day(asked, kind, time, settings)
    if not any(line.counted for line in lines):
        words = _("Aucun jour à compter entre ces dates : ni travail, ni jour {unit}. Corrigez les dates.")
        raise RuleBroken("ABSENCE-20", words.format(unit=_("ouvrable")))
    return lines


def total(lines: Iterable[FrozenLine]) -> int:
    """Thousandths of the lines together."""
    return sum(line.counted for line in lines)


def cost_words(lines: Sequence[FrozenLine]) -> str:
    """The cost in words: 6 jours en jours ouvrables."""
    if not lines:
        return in_days(Days(0))
    return UNIT_WORDS[lines[0].unit](in_days(from_thousandths(total(lines))))


def explained(lines: Sequence[FrozenLine]) -> tuple[str, ...]:
    """The days in words, then their sum."""
    said = [
        _("{day} : {n} ({why})").format(day=full_day(line.day), n=number(from_thousandths(line.counted)), why=line.why)
        for line in lines
    ]
    return (*said, _("Total : {cost}.").format(cost=cost_words(lines)))


def by_period(lines: Sequence[FrozenLine], settings: LeaveSettings) -> tuple[tuple[Span, date, int], ...]:
    """Lines cut at the reference periods: the period, the first day in it, the thousandths (LEAVE-96)."""
    found: dict[date, tuple[Span, date, int]] = {}
    for line in lines:
        if not line.counted:
            continue
        period = settings.reference_period(line.day)
        span, first, sum_ = found.get(period.first, (period, line.day, 0))
        found[period.first] = (span, first, sum_ + line.counted)
    return tuple(found.values())


def years_of(lines: Iterable[FrozenLine]) -> tuple[int, ...]:
    """The years an absence stands in, in order: the reason is sealed in each."""
    return tuple(sorted({line.day.year for line in lines}))


def without(lines: Iterable[FrozenLine], stops: Sequence[Span]) -> tuple[FrozenLine, ...]:
    """The lines with the days that stops cover given back: they count for nothing (LEAVE-23)."""
    return tuple(
        replace(line, counted=0, minutes=0, rule=GIVEN_BACK, why=_("rendu : arrêt pendant le congé"))
        if any(stop.holds(line.day) for stop in stops)
        else line
        for line in lines
    )


def _as_leave(asked: Asked, time: Time, settings: LeaveSettings) -> tuple[FrozenLine, ...]:
    count = count_leave(asked.span, time.works, settings, asked.starts, asked.ends)
    lines = [
        FrozenLine(
            line.day, line.part, line.unit.value, line.quantity,
            _minutes(line.day, line.part, time, settings), line.rule, line.why,
        )
        for line in count.lines
    ]  # fmt: skip
    while lines and lines[-1].day > asked.last and not lines[-1].counted:
        lines.pop()
    return tuple(lines)


def _day_by_day(asked: Asked, kind: Kind, time: Time, settings: LeaveSettings) -> tuple[FrozenLine, ...]:
    lines = []
    for day in days_of(asked.span):
        part = asked.starts if day == asked.first else Part.WHOLE
        if day == asked.last and asked.ends is Part.MORNING:
            part = Part.MORNING
        counts, rule, why = _counts(day, kind, time, settings)
        counted = 0 if not counts else WHOLE if part is Part.WHOLE else WHOLE // 2
        lines.append(FrozenLine(day, part, _unit(kind), counted, _minutes(day, part, time, settings), rule, why))
    return tuple(lines)


def _counts(day: date, kind: Kind, time: Time, settings: LeaveSettings) -> tuple[bool, str, str]:
    if kind.way is Way.CALENDAR:
        return True, "ABSENCE-20", _("jour du calendrier")
    if kind.way is Way.OUVRABLES:
        return costs(day, replace(settings, unit=Unit.OUVRABLE))
    holiday = off(day, settings.site)
    if holiday is not None:
        return False, "LEAVE-51", _("jour férié chômé : {name}").format(name=holiday.name)
    if not time.works(day):
        return False, "ABSENCE-20", _("jour non travaillé")
    return True, "ABSENCE-20", _("jour travaillé")


def _unit(kind: Kind) -> str:
    if kind.way is Way.CALENDAR:
        return EVERY_DAY
    return Unit.OUVRABLE.value if kind.way is Way.OUVRABLES else Unit.OUVRE.value


def _minutes(day: date, part: Part, time: Time, settings: LeaveSettings) -> int:
    if off(day, settings.site) is not None:
        return 0
    return time.minutes(day) if part is Part.WHOLE else time.minutes(day) // 2


def _check_halves(asked: Asked, kind: Kind) -> None:
    halves = Part.AFTERNOON is asked.starts or Part.MORNING is asked.ends
    if asked.starts is Part.MORNING or asked.ends is Part.AFTERNOON:
        raise RuleBroken(
            "LEAVE-54", _("Une absence commence le matin ou l’après-midi et dure jusqu’au retour : corrigez.")
        )
    if halves and kind.way is Way.OUVRABLES:
        raise RuleBroken("LEAVE-54", _("Cette absence se compte en jours entiers : retirez la demi-journée."))
    if asked.first == asked.last and asked.starts is Part.AFTERNOON and asked.ends is Part.MORNING:
        raise RuleBroken("LEAVE-54", _("L’absence commence et finit le même midi : corrigez les demi-journées."))
