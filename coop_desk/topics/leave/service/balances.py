"""Balances: sums of entries at a date, made by the database and never stored; and what may be expected of them."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import case, func, select

from coop_desk.core.actions import Act, query, read_until_changed
from coop_desk.core.errors import Refused
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.rules.schedules import contract_on
from coop_desk.topics.employment.service.reading import all_contracts
from coop_desk.topics.leave.model import LeaveEntry
from coop_desk.topics.leave.records import AccountFile, BalanceLine, EntryLine, PeriodLine
from coop_desk.topics.leave.rules import closing, ledger
from coop_desk.topics.leave.rules.accounts import ACCOUNT_WORDS, PAID, Account, account, open_accounts
from coop_desk.topics.leave.rules.counting import convert
from coop_desk.topics.leave.rules.earning import A_MONTH
from coop_desk.topics.leave.rules.explained import Line, Unit, from_thousandths, in_days, thousandths
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.telling import detail_of, month_words, words_of
from coop_desk.topics.leave.service.absences import waiting_of
from coop_desk.topics.leave.service.closing import settings_by_day, worker_of
from coop_desk.topics.leave.service.ledger import entries_of
from coop_desk.topics.leave.service.settings import settings_at
from coop_desk.topics.members.rules.admission import add_months

SOON = timedelta(days=60)
_MOVES = (Kind.TAKE.value, Kind.REVERSAL.value)


def balance_at(act: Act, person_id: PersonId, account: str, day: date) -> int:
    """The balance of an account at the end of a day, in thousandths: a sum of entries (LEAVE-90)."""
    wanted = select(func.coalesce(func.sum(LeaveEntry.quantity), 0)).where(
        LeaveEntry.person_id == person_id, LeaveEntry.account == account, LeaveEntry.effective_on <= day
    )
    return int(act.session.scalars(wanted).one())


def balances_at(act: Act, day: date) -> dict[tuple[PersonId, str], int]:
    """The balance of every account of everybody covered at the end of a day, in thousandths (LEAVE-90)."""
    return {key: balance for key, (balance, _taken, _later) in sums_at(act, day, None).items()}


@read_until_changed
def sums_at(act: Act, day: date, person_id: PersonId | None) -> dict[tuple[PersonId, str], tuple[int, int, int]]:
    """By person and account: the balance at the end of a day, what was taken by then, what is booked after."""
    past, moves = LeaveEntry.effective_on <= day, LeaveEntry.kind.in_(_MOVES)
    wanted = select(
        LeaveEntry.person_id,
        LeaveEntry.account,
        func.sum(case((past, LeaveEntry.quantity), else_=0)),
        func.sum(case((past & moves, -LeaveEntry.quantity), else_=0)),
        func.sum(case((~past & moves, -LeaveEntry.quantity), else_=0)),
    ).group_by(LeaveEntry.person_id, LeaveEntry.account)
    if person_id is not None:
        wanted = wanted.where(LeaveEntry.person_id == person_id)
    return {(PersonId(who), code): tuple(found) for who, code, *found in act.session.execute(wanted)}


def accounts_of(act: Act, person_id: PersonId, day: date) -> tuple[Account, ...]:
    """The accounts of a person on a day: those the settings open, and those that hold something."""
    held = {code for (_who, code), sums in sums_at(act, day, person_id).items() if sums[0] or sums[2]}
    opened = {one.code for one in open_accounts(settings_at(act, day))}
    return tuple(account(code) for code in ACCOUNT_WORDS if code in held | opened)


@query(Right.LEAVE_READ, N_("Consultation de ses compteurs de congés"))
def own_accounts(act: Act, day: date | None = None) -> list[BalanceLine]:
    """One's own accounts on a day, today by default."""
    return _lines(act, day or act.today, act.actor_id, (act.actor_id,))


@query(Right.LEAVE_RECORD, Right.LEAVE_DECIDE, words=N_("Consultation des compteurs de congés"))
def accounts(act: Act, day: date | None = None) -> list[BalanceLine]:
    """The accounts of everybody under contract on a day, and of those whose account holds something, by name."""
    on = day or act.today
    contracts = all_contracts(act)
    working = [who for who, held in contracts.items() if contract_on(held, on) is not None]
    holding = [who for (who, _code), (balance, _taken, later) in sums_at(act, on, None).items() if balance or later]
    found = _lines(act, on, None, tuple(dict.fromkeys([*working, *holding])))
    return sorted(found, key=lambda line: fold(line.name))


def _lines(act: Act, day: date, only: PersonId | None, people: Collection[PersonId]) -> list[BalanceLine]:
    sums, waiting, names = sums_at(act, day, only), waiting_of(act, people), people_by_id(act.session)
    expiring, opened = expiring_soon(act, day, only), open_accounts(settings_at(act, day))
    coming, contracts = _coming(act, day), all_contracts(act)
    found = []
    for who in people:
        works = contract_on(contracts.get(who, ()), day) is not None
        for code in ACCOUNT_WORDS:
            balance, taken, later = sums.get((who, code), (0, 0, 0))
            open_to = works and any(one.code == code for one in opened)
            if not open_to and not balance and not later:
                continue
            asked = later + waiting.get((who, code), 0)
            expected = balance - asked + (coming if open_to and code in PAID.values() else 0)
            found.append(
                BalanceLine(
                    who, names[who], account(code), balance + taken, taken, balance, asked, balance - asked, expected,
                    expiring.get((who, code), 0), balance - asked < 0,
                )
            )  # fmt: skip
    return found


def _coming(act: Act, day: date) -> int:
    """What months of work would still earn up to the end of the reference period, in thousandths."""
    settings = settings_at(act, day)
    last, month = settings.reference_period(day).last, day.replace(day=1)
    months = 12 * (last.year - month.year) + last.month - month.month + 1
    earned = A_MONTH * months
    return thousandths(earned if settings.unit is Unit.OUVRABLE else convert(earned, Unit.OUVRE))


@read_until_changed
def expiring_soon(act: Act, day: date, only: PersonId | None) -> dict[tuple[PersonId, str], int]:
    """What is left of the lots that expire within sixty days, by person and account."""
    wanted = select(LeaveEntry.person_id, LeaveEntry.account).where(LeaveEntry.expires_on.between(day, day + SOON))
    if only is not None:
        wanted = wanted.where(LeaveEntry.person_id == only)
    found = {}
    for who, code in act.session.execute(wanted.distinct()):
        lots = ledger.state(entries_of(act, PersonId(who), code), day).lots
        found[(PersonId(who), code)] = sum(lot.left for lot in lots if lot.expires_on and lot.expires_on <= day + SOON)
    return found


@query(Right.LEAVE_READ, N_("Consultation d’un compteur de congés"))
def account_file(act: Act, person_id: PersonId, code: str, day: date | None = None) -> AccountFile:
    """One account on a day: the entries that add up to its balance, and the periods a payslip shows."""
    if not act.covers(person_id):
        raise Refused(_("Votre titre ne vous ouvre que vos propres compteurs."))
    on = day or act.today
    entries = entries_of(act, person_id, code)
    shown = [line for line in _lines(act, on, person_id, (person_id,)) if line.account.code == code]
    name = people_by_id(act.session)[person_id]
    line = shown[0] if shown else BalanceLine(person_id, name, account(code), 0, 0, 0, 0, 0, 0, 0, False)
    return AccountFile(line, on, tuple(_told(act, person_id, entries, on)), tuple(_periods(entries, on)))


def _told(act: Act, person_id: PersonId, entries: Iterable[Entry], on: date) -> list[EntryLine]:
    """The entries effective by a day, in order, each with the balance after it."""
    wanted = select(LeaveEntry.number, LeaveEntry.recorded_at, Person).join(
        Person, LeaveEntry.recorded_by_id == Person.id
    )
    written = {
        number: (at, by.name) for number, at, by in act.session.execute(wanted.where(LeaveEntry.person_id == person_id))
    }
    balance, found, by_number = 0, [], {entry.number: entry for entry in entries}
    for entry in sorted(by_number.values(), key=lambda entry: (entry.effective_on, entry.number)):
        if entry.effective_on > on:
            break
        balance += entry.quantity
        at, by = written[entry.number]
        about = by_number.get(entry.about or 0)
        found.append(EntryLine(entry, words_of(entry), detail_of(entry, about), balance, at, by))
    return found


def _periods(entries: tuple[Entry, ...], on: date) -> list[PeriodLine]:
    """Earned, taken and left by reference period: the lots on a day, summed."""
    left: dict[date | None, int] = {}
    ends: dict[date | None, date | None] = {}
    periods = {entry.number: entry.period for entry in entries}
    for lot in ledger.state(entries, on).lots:
        period = periods[lot.number]
        left[period] = left.get(period, 0) + lot.left
        ends[period] = min(filter(None, (ends.get(period), lot.expires_on)), default=None)
    earned: dict[date | None, int] = {}
    for entry in entries:
        if entry.effective_on <= on and entry.quantity > 0 and entry.kind is not Kind.REVERSAL:
            earned[entry.period] = earned.get(entry.period, 0) + entry.quantity
    return [
        PeriodLine(
            period, _period_words(period), total, total - left.get(period, 0), left.get(period, 0), ends.get(period)
        )
        for period, total in sorted(earned.items(), key=lambda one: one[0] or date.max)
        if left.get(period, 0) or (period is None or add_months(period, 30) > on)
    ]


def _period_words(period: date | None) -> str:
    if period is None:
        return _("autres")
    if period.month == 1:
        return _("année {year}").format(year=period.year)
    last = add_months(period, 11)
    return f"{month_words(period.year, period.month)} – {month_words(last.year, last.month)}"


@query(Right.LEAVE_READ, N_("Explication d’une ligne de compteur de congés"))
def explanation(act: Act, person_id: PersonId, number: int) -> tuple[Line, ...]:
    """Why an entry is what it is; of an accrual, step by step from the absences that whoever asks may read."""
    entries = entries_of(act, person_id)
    entry = next((one for one in entries if one.number == number), None)
    if entry is None:
        raise Refused(_("Cette ligne est introuvable, ou votre titre ne vous l’ouvre pas."))
    if entry.kind in (Kind.ACCRUAL, Kind.ROUNDING) and entry.account in PAID.values():
        month = entry.month or entry.effective_on.replace(day=1)
        year = closing.year_of(month, settings_by_day(act))
        worker = worker_of(act, person_id, entries, Span(year.period.first, closing.month_end(month)))
        return closing.explain(worker, entry, year)
    about = next((one for one in entries if one.number == entry.about), None)
    said = _("{words} : {days}.").format(words=words_of(entry), days=in_days(from_thousandths(entry.quantity)))
    more = detail_of(entry, about)
    return (Line("LEAVE-90", said), *((Line("LEAVE-90", more),) if more else ()))
