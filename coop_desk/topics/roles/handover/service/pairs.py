"""Buddy pairs: who stands in for whom on what, and the days when both are away."""

from datetime import date, timedelta

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.mandates.service import quoted
from coop_desk.topics.roles.cover.service.absences import away_between
from coop_desk.topics.roles.handover.model import BuddyPair
from coop_desk.topics.roles.handover.records import Pair
from coop_desk.topics.roles.handover.rules.learning import both_away, check_pair
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.skills.service.reading import skill_names

AHEAD = timedelta(days=183)
"""How far ahead days when both are away are looked for."""


@read_once
def pairs_at(act: Act, day: date) -> tuple[Pair, ...]:
    """Every pair, those that stand on a day first, with the days of the next six months when both are away."""
    names, skills = people_by_id(act.session), skill_names(act)
    roles = {role.id: role.name for role in roles_at(act, day)}
    away = away_between(act, day, day + AHEAD)
    found = []
    for row in act.session.scalars(select(BuddyPair).order_by(BuddyPair.starts_on, BuddyPair.id)):
        one, two, skill = PersonId(row.one_id), PersonId(row.buddy_id), row.skill or ""
        last = min(day + AHEAD, row.ends_on or day + AHEAD)
        shared = [(a, b) for a, b in both_away(away.get(one, ()), away.get(two, ())) if b >= day and a <= last]
        found.append(
            Pair(
                id=row.id, one_id=one, one=names[one], two_id=two, two=names[two], role_id=row.role_id,
                role=roles.get(row.role_id, _("rôle fermé")) if row.role_id else "", skill=skills.get(skill, skill),
                starts_on=row.starts_on, ends_on=row.ends_on, decision=row.decision, away=tuple(shared),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda pair: (not pair.stands_on(day), pair.role, pair.skill)))


@query(Right.ROLES_READ, N_("Consultation des binômes"))
def pairs(act: Act) -> tuple[Pair, ...]:
    """Every pair, those of today first."""
    return pairs_at(act, act.today)


@action(Right.ROLES_RECORD, N_("Désignation d’un binôme"))
def pair_up(
    act: Act, one_id: PersonId, two_id: PersonId, *, role_id: int | None = None, skill: str = "", starts_on: date,
    ends_on: date | None = None, decision: str = "", resolution_id: int | None = None,
) -> int:  # fmt: skip
    """Pair two people on a role or a skill, because of a decision; return the id (PAIR-01)."""
    said = quoted(act, resolution_id, decision)
    check_pair(one_id, two_id, role_id, skill, starts_on, ends_on, said)
    for pair in pairs_at(act, starts_on):
        same = {pair.one_id, pair.two_id} == {one_id, two_id}
        if same and pair.stands_on(starts_on) and (pair.role_id, pair.skill) == (role_id, skill.strip()):
            raise RuleBroken("PAIR-01", _("Ce binôme existe déjà."))
    row = BuddyPair(
        one_id=one_id, buddy_id=two_id, role_id=role_id, skill=skill.strip() or None, starts_on=starts_on,
        ends_on=ends_on, decision=said, recorded_by_id=act.actor_id,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    names = people_by_id(act.session)
    act.say(_("{one} et {two} sont en binôme.").format(one=names[one_id], two=names[two_id]))
    return row.id


@action(Right.ROLES_RECORD, N_("Fin d’un binôme"))
def end_pair(act: Act, pair_id: int, on: date) -> None:
    """End a pair on a day; it stays in the history (PAIR-01)."""
    row = act.session.get_one(BuddyPair, pair_id)
    if on < row.starts_on or (row.ends_on is not None and row.ends_on < act.today):
        raise RuleBroken("PAIR-01", _("Ce binôme n’a pas commencé, ou il est déjà fini."))
    row.ends_on = on
