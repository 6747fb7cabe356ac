"""The bases of the key for each employee of a year: sealed with the pay of that year, typed or imported."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.employment.rules.schedules import Schedule
from coop_desk.topics.employment.service import contracts_of, schedules_of
from coop_desk.topics.employment.service.reading import all_contracts, schedule_at
from coop_desk.topics.members.rules.admission import Contract
from coop_desk.topics.surplus.model import SurplusAllocation, SurplusPayment
from coop_desk.topics.surplus.records import Basis, BasisRow, Terms, Worker
from coop_desk.topics.surplus.rules import bases, people
from coop_desk.topics.surplus.service import sealing
from coop_desk.topics.surplus.service.terms import ONE_DAY, terms_at, year_start


@action(Right.PAY_RECORD, N_("Enregistrement des bases de répartition"))
def record_bases(act: Act, year_end: date, entered: Sequence[tuple[PersonId, Basis]]) -> int:
    """Seal the bases of some people for a year, in place of what was there. Raises RuleBroken SUR-07."""
    _check_not_shared(act, year_end)
    known = set(employees_of(act, year_end))
    mark, place = sealing.basis_mark(year_end), sealing.compartment(year_end)
    before = {entry.person_id: entry.id for entry in act.sealed.read(place, equal=mark)}
    for person_id, basis in entered:
        bases.check(basis)
        if person_id not in known:
            raise RuleBroken(
                "SUR-06",
                _(
                    "{name} n’avait pas de contrat dans l’exercice clos le {day} : enregistrez d’abord son contrat."
                ).format(name=people_by_id(act.session)[person_id], day=long_day(year_end)),
            )
        payload = sealing.basis_payload(year_end, basis)
        act.sealed.put(place, person_id, payload, replacing=before.get(person_id), equal=mark)
    said = ngettext("Bases de {n} personne, exercice clos le {day}.", "Bases de {n} personnes, exercice clos le {day}.",
                    len(entered))  # fmt: skip
    act.say(said.format(n=len(entered), day=long_day(year_end)))
    return len(entered)


def _check_not_shared(act: Act, year_end: date) -> None:
    """Refuse other bases once the year is shared out among people: what each is due never changes."""
    done = (
        select(SurplusPayment.id)
        .join(SurplusAllocation, SurplusPayment.allocation_id == SurplusAllocation.id)
        .where(SurplusAllocation.year_end == year_end)
    )
    if act.session.scalar(done) is not None:
        raise RuleBroken(
            "SUR-14", _("Cet exercice est déjà réparti, personne par personne : ses bases ne changent plus.")
        )


@action(Right.PAY_RECORD, N_("Import des bases de répartition"))
def import_bases(act: Act, year_end: date, table: SheetTable) -> int:
    """Read names, pay and hours from a spreadsheet and seal them: all of it, or nothing at all (SUR-07)."""
    names = {fold(row.name): row.person_id for row in basis_rows(act, year_end)}
    read = bases.read(table, names)
    return record_bases.function(act, year_end, read)


def basis_rows(act: Act, year_end: date) -> list[BasisRow]:
    """Return the employees of a year with the bases entered, by name, for whoever opens the pay of that year."""
    entries = act.sealed.read(sealing.compartment(year_end), equal=sealing.basis_mark(year_end))
    entered = {entry.person_id: sealing.basis_in(entry.payload) for entry in entries}
    first, terms, names = year_start(act, year_end), terms_at(act, year_end), people_by_id(act.session)
    rows = [
        _row(act, person_id, names[person_id], (first, year_end), terms, entered.get(person_id))
        for person_id in employees_of(act, year_end)
    ]
    return sorted(rows, key=lambda row: fold(row.name))


def _row(
    act: Act, person_id: PersonId, name: str, year: tuple[date, date], terms: Terms, basis: Basis | None
) -> BasisRow:
    contracts = contracts_of(act, person_id)
    there = people.presence(person_id, name, contracts, *year)
    return BasisRow(
        person_id=person_id,
        name=name,
        eligible=there.eligible,
        words=there.words,
        coefficient=people.coefficient(there.years, terms),
        foreseen_minutes=_foreseen(act, person_id, contracts, *year),
        pay_cents=basis.pay_cents if basis is not None else None,
        minutes=basis.minutes if basis is not None else None,
        more_pay_cents=basis.more_pay_cents if basis is not None else 0,
        more_minutes=basis.more_minutes if basis is not None else 0,
    )


def _foreseen(act: Act, person_id: PersonId, contracts: Iterable[Contract], first: date, last: date) -> int:
    """Minutes of the schedules on the days of a year when a contract runs: whole weeks at once between two changes."""
    begins = {one.starts_on for one in schedules_of(act, person_id)} | {first}
    for contract in contracts:
        begins |= {contract.started_on} | ({contract.ended_on + ONE_DAY} if contract.ended_on is not None else set())
    days = sorted(day for day in begins if first <= day <= last)
    return sum(_between(schedule_at(act, person_id, day), day, end) for day, end in pairwise([*days, last + ONE_DAY]))


def _between(schedule: Schedule | None, first: date, after: date) -> int:
    """Minutes of one schedule from a day to the eve of another."""
    if schedule is None:
        return 0
    cycle, length = 7 * len(schedule.weeks), (after - first).days
    whole, rest = divmod(length, cycle)

    def minutes(days: int) -> int:
        return sum(schedule.minutes_on(first + timedelta(days=n)) for n in range(days))

    return whole * (minutes(cycle) if whole else 0) + minutes(rest)


def employees_of(act: Act, year_end: date) -> list[PersonId]:
    """Return whoever had a contract during the year that ends on a day, associate or not (SUR-06)."""
    first = year_start(act, year_end)
    return [
        person_id
        for person_id, contracts in all_contracts(act).items()
        if any(one.started_on <= year_end and (one.ended_on is None or one.ended_on >= first) for one in contracts)
    ]


def workers_of(act: Act, year_end: date) -> list[Worker]:
    """Return those who have a right to the share, with their bases. Raises RuleBroken SUR-07 while some are missing."""
    rows = [row for row in basis_rows(act, year_end) if row.eligible]
    missing = [row.name for row in rows if not row.entered]
    if missing:
        raise RuleBroken(
            "SUR-07",
            ngettext(
                "Il manque les bases de {n} personne : {names}. Saisissez-les, même nulles.",
                "Il manque les bases de {n} personnes, dont {names}. Saisissez-les, même nulles.",
                len(missing),
            ).format(n=len(missing), names=missing[0]),
        )
    return [
        Worker(
            row.person_id, row.name, row.pay_cents or 0, row.minutes or 0, row.coefficient, row.more_pay_cents,
            row.more_minutes,
        )
        for row in rows
    ]  # fmt: skip
