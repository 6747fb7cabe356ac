"""Shares kept from pay, written in the register of capital when the month is validated."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.model import SharesBooked
from coop_desk.topics.payroll.rules.catalogue import SHARES_KEPT
from coop_desk.topics.payroll.rules.keeping import PersonMonth
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.rules.shares import shares_paid
from coop_desk.topics.payroll.service.reading import months_held
from coop_desk.topics.shares.records import Draft, MovementRow
from coop_desk.topics.shares.rules.movements import Funds, Kind
from coop_desk.topics.shares.service import enter, holding_of, movement_rows, reverse_movement
from coop_desk.topics.shares.service.recording import foresee_movement
from coop_desk.topics.statutes.service import profile_at


def kept_of(held: Mapping[PersonId, PersonMonth]) -> dict[PersonId, int]:
    """What is kept for shares from the pay of each person in a month, corrections included, in cents."""
    found: Counter[PersonId] = Counter()
    for who, one in held.items():
        found[who] += sum(line.amount or 0 for line in one.lines if line.code == SHARES_KEPT)
    return {who: cents for who, cents in found.items() if cents}


def book_shares(act: Act, month: str) -> None:
    """Write what is kept in the register; of a month validated again, only what changed, by a reversal."""
    wanted, booked = kept_of(months_held(act, month)), _booked(act, month)
    said = _("Retenues sur la paie de {month}").format(month=month_words(month))
    for who in sorted({*wanted, *booked}):
        before = booked.get(who, [])
        if sum(_cents(row) for row in before) == wanted.get(who, 0):
            continue
        for row in sorted(before, key=lambda one: -one.number):
            reverse_movement.function(act, row.number, said)
        if wanted.get(who):
            _keep(act, month, enter(act, draft_of(act, who, wanted[who], said)))


def draft_of(act: Act, person_id: PersonId, cents: int, said: str) -> Draft:
    """The movement that an amount kept from pay makes: what is owed on shares first, else new shares paid at once."""
    owed = holding_of(act, person_id, act.today).due_cents
    shares = shares_paid(cents, owed, profile_at(act, act.today).share_nominal_cents)
    kind = Kind.SUBSCRIPTION if shares else Kind.PAYMENT
    return Draft(kind, act.today, person_id, shares=shares, amount_cents=cents, funds=Funds.PAY, note=said, reason=said)


def refusal_of(act: Act, person_id: PersonId, cents: int) -> str:
    """What the register would say to this amount; empty when it would take it."""
    try:
        foresee_movement.function(act, draft_of(act, person_id, cents, "–"))
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _booked(act: Act, month: str) -> dict[PersonId, list[MovementRow]]:
    numbers = set(act.session.scalars(select(SharesBooked.movement).where(SharesBooked.month == month)))
    found: dict[PersonId, list[MovementRow]] = {}
    for row in movement_rows(act) if numbers else ():
        if row.number in numbers and row.reversed_by is None:
            found.setdefault(row.person_id, []).append(row)
    return found


def _cents(row: MovementRow) -> int:
    return row.amount_cents if row.kind is Kind.PAYMENT else 0


def _keep(act: Act, month: str, numbers: tuple[int, ...]) -> None:
    act.session.add_all(SharesBooked(month=month, movement=number) for number in numbers)
    act.session.flush()
