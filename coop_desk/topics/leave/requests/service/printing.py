"""Absences on paper: the calendar of a team, and everybody's statement of a month to sign."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_month
from coop_desk.topics.employment.service import employed_at, matricules
from coop_desk.topics.leave.requests.records import Away
from coop_desk.topics.leave.requests.rules.lines import cost_words
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.calendar import calendar_teams, month_calendar, year_calendar
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.leave.requests.service.sealing import Told, compartment, gathered, newest
from coop_desk.topics.leave.rules.accounts import account
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.service.ledger import everybody_s
from coop_desk.topics.statutes.service import letterhead_at

if TYPE_CHECKING:
    from coop_desk.topics.leave.requests.document import Moved

EARNED = frozenset({Kind.ACCRUAL, Kind.ROUNDING, Kind.SPLIT, Kind.CHILDREN, Kind.AGREEMENT})


@query(Right.TEAMS_READ, N_("Impression du calendrier des absences"))
def calendar_pdf(act: Act, first: date, *, whole_year: bool, team_id: int | None = None) -> bytes:
    """Print a month or a year of a team, or of everybody: who is absent, never why."""
    from coop_desk.topics.leave.requests import document

    if whole_year:
        record = year_calendar.function(act, first.year, team_id)
        when = str(first.year)
    else:
        record = month_calendar.function(act, first, team_id)
        when = long_month(first.replace(day=1))
    team = next((one.name for one in calendar_teams.function(act) if one.id == team_id), _("toute la coopérative"))
    title = _("Absences, {when}, {team}").format(when=when, team=team)
    return document.calendar_pdf(record, title, letterhead_at(act, act.today))


@query(Right.LEAVE_RECORD, N_("Impression des relevés mensuels de congés"))
def statements_pdf(act: Act, month: date, people: Iterable[PersonId] = ()) -> bytes:
    """Print the statement of a month of everybody under contract, or of some, with a place to sign (L12)."""
    from coop_desk.topics.leave.requests import document

    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    names, numbers = people_by_id(act.session), matricules(act, last)
    wanted = set(people) or set(employed_at(act, last)) | set(employed_at(act, first))
    entries = everybody_s(act)
    absences = _absences(act, first, last)
    records = [
        document.MonthStatement(
            names[who],
            numbers.get(who, ""),
            first,
            tuple(_moved(entries.get(who, ()), first, last)),
            tuple(absences.get(who, ())),
        )
        for who in sorted(wanted, key=lambda one: fold(names[one]))
        if act.covers(who)
    ]
    return document.statements_pdf(tuple(records), letterhead_at(act, act.today))


def _moved(entries: Iterable[Entry], first: date, last: date) -> Iterator["Moved"]:
    from coop_desk.topics.leave.requests.document import Moved

    held = list(entries)
    for code in sorted({entry.account for entry in held}):
        mine = [entry for entry in held if entry.account == code and entry.effective_on <= last]
        before = sum(entry.quantity for entry in mine if entry.effective_on < first)
        month = [entry for entry in mine if entry.effective_on >= first]
        earned = sum(entry.quantity for entry in month if entry.kind in EARNED)
        taken = sum(entry.quantity for entry in month if entry.kind is Kind.TAKE)
        other = sum(entry.quantity for entry in month) - earned - taken
        name = f"{account(code).name}, {account(code).unit_words}"
        yield Moved(name, before, earned, taken, other, before + earned + taken + other)


def _absences(act: Act, first: date, last: date) -> dict[PersonId, list[tuple[date, date, str, str]]]:
    """The absences accepted in the month, by person; without the key of the reasons, only that they were away."""
    shown = absences_between(act, first, last, states=(State.APPROVED,))
    told: dict[int, list[Told]] = {}
    where = compartment(first.year)
    if shown and act.sealed.in_use(where) and act.sealed.opens(where):
        told = gathered((first.year, entry) for entry in act.sealed.read(where))
    found: dict[PersonId, list[tuple[date, date, str, str]]] = {}
    for one in shown:
        found.setdefault(one.person_id, []).append(_line(one, told.get(one.absence_id, []), first, last))
    return found


def _line(one: Away, told: list[Told], first: date, last: date) -> tuple[date, date, str, str]:
    said = newest(told)
    what, cost = _("Absence"), ""
    if said is not None:
        what = said.reason.words
        cost = cost_words([line for line in said.lines if first <= line.day <= last])
    return max(one.first, first), min(one.last, last), what, cost


@query(Right.LEAVE_RECORD, N_("Consultation des personnes qui reçoivent un relevé de congés"))
def people_with_statement(act: Act) -> list[tuple[PersonId, str]]:
    """Return whoever has a contract and is covered, by name."""
    names = people_by_id(act.session)
    found = [(who, names[who]) for who in employed_at(act, act.today) if act.covers(who)]
    return sorted(found, key=lambda one: fold(one[1]))
