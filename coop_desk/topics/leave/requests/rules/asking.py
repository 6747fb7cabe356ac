"""What an absence breaks, or puts at risk, with its source: shown before it is sent, looked at again when decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.i18n import _
from coop_desk.core.words import day as short_day
from coop_desk.core.words import long_day
from coop_desk.topics.leave.requests.records import Asked, Away, FrozenLine
from coop_desk.topics.leave.requests.rules.kinds import (
    BEREAVEMENT,
    EXTRA_BIRTH,
    FAMILY,
    PAID,
    PATERNITY,
    SICK_CHILD,
)
from coop_desk.topics.leave.requests.rules.lines import total
from coop_desk.topics.leave.rules import births, taking
from coop_desk.topics.leave.rules.counting import Part, convert
from coop_desk.topics.leave.rules.events import bereavement_until, event_days
from coop_desk.topics.leave.rules.explained import NO_DAY, Days, Unit, from_thousandths, in_days, thousandths
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.leave.rules.taking import Finding, Level
from coop_desk.topics.members.rules.admission import Contract

ONE_DAY = timedelta(days=1)
AHEAD = 800
"""Days between today and a leave: more is a slip of the keys."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody when an absence is looked at.

    `others`: their other absences that stand. `paid`: the paid leave already booked, day by day, in its unit.
    """

    today: date
    contracts: tuple[Contract, ...]
    others: tuple[Away, ...]
    paid: Mapping[date, int]
    year_of_kind: int = 0
    """Thousandths of the same kind already taken in the year."""
    balance: int | None = None
    """Thousandths before it, None without an account."""
    agreed: bool = False
    """The person agreed in writing to take no long leave from May to October of that year."""
    partner: tuple[date, ...] | None = None
    """The dates of leave of a spouse or partner in the co-op, None without one."""
    announced: date | None = None
    """The day the taking period that holds the first day was announced."""


def findings(asked: Asked, lines: Sequence[FrozenLine], known: Known, settings: LeaveSettings) -> tuple[Finding, ...]:
    """Everything there is to say, errors first (LEAVE-30 to 35, LEAVE-70 to 75, LEAVE-95, ABSENCE-21 to 24)."""
    found = [*_dates(asked, known), *_kind(asked, lines, known, settings)]
    if asked.reason.kind.account == PAID:
        found += _paid(asked, lines, known, settings)
    if known.balance is not None:
        found += _balance(lines, known.balance, settings)
    return tuple(sorted(found, key=lambda one: one.level is not Level.ERROR))


def overlap(asked: Asked, other: Away) -> bool:
    """Whether two absences of the same person share time: halves of one day do not."""
    shared = asked.span.within(other.span)
    if shared is None:
        return False
    if shared.days > 1:
        return True
    day = shared.first
    return not (
        (asked.last == day and asked.ends is Part.MORNING and other.first == day and other.starts is Part.AFTERNOON)
        or (other.last == day and other.ends is Part.MORNING and asked.first == day and asked.starts is Part.AFTERNOON)
    )


def blocks(days: Mapping[date, int], within: Span | None = None) -> tuple[int, ...]:
    """The leaves taken in one go, in thousandths: days that touch are one, and a weekend apart does not part them."""
    found: list[int] = []
    last: date | None = None
    for day in sorted(days):
        if within is not None and not within.holds(day):
            continue
        if last is None or day - last > ONE_DAY:
            found.append(0)
        found[-1] += days[day]
        last = day
    return tuple(block for block in found if block)


def _dates(asked: Asked, known: Known) -> Iterator[Finding]:
    for other in known.others:
        if overlap(asked, other):
            words = _("Déjà une absence du {first} au {last} : changez les dates, ou retirez-la d’abord.")
            said = words.format(first=short_day(other.first), last=short_day(other.last))
            yield Finding(Level.ERROR, "overlap", "ABSENCE-21", said)
    outside = next((day for day in (asked.first, asked.last) if not _employed(known.contracts, day)), None)
    if outside is not None:
        words = _(
            "Pas de contrat de travail en cours le {day} : corrigez la date, ou faites d’abord enregistrer le contrat."
        )
        yield Finding(Level.ERROR, "no_contract", "ABSENCE-22", words.format(day=long_day(outside)))
    if abs((asked.first - known.today).days) > AHEAD:
        words = _("Le {day} est à plus de deux ans d’ici : vérifiez l’année.")
        yield Finding(Level.ERROR, "far", "ABSENCE-22", words.format(day=long_day(asked.first)))


def _employed(contracts: Iterable[Contract], day: date) -> bool:
    return any(one.started_on <= day and (one.ended_on is None or day <= one.ended_on) for one in contracts)


def _kind(asked: Asked, lines: Sequence[FrozenLine], known: Known, settings: LeaveSettings) -> Iterator[Finding]:
    reason, days = asked.reason, from_thousandths(total(lines))
    taken = from_thousandths(known.year_of_kind) + days
    code = reason.kind.code
    if code == FAMILY and reason.event is not None and days > event_days(reason.event):
        words = _("{words} : la loi donne {due}. Une autre absence prend la suite, congés ou sans solde.")
        due = in_days(Days(event_days(reason.event)))
        yield Finding(Level.ERROR, "event_days", "LEAVE-70", words.format(words=reason.words, due=due))
    if code == SICK_CHILD and taken > 3:
        words = _(
            "{days} pour enfant malade cette année : la loi en donne 3, ou 5 pour un enfant de moins d’un an ou "
            "pour trois enfants."
        )
        yield Finding(Level.WARNING, "sick_child", "LEAVE-72", words.format(days=in_days(taken)))
    if reason.event_on is None:
        return
    if code == BEREAVEMENT and (taken > 8 or asked.last > bereavement_until(reason.event_on)):
        words = _("Le congé de deuil dure huit jours, à prendre jusqu’au {day}.")
        said = words.format(day=short_day(bereavement_until(reason.event_on)))
        yield Finding(Level.ERROR, "bereavement", "LEAVE-71", said)
    fault = None
    if code == PATERNITY and asked.span.days > births.AT_ONCE:
        fault = births.part_fault(asked.span, reason.event_on)
    elif code == EXTRA_BIRTH:
        fault = births.extra_birth_fault(reason.event_on, asked.first)
    if fault is not None:
        yield Finding(Level.ERROR, "birth", "LEAVE-74" if code == PATERNITY else "LEAVE-75", fault)


def _paid(asked: Asked, lines: Sequence[FrozenLine], known: Known, settings: LeaveSettings) -> Iterator[Finding]:
    """The checks of main leave, in jours ouvrables, with what is booked already."""
    everything = dict(known.paid)
    for line in lines:
        everything[line.day] = line.counted
    around = _around(everything, asked.span)
    exception = asked.reason.exception
    taking_period = settings.taking_period(asked.first)
    year_of_may = next(
        y for y in (taking_period.first.year, taking_period.last.year) if taking_period.holds(date(y, 5, 1))
    )
    period = Span(date(year_of_may, 5, 1), date(year_of_may, 10, 31))
    in_summer = [_ouvrables(one, settings) for one in blocks(everything, period)]
    year = [_ouvrables(one, settings) for one in blocks(everything, taking_period)]
    to_announce = asked.first >= known.today > taking.announced_by(taking_period.first)
    checks = [
        taking.one_go(_ouvrables(around, settings), exception),
        taking.short_leave(year, settings.continuous_up_to) if not exception.strip() else None,
        taking.long_block(in_summer, known.today > period.last, known.agreed) if sum(year, NO_DAY) > 12 else None,
        taking.late_communication(known.today, asked.first) if asked.first >= known.today else None,
        taking.late_announcement(known.announced, taking_period.first) if to_announce else None,
        taking.partners_apart(tuple(everything), known.partner) if known.partner is not None else None,
    ]
    for found in checks:
        if found is not None and found.code == "continuous_up_to_12":
            # Before the period is over, days may still be added: said, not refused.
            yield Finding(Level.WARNING, found.code, found.rule, found.words)
        elif found is not None:
            yield found


def _around(days: Mapping[date, int], span: Span) -> int:
    """The thousandths of the leave in one go that holds these dates."""
    held, day = 0, span.first
    while day - ONE_DAY in days:
        day -= ONE_DAY
    while day in days or day <= span.last:
        held += days.get(day, 0)
        day += ONE_DAY
    return held


def _ouvrables(quantity: int, settings: LeaveSettings) -> Days:
    days = from_thousandths(quantity)
    return days if settings.unit is Unit.OUVRABLE else convert(days, Unit.OUVRABLE, min(6, len(settings.open_days)))


def _balance(lines: Sequence[FrozenLine], before: int, settings: LeaveSettings) -> Iterator[Finding]:
    after = before - total(lines)
    if after >= 0:
        return
    limit = thousandths(settings.advance_limit)
    if after >= -limit and limit:
        words = _("Le solde passerait à {days} : congés pris d’avance, dans la limite de {limit}.")
        said = words.format(days=in_days(from_thousandths(after)), limit=in_days(settings.advance_limit))
        yield Finding(Level.WARNING, "advance", "LEAVE-95", said)
        return
    words = _(
        "Il reste {before} à cette date, moins que ce qui est demandé : raccourcissez, ou choisissez un autre genre."
    )
    yield Finding(Level.ERROR, "balance", "LEAVE-95", words.format(before=in_days(from_thousandths(before))))


def late_change(today: date, first: date, exceptional: str) -> Finding | None:
    """Dates of paid leave are not changed less than a month before, but with a reason (LEAVE-33)."""
    return taking.late_change(today, first, exceptional) if first > today else None
