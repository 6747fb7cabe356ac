"""What closing a month writes for one person: earned days, the rounding of a year, what expires, what changes unit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.leave.rules import ledger
from coop_desk.topics.leave.rules.accounts import PAID, REST
from coop_desk.topics.leave.rules.counting import convert
from coop_desk.topics.leave.rules.earning import MOST, Absence, earn_over
from coop_desk.topics.leave.rules.explained import (
    NO_DAY,
    Days,
    Line,
    Unit,
    from_thousandths,
    in_days,
    number,
    thousandths,
)
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.rules.settings import WORKING_WEEK, LeaveSettings, Span
from coop_desk.topics.members.rules.admission import Contract, add_months

ONE_DAY = timedelta(days=1)
EARNED = "earned"
"""The one ground kept of an accrual: why it is what it is, is sealed."""
ACCRUED = frozenset({Kind.OPENING, Kind.ACCRUAL, Kind.ROUNDING})


@dataclass(frozen=True, slots=True)
class Worker:
    """One person as closing a month sees them."""

    person_id: int
    contracts: Sequence[Contract]
    entries: tuple[Entry, ...]
    week: frozenset[int] = WORKING_WEEK
    absences: Sequence[Absence] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A reference period as far as a month: the period, how long the settings let it run, and what counts in it."""

    period: Span
    over: bool
    """Whether it ends with this month: by its dates, or because the settings change."""
    settings: LeaveSettings


def month_end(month: date) -> date:
    """The last day of a month."""
    return add_months(month.replace(day=1), 1) - ONE_DAY


def check_closable(month: date, today: date) -> None:
    """Refuse to close a month that is not over (LEAVE-97)."""
    if month.day != 1 or month_end(month) >= today:
        said = _("Un mois se clôt une fois fini : celui-ci court jusqu’au {day}.")
        raise RuleBroken("LEAVE-97", said.format(day=long_day(month_end(month))))


def months_to_close(worker: Worker, until: date) -> tuple[date, ...]:
    """The months to close for somebody, up to one: after the last written, or from their entry (LEAVE-91, LEAVE-97)."""
    if not worker.contracts:
        return ()
    entered = min(contract.started_on for contract in worker.contracts)
    last = _last_month(worker.entries)
    due = ledger.months_due(entered, last, until)
    return tuple(month for month in due if _employed(worker.contracts, Span(month, month_end(month))))


def year_of(month: date, settings_on: Callable[[date], LeaveSettings]) -> Year:
    """The reference period of a month, cut short where the settings change it (LEAVE-17, LEAVE-99)."""
    end = month_end(month)
    now, then = settings_on(end), settings_on(end + ONE_DAY)
    period = now.reference_period(end)
    changes = (now.unit, now.reference_start) != (then.unit, then.reference_start)
    return Year(period, end == period.last or changes, now)


def month_entries(worker: Worker, month: date, year: Year, then: LeaveSettings) -> Iterator[Entry]:
    """What closing a month writes, in order, given what is written already; `then`: the settings of the day after.

    LEAVE-10 to 15, LEAVE-12 for the rounding, LEAVE-92 for what expires, LEAVE-18 for a change of unit.
    """
    end = month_end(month)
    entries = list(worker.entries)

    def written(new: Iterable[Entry]) -> Iterator[Entry]:
        for one in new:
            before = tuple(entries)
            after = ledger.post(before, one)
            if len(after) > len(before):
                entries.append(after[-1])
                yield after[-1]

    yield from written(_accrual(replace(worker, entries=tuple(entries)), month, year))
    if year.over or _leaves(worker.contracts, end):
        yield from written(_rounding(replace(worker, entries=tuple(entries)), end, year))
    if year.settings.rest_days_a_year is not None:
        yield from written(_rest_days(replace(worker, entries=tuple(entries)), month, year.settings))
    for code in dict.fromkeys(entry.account for entry in entries):
        own = [entry for entry in entries if entry.account == code]
        if any(entry.expires_on is not None for entry in own):
            yield from written(ledger.expiries(own, end + ONE_DAY))
    if then.unit is not year.settings.unit:
        own = [entry for entry in entries if entry.account == PAID[year.settings.unit]]
        if ledger.balance(own, end) or any(entry.quantity for entry in own):
            lines, _said = ledger.change_unit(own, end + ONE_DAY, then.unit, PAID[then.unit], len(then.open_days))
            yield from written(lines)


def earned_by(worker: Worker, end: date, year: Year) -> tuple[Days, tuple[Line, ...]]:
    """Days earned in the reference period up to a day, what was taken over apart, and why (LEAVE-10 to 15)."""
    since = max(year.period.first, _taken_over(worker.entries, year) or year.period.first)
    if since > end:
        return NO_DAY, ()
    period = Span(year.period.first, end)
    total = NO_DAY
    lines: list[Line] = []
    for span in _spans(worker.contracts, Span(since, end)):
        away = [absence for absence in worker.absences if absence.span.within(span)]
        earned = earn_over(period, span, away, year.settings.unit, worker.week)
        total += earned.raw
        lines += earned.lines[:-1]
    most = MOST if year.settings.unit is Unit.OUVRABLE else convert(MOST, Unit.OUVRE)
    return min(most, total), tuple(lines)


def explain(worker: Worker, entry: Entry, year: Year) -> tuple[Line, ...]:
    """Why an accrual or a rounding is what it is, to be compared with a payslip (LEAVE-10 to 15)."""
    end = month_end(entry.month) if entry.month is not None else entry.effective_on
    before = tuple(one for one in worker.entries if one.number < entry.number)
    earned, lines = earned_by(replace(worker, entries=before), end, year)
    known = _written(before, year)
    words = _("Acquis du {first} au {last} : {earned} ; déjà écrit : {known} ; cette ligne : {n}.")
    said = words.format(
        first=long_day(year.period.first),
        last=long_day(end),
        earned=in_days(earned + from_thousandths(_opened(before, year))),
        known=in_days(from_thousandths(known)),
        n=in_days(from_thousandths(entry.quantity)),
    )
    return (*lines, Line("LEAVE-91", said))


def missing_months(months: Sequence[date], entries: Sequence[Entry]) -> str:
    """Say that an account would start long ago, for want of an opening balance, or nothing (LEAVE-97)."""
    if entries or len(months) < 13:
        return ""
    words = _("Aucun solde d’ouverture : {n} mois seraient écrits, depuis {month}.")
    return words.format(n=number(Fraction(len(months))), month=long_day(months[0]))


def _accrual(worker: Worker, month: date, year: Year) -> Iterator[Entry]:
    code, end = PAID[year.settings.unit], month_end(month)
    if _standing(worker.entries, Kind.ACCRUAL, code, month):
        return
    earned, _lines = earned_by(worker, end, year)
    quantity = max(0, thousandths(earned) + _opened(worker.entries, year) - _written(worker.entries, year))
    on = min(end, _last_day(worker.contracts, end))
    yield Entry(
        Kind.ACCRUAL, quantity, on, worker.person_id, code, period=year.period.first, month=month, ground=EARNED
    )


def _rounding(worker: Worker, end: date, year: Year) -> Iterator[Entry]:
    code, first = PAID[year.settings.unit], year.period.first
    if any(e.kind is Kind.ROUNDING and e.period == first and e.account == code for e in worker.entries):
        return
    known = _written(worker.entries, year)
    earned, _lines = earned_by(worker, end, year)
    due = ceil(earned + from_thousandths(_opened(worker.entries, year))) * 1000 - known
    on = min(end, _last_day(worker.contracts, end))
    if due > 0:
        yield Entry(Kind.ROUNDING, due, on, worker.person_id, code, period=first)
    extra = year.settings.extra_days * min(Fraction(1), earned / _in_unit(MOST, year.settings.unit))
    if extra:
        yield Entry(Kind.AGREEMENT, thousandths(extra), on, worker.person_id, code, period=first, ground="agreement")


def _rest_days(worker: Worker, month: date, settings: LeaveSettings) -> Iterator[Entry]:
    """One twelfth a month of the calendar year, in proportion of the days under contract (agreement)."""
    end, first = month_end(month), date(month.year, 1, 1)
    if settings.rest_days_a_year is None or _standing(worker.entries, Kind.ACCRUAL, REST, month):
        return
    before = sum((_share(worker.contracts, date(month.year, at, 1)) for at in range(1, month.month)), NO_DAY)
    after = before + _share(worker.contracts, month)
    quantity = thousandths(settings.rest_days_a_year * after) - thousandths(settings.rest_days_a_year * before)
    expires_on = _next(settings.rest_days_until, end) if settings.rest_days_until is not None else None
    yield Entry(
        Kind.ACCRUAL, quantity, end, worker.person_id, REST, period=first, month=month, ground=EARNED,
        expires_on=expires_on,
    )  # fmt: skip


def _share(contracts: Sequence[Contract], month: date) -> Fraction:
    """The part of a year that the days under contract of a month make."""
    whole = Span(month, month_end(month))
    return Fraction(sum(span.days for span in _spans(contracts, whole)), 12 * whole.days)


def _next(at: tuple[int, int], day: date) -> date:
    found = date(day.year, *at)
    return found if found >= day else date(day.year + 1, *at)


def _standing(entries: Iterable[Entry], kind: Kind, code: str, month: date) -> bool:
    """Whether this month is written already, and not reversed since."""
    undone = {entry.about for entry in entries if entry.kind is Kind.REVERSAL}
    return any(e.kind is kind and e.account == code and e.month == month and e.number not in undone for e in entries)


def _written(entries: Iterable[Entry], year: Year) -> int:
    """What the period has been given so far, in thousandths of the unit of the year."""
    return sum(entry.quantity for entry in _of_period(entries, year) if entry.kind in ACCRUED)


def _opened(entries: Iterable[Entry], year: Year) -> int:
    return sum(entry.quantity for entry in _of_period(entries, year) if entry.kind is Kind.OPENING)


def _of_period(entries: Iterable[Entry], year: Year) -> list[Entry]:
    """The entries of the period that stand: those reversed count for nothing, nor does what a conversion closed."""
    listed = list(entries)
    undone = {entry.about for entry in listed if entry.kind is Kind.REVERSAL}
    code = PAID[year.settings.unit]
    return [
        entry
        for entry in listed
        if entry.account == code and entry.period == year.period.first and entry.number not in undone
        and not (entry.kind is Kind.OPENING and entry.ground)
    ]  # fmt: skip


def _taken_over(entries: Iterable[Entry], year: Year) -> date | None:
    """The day after the balances that were taken over, from which days are earned here."""
    days = [
        entry.effective_on
        for entry in entries
        if entry.kind is Kind.OPENING and not entry.ground and entry.account in PAID.values()
    ]
    return _month_after(max(days)) if days else None


def _last_month(entries: Iterable[Entry]) -> date | None:
    """The last month written for somebody, or the one that an opening balance covers."""
    listed = list(entries)
    undone = {entry.about for entry in listed if entry.kind is Kind.REVERSAL}
    paid = [entry for entry in listed if entry.account in PAID.values() and entry.number not in undone]
    months = [entry.month for entry in paid if entry.kind is Kind.ACCRUAL and entry.month is not None]
    opened = [entry.effective_on for entry in paid if entry.kind is Kind.OPENING and not entry.ground]
    months += [add_months(_month_after(day), -1) for day in opened]
    return max(months, default=None)


def _month_after(day: date) -> date:
    """The first day of the month that an opening balance of a day leaves to earn."""
    return (day + ONE_DAY).replace(day=1)


def _spans(contracts: Sequence[Contract], inside: Span) -> list[Span]:
    """The dates under contract in a span, contracts that follow each other as one."""
    found: list[Span] = []
    for contract in sorted(contracts, key=lambda contract: contract.started_on):
        span = Span(contract.started_on, contract.ended_on or date.max).within(inside)
        if span is None:
            continue
        if found and span.first <= found[-1].last + ONE_DAY:
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return found


def _employed(contracts: Sequence[Contract], span: Span) -> bool:
    return bool(_spans(contracts, span))


def _last_day(contracts: Sequence[Contract], end: date) -> date:
    """The last day under contract up to a day."""
    return max((span.last for span in _spans(contracts, Span(date.min, end))), default=end)


def _leaves(contracts: Sequence[Contract], end: date) -> bool:
    """Whether no contract goes on the day after."""
    return not _employed(contracts, Span(end + ONE_DAY, end + ONE_DAY))


def _in_unit(days: Days, unit: Unit) -> Days:
    return days if unit is Unit.OUVRABLE else convert(days, Unit.OUVRE)
