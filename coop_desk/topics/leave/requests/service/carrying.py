"""Leave that a stop made impossible to take: what is carried over, until when, and the letter that starts the time."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as short_day
from coop_desk.topics.leave.requests.records import CarryOver, Letter
from coop_desk.topics.leave.requests.rules.kinds import STOPS, Reason
from coop_desk.topics.leave.requests.rules.states import State, Step, check_actor
from coop_desk.topics.leave.requests.service.reading import absences_between, name_of, partners_of
from coop_desk.topics.leave.requests.service.sealing import newest, statements
from coop_desk.topics.leave.rules import carrying as rules
from coop_desk.topics.leave.rules.accounts import PAID
from coop_desk.topics.leave.rules.carrying import Fate, LeftOver, Sickness
from coop_desk.topics.leave.rules.explained import from_thousandths, in_days, thousandths
from coop_desk.topics.leave.rules.ledger import Entry, Kind, reversal, state
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.service.ledger import entries_of, post
from coop_desk.topics.leave.service.settings import settings_at

ONE_DAY = timedelta(days=1)
GROUND = "report"
YEARS = 3


@dataclass(frozen=True, slots=True)
class _Stop:
    span: Span
    reason: Reason


@query(Right.LEAVE_RECORD, N_("Consultation des reports de congés de quelqu’un"))
def carry_overs(act: Act, person_id: PersonId) -> list[CarryOver]:
    """Return what becomes of the leave of each year that a stop kept somebody from taking, oldest first."""
    return _carry_overs(act, person_id)


@query(Right.LEAVE_RECORD, N_("Consultation des lettres d’information à remettre"))
def letters(act: Act) -> list[Letter]:
    """Return who came back from a stop and was not informed in writing, the latest date first (LEAVE-21)."""
    found = []
    first = act.today.replace(year=act.today.year - YEARS, day=1)
    for who in {one.person_id for one in absences_between(act, first, act.today, states=(State.APPROVED,))}:
        for chain in _chains(_stops(act, who)):
            sick = _sickness(chain)
            if sick.returned is not None and sick.informed is None and sick.deadline is not None:
                found.append(Letter(who, name_of(act, who), sick.returned, sick.deadline))
    return sorted(found, key=lambda one: one.due)


@action(Right.LEAVE_RECORD, N_("Report de congés"))
def carry_leave_over(act: Act, person_id: PersonId, reference: date) -> None:
    """Write what is carried over of a year, with the last day it can be taken (LEAVE-20 to 22).

    Written again once the information is given: the first writing is undone, the second has the date.
    """
    check_actor(Step.CHANGED, int(act.actor_id), int(person_id), act.actor_id in partners_of(act, person_id))
    one = next((each for each in _carry_overs(act, person_id) if each.reference.first == reference), None)
    if one is None or not one.days or one.fate is not Fate.CARRIED:
        raise RuleBroken("LEAVE-20", _("Rien à reporter de cette année-là."))
    if one.written and one.written_until == one.expires:
        raise RuleBroken("LEAVE-91", _("Ce report est déjà écrit, avec la même date limite."))
    if one.written:
        undone = _standing(act, person_id, one.account, one.reference)
        post(act, [reversal(entry, act.today, _("report réécrit")) for entry in undone])
    post(act, [reversal(entry, act.today, _("jours reportés")) for entry in _expired(act, person_id, one)])
    day = one.taking.last
    out = Entry(Kind.CARRY_OUT, -one.days, day, int(person_id), one.account, period=one.reference.first, ground=GROUND)
    post(act, [out, replace(out, kind=Kind.CARRY_IN, quantity=one.days, expires_on=one.expires)])
    until = short_day(one.expires) if one.expires else _("sans date limite tant que l’information n’est pas remise")
    act.say(_("{days} : {until}.").format(days=in_days(from_thousandths(one.days)), until=until))


def _carry_overs(act: Act, person_id: PersonId) -> list[CarryOver]:
    found = []
    chains = [_sickness(chain) for chain in _chains(_stops(act, person_id))]
    for period in sorted({entry.period for entry in entries_of(act, person_id) if entry.period is not None}):
        settings = settings_at(act, period, person_id)
        account = PAID[settings.unit]
        reference = settings.reference_period(period)
        taking = settings.taking_period(reference.last + ONE_DAY)
        sick = next((one for one in reversed(chains) if one.span.within(taking) is not None), None)
        if sick is None or taking.last > act.today:
            continue
        written = _standing(act, person_id, account, reference)
        days = _left(act, person_id, account, reference, taking)
        if not days:
            continue
        carried = rules.carry_over(LeftOver(reference, taking, from_thousandths(days)), sick, settings, act.today)
        into = next((entry for entry in written if entry.kind is Kind.CARRY_IN), None)
        found.append(
            CarryOver(
                reference, taking, account, thousandths(carried.days), carried.fate, carried.expires,
                tuple(line.words for line in carried.lines), bool(written), into.expires_on if into else None,
                rules.information_overdue(sick, act.today),
            )
        )  # fmt: skip
    return found


def _left(act: Act, person_id: PersonId, account: str, reference: Span, taking: Span) -> int:
    """What was left at the end of its taking period of what a year earned, in thousandths."""
    entries = entries_of(act, person_id, account)
    earned = {
        entry.number
        for entry in entries
        if entry.period is not None and reference.holds(entry.period) and entry.kind is not Kind.CARRY_IN
    }
    return sum(lot.left for lot in state(_without_carry(entries), taking.last).lots if lot.number in earned)


def _expired(act: Act, person_id: PersonId, one: CarryOver) -> list[Entry]:
    """The expiries already written of days that are carried over after all."""
    entries = entries_of(act, person_id, one.account)
    undone = {entry.about for entry in entries if entry.kind is Kind.REVERSAL}
    of_year = {entry.number for entry in entries if entry.period is not None and one.reference.holds(entry.period)}
    return [
        entry
        for entry in entries
        if entry.kind is Kind.EXPIRE and entry.about in of_year and entry.number not in undone
    ]


def _without_carry(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    carry = {entry.number for entry in entries if entry.kind in (Kind.CARRY_IN, Kind.CARRY_OUT, Kind.EXPIRE)}
    return tuple(entry for entry in entries if entry.number not in carry and entry.about not in carry)


def _standing(act: Act, person_id: PersonId, account: str, reference: Span) -> list[Entry]:
    """What was written of the carrying over of a year and not undone since."""
    entries = entries_of(act, person_id, account)
    undone = {entry.about for entry in entries if entry.kind is Kind.REVERSAL}
    return [
        entry
        for entry in entries
        if entry.kind in (Kind.CARRY_IN, Kind.CARRY_OUT)
        and entry.period == reference.first
        and entry.ground == GROUND
        and entry.number not in undone
    ]


def _stops(act: Act, person_id: PersonId) -> list[_Stop]:
    first = act.today.replace(year=act.today.year - YEARS, month=1, day=1)
    shown = {
        one.absence_id: one
        for one in absences_between(act, first, act.today, people=[person_id], states=(State.APPROVED,))
    }
    told = statements(act, person_id, range(first.year, act.today.year + 1))
    return [
        _Stop(shown[number].span, said.reason)
        for number, one in told.items()
        if number in shown and (said := newest(one)) is not None and said.reason.code in STOPS
    ]


def _chains(stops: list[_Stop]) -> list[list[_Stop]]:
    """A stop and its extensions are one sickness."""
    found: list[list[_Stop]] = []
    for stop in sorted(stops, key=lambda one: one.span.first):
        if found and stop.reason.extension and stop.span.first <= found[-1][-1].span.last + ONE_DAY * 2:
            found[-1].append(stop)
        else:
            found.append([stop])
    return found


def _sickness(chain: list[_Stop]) -> Sickness:
    last = chain[-1]
    return Sickness(Span(chain[0].span.first, last.span.last), last.reason.returned_on, last.reason.informed_on)
