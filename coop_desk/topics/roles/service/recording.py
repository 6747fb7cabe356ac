"""Roles opened, their sheets adopted, their deputies named, those nobody may hold together."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.service import mandates_at, open_role_post, quoted
from coop_desk.topics.roles.model import IncompatibleRoles, Role, RoleDeputy, RoleSheet
from coop_desk.topics.roles.records import RoleLine, Sheet
from coop_desk.topics.roles.rules.sheets import check_sheet, kept
from coop_desk.topics.roles.service.poles import new_missions
from coop_desk.topics.roles.service.reading import clashes_at, missions_at, roles_at


@action(Right.ROLES_RECORD, N_("Ouverture d’un rôle"))
def open_role(
    act: Act, pole_id: int, name: str, sheet: Sheet, *, decision: str = "", resolution_id: int | None = None,
    seats: int = 1, title_code: str = "", new: Iterable[str] = (),
) -> int:  # fmt: skip
    """Open a role in a pole with its first sheet; return its id. `new`: missions to write down and to put in it."""
    said = quoted(act, resolution_id, decision)
    return new_role(act, pole_id, name, _with(act, sheet, new), said, resolution_id, act.today, seats, title_code)


def _with(act: Act, sheet: Sheet, new: Iterable[str]) -> Sheet:
    """A sheet with missions written down for it."""
    wanted = [name for name in new if name.strip()]
    noted = new_missions(act, wanted, None, act.today) if wanted else []
    return replace(sheet, missions=(*sheet.missions, *noted))


def new_role(
    act: Act, pole_id: int, name: str, sheet: Sheet, decision: str, resolution_id: int | None, adopted_on: date,
    seats: int, title_code: str,
) -> int:  # fmt: skip
    """Open the post of a role, then the role with its first sheet (ROLE-03, ROLE-04)."""
    check_sheet(sheet)
    post = open_role_post(act, name, seats, sheet.term_max, title_code, adopted_on)
    row = Role(post_id=post, pole_id=pole_id)
    act.session.add(row)
    act.session.flush()
    _write(act, row.id, 1, sheet, decision, resolution_id, adopted_on)
    act.say(_("Rôle « {name} » ouvert.").format(name=name.strip()))
    return row.id


def _write(
    act: Act, role_id: int, version: int, sheet: Sheet, decision: str, resolution_id: int | None, adopted_on: date
) -> None:
    act.session.add(
        RoleSheet(
            role_id=role_id, version=version, adopted_on=adopted_on, decision=decision, resolution_id=resolution_id,
            mode=sheet.mode.value, missions=list(sheet.missions), said=kept(sheet), recorded_by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()


@action(Right.ROLES_RECORD, N_("Adoption d’une fiche de rôle"))
def adopt_sheet(
    act: Act, role_id: int, sheet: Sheet, adopted_on: date, *, decision: str = "", resolution_id: int | None = None,
    new: Iterable[str] = (),
) -> int:  # fmt: skip
    """Adopt a new version of a sheet and return its number; the former one stays (ROLE-05).

    `new`: missions to write down and to put in it. Raises RuleBroken ROLE-01 when a mission would be left without a
    role.
    """
    sheet = _with(act, sheet, new)
    check_sheet(sheet)
    role = role_of(act, role_id)
    if adopted_on < role.adopted_on:
        words = _("La fiche en vigueur date du {day} : la nouvelle ne peut pas être plus ancienne.")
        raise RuleBroken("ROLE-05", words.format(day=long_day(role.adopted_on)))
    if adopted_on > act.today:
        raise RuleBroken("ROLE-05", _("Une fiche s’adopte au plus tard aujourd’hui."))
    lost = set(role.sheet.missions) - set(sheet.missions)
    orphans = [line.name for line in missions_at(act, act.today) if line.id in lost and line.roles == (role.name,)]
    if orphans:
        words = _("« {mission} » n’aurait plus de rôle : placez-la d’abord dans un autre.")
        raise RuleBroken("ROLE-01", words.format(mission=orphans[0]))
    said = quoted(act, resolution_id, decision)
    last = act.session.scalar(select(func.max(RoleSheet.version)).where(RoleSheet.role_id == role_id)) or 0
    _write(act, role_id, last + 1, sheet, said, resolution_id, adopted_on)
    act.say(_("Fiche n° {n} de « {role} » adoptée.").format(n=last + 1, role=role.name))
    return last + 1


def role_of(act: Act, role_id: int) -> RoleLine:
    """The role as it stands today."""
    found = next((line for line in roles_at(act, act.today) if line.id == role_id), None)
    if found is None:
        raise RuleBroken("ROLE-03", _("Ce rôle est fermé."))
    return found


# ------------------------------------------------------------------ deputies


@action(Right.ROLES_RECORD, N_("Désignation d’une suppléance"))
def name_deputy(act: Act, role_id: int, person_id: PersonId, starts_on: date, ends_on: date | None = None) -> int:
    """Name who stands in for the holders in short absences; it is no mandate and carries no right (ROLE-07)."""
    role = role_of(act, role_id)
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("ROLE-07", _("La fin est avant le début : corrigez les dates."))
    if any(holder.person_id == person_id for holder in role.holders):
        raise RuleBroken("ROLE-07", _("Cette personne tient déjà ce rôle : choisissez quelqu’un d’autre."))
    if any(deputy.person_id == person_id for deputy in role.deputies):
        raise RuleBroken("ROLE-07", _("Cette personne est déjà suppléante."))
    row = RoleDeputy(role_id=role_id, deputy_id=person_id, starts_on=starts_on, ends_on=ends_on)
    act.session.add(row)
    act.session.flush()
    name = people_by_id(act.session)[person_id]
    act.say(_("{name} supplée « {role} ».").format(name=name, role=role.name))
    return row.id


@action(Right.ROLES_RECORD, N_("Fin d’une suppléance"))
def end_deputy(act: Act, deputy_id: int) -> None:
    """End a stand-in today; it stays in the history."""
    row = act.session.get_one(RoleDeputy, deputy_id)
    row.ends_on = act.today


# ------------------------------------------------------------------ roles nobody may hold together


@action(Right.ROLES_RECORD, N_("Incompatibilité de deux rôles"))
def declare_incompatible(act: Act, one_id: int, two_id: int, because: str) -> int:
    """Say that nobody may hold two roles together from today on (ROLE-06)."""
    if one_id == two_id:
        raise RuleBroken("ROLE-06", _("Choisissez deux rôles différents."))
    if not because.strip():
        raise RuleBroken("ROLE-06", _("Dites pourquoi : qui tient la caisse ne la contrôle pas, par exemple."))
    one, two = sorted((one_id, two_id))
    both = {holder.person_id for holder in role_of(act, one).holders}
    if any(holder.person_id in both for holder in role_of(act, two).holders):
        raise RuleBroken("ROLE-06", _("Une personne tient les deux aujourd’hui : mettez d’abord fin à un mandat."))
    row = IncompatibleRoles(one_id=one, two_id=two, because=because.strip(), starts_on=act.today, ends_on=None)
    act.session.add(row)
    act.session.flush()
    return row.id


@action(Right.ROLES_RECORD, N_("Fin d’une incompatibilité de rôles"))
def end_incompatible(act: Act, row_id: int) -> None:
    """Let two roles be held together from tomorrow on."""
    act.session.get_one(IncompatibleRoles, row_id).ends_on = act.today


@query(Right.ROLES_READ, N_("Consultation des rôles incompatibles"))
def incompatibilities(act: Act) -> list[tuple[int, int, int, str]]:
    """The pairs that stand today: id, the two roles, why."""
    rows = act.session.scalars(select(IncompatibleRoles).order_by(IncompatibleRoles.id))
    return [
        (row.id, row.one_id, row.two_id, row.because) for row in rows if row.ends_on is None or row.ends_on >= act.today
    ]


def check_compatible(act: Act, day: date) -> None:
    """Raise RuleBroken ROLE-06 when somebody holds two incompatible roles on a day."""
    for words in clashes_at(act, day):
        raise RuleBroken("ROLE-06", words)


def holders_of(act: Act, post_id: int, day: date) -> set[int]:
    """Who holds a post on a day."""
    return {line.person_id for line in mandates_at(act, day, post_id)}
