"""«Savoirs isolés»: what one person only holds, when it becomes critical, and who could learn it (S09, E09)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as short_day
from coop_desk.core.words import fold
from coop_desk.topics.roles.cover.records import BuddyProposal, Isolated, Knowledge
from coop_desk.topics.roles.cover.rules.critical import first_event
from coop_desk.topics.roles.cover.rules.months import is_long
from coop_desk.topics.roles.cover.service.absences import AHEAD, away_between
from coop_desk.topics.roles.cover.service.people import contract_end, deputies, holders, team_of
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.service.reading import missions_at, roles_at
from coop_desk.topics.skills.rules.levels import AUTONOMOUS
from coop_desk.topics.skills.service import skills_at, skills_of, trainings_of, working_at

PROPOSED = 3
"""People proposed for one knowledge."""
TARGET = timedelta(days=90)
"""Time to learn that is proposed; less when it becomes critical before."""
SHORTEST = timedelta(days=14)


@query(Right.ROLES_READ, N_("Consultation des savoirs isolés"))
def isolated_knowledge(act: Act) -> list[Isolated]:
    """Return the skills and missions that one person only holds, the first to become critical first."""
    return isolated_at(act)


@read_once
def isolated_at(act: Act) -> list[Isolated]:
    """What one person only holds today, the first to become critical first."""
    far = date.max
    found = [*_skills(act), *_missions(act)]
    return sorted(found, key=lambda one: (one.event.on if one.event else far, not one.key, fold(one.name)))


def _skills(act: Act) -> list[Isolated]:
    names, levels, here = people_by_id(act.session), skills_of(act, act.today), working_at(act, act.today)
    training: dict[str, list[str]] = defaultdict(list)
    for line in trainings_of(act):
        training[line.code].append(_("{name} (vers le {day})").format(name=line.name, day=short_day(line.reached_on)))
    found = []
    for skill in skills_at(act, act.today):
        least = skill.key.level if skill.key else AUTONOMOUS
        able = [who for who in here if levels.get(who, {}).get(skill.code, 0) >= least]
        if len(able) == 1:
            event = first_event(act.today, contract_end(act, able[0]), None, _long(act, able[0]))
            found.append(
                Isolated(
                    Knowledge.SKILL, skill.code, None, skill.name, skill.branch, able[0], names[able[0]],
                    skill.key is not None, event, tuple(training[skill.code]),
                )
            )  # fmt: skip
    return found


def _missions(act: Act) -> list[Isolated]:
    names, standing = people_by_id(act.session), deputies(act)
    carried: dict[int, set[PersonId]] = defaultdict(set)
    where: dict[int, list[str]] = defaultdict(list)
    ends: dict[tuple[int, PersonId], date] = {}
    critical: dict[int, bool] = {}
    for role in roles_at(act, act.today):
        there = {PersonId(one.person_id) for one in standing.get(role.id, ()) if one.runs_on(act.today)}
        for mission in role.sheet.missions:
            where[mission].append(role.name)
            critical[mission] = critical.get(mission, False) or role.sheet.criticality > 1
            carried[mission] |= there | {PersonId(one.person_id) for one in role.holders}
            for holder in role.holders:
                key = (mission, PersonId(holder.person_id))
                ends[key] = max(ends.get(key, holder.until), holder.until)
    found = []
    for line in missions_at(act, act.today):
        if len(carried[line.id]) == 1:
            (who,) = carried[line.id]
            event = first_event(act.today, contract_end(act, who), ends.get((line.id, who)), _long(act, who))
            found.append(
                Isolated(
                    Knowledge.MISSION, "", line.id, line.name, ", ".join(where[line.id]), who, names[who],
                    critical[line.id], event, (),
                )
            )  # fmt: skip
    return found


def _long(act: Act, person_id: PersonId) -> list[tuple[date, date]]:
    away = away_between(act, act.today, act.today + AHEAD)
    return [(first, last) for first, last in away.get(person_id, ()) if is_long(first, last)]


# ------------------------------------------------------------------ who could learn it


@query(Right.ROLES_READ, N_("Consultation des binômes proposés"))
def buddy_proposals(act: Act) -> list[BuddyProposal]:
    """Return who could learn each knowledge that one person only holds, from that person: three at most for each."""
    known = _known(act)
    return [proposal for one in isolated_at(act) for proposal in _learners(act, one, known)]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked at to tell who is near to knowing something; read once for all proposals."""

    here: dict[PersonId, str]
    """The name of whoever is at work and not away for long in the months to come."""
    levels: dict[PersonId, dict[str, int]]
    training: frozenset[tuple[PersonId, str]]
    teams: dict[PersonId, int]
    held: Counter[PersonId]
    """How many roles each person holds."""
    roles: tuple[RoleLine, ...]
    before: dict[int, frozenset[PersonId]]
    """Who held each role and does no more."""


def _known(act: Act) -> _Known:
    names, roles = people_by_id(act.session), tuple(roles_at(act, act.today))
    away = away_between(act, act.today, act.today + TARGET)
    gone = {who for who, stretches in away.items() if any(is_long(first, last) for first, last in stretches)}
    return _Known(
        {who: names[who] for who in working_at(act, act.today) - gone},
        skills_of(act, act.today),
        frozenset((line.person_id, line.code) for line in trainings_of(act)),
        team_of(act, act.today),
        Counter(PersonId(holder.person_id) for role in roles for holder in role.holders),
        roles,
        {
            role: frozenset(one.person_id for one in stays if one.last < act.today)
            for role, stays in holders(act).items()
        },
    )


def _learners(act: Act, one: Isolated, known: _Known) -> list[BuddyProposal]:
    nearness = _near_skill if one.knowledge is Knowledge.SKILL else _near_mission
    target, ranked = _target(act, one), []
    for who, name in known.here.items():
        if who == one.person_id:
            continue
        points, because = nearness(one, who, known)
        if known.teams.get(who) is not None and known.teams.get(who) == known.teams.get(one.person_id):
            points, because = points + 2, [*because, _("même équipe")]
        if points:
            ranked.append((known.held[who] - points, fold(name), BuddyProposal(one, who, name, tuple(because), target)))
    return [proposal for _points, _name, proposal in sorted(ranked, key=lambda each: each[:2])[:PROPOSED]]


def _near_skill(one: Isolated, who: PersonId, known: _Known) -> tuple[int, list[str]]:
    """How near somebody is to a skill, and in which words."""
    points, because = 0, []
    if (who, one.code) in known.training:
        points, because = points + 6, [_("s’y forme déjà")]
    if (level := known.levels.get(who, {}).get(one.code, 0)) > 0:
        points, because = points + 3 * level, [*because, _("niveau {level}").format(level=level)]
    return points, because


def _near_mission(one: Isolated, who: PersonId, known: _Known) -> tuple[int, list[str]]:
    """How near somebody is to carrying a mission, and in which words."""
    roles = [role for role in known.roles if one.mission_id in role.sheet.missions]
    needed = {code: level for role in roles for code, level in role.sheet.requires.items()}
    levels = known.levels.get(who, {})
    points, because = 0, []
    if any(who in known.before.get(role.id, ()) for role in roles):
        points, because = points + 4, [_("a déjà tenu ce rôle")]
    reached = sum(levels.get(code, 0) >= level for code, level in needed.items())
    if needed and reached == len(needed):
        points, because = points + 4, [*because, _("atteint les compétences demandées")]
    elif reached:
        said = _("{n} compétences demandées sur {all}").format(n=reached, all=len(needed))
        points, because = points + 1, [*because, said]
    return points, because


def _target(act: Act, one: Isolated) -> date:
    """The day proposed to have learnt it: before it becomes critical, when two weeks are left."""
    wanted = act.today + TARGET
    if one.event is not None and act.today + SHORTEST <= one.event.on < wanted:
        return one.event.on
    return wanted
