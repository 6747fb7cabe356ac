"""Each one says what they wish; whoever prepares the rotation reads it, and everybody reads who is a candidate."""

from dataclasses import replace
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.employment.service import employed_at
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.rules.sheets import MODE_WORDS
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.roles.wishes import rules
from coop_desk.topics.roles.wishes.model import RoleLimit, RoleWish
from coop_desk.topics.roles.wishes.records import Limits, OwnWish, Wish
from coop_desk.topics.roles.wishes.service.reading import limits_of, wishes_of


@query(Right.ROLES_WISH, N_("Consultation de ses souhaits sur les rôles"))
def own_wishes(act: Act) -> tuple[OwnWish, ...]:
    """The roles open today, each with what the person said of it last."""
    me = act.actor_id
    said = {one.role_id: one for one in wishes_of(act, me)}
    name = people_by_id(act.session)[me]
    return tuple(
        OwnWish(
            role.id, role.name, role.pole, role.sheet.purpose, _(MODE_WORDS[role.sheet.mode]), role.sheet.load,
            tuple(one.name for one in role.holders),
            None if role.vacant else min((one.until for one in role.holders), default=None), role.vacant,
            said.get(role.id, Wish(int(me), name, role.id)), _barred(act, role),
        )
        for role in roles_at(act, act.today)
    )  # fmt: skip


def _barred(act: Act, role: RoleLine) -> str:
    found = next((one for one in situations_at(act, act.today) if one.person_id == act.actor_id), None)
    category = found.category if found is not None else None
    return rules.barred(role.sheet, category, employed=act.actor_id in employed_at(act, act.today))


@action(Right.ROLES_WISH, N_("Souhait sur un rôle"))
def say_wish(act: Act, role_id: int, wish: int, *, refuses: bool = False, stands: bool = False, why: str = "") -> None:
    """Say one's own wish of a role, a refusal or a candidacy with its reason; the last one said counts (MAN-09)."""
    role = next((one for one in roles_at(act, act.today) if one.id == role_id), None)
    if role is None:
        raise RuleBroken("ROLE-03", _("Ce rôle est fermé."))
    rules.check_wish(wish, why, _barred(act, role), refuses=refuses, stands=stands)
    act.session.add(
        RoleWish(
            person_id=act.actor_id, role_id=role_id, wish=wish, refuses=refuses, stands=stands,
            why=why.strip() if refuses or stands else "", said_on=act.today,
        )
    )  # fmt: skip
    act.session.flush()


@query(Right.ROLES_WISH, N_("Consultation de ses limites de rôles"))
def own_limits(act: Act) -> Limits:
    """How much the person accepts today."""
    return limits_of(act, act.actor_id, act.today)


@action(Right.ROLES_WISH, N_("Limites personnelles de rôles"))
def set_limits(act: Act, hours: int, max_roles: int, starts_on: date) -> None:
    """Say how many hours a month and how many roles at once one accepts, from a day on (MAN-10)."""
    rules.check_limits(hours, max_roles)
    if starts_on < act.today:
        raise RuleBroken("MAN-10", _("Une limite se change à partir d’aujourd’hui, ou plus tard."))
    act.session.add(
        RoleLimit(
            person_id=act.actor_id, hours=hours, max_roles=max_roles, starts_on=starts_on, said_on=act.today
        )
    )  # fmt: skip
    act.session.flush()


@query(Right.ROTATION_PREPARE, N_("Consultation des souhaits reçus"))
def received_wishes(act: Act) -> tuple[Wish, ...]:
    """What everybody said last of each role, with the reasons: for whoever prepares the rotation."""
    return wishes_of(act)


@query(Right.ROLES_READ, N_("Consultation des candidatures à un rôle"))
def candidacies(act: Act, role_id: int) -> tuple[Wish, ...]:
    """Who is a candidate for a role, with the reasons given: everybody reads them."""
    return tuple(replace(one, wish=0) for one in wishes_of(act) if one.role_id == role_id and one.stands)
