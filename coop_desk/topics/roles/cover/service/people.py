"""Who holds each role and who stands in, as stays from a day to a day; and what each person carries."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.employment.service import contracts_of
from coop_desk.topics.members.service.teams import tree_at
from coop_desk.topics.roles.cover.rules.presence import Stay
from coop_desk.topics.roles.model import RoleDeputy
from coop_desk.topics.roles.seats.service import role_mandates
from coop_desk.topics.skills.service import working_at

FAR = date(9999, 12, 31)


@query(Right.ROLES_READ, N_("Consultation des personnes sous contrat"))
def working_people(act: Act) -> list[tuple[PersonId, str]]:
    """Return whoever has a contract running today, or holds a role, by name."""
    names = people_by_id(act.session)
    holding = {stay.person_id for stays in holders(act).values() for stay in stays if stay.runs_on(act.today)}
    return sorted(((who, names[who]) for who in working_at(act, act.today) | holding), key=lambda one: fold(one[1]))


@read_once
def holders(act: Act) -> dict[int, tuple[Stay, ...]]:
    """The stays of the holders of each role, past and to come."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for line in role_mandates(act):
        if line.held:
            found[line.role_id].append(Stay(PersonId(line.person_id), line.starts_on, line.ends_on))
    return {role: tuple(stays) for role, stays in found.items()}


@read_once
def deputies(act: Act) -> dict[int, tuple[Stay, ...]]:
    """The stays of those who stand in for the holders of each role, past and to come."""
    found: dict[int, list[Stay]] = defaultdict(list)
    for row in act.session.scalars(select(RoleDeputy).order_by(RoleDeputy.id)):
        found[row.role_id].append(Stay(PersonId(row.deputy_id), row.starts_on, row.ends_on or FAR))
    return {role: tuple(stays) for role, stays in found.items()}


@read_once
def team_of(act: Act, day: date) -> dict[PersonId, int]:
    """The team of each person on a day."""
    teams = [team for service in tree_at(act, day) for team in (service, *service.teams)]
    return {one.person_id: team.id for team in teams for one in team.people}


def contract_end(act: Act, person_id: PersonId) -> date | None:
    """The last day of somebody's contract when it is known."""
    running = [
        one.ended_on for one in contracts_of(act, person_id) if one.ended_on is None or one.ended_on >= act.today
    ]
    ends = [end for end in running if end is not None]
    return max(ends) if ends and len(ends) == len(running) else None
