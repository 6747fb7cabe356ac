"""«Et si X est absent ?»: missions uncovered, approvals blocked, skills lost, stand-ins proposed (E10)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as short_day
from coop_desk.core.words import fold
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.cover.records import RoleWithout, SkillLost, StandIn, WithoutSomebody
from coop_desk.topics.roles.cover.rules.months import Days
from coop_desk.topics.roles.cover.rules.presence import Cover, Stay, cover_on, is_away
from coop_desk.topics.roles.cover.service.absences import away_between
from coop_desk.topics.roles.cover.service.approvals import approvals_of
from coop_desk.topics.roles.cover.service.opening import working_days
from coop_desk.topics.roles.cover.service.people import deputies, holders, team_of
from coop_desk.topics.roles.model import IncompatibleRoles
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.service.matters import matters_at
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.skills.rules.levels import AUTONOMOUS
from coop_desk.topics.skills.service import skills_at, skills_of, working_at

PROPOSED, NEAREST = 3, 2
LONGEST = 731
"""Days that may be asked for at once."""


@query(Right.ROLES_READ, N_("Consultation de ce qui s’arrête sans une personne"))
def without_somebody(act: Act, person_id: PersonId, first: date, last: date) -> WithoutSomebody:
    """Return what stops, and who could stand in, if somebody is away between two days (COVER-01)."""
    return without_at(act, person_id, first, last)


def without_at(act: Act, person_id: PersonId, first: date, last: date) -> WithoutSomebody:
    """What stops if somebody is away between two days."""
    if last < first:
        raise RuleBroken("COVER-01", _("La fin est avant le début : corrigez les dates."))
    if (last - first).days >= LONGEST:
        raise RuleBroken("COVER-01", _("Regardez deux ans au plus à la fois."))
    away = dict(away_between(act, first, last))
    away[person_id] = ((first, last),)
    held = [
        role
        for role in roles_at(act, max(first, act.today))
        if any(one.person_id == person_id and one.first <= last and first <= one.last for one in _stays(act, role.id))
    ]
    return WithoutSomebody(
        person_id,
        people_by_id(act.session)[person_id],
        first,
        last,
        tuple(_role(act, role, person_id, first, last, away) for role in held),
        approvals_of(act, person_id, first, last),
        tuple(_skills(act, person_id, first, last, away)),
    )


def _stays(act: Act, role_id: int) -> tuple[Stay, ...]:
    return holders(act).get(role_id, ())


def uncovered_days(act: Act, role_id: int, first: date, last: date, away: dict[PersonId, tuple[Days, ...]]) -> int:
    """The working days on which neither a holder nor a deputy of a role is there."""
    stays, standing = _stays(act, role_id), deputies(act).get(role_id, ())
    found = (cover_on(stays, standing, away, day) for day in working_days(act, first, last))
    return sum(one in (Cover.NOBODY, Cover.VACANT) for one in found)


def _role(
    act: Act, role: RoleLine, person_id: PersonId, first: date, last: date, away: dict[PersonId, tuple[Days, ...]]
) -> RoleWithout:
    names, days = people_by_id(act.session), working_days(act, first, last)
    remaining = []
    for stays, words in ((_stays(act, role.id), "{name}"), (deputies(act).get(role.id, ()), _("{name} (suppléance)"))):
        there = {
            one.person_id
            for one in stays
            for day in days
            if one.person_id != person_id and one.runs_on(day) and not is_away(away.get(one.person_id, ()), day)
        }
        remaining += [words.format(name=names[who]) for who in sorted(there)]
    return RoleWithout(
        role.id,
        role.name,
        role.pole,
        role.missions,
        tuple(line.matter for line in matters_at(act) if line.role_id == role.id),
        tuple(remaining),
        len(days),
        uncovered_days(act, role.id, first, last, away),
        tuple(_stand_ins(act, role, person_id, days, away)),
    )


def _stand_ins(
    act: Act, role: RoleLine, person_id: PersonId, days: Sequence[date], away: dict[PersonId, tuple[Days, ...]]
) -> list[StandIn]:
    """Who could stand in and is there most of the time: those who know the role first."""
    names, teams, levels = people_by_id(act.session), team_of(act, act.today), skills_of(act, act.today)
    holding = {one.person_id for one in _stays(act, role.id) if any(one.runs_on(day) for day in days)}
    barred = holding | {person_id} | _barred(act, role)
    standing = {one.person_id for one in deputies(act).get(role.id, ()) if any(one.runs_on(day) for day in days)}
    before = {one.person_id: one.last for one in _stays(act, role.id) if one.last < act.today}
    ranked = []
    for who in working_at(act, act.today):
        gone = sum(is_away(away.get(who, ()), day) for day in days)
        if who in barred or 2 * gone > len(days):
            continue
        points, because = 0, []
        if who in standing:
            points, because = points + 8, [_("suppléance du rôle")]
        if who in before:
            points += 4
            because.append(_("l’a tenu jusqu’au {day}").format(day=short_day(before[who])))
        needs = role.sheet.requires
        if needs and all(levels.get(who, {}).get(code, 0) >= level for code, level in needs.items()):
            points += 3
            because.append(_("atteint les compétences demandées"))
        if teams.get(who) is not None and teams.get(who) == teams.get(person_id):
            points += 1
            because.append(_("même équipe"))
        if gone and because:
            because.append(_("absence de quelques jours"))
        if points:
            ranked.append((-points, fold(names[who]), StandIn(who, names[who], tuple(because))))
    return [one for _points, _name, one in sorted(ranked, key=lambda each: each[:2])[:PROPOSED]]


def _barred(act: Act, role: RoleLine) -> set[PersonId]:
    """Who may not hold this role: by an incompatible one, or because only associates may."""
    clashing = set()
    for row in act.session.scalars(select(IncompatibleRoles)):
        if role.id in (row.one_id, row.two_id) and (row.ends_on is None or row.ends_on >= act.today):
            clashing.add(row.two_id if role.id == row.one_id else row.one_id)
    found = {one.person_id for id_ in clashing for one in _stays(act, id_) if one.runs_on(act.today)}
    if role.sheet.associates_only:
        associates = {one.person_id for one in situations_at(act, act.today) if one.category in ASSOCIATES}
        found |= set(working_at(act, act.today)) - associates
    return found


def _skills(
    act: Act, person_id: PersonId, first: date, last: date, away: dict[PersonId, tuple[Days, ...]]
) -> list[SkillLost]:
    """The skills of somebody that nobody else holds meanwhile, or that fewer hold than must."""
    names, levels, here = people_by_id(act.session), skills_of(act, act.today), working_at(act, act.today)
    days = working_days(act, first, last)
    there = {who for who in here - {person_id} if not days or not all(is_away(away.get(who, ()), d) for d in days)}
    found = []
    for skill in skills_at(act, act.today):
        least, asked = (skill.key.level, skill.key.people) if skill.key else (AUTONOMOUS, 0)
        if levels.get(person_id, {}).get(skill.code, 0) < least:
            continue
        of = {who: levels.get(who, {}).get(skill.code, 0) for who in there}
        remaining = sorted((names[who] for who, level in of.items() if level >= least), key=fold)
        if len(remaining) >= max(asked, 1):
            continue
        nearest = sorted((-level, fold(names[who]), names[who]) for who, level in of.items() if 0 < level < least)
        found.append(
            SkillLost(skill.name, least, tuple(remaining), asked, tuple(name for _l, _f, name in nearest[:NEAREST]))
        )
    return sorted(found, key=lambda one: (len(one.remaining), fold(one.skill)))
