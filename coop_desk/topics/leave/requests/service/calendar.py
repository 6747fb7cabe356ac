"""The calendar of a team: who is there and who is absent, day by day; never why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.rules.holidays import holidays, off
from coop_desk.topics.employment.rules.schedules import schedule_on
from coop_desk.topics.employment.service.reading import all_contracts, contracts_of, schedules_of
from coop_desk.topics.employment.service.sites import site_at, site_id_of
from coop_desk.topics.leave.requests.records import Away, Calendar, CalendarRow, Mark, TeamChoice
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.presence import least_at
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.leave.requests.service.sealing import newest, statements
from coop_desk.topics.leave.rules.counting import days_of
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.service.settings import settings_at
from coop_desk.topics.members.service.teams import team_people_at, tree_at

ONE_DAY = timedelta(days=1)


@query(Right.TEAMS_READ, N_("Consultation du calendrier des absences"))
def month_calendar(act: Act, month: date, team_id: int | None = None) -> Calendar:
    """Return a month of a team, or of everybody: each day of each person, and how many are at work."""
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - ONE_DAY
    rows = _rows(act, Span(first, last), team_id, marked=True)
    least = _least(act, first, team_id)
    there = tuple(
        sum(row.marks[at] in (Mark.THERE, Mark.ASKED) for row in rows) for at in range((last - first).days + 1)
    )
    return Calendar(first, last, rows, _feasts(act, first, last), there, least)


@query(Right.TEAMS_READ, N_("Consultation du calendrier annuel des absences"))
def year_calendar(act: Act, year: int, team_id: int | None = None) -> Calendar:
    """Return a year of a team, or of everybody: the absences of each person."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return Calendar(first, last, _rows(act, Span(first, last), team_id, marked=False), _feasts(act, first, last), (), 0)


@query(Right.TEAMS_READ, N_("Consultation des équipes du calendrier des absences"))
def calendar_teams(act: Act) -> list[TeamChoice]:
    """Return the services and teams of today that a calendar can show; one's own first."""
    found = []
    for service in tree_at(act, act.today):
        mine = any(one.person_id == act.actor_id for one in service.people)
        found.append(TeamChoice(service.id, service.name, mine))
        for team in service.teams:
            mine = any(one.person_id == act.actor_id for one in team.people)
            words = _("{service}, {team}").format(service=service.name, team=team.name)
            found.append(TeamChoice(team.id, words, mine))
    return sorted(found, key=lambda one: not one.mine)


@query(Right.LEAVE_DECIDE, N_("Consultation des genres d’absence au calendrier"))
def kinds_between(act: Act, first: date, last: date) -> dict[int, str]:
    """Return the kind of each absence of some days, where the key is held: for who decides only."""
    found = {}
    for who in {one.person_id for one in absences_between(act, first, last)}:
        for number, told in statements(act, who, range(first.year, last.year + 1)).items():
            said = newest(told)
            if said is not None:
                found[number] = said.reason.words
    return found


def _rows(act: Act, span: Span, team_id: int | None, *, marked: bool) -> tuple[CalendarRow, ...]:
    names = people_by_id(act.session)
    teams = _teams(act, span)
    inside = None if team_id is None else set(team_people_at(act, team_id, min(max(act.today, span.first), span.last)))
    people = [
        who
        for who, held in all_contracts(act).items()
        if (inside is None or who in inside)
        and any(one.started_on <= span.last and (one.ended_on is None or one.ended_on >= span.first) for one in held)
    ]
    away: dict[PersonId, list[Away]] = {who: [] for who in people}
    for one in absences_between(act, span.first, span.last):
        if one.person_id in away:
            away[one.person_id].append(one)
    rows = [
        CalendarRow(
            who,
            names[who],
            teams.get(who, ""),
            tuple(away[who]),
            tuple(_marks(act, who, span, away[who])) if marked else (),
        )
        for who in people
    ]
    return tuple(sorted(rows, key=lambda row: (fold(row.team), fold(row.name))))


def _marks(act: Act, who: PersonId, span: Span, away: Sequence[Away]) -> Iterator[Mark]:
    schedules, contracts = schedules_of(act, who), contracts_of(act, who)
    for day in days_of(span):
        schedule = schedule_on(schedules, contracts, day)
        if schedule is None:
            yield Mark.OUT
        elif day in _days_off(act, site_id_of(act, who, day), span):
            yield Mark.HOLIDAY
        else:
            yield _mark(day, [one for one in away if one.span.holds(day)], at_work=schedule.minutes_on(day) > 0)


@read_once
def _days_off(act: Act, site_id: int | None, span: Span) -> frozenset[date]:
    """The holidays that nobody of a site works."""
    return frozenset(day for day in days_of(span) if off(day, site_at(act, site_id, day)) is not None)


def _mark(day: date, held: Sequence[Away], *, at_work: bool) -> Mark:
    if not at_work:
        return Mark.AWAY_OFF if any(one.state is State.APPROVED for one in held) else Mark.OFF
    if not held:
        return Mark.THERE
    one = next((each for each in held if each.state is State.APPROVED), held[0])
    half = (day == one.first and one.starts.value != "whole") or (day == one.last and one.ends.value != "whole")
    if one.state is State.SUBMITTED:
        return Mark.ASKED
    return Mark.HALF if half else Mark.AWAY


def _teams(act: Act, span: Span) -> Mapping[PersonId, str]:
    found: dict[PersonId, str] = {}
    for service in tree_at(act, min(max(act.today, span.first), span.last)):
        for team in (service, *service.teams):
            for one in team.people:
                found[one.person_id] = team.name
    return found


def _feasts(act: Act, first: date, last: date) -> dict[date, str]:
    """The holidays off of the first site, for the head of the calendar."""
    site = settings_at(act, first).site
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        for one in holidays(year, site):
            if first <= one.day <= last and off(one.day, site) is not None:
                found[one.day] = one.name
    return found


def _least(act: Act, day: date, team_id: int | None) -> int:
    return least_at(act, day).get(team_id, 0) if team_id is not None else 0
