"""What is written in an account beside months and requests: openings, days gained, reports after sickness, payout."""

from collections.abc import Iterator, Sequence
from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.employment.service.reading import contracts_of
from coop_desk.topics.leave.rules import carrying, earning, ledger, splitting
from coop_desk.topics.leave.rules.accounts import PAID, account
from coop_desk.topics.leave.rules.carrying import Carried, Fate, LeftOver, Sickness
from coop_desk.topics.leave.rules.closing import EARNED, month_end
from coop_desk.topics.leave.rules.explained import Line, from_thousandths, in_days, thousandths
from coop_desk.topics.leave.rules.ledger import Entry, Kind, Lot
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.splitting import Taken
from coop_desk.topics.leave.service.ledger import entries_of, post
from coop_desk.topics.leave.service.settings import settings_at

REPORT = "report"
"""The one ground kept of a report: what it is due to is sealed."""


@action(Right.LEAVE_RECORD, N_("Reprise d’un solde de congés"))
def record_opening(
    act: Act,
    person_id: PersonId,
    code: str,
    quantity: int,
    on: date,
    period: date | None,
    expires_on: date | None = None,
) -> None:
    """Write the balance somebody starts with, in thousandths, at the end of a month (LEAVE-98)."""
    post(act, [opening(act, person_id, code, quantity, on, period, expires_on)])
    _say(act, _("Solde repris au {day} : {name}, {days}."), person_id, quantity, on)


def opening(
    act: Act,
    person_id: PersonId,
    code: str,
    quantity: int,
    on: date,
    period: date | None,
    expires_on: date | None = None,
) -> Entry:
    """The entry of an opening balance; RuleBroken when the month is not over or already counted here (LEAVE-98)."""
    if on != month_end(on):
        raise RuleBroken("LEAVE-98", _("Un solde se reprend au dernier jour d’un mois : changez la date."))
    settings = settings_at(act, on)
    if period is not None and period != settings.reference_period(period).first:
        said = _("La période commence le {day} : corrigez-la.")
        raise RuleBroken("LEAVE-98", said.format(day=long_day(settings.reference_period(period).first)))
    known = entries_of(act, person_id, account(code).code)
    if any(entry.kind is Kind.ACCRUAL and entry.month is not None and entry.month <= on for entry in known):
        raise RuleBroken(
            "LEAVE-98", _("Ce compteur a déjà des mois écrits avant cette date : proposez plutôt une correction.")
        )
    return Entry(Kind.OPENING, quantity, on, int(person_id), code, period=period, expires_on=expires_on)


@action(Right.LEAVE_RECORD, N_("Ajout de jours de fractionnement"))
def add_split_days(act: Act, person_id: PersonId, period: date, taken: Taken) -> tuple[Line, ...]:
    """Write the days gained by taking part of the main leave outside of the summer, with why (LEAVE-40)."""
    settings = settings_at(act, act.today)
    if taken.waived_on is not None and not settings.waiver_allowed:
        raise RuleBroken("LEAVE-40", _("La coopérative a décidé que ces jours ne se refusent pas : retirez la date."))
    found = splitting.split_days(taken)
    if found.days:
        code = PAID[settings.unit]
        post(act, [Entry(Kind.SPLIT, found.days * 1000, act.today, int(person_id), code, period=period, ground=EARNED)])
    _say(act, _("Fractionnement au {day} : {name}, {days}."), person_id, found.days * 1000, act.today)
    return found.lines


@action(Right.LEAVE_RECORD, N_("Ajout de jours pour enfants à charge"))
def add_children_days(act: Act, person_id: PersonId, period: date, children: int, under_21: bool) -> tuple[Line, ...]:
    """Write the days of dependent children of a period, from the days it earned, with why (LEAVE-16)."""
    settings = settings_at(act, act.today)
    if not 1 <= children <= 20:
        raise RuleBroken("LEAVE-16", _("Indiquez le nombre d’enfants à charge, de un à vingt."))
    code = PAID[settings.unit]
    known = entries_of(act, person_id, code)
    kinds = (Kind.OPENING, Kind.ACCRUAL, Kind.ROUNDING)
    earned = sum(entry.quantity for entry in known if entry.period == period and entry.kind in kinds)
    found = earning.add_for_children(from_thousandths(earned), children, under_21, settings)
    quantity = thousandths(found.extra)
    if quantity:
        post(act, [Entry(Kind.CHILDREN, quantity, act.today, int(person_id), code, period=period, ground=EARNED)])
    _say(act, _("Enfants à charge au {day} : {name}, {days}."), person_id, quantity, act.today)
    return found.lines


@action(Right.LEAVE_RECORD, N_("Report de congés qui n’ont pas pu être pris"))
def carry_over(act: Act, person_id: PersonId, period: date, sick: Sickness) -> Carried:
    """Give what is left of a period its own last day, when sickness made it impossible to take (LEAVE-20 to 22)."""
    return carry(act, person_id, period, sick)


def carry(act: Act, person_id: PersonId, period: date, sick: Sickness) -> Carried:
    """The same for a verb that does more: out of the lots of the period, into one with its own last day.

    The stop itself is not kept: what is written says a report, and nothing of health.
    """
    settings = settings_at(act, act.today, person_id)
    reference = settings.reference_period(period)
    code = PAID[settings.unit]
    entries = entries_of(act, person_id, code)
    lots = lots_of(entries, reference.first, act.today)
    taking = settings.taking_period(reference.last)
    left = from_thousandths(sum(lot.left for lot in lots))
    found = carrying.carry_over(LeftOver(reference, taking, left), sick, settings, act.today)
    if found.fate is Fate.NORMAL or not found.days:
        return found
    quantity = thousandths(found.days)
    post(act, _moved(int(person_id), code, reference.first, act.today, lots, found, len(entries)))
    _say(act, _("Report au {day} : {name}, {days}."), person_id, quantity, act.today)
    return found


def lots_of(entries: Sequence[Entry], period: date, day: date) -> list[Lot]:
    """What is left of a period: its own lots, and those reported already whose last day is not known yet."""
    sources = {entry.number: entry for entry in entries}
    found = []
    for lot in ledger.state(entries, day).lots:
        of = sources[lot.number]
        if of.period == period and (of.kind is not Kind.CARRY_IN or of.expires_on is None):
            found.append(lot)
    return found


def _moved(
    who: int, code: str, period: date, on: date, lots: Sequence[Lot], found: Carried, known: int
) -> Iterator[Entry]:
    """Out of each lot, then into one that has its own last day."""
    left = thousandths(found.days)
    for lot in lots:
        part = min(left, lot.left)
        if part:
            ground = f"{REPORT}:{lot.number}"
            yield Entry(Kind.CARRY_OUT, -part, on, who, code, period=period, ground=ground, about=lot.number)
        left -= part
    ground = f"{REPORT}:{known}"
    quantity = thousandths(found.days)
    yield Entry(Kind.CARRY_IN, quantity, on, who, code, period=period, ground=ground, expires_on=found.expires)


@action(Right.LEAVE_RECORD, N_("Paiement des congés non pris au départ"))
def pay_out(act: Act, person_id: PersonId, code: str) -> int:
    """Empty an account on the last day of a contract; the days are paid with the last pay (LEAVE-63)."""
    ends = [contract.ended_on for contract in contracts_of(act, person_id)]
    if not ends or None in ends:
        raise RuleBroken("LEAVE-63", _("Le contrat court encore : enregistrez d’abord son dernier jour."))
    last = max(end for end in ends if end is not None)
    left = ledger.balance(entries_of(act, person_id, code), last)
    if left <= 0:
        raise RuleBroken("LEAVE-63", _("Il ne reste aucun jour à payer dans ce compteur."))
    post(act, [Entry(Kind.PAYOUT, -left, last, int(person_id), code, source=f"departure:{last}")])
    _say(act, _("Payé au départ, le {day} : {name}, {days}."), person_id, left, last)
    return left


def last_period(act: Act, day: date) -> Span:
    """The reference period that ended last on a day."""
    settings = settings_at(act, day)
    current = settings.reference_period(day)
    return settings.reference_period(date.fromordinal(current.first.toordinal() - 1))


def _say(act: Act, words: str, person_id: PersonId, quantity: int, on: date) -> None:
    name = people_by_id(act.session)[person_id]
    act.say(words.format(name=name, days=in_days(from_thousandths(quantity)), day=long_day(on)))
