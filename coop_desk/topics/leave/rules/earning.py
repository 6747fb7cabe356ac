"""What a year of work, absences and children earns, rounded once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import ceil

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.topics.leave.rules.counting import convert, days_of
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Line, Unit, in_days, in_months, number
from coop_desk.topics.leave.rules.settings import WORKING_WEEK, LeaveSettings, Span
from coop_desk.topics.members.rules.admission import add_months

A_MONTH, SICK_MONTH = Fraction(5, 2), Fraction(2)
MOST, MOST_SICK = Days(30), Days(24)
SICKNESS_EARNS_FROM = date(2009, 12, 1)
NEW_LAW = date(2024, 4, 24)


class Ground(StrEnum):
    """Why time passed as it did."""

    WORK = "worked"
    SICKNESS = "sick_non_occupational"
    WORK_ACCIDENT = "work_accident"
    OCCUPATIONAL_ILLNESS = "occupational_illness"
    MATERNITY = "maternity"
    PATERNITY = "paternity"
    ADOPTION = "adoption"
    PAID_LEAVE = "paid_leave"
    REST_DAYS = "rtt"
    OVERTIME_REST = "overtime_rest"
    FAMILY_EVENT = "family_event"
    UNPAID = "unpaid_leave"
    UNJUSTIFIED = "unjustified_absence"
    STRIKE = "strike"


GROUND_WORDS = {
    Ground.WORK: N_("Travail"),
    Ground.SICKNESS: N_("Maladie ordinaire"),
    Ground.WORK_ACCIDENT: N_("Accident du travail"),
    Ground.OCCUPATIONAL_ILLNESS: N_("Maladie professionnelle"),
    Ground.MATERNITY: N_("Maternité"),
    Ground.PATERNITY: N_("Paternité"),
    Ground.ADOPTION: N_("Adoption"),
    Ground.PAID_LEAVE: N_("Congés payés"),
    Ground.REST_DAYS: N_("Jours de RTT"),
    Ground.OVERTIME_REST: N_("Repos pour heures supplémentaires"),
    Ground.FAMILY_EVENT: N_("Événement familial"),
    Ground.UNPAID: N_("Congé sans solde"),
    Ground.UNJUSTIFIED: N_("Absence injustifiée"),
    Ground.STRIKE: N_("Grève"),
}
EARNS_NOTHING = frozenset({Ground.UNPAID, Ground.UNJUSTIFIED, Ground.STRIKE})


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, on one ground."""

    ground: Ground
    span: Span


@dataclass(frozen=True, slots=True)
class Earned:
    """Days earned ground by ground, their sum under the caps, and the days due once it is rounded."""

    grounds: Mapping[Ground, Days]
    raw: Days
    entitlement: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Supplement:
    """Days on top of those earned, and the sum."""

    extra: Days
    total: Days
    lines: tuple[Line, ...]


def as_months(
    months: Fraction = NO_DAY, weeks: Fraction = NO_DAY, days: Fraction = NO_DAY, days_a_week: Fraction = Fraction(5)
) -> Fraction:
    """Months of work in the measure that gives most: 4 weeks, or 24, 22 or 20 days, are one (LEAVE-11; L3141-4)."""
    if days_a_week <= 0 or days_a_week > 7:
        raise RuleBroken("LEAVE-03", _("Horaire à corriger : une semaine a d’un à sept jours travaillés."))
    return max(months, weeks / 4, days / (4 * days_a_week))


def months_of(span: Span, week: frozenset[int] = WORKING_WEEK) -> Fraction:
    """Months from date to date, and what is left in weeks or in worked days, whichever gives more (LEAVE-11)."""
    whole = 0
    while add_months(span.first, whole + 1) - timedelta(days=1) <= span.last:
        whole += 1
    start = add_months(span.first, whole)
    if start > span.last:
        return Fraction(whole)
    left = Span(start, span.last)
    return whole + min(Fraction(1), max(Fraction(left.days, 28), Fraction(_worked(left, week), 4 * len(week))))


def earn(months: Mapping[Ground, Fraction], unit: Unit, sick_before: Fraction = NO_DAY) -> Earned:
    """Days for the months of each ground; `sick_before` are months of sickness before 24 April 2024.

    LEAVE-10 (L3141-3), LEAVE-12 (L3141-7), LEAVE-13 (L3141-5), LEAVE-14 (L3141-5-1), LEAVE-15 (law 2024-364, art. 37).
    """
    rate, most = _in(A_MONTH, unit), _in(MOST, unit)
    grounds: dict[Ground, Days] = {}
    lines: list[Line] = []
    for ground, spent in months.items():
        if ground is Ground.SICKNESS or not (spent or ground is Ground.WORK):
            continue
        grounds[ground] = NO_DAY if ground in EARNS_NOTHING else min(most, spent * rate)
        lines.append(_earned_line(ground, spent, rate, grounds[ground]))
    worked = min(most, sum(grounds.values(), NO_DAY))
    sick = months.get(Ground.SICKNESS, NO_DAY)
    if sick or sick_before:
        grounds[Ground.SICKNESS], told = _sickness(sick, sick_before, worked, unit)
        lines += told
    total = sum(grounds.values(), NO_DAY)
    raw = min(most, total)
    if total > most:
        lines.append(Line("LEAVE-10", _("Plafond de la période : {days}.").format(days=in_days(most))))
    entitlement = ceil(raw)
    words = _("Total : {raw}, arrondi une fois au jour supérieur : {days}.")
    lines.append(Line("LEAVE-12", words.format(raw=number(raw), days=in_days(Days(entitlement)))))
    return Earned(grounds, raw, entitlement, tuple(lines))


def earn_over(
    period: Span,
    employed: Span,
    absences: Sequence[Absence],
    unit: Unit,
    week: frozenset[int] = WORKING_WEEK,
) -> Earned:
    """Days earned in a reference period by somebody employed over some dates, absences taken out (LEAVE-10 to 15).

    Absences that earn nothing cost only what weeks or days of work, counted over the whole period, do not make up for.
    """
    present = employed.within(period)
    if present is None:
        return earn({Ground.WORK: NO_DAY}, unit)
    inside = _inside(present, absences)
    months: dict[Ground, Fraction] = {}
    sick_before = lost = NO_DAY
    for absence in inside:
        spent = months_of(absence.span, week)
        if absence.ground in EARNS_NOTHING:
            lost += spent
        elif absence.ground is not Ground.SICKNESS:
            months[absence.ground] = months.get(absence.ground, NO_DAY) + spent
        else:
            before, after = sickness_months(absence.span, week)
            sick_before += before
            months[Ground.SICKNESS] = months.get(Ground.SICKNESS, NO_DAY) + after
    at_most = max(NO_DAY, months_of(present, week) - sum(months.values(), NO_DAY) - sick_before)
    away = [absence.span for absence in inside]
    weeks = Fraction(present.days - sum(span.days for span in away), 7)
    days = Fraction(_worked(present, week) - sum(_worked(span, week) for span in away))
    worked = as_months(at_most - lost, weeks, days, Fraction(len(week)))
    return earn({Ground.WORK: min(at_most, worked)} | months, unit, sick_before)


def sickness_months(span: Span, week: frozenset[int] = WORKING_WEEK) -> tuple[Fraction, Fraction]:
    """Months of sickness before and since 24 April 2024, none before December 2009 (LEAVE-15; law 2024-364)."""
    old = span.within(Span(SICKNESS_EARNS_FROM, NEW_LAW - timedelta(days=1)))
    new = span.within(Span(NEW_LAW, date.max))
    before = months_of(old, week) if old else NO_DAY
    after = months_of(new, week) if new else NO_DAY
    if old and new:
        after = max(NO_DAY, months_of(Span(old.first, new.last), week) - before)
    return before, after


def credit_sickness(already: Days, months: Fraction, unit: Unit) -> Supplement:
    """Days added for sickness before 24 April 2024: the year never goes over 24 (LEAVE-15; law 2024-364, art. 37)."""
    most = _in(MOST_SICK, unit)
    asked = months * _in(SICK_MONTH, unit)
    extra = min(asked, max(NO_DAY, most - already))
    words = _("{months} de maladie : {asked} ; déjà acquis : {already} ; plafond {most} : {extra} de plus.")
    line = Line(
        "LEAVE-15",
        words.format(
            months=in_months(months),
            asked=in_days(asked),
            already=in_days(already),
            most=number(most),
            extra=in_days(extra),
        ),
    )
    return Supplement(extra, already + extra, (line,))


def is_dependent(age: int, disabled: bool, settings: LeaveSettings) -> bool:
    """Whether a child living at home counts: under 15 on 30 April, any age if disabled (LEAVE-16; L3141-8)."""
    return disabled or age < settings.child_age


def add_for_children(earned: Days, children: int, under_21: bool, settings: LeaveSettings) -> Supplement:
    """Two days a child: on top for those under 21 on 30 April of the year before, within 30 for others.

    One day a child when at most 6 days were earned (LEAVE-16; L3141-8).
    """
    each = 1 if earned <= _in(Days(6), settings.unit) else settings.child_days
    asked = Days(children * each)
    room = asked if under_21 else max(NO_DAY, _in(MOST, settings.unit) - earned)
    extra = min(asked, room)
    words = _("Enfants à charge : {n} × {each}, dans la limite de {room} : {extra}.")
    if under_21:
        words = _("Enfants à charge, moins de 21 ans : {n} × {each}, en plus : {extra}.")
    said = words.format(n=children, each=each, room=in_days(room), extra=in_days(extra))
    return Supplement(extra, earned + extra, (Line("LEAVE-16", said),))


def _in(days: Days, unit: Unit) -> Days:
    return days if unit is Unit.OUVRABLE else convert(days, Unit.OUVRE)


def _worked(span: Span, week: frozenset[int]) -> int:
    return sum(day.isoweekday() in week for day in days_of(span))


def _inside(present: Span, absences: Sequence[Absence]) -> list[Absence]:
    cut = [(absence.ground, absence.span.within(present)) for absence in absences]
    found = sorted((Absence(ground, span) for ground, span in cut if span), key=lambda absence: absence.span.first)
    for one, other in pairwise(found):
        if other.span.first <= one.span.last:
            raise RuleBroken("LEAVE-02", _("Deux absences se chevauchent : corrigez leurs dates."))
    return found


def _earned_line(ground: Ground, months: Fraction, rate: Days, days: Days) -> Line:
    if ground in EARNS_NOTHING:
        return Line("LEAVE-13", _("{ground} : ne donne pas de congés.").format(ground=_(GROUND_WORDS[ground])))
    rule = "LEAVE-10" if ground is Ground.WORK else "LEAVE-13"
    words = _("{ground} : {months} × {rate} = {days}.")
    if days < months * rate:
        words = _("{ground} : {months} × {rate}, plafonné à {days}.")
    said = words.format(ground=_(GROUND_WORDS[ground]), months=in_months(months), rate=number(rate), days=in_days(days))
    return Line(rule, said)


def _sickness(after: Fraction, before: Fraction, worked: Days, unit: Unit) -> tuple[Days, list[Line]]:
    rate, most = _in(SICK_MONTH, unit), _in(MOST_SICK, unit)
    lines: list[Line] = []
    old = NO_DAY
    if before:
        credit = credit_sickness(worked, before, unit)
        old = credit.extra
        lines += credit.lines
    days = min(most, old + after * rate)
    if after:
        words = _("Maladie ordinaire : {months} × {rate}, {most} au plus : {days}.")
        said = words.format(
            months=in_months(after), rate=number(rate), most=in_days(most), days=in_days(min(most, after * rate))
        )
        lines.append(Line("LEAVE-14", said))
    return days, lines
