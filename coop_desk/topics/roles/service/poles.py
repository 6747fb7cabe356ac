"""Poles and missions: opened, changed, closed; closing never erases."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, listed, long_day
from coop_desk.topics.roles.model import Mission, Role, RolePole
from coop_desk.topics.roles.service.reading import missions_at, poles_at, roles_at


@action(Right.ROLES_RECORD, N_("Ouverture d’un pôle de rôles"))
def open_pole(act: Act, name: str, *, purpose: str = "", max_handovers: int = 1) -> int:
    """Open a pole and return its id; `max_handovers` mandates may begin in it in one month."""
    return new_pole(act, name, purpose, max_handovers, act.today)


def new_pole(act: Act, name: str, purpose: str, max_handovers: int, opened_on: date) -> int:
    """Open a pole of a name no open pole has (ROLE-03)."""
    check_pole(act, name, max_handovers, None)
    row = RolePole(
        name=name.strip(), purpose=purpose.strip(), max_handovers=max_handovers, opened_on=opened_on, closed_on=None
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Pôle « {name} » ouvert.").format(name=row.name))
    return row.id


def check_pole(act: Act, name: str, max_handovers: int, pole_id: int | None) -> None:
    """Raise RuleBroken ROLE-03 unless the name is there and free, and at least one mandate may begin a month."""
    if not name.strip():
        raise RuleBroken("ROLE-03", _("Donnez un nom au pôle."))
    same = [one for one in poles_at(act, act.today) if fold(one.name) == fold(name.strip()) and one.id != pole_id]
    if same:
        raise RuleBroken("ROLE-03", _("Un pôle porte déjà ce nom : choisissez-en un autre."))
    if not 1 <= max_handovers <= 100:
        raise RuleBroken("ROLE-03", _("Un mandat au moins doit pouvoir commencer chaque mois dans un pôle."))


@action(Right.ROLES_RECORD, N_("Modification d’un pôle de rôles"))
def change_pole(act: Act, pole_id: int, *, name: str, purpose: str = "", max_handovers: int = 1) -> None:
    """Change what a pole is from now on."""
    check_pole(act, name, max_handovers, pole_id)
    row = act.session.get_one(RolePole, pole_id)
    row.name, row.purpose, row.max_handovers = name.strip(), purpose.strip(), max_handovers
    act.say(_("Pôle « {name} » modifié.").format(name=row.name))


@action(Right.ROLES_RECORD, N_("Fermeture d’un pôle de rôles"))
def close_pole(act: Act, pole_id: int) -> None:
    """Close a pole without roles from today on (ROLE-03)."""
    if any(role.pole_id == pole_id for role in roles_at(act, act.today)):
        raise RuleBroken("ROLE-03", _("Ce pôle a encore des rôles : fermez-les d’abord dans « Fonctions »."))
    row = act.session.get_one(RolePole, pole_id)
    row.closed_on = act.today
    act.say(_("Pôle « {name} » fermé le {day}.").format(name=row.name, day=long_day(act.today)))


@action(Right.ROLES_RECORD, N_("Inventaire de missions"))
def note_missions(act: Act, names: Iterable[str], post_id: int | None = None) -> list[int]:
    """Write down missions, those of a post when one is named; return their ids. A name already open is refused."""
    return new_missions(act, names, post_id, act.today)


def new_missions(act: Act, names: Iterable[str], post_id: int | None, opened_on: date) -> list[int]:
    """Write down missions (ROLE-03)."""
    wanted = [name.strip() for name in names if name.strip()]
    open_ = {fold(line.name) for line in missions_at(act, act.today)}
    twice = [name for n, name in enumerate(wanted) if fold(name) in open_ | {fold(one) for one in wanted[:n]}]
    if twice:
        raise RuleBroken("ROLE-03", _("Déjà dans la liste : {names}.").format(names=listed(twice)))
    if not wanted:
        raise RuleBroken("ROLE-03", _("Écrivez une mission par ligne."))
    rows = [Mission(name=name, post_id=post_id, opened_on=opened_on, closed_on=None) for name in wanted]
    act.session.add_all(rows)
    act.session.flush()
    act.say(ngettext("{n} mission notée.", "{n} missions notées.", len(rows)).format(n=len(rows)))
    return [row.id for row in rows]


@action(Right.ROLES_RECORD, N_("Fin d’une mission"))
def close_mission(act: Act, mission_id: int) -> None:
    """End a mission that no role carries (ROLE-01)."""
    line = next((one for one in missions_at(act, act.today) if one.id == mission_id), None)
    if line is not None and line.roles:
        words = _("« {roles} » porte encore cette mission : adoptez d’abord une fiche qui ne la nomme plus.")
        raise RuleBroken("ROLE-01", words.format(roles=listed(line.roles)))
    act.session.get_one(Mission, mission_id).closed_on = act.today


def roles_of_pole(act: Act, pole_id: int) -> list[int]:
    """Ids of every role ever made in a pole."""
    return list(act.session.scalars(select(Role.id).where(Role.pole_id == pole_id)))
