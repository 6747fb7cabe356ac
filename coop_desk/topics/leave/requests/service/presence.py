"""How many people of a team must be there: dated, because of a decision."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.leave.requests.model import LeastPresence
from coop_desk.topics.leave.requests.records import PresenceRow
from coop_desk.topics.members.model import Team
from coop_desk.topics.members.service.teams import tree_at

MOST = 500


def least_at(act: Act, day: date) -> dict[int, int]:
    """The least presence of each team on a day; teams without one are left out."""
    found = {team_id: people for team_id, starts_on, people in _lines(act) if starts_on <= day}
    return {team_id: people for team_id, people in found.items() if people}


@read_until_changed
def _lines(act: Act) -> tuple[tuple[int, date, int], ...]:
    wanted = select(LeastPresence.team_id, LeastPresence.starts_on, LeastPresence.people)
    rows = act.session.execute(wanted.order_by(LeastPresence.starts_on, LeastPresence.id))
    return tuple((team_id, starts_on, people) for team_id, starts_on, people in rows)


@query(Right.TEAMS_READ, N_("Consultation des présences minimales"))
def presence_rows(act: Act) -> list[PresenceRow]:
    """Return each service and team of today, with its least presence."""
    least = least_at(act, act.today)
    rows = []
    for service in tree_at(act, act.today):
        rows.append(PresenceRow(service.id, service.name, len(service.people), least.get(service.id, 0)))
        for team in service.teams:
            words = _("{service}, {team}").format(service=service.name, team=team.name)
            rows.append(PresenceRow(team.id, words, len(team.people), least.get(team.id, 0)))
    return rows


@action(Right.LEAVE_SETTINGS, N_("Présence minimale d’une équipe"))
def set_least_presence(act: Act, team_id: int, people: int, starts_on: date, decision: str = "") -> None:
    """Say how many people of a team must be there from a day on; none, and nothing is looked at (ABSENCE-40)."""
    team = act.session.get_one(Team, team_id)
    if not 0 <= people <= MOST:
        raise RuleBroken("ABSENCE-40", _("Indiquez un nombre de personnes, 0 pour aucun minimum."))
    if team.closed_on is not None and team.closed_on <= starts_on:
        raise RuleBroken("ABSENCE-40", _("{name} est fermée à cette date.").format(name=team.name))
    act.session.add(LeastPresence(team_id=team_id, starts_on=starts_on, people=people, decision=decision.strip()))
    said = ngettext("{name} : {n} personne à partir du {day}.", "{name} : {n} personnes à partir du {day}.", people)
    act.say(said.format(name=team.name, n=integer(people), day=long_day(starts_on)))
