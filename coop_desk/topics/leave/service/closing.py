"""Closing a month of leave: a person's act, which writes what every month due has earned, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.rules.schedules import schedule_on
from coop_desk.topics.employment.service.reading import all_contracts, all_schedules
from coop_desk.topics.leave.model import LeaveEntry, MonthClosing
from coop_desk.topics.leave.records import ClosedMonth, ClosingLine, Closings
from coop_desk.topics.leave.rules import closing as rules
from coop_desk.topics.leave.rules.accounts import PAID
from coop_desk.topics.leave.rules.closing import Worker
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.rules.settings import WORKING_WEEK, LeaveSettings, Span
from coop_desk.topics.leave.service.absences import absences_of
from coop_desk.topics.leave.service.ledger import everybody_s, post
from coop_desk.topics.leave.service.settings import settings_at
from coop_desk.topics.members.rules.admission import add_months


@dataclass(frozen=True, slots=True)
class Due:
    """What closing a month would write for one person."""

    months: tuple[date, ...]
    entries: tuple[Entry, ...]
    warning: str


@query(Right.LEAVE_RECORD, N_("Consultation de la clôture d’un mois de congés"))
def closing_preview(act: Act, month: date) -> list[ClosingLine]:
    """What closing a month would write, person by person, by name (LEAVE-97)."""
    names = people_by_id(act.session)
    found = [_line(who, names[who], due) for who, due in _due(act, month, everybody_s(act)).items()]
    return sorted(found, key=lambda line: (not line.warning, fold(line.name)))


@query(Right.LEAVE_RECORD, N_("Consultation des mois de congés clos"))
def closings(act: Act) -> Closings:
    """The months closed, latest first, and the next one to close: None while the current month runs."""
    names = people_by_id(act.session)
    rows = act.session.scalars(select(MonthClosing).order_by(MonthClosing.id))
    done = [ClosedMonth(row.month, row.entries, row.closed_at, names[row.closed_by_id]) for row in rows]
    return Closings(tuple(reversed(done)), month_due(act))


def month_due(act: Act) -> date | None:
    """The last month that is over, when it is not closed yet and somebody works here."""
    newest = add_months(act.today.replace(day=1), -1)
    last = act.session.scalar(select(func.max(MonthClosing.month)))
    return newest if all_contracts(act) and (last is None or last < newest) else None


def month_to_recall(act: Act) -> date | None:
    """The month to close, in a co-op that keeps accounts of leave here: others are not asked to."""
    kept = act.session.scalar(select(LeaveEntry.id).limit(1))
    return month_due(act) if kept is not None else None


@action(Right.LEAVE_RECORD, N_("Clôture d’un mois de congés"))
def close_month(act: Act, month: date) -> int:
    """Write what each month due has earned, up to this one; run again, it adds nothing (LEAVE-91, LEAVE-97)."""
    rules.check_closable(month, act.today)
    known = everybody_s(act)
    new = [entry for due in _due(act, month, known).values() for entry in due.entries]
    written = post(act, new, known)
    closed = set(act.session.scalars(select(MonthClosing.month)))
    if written or month not in closed:
        act.session.add(MonthClosing(month=month, entries=len(written), closed_at=act.now, closed_by_id=act.actor_id))
    said = ngettext("Mois de {month} clos, {n} écriture.", "Mois de {month} clos, {n} écritures.", len(written))
    act.say(said.format(month=month.strftime("%m/%Y"), n=len(written)))
    return len(written)


def worker_of(act: Act, person_id: PersonId, entries: tuple[Entry, ...], span: Span) -> Worker:
    """One person as closing a month sees them, with the absences of a span."""
    contracts = all_contracts(act).get(person_id, ())
    schedule = schedule_on(all_schedules(act).get(person_id, ()), contracts, span.last)
    week = schedule.weekdays if schedule is not None else WORKING_WEEK
    absences = absences_of(act, (person_id,), span).get(person_id, ())
    return Worker(int(person_id), contracts, entries, week, absences)


def settings_by_day(act: Act) -> Callable[[date], LeaveSettings]:
    """The settings of a day, each asked once."""
    known: dict[date, LeaveSettings] = {}

    def on(day: date) -> LeaveSettings:
        if day not in known:
            known[day] = settings_at(act, day)
        return known[day]

    return on


def _due(act: Act, month: date, entries: Mapping[PersonId, tuple[Entry, ...]]) -> dict[PersonId, Due]:
    settings_on, end = settings_by_day(act), rules.month_end(month)
    contracts, schedules = all_contracts(act), all_schedules(act)
    workers, months = {}, {}
    for who, held in contracts.items():
        schedule = schedule_on(schedules.get(who, ()), held, min(end, max(c.ended_on or end for c in held)))
        week = schedule.weekdays if schedule is not None else WORKING_WEEK
        worker = Worker(int(who), held, entries.get(who, ()), week)
        due = rules.months_to_close(worker, month)
        if due:
            workers[who], months[who] = worker, due
    if not workers:
        return {}
    first = min(rules.year_of(due[0], settings_on).period.first for due in months.values())
    away = absences_of(act, tuple(workers), Span(first, end))
    found = {}
    for who, worker in workers.items():
        now = replace(worker, absences=away.get(who, ()))
        new: list[Entry] = []
        for one in months[who]:
            then = settings_on(rules.month_end(one) + rules.ONE_DAY)
            made = tuple(rules.month_entries(now, one, rules.year_of(one, settings_on), then))
            new += made
            now = replace(now, entries=(*now.entries, *made))
        found[who] = Due(months[who], tuple(new), rules.missing_months(months[who], worker.entries))
    return found


def _line(who: PersonId, name: str, due: Due) -> ClosingLine:
    paid = [entry for entry in due.entries if entry.account in PAID.values()]
    sums = {kind: sum(entry.quantity for entry in paid if entry.kind is kind) for kind in Kind}
    rest = sum(entry.quantity for entry in due.entries if entry.kind is Kind.ACCRUAL and entry not in paid)
    expired = sum(entry.quantity for entry in due.entries if entry.kind is Kind.EXPIRE)
    words = due.warning
    if not words and sums[Kind.OPENING]:
        words = _("changement d’unité")
    return ClosingLine(
        who, name, due.months, sums[Kind.ACCRUAL], sums[Kind.ROUNDING] + sums[Kind.AGREEMENT], rest, expired, words
    )
