"""Services and teams: a tree of two levels, and who was in which team on a day."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.topics.members.model import Team, TeamMembership
from coop_desk.topics.members.records import TeamPerson, TeamRow
from coop_desk.topics.members.rules import teams as rules
from coop_desk.topics.members.service.reading import member_of

# --- Read by other topics, with the act of their caller ------------------------------------------------


def tree_at(act: Act, day: date) -> list[TeamRow]:
    """Return the services open on a day, each with its teams and its people of that day, sorted by name."""
    people = _people_at(act, day)
    open_teams = [team for team in act.session.scalars(select(Team)) if _open(team, day)]
    open_teams.sort(key=lambda team: fold(team.name))
    below: dict[int | None, list[Team]] = defaultdict(list)
    for team in open_teams:
        below[team.parent_id].append(team)

    def row(team: Team) -> TeamRow:
        return TeamRow(
            id=team.id,
            name=team.name,
            parent_id=team.parent_id,
            opened_on=team.opened_on,
            closed_on=team.closed_on,
            people=tuple(people[team.id]),
            teams=tuple(row(one) for one in below[team.id]),
        )

    return [row(team) for team in below[None]]


def team_people_at(act: Act, team_id: int, day: date) -> list[PersonId]:
    """Return the people of a team on a day, those of its own teams included."""
    people = _people_at(act, day)
    inside = [team_id, *act.session.scalars(select(Team.id).where(Team.parent_id == team_id))]
    return list(dict.fromkeys(one.person_id for team in inside for one in people[team]))


def _people_at(act: Act, day: date) -> dict[int, list[TeamPerson]]:
    wanted = select(TeamMembership, Person).join(Person, TeamMembership.person_id == Person.id)
    found: dict[int, list[tuple[str, TeamPerson]]] = defaultdict(list)
    for stay, person in act.session.execute(wanted):
        if rules.present((stay.joined_on, stay.left_on), day):
            line = TeamPerson(stay.id, stay.person_id, person.name, stay.joined_on)
            found[stay.team_id].append((fold(f"{person.family_name} {person.given_name}"), line))
    people: dict[int, list[TeamPerson]] = defaultdict(list)
    for team, lines in found.items():
        people[team] = [line for _key, line in sorted(lines, key=lambda pair: (pair[0], pair[1].person_id))]
    return people


def _open(team: Team, day: date) -> bool:
    return team.opened_on <= day and (team.closed_on is None or day < team.closed_on)


# --- Asked by pages ------------------------------------------------------------------------------------


@query(Right.TEAMS_READ, N_("Consultation des pôles et des équipes"))
def teams_at(act: Act, day: date | None = None) -> list[TeamRow]:
    """Return the tree of services and teams on a day, today by default."""
    return tree_at(act, day or act.today)


@action(Right.TEAMS_RECORD, N_("Ouverture d’un pôle ou d’une équipe"))
def open_team(act: Act, name: str, opened_on: date, parent_id: int | None = None) -> int:
    """Open a service, or a team in a service."""
    _check_name(act, name, parent_id, opened_on)
    if parent_id is not None:
        parent = act.session.get_one(Team, parent_id)
        rules.check_level(parent.parent_id is not None)
        rules.check_stay([], parent.opened_on, parent.closed_on, opened_on)
    team = Team(name=name.strip(), parent_id=parent_id, opened_on=opened_on)
    act.session.add(team)
    act.session.flush()
    act.say(_("{name}, à partir du {day}").format(name=team.name, day=long_day(opened_on)))
    return team.id


@action(Right.TEAMS_RECORD, N_("Changement de nom d’un pôle ou d’une équipe"))
def rename_team(act: Act, team_id: int, name: str) -> None:
    """Give a team another name."""
    team = act.session.get_one(Team, team_id)
    if fold(name.strip()) != fold(team.name):
        _check_name(act, name, team.parent_id, act.today)
    team.name = name.strip()


@action(Right.TEAMS_RECORD, N_("Fermeture d’un pôle ou d’une équipe"))
def close_team(act: Act, team_id: int, closed_on: date) -> None:
    """Close a team from a day on: everyone in it leaves that day; a service closes after its teams."""
    team = act.session.get_one(Team, team_id)
    for below in act.session.scalars(select(Team).where(Team.parent_id == team_id)):
        if below.closed_on is None or below.closed_on > closed_on:
            message = _("L’équipe {name} est encore ouverte : fermez-la d’abord.")
            raise RuleBroken("REGISTER-TEAM", message.format(name=below.name))
    rules.check_leaving((team.opened_on, team.closed_on), closed_on)
    for stay in act.session.scalars(select(TeamMembership).where(TeamMembership.team_id == team_id)):
        if stay.left_on is None:
            rules.check_leaving((stay.joined_on, None), closed_on)
            stay.left_on = closed_on
    team.closed_on = closed_on
    act.say(_("{name}, au {day}").format(name=team.name, day=long_day(closed_on)))


@action(Right.TEAMS_RECORD, N_("Entrée dans une équipe"))
def join_team(act: Act, person_id: PersonId, team_id: int, joined_on: date) -> int:
    """Put somebody in a team from a day on."""
    return _join(act, person_id, team_id, joined_on)


@action(Right.TEAMS_RECORD, N_("Sortie d’une équipe"))
def leave_team(act: Act, stay_id: int, left_on: date) -> None:
    """Take somebody out of a team; the day given is the first one out."""
    _leave(act, stay_id, left_on)


@action(Right.TEAMS_RECORD, N_("Changement d’équipe"))
def move_member(act: Act, stay_id: int, team_id: int, moved_on: date) -> int:
    """Move somebody from a team to another on a day; lists before that day do not change."""
    person_id = _leave(act, stay_id, moved_on)
    return _join(act, person_id, team_id, moved_on)


def _join(act: Act, person_id: PersonId, team_id: int, joined_on: date) -> int:
    member_of(act, person_id)
    team = act.session.get_one(Team, team_id)
    wanted = select(TeamMembership).where(TeamMembership.team_id == team_id, TeamMembership.person_id == person_id)
    stays = [(stay.joined_on, stay.left_on) for stay in act.session.scalars(wanted)]
    rules.check_stay(stays, team.opened_on, team.closed_on, joined_on)
    row = TeamMembership(team_id=team_id, person_id=person_id, joined_on=joined_on)
    act.session.add(row)
    act.session.flush()
    name = act.session.get_one(Person, person_id).name
    act.say(_("{name} dans {team} le {day}").format(name=name, team=team.name, day=long_day(joined_on)))
    return row.id


def _leave(act: Act, stay_id: int, left_on: date) -> PersonId:
    stay = act.session.get_one(TeamMembership, stay_id)
    rules.check_leaving((stay.joined_on, stay.left_on), left_on)
    stay.left_on = left_on
    team, person = act.session.get_one(Team, stay.team_id), act.session.get_one(Person, stay.person_id)
    act.say(_("{name} quitte {team} le {day}").format(name=person.name, team=team.name, day=long_day(left_on)))
    return stay.person_id


def _check_name(act: Act, name: str, parent_id: int | None, day: date) -> None:
    wanted = select(Team).where(Team.parent_id.is_(None) if parent_id is None else Team.parent_id == parent_id)
    rules.check_name(name, [team.name for team in act.session.scalars(wanted) if _open(team, day)])
