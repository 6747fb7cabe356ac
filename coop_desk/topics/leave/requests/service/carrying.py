"""Leave that a stop made impossible to take: what is carried over, until when, and the letter that starts the time."""

from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.leave.requests.records import CarryOver, Letter
from coop_desk.topics.leave.requests.rules.kinds import STOPS, Reason
from coop_desk.topics.leave.requests.rules.states import State, Step, check_actor
from coop_desk.topics.leave.requests.service.reading import absences_between, name_of, partners_of
from coop_desk.topics.leave.requests.service.sealing import newest, statements
from coop_desk.topics.leave.rules import carrying as rules
from coop_desk.topics.leave.rules.accounts import PAID
from coop_desk.topics.leave.rules.carrying import Fate, LeftOver, Sickness
from coop_desk.topics.leave.rules.explained import from_thousandths, thousandths
from coop_desk.topics.leave.rules.ledger import Kind
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.service.ledger import entries_of
from coop_desk.topics.leave.service.moving import carry, lots_of
from coop_desk.topics.leave.service.settings import settings_at

ONE_DAY = timedelta(days=1)
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

    Written again once the information is given: what had no last day then has one.
    """
    check_actor(Step.CHANGED, int(act.actor_id), int(person_id), act.actor_id in partners_of(act, person_id))
    if all(one.reference.first != reference or one.fate is not Fate.CARRIED for one in _carry_overs(act, person_id)):
        raise RuleBroken("LEAVE-20", _("Rien à reporter de cette année-là, ou c’est déjà écrit."))
    carry(act, person_id, reference, _latest(act, person_id))


def _carry_overs(act: Act, person_id: PersonId) -> list[CarryOver]:
    """Years whose taking period is over, or about to be, with days that a stop kept from being taken."""
    if not _stops(act, person_id):
        return []
    sick, found = _latest(act, person_id), []
    settings = settings_at(act, act.today, person_id)
    entries = entries_of(act, person_id, PAID[settings.unit])
    for period in sorted({entry.period for entry in entries if entry.period is not None}):
        reference = settings.reference_period(period)
        taking = settings.taking_period(reference.last)
        lots = lots_of(entries, reference.first, act.today)
        left = from_thousandths(sum(lot.left for lot in lots))
        if not left or sick.span.within(taking) is None:
            continue
        carried = rules.carry_over(LeftOver(reference, taking, left), sick, settings, act.today)
        if carried.fate is Fate.NORMAL:
            continue
        numbers = {lot.number for lot in lots}
        waiting = any(entry.kind is Kind.CARRY_IN and entry.number in numbers for entry in entries)
        if waiting and carried.expires is None:
            continue
        found.append(
            CarryOver(
                reference, taking, thousandths(carried.days), carried.fate, carried.expires,
                tuple(line.words for line in carried.lines), rules.information_overdue(sick, act.today),
            )
        )  # fmt: skip
    return found


def _latest(act: Act, person_id: PersonId) -> Sickness:
    return _sickness(_chains(_stops(act, person_id))[-1])


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
