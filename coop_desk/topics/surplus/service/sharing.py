"""What each person is due by an adopted allocation: reckoned once, sealed, and passed to the month of pay."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import READ
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import fold
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Funds, Kind
from coop_desk.topics.shares.service import capital_over, capital_still_held, enter_all
from coop_desk.topics.statutes.service import identity_at, profile_at
from coop_desk.topics.surplus.model import SurplusAllocation, SurplusPayment
from coop_desk.topics.surplus.records import AdoptedFile, Basis, Due, DueRow, Entitled, PeopleView, Worker
from coop_desk.topics.surplus.rules.cents import shared
from coop_desk.topics.surplus.rules.paying import check_month, month_start
from coop_desk.topics.surplus.rules.people import Lot, key_parts, lots
from coop_desk.topics.surplus.service import sealing
from coop_desk.topics.surplus.service.bases import basis_rows, workers_of
from coop_desk.topics.surplus.service.reading import adopted_file, quoted
from coop_desk.topics.surplus.service.terms import year_start

WORK, PARTICIPATION = "RISTOURNE_TRAVAIL", "PARTICIPATION"
"""The codes of the catalogue of pay variables."""


@query(Right.PAY_READ, N_("Consultation de la répartition par personne"))
def people_of_surplus(act: Act, year_end: date | None = None) -> PeopleView:
    """Open the bases of a year, the last one closed unless said, with what each is or would be due."""
    day = year_end or identity_at(act, act.today).last_year_end(act.today)
    row = act.session.scalar(select(SurplusAllocation).where(SurplusAllocation.year_end == day))
    file = adopted_file(act, row) if row is not None else None
    kept = rows_of_people(act, file.id) if file is not None else []
    foreseen: list[DueRow] = []
    hindrance = ""
    if file is not None and not kept:
        try:
            foreseen = _rows(act, _reckoned(act, file, ""))
        except RuleBroken as broken:
            hindrance = str(broken)
    return PeopleView(day, tuple(basis_rows(act, day)), file, tuple(kept), tuple(foreseen), hindrance)


@action(Right.PAY_RECORD, N_("Répartition des excédents entre les personnes"))
def share_out(act: Act, allocation_id: int, month: str, extension: str = "") -> int:
    """Reckon and seal what each is due, to be paid with a month; done once, it never changes (SUR-14, DL-06)."""
    row = act.session.get_one(SurplusAllocation, allocation_id)
    file = adopted_file(act, row)
    if file.paid_in:
        raise RuleBroken("SUR-14", _("Cette répartition est déjà faite, personne par personne : elle ne change plus."))
    check_month(month, file.year_end, file.adopted_on, file.adopted.allocation.interest_cents, extension)
    dues = _reckoned(act, file, month)
    place, mark = sealing.compartment(month_start(month)), sealing.due_mark(month)
    for person_id, due in dues.items():
        act.sealed.put(place, person_id, sealing.due_payload(due), equal=mark)
    _book_shares(act, row, dues)
    act.session.add(
        SurplusPayment(
            allocation_id=row.id, month=month, people=len(dues), recorded_by=act.actor_id, recorded_at=act.now
        )
    )
    if extension.strip():
        act.say(_("Délai prolongé : {extension}.").format(extension=extension.strip()))
    act.say(ngettext("{n} personne, {place}.", "{n} personnes, {place}.", len(dues)).format(n=len(dues), place=month))
    return len(dues)


def rows_of_people(act: Act, allocation_id: int, right: str = READ) -> list[DueRow]:
    """Return what each is due by an allocation, by name; nothing while it is not shared out."""
    paid = _payment(act, allocation_id)
    dues = _dues(act, paid.month, right) if paid is not None else {}
    return _rows(act, {person_id: due for person_id, due in dues.items() if due.allocation_id == allocation_id})


@action(Right.PAY_RECORD, N_("Demande de versement immédiat reçue sur papier"))
def record_request(act: Act, allocation_id: int, person_id: PersonId) -> None:
    """Keep that somebody asked on paper to be paid their participation at once (PAR-04)."""
    paid = needed_payment(act, allocation_id)
    check_request_day(act, paid.month)
    act.sealed.put(
        sealing.compartment(month_start(paid.month)),
        person_id,
        sealing.choice_payload(allocation_id),
        equal=sealing.choice_mark(allocation_id),
    )


def shares_paid_in(act: Act, month: str) -> dict[PersonId, tuple[tuple[str, int], ...]]:
    """Return what each is paid with a month, by code of the catalogue, in cents; for whoever opens that pay.

    Neither what is locked nor what became shares is there; participation is there for whoever asked for it.
    """
    found: dict[PersonId, tuple[tuple[str, int], ...]] = {}
    for person_id, due in _dues(act, month).items():
        lines = ((WORK, due.work_cents - due.into_shares_cents), (PARTICIPATION, due.participation_cents * due.asked))
        kept = tuple((code, cents) for code, cents in lines if cents)
        if kept:
            found[person_id] = kept
    return found


def needed_payment(act: Act, allocation_id: int) -> SurplusPayment:
    """Return the distribution of an allocation; RuleBroken SUR-14 when it is not made yet."""
    paid = _payment(act, allocation_id)
    if paid is None:
        raise RuleBroken("SUR-14", _("Cette répartition n’est pas encore faite, personne par personne."))
    return paid


def check_request_day(act: Act, month: str) -> None:
    """Refuse a request to be paid at once after the month of pay: the sum is locked (PAR-04)."""
    if act.today >= add_months(month_start(month), 1):
        raise RuleBroken("PAR-04", _("Le mois de paie est passé : la participation est bloquée."))


def _payment(act: Act, allocation_id: int) -> SurplusPayment | None:
    return act.session.scalar(select(SurplusPayment).where(SurplusPayment.allocation_id == allocation_id))


def _dues(act: Act, month: str, right: str = READ) -> dict[PersonId, Due]:
    """Everybody's due of a month, with who asked to be paid at once in time."""
    known = select(SurplusPayment.allocation_id).where(SurplusPayment.month == month)
    place, asked = sealing.compartment(month_start(month)), set()
    allocations = list(act.session.scalars(known))
    if not allocations:
        return {}
    for allocation_id in allocations:
        for entry in act.sealed.read(place, equal=sealing.choice_mark(allocation_id), right=right):
            if in_time(entry.at, month):
                asked.add(entry.person_id)
    entries = act.sealed.read(place, equal=sealing.due_mark(month), right=right)
    return {entry.person_id: sealing.due_in({**entry.payload, "asked": entry.person_id in asked}) for entry in entries}


def in_time(at: str, month: str) -> bool:
    """Whether what was written at an instant was asked for before the end of a month."""
    return paris_date(datetime.fromisoformat(at)) < add_months(month_start(month), 1)


def _rows(act: Act, dues: Mapping[PersonId, Due]) -> list[DueRow]:
    names = people_by_id(act.session)
    rows = [DueRow(person_id, names[person_id], due) for person_id, due in dues.items()]
    return sorted(rows, key=lambda row: fold(row.name))


def _reckoned(act: Act, file: AdoptedFile, month: str) -> dict[PersonId, Due]:
    """What each is due: the employee share by the key, the interest by the shares (SUR-07, SHA-18)."""
    given, terms = file.adopted.allocation, file.adopted.terms
    work = given.employees_cents - given.participation_cents
    workers = {one.person_id: one for one in workers_of(act, file.year_end)} if given.employees_cents else {}
    by_person = {
        lot.person_id: lot for lot in lots(workers.values(), work, given.participation_cents, terms, file.year_end.year)
    }
    if given.employees_cents and not workers:
        raise RuleBroken("SUR-06", _("Personne n’a droit à la part des salariés dans cet exercice."))
    interest = shared(given.interest_cents, _held(act, file)) if given.interest_cents else {}
    associates = _associates(act, file) if file.adopted.hypotheses.into_shares else frozenset()
    nominal = profile_at(act, file.adopted_on).share_nominal_cents
    found = {}
    for person_id in sorted(by_person.keys() | interest.keys()):
        lot = by_person.get(person_id, Lot(person_id, 0, 0))
        found[person_id] = _due(
            file,
            month,
            lot,
            interest.get(person_id, 0),
            workers.get(person_id),
            nominal if person_id in associates else 0,
        )
    return {person_id: due for person_id, due in found.items() if _anything(due)}


def _due(file: AdoptedFile, month: str, lot: Lot, interest: int, worker: Worker | None, nominal: int) -> Due:
    by_pay, by_hours, _equally = key_parts(file.adopted.terms)
    restored = file.adopted.allocation.participation_cents > 0
    basis = None
    if worker is not None:
        basis = Basis(
            worker.pay_cents if by_pay else 0,
            worker.minutes if by_hours else 0,
            worker.more_pay_cents if by_pay and restored else 0,
            worker.more_minutes if by_hours and restored else 0,
        )
    return Due(
        allocation_id=file.id,
        year_end=file.year_end,
        month=month,
        work_cents=lot.work_cents,
        participation_cents=lot.participation_cents,
        interest_cents=interest,
        into_shares_cents=lot.work_cents // nominal * nominal if nominal else 0,
        basis=basis,
        coefficient=worker.coefficient if worker is not None else Fraction(1),
    )


def _anything(due: Due) -> bool:
    return bool(due.work_cents or due.participation_cents or due.interest_cents)


def _held(act: Act, file: AdoptedFile) -> dict[PersonId, Fraction]:
    """The capital that interest goes by: held through the year, or on the day of the assembly (SHA-18)."""
    if file.adopted.terms.entitled is Entitled.AT_ASSEMBLY:
        held = capital_still_held(act, file.year_end, file.adopted_on)
    else:
        held = capital_over(act, year_start(act, file.year_end), file.year_end)
    return {person_id: Fraction(cents) for person_id, cents in held.items()}


def _associates(act: Act, file: AdoptedFile) -> frozenset[PersonId]:
    """Those whose share becomes shares: associates on the day of the assembly (SHA-12)."""
    return frozenset(one.person_id for one in situations_at(act, file.adopted_on) if one.category in ASSOCIATES)


def _book_shares(act: Act, row: SurplusAllocation, dues: Mapping[PersonId, Due]) -> None:
    """Enter in the register of shares what becomes shares, today, quoting the resolution (SHA-12)."""
    nominal = profile_at(act, row.adopted_on).share_nominal_cents
    drafts = [
        Draft(
            Kind.CONVERSION, act.today, person_id, shares=due.into_shares_cents // nominal,
            amount_cents=due.into_shares_cents, funds=Funds.PROFIT_SHARE, decision=quoted(act, row.resolution_id),
        )
        for person_id, due in dues.items()
        if due.into_shares_cents
    ]  # fmt: skip
    if drafts:
        enter_all(act, drafts, act.today, "")
