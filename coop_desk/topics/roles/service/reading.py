"""Who does what on a day: poles, roles with their sheets and holders, missions and those nobody carries."""

from collections import defaultdict
from datetime import date
from itertools import combinations

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once, read_until_changed
from coop_desk.core.finding import Hit
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.mandates.records import Origin
from coop_desk.topics.mandates.service import mandates_at, post_of, posts_at
from coop_desk.topics.roles.model import IncompatibleRoles, Mission, Role, RoleDeputy, RolePole, RoleSheet
from coop_desk.topics.roles.records import Deputy, Holder, MissionLine, PoleLine, RoleLine, Sheet, SheetVersion
from coop_desk.topics.roles.rules.sheets import sheet_from


def roles_at(act: Act, day: date) -> list[RoleLine]:
    """The roles open on a day with all there is to say of them, by pole then name."""
    return list(_roles_at(act, day))


@read_until_changed
def _roles_at(act: Act, day: date) -> tuple[RoleLine, ...]:
    posts = {post.id: post for post in posts_at(act, day)}
    poles = {row.id: row for row in act.session.scalars(select(RolePole))}
    names, missions = people_by_id(act.session), {row.id: row.name for row in act.session.scalars(select(Mission))}
    holders: dict[int, list[Holder]] = defaultdict(list)
    for line in mandates_at(act, day):
        holders[line.post_id].append(
            Holder(
                line.id,
                line.person_id,
                line.name,
                line.starts_on,
                line.expected_on,
                line.until_words,
                line.because,
                line.origin is Origin.INTERIM,
            )
        )
    deputies: dict[int, list[Deputy]] = defaultdict(list)
    for deputy in act.session.scalars(select(RoleDeputy).order_by(RoleDeputy.starts_on, RoleDeputy.id)):
        if deputy.starts_on <= day and (deputy.ends_on is None or day <= deputy.ends_on):
            name = names[PersonId(deputy.deputy_id)]
            deputies[deputy.role_id].append(Deputy(deputy.id, deputy.deputy_id, name, deputy.starts_on, deputy.ends_on))
    sheets = _sheets(act)
    found = []
    for row in act.session.scalars(select(Role)):
        adopted = [one for one in sheets[row.id] if one.adopted_on <= day]
        if row.post_id not in posts or not adopted:
            continue
        post, pole, last = posts[row.post_id], poles[row.pole_id], adopted[-1]
        found.append(
            RoleLine(
                id=row.id, post_id=row.post_id, name=post.name, pole_id=pole.id, pole=pole.name, seats=post.seats,
                sheet=last.sheet, version=last.version, adopted_on=last.adopted_on, decision=last.decision,
                missions=tuple(missions[one] for one in last.sheet.missions), holders=tuple(holders[row.post_id]),
                deputies=tuple(deputies[row.id]), title=post.title,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda line: (fold(line.pole), fold(line.name), line.id)))


@read_once
def _sheets(act: Act) -> dict[int, list[SheetVersion]]:
    found: dict[int, list[SheetVersion]] = defaultdict(list)
    for row in act.session.scalars(select(RoleSheet).order_by(RoleSheet.role_id, RoleSheet.version)):
        sheet = sheet_from(row.missions, row.mode, row.said)
        found[row.role_id].append(SheetVersion(row.version, row.adopted_on, row.decision, sheet))
    return found


def sheet_at(act: Act, role_id: int, day: date) -> Sheet:
    """The sheet of a role in force on a day; the first one for a day before it."""
    versions = _sheets(act)[role_id]
    return next((one.sheet for one in reversed(versions) if one.adopted_on <= day), versions[0].sheet)


def deputies_of(act: Act, person_id: PersonId) -> list[tuple[date, date | None, str]]:
    """The stand-ins of somebody, past ones too: first day, last one, role."""
    posts = {role.id: role.post_id for role in act.session.scalars(select(Role))}
    rows = act.session.scalars(select(RoleDeputy).where(RoleDeputy.deputy_id == person_id).order_by(RoleDeputy.id))
    return [(row.starts_on, row.ends_on, post_of(act, posts[row.role_id]).name) for row in rows]


def missions_at(act: Act, day: date) -> list[MissionLine]:
    """The missions open on a day, those nobody carries first."""
    carried: dict[int, list[str]] = defaultdict(list)
    for role in roles_at(act, day):
        for mission in role.sheet.missions:
            carried[mission].append(role.name)
    rows = act.session.scalars(select(Mission).order_by(Mission.id))
    open_ = [row for row in rows if row.opened_on <= day and (row.closed_on is None or day < row.closed_on)]
    found = [
        MissionLine(row.id, row.name, row.details, row.post_id, tuple(carried[row.id]), row.opened_on) for row in open_
    ]
    return sorted(found, key=lambda line: (not line.orphan, fold(line.name)))


def poles_at(act: Act, day: date) -> list[PoleLine]:
    """The poles open on a day, by name."""
    of_pole: dict[int, int] = defaultdict(int)
    for role in roles_at(act, day):
        of_pole[role.pole_id] += 1
    rows = act.session.scalars(select(RolePole))
    found = [
        PoleLine(row.id, row.name, row.purpose, row.max_handovers, of_pole[row.id], row.opened_on)
        for row in rows
        if row.opened_on <= day and (row.closed_on is None or day < row.closed_on)
    ]
    return sorted(found, key=lambda line: fold(line.name))


def clashes_at(act: Act, day: date) -> list[str]:
    """Who holds two incompatible roles on a day, in words (ROLE-06)."""
    roles = {role.id: role for role in roles_at(act, day)}
    found = []
    for row in act.session.scalars(select(IncompatibleRoles)):
        stands = row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)
        if stands and row.one_id in roles and row.two_id in roles:
            one, two = roles[row.one_id], roles[row.two_id]
            both = {holder.person_id: holder.name for holder in one.holders}
            found += [
                _("{name} tient à la fois « {one} » et « {two} », rôles incompatibles.").format(
                    name=both[holder.person_id], one=one.name, two=two.name
                )
                for holder in two.holders
                if holder.person_id in both
            ]
    return found


def alone_everywhere(act: Act, day: date) -> list[str]:
    """Who holds a role in every pole that is held, in words: a power that sharing meant to divide (ROLE-02)."""
    by_pole: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    for role in roles_at(act, day):
        for holder in role.holders:
            by_pole[role.pole_id].add(holder.person_id)
            names[holder.person_id] = holder.name
    if len(by_pole) < 2 or any(not one & two for one, two in combinations(by_pole.values(), 2)):
        return []
    everywhere = set.intersection(*by_pole.values())
    return [_("{name} tient un rôle dans chaque pôle.").format(name=names[who]) for who in sorted(everywhere)]


@query(Right.ROLES_READ, N_("Consultation des rôles"))
def roles(act: Act, day: date | None = None) -> list[RoleLine]:
    """The roles open on a day, today by default."""
    return roles_at(act, day or act.today)


@query(Right.ROLES_READ, N_("Consultation des missions"))
def missions(act: Act, day: date | None = None) -> list[MissionLine]:
    """The missions open on a day, today by default; those nobody carries first."""
    return missions_at(act, day or act.today)


@query(Right.ROLES_READ, N_("Consultation des pôles de rôles"))
def poles(act: Act, day: date | None = None) -> list[PoleLine]:
    """The poles open on a day, today by default."""
    return poles_at(act, day or act.today)


@query(Right.ROLES_READ, N_("Consultation des fiches d’un rôle"))
def role_versions(act: Act, role_id: int) -> list[SheetVersion]:
    """Every version of the sheet of a role, the newest first."""
    return _sheets(act)[role_id][::-1]


@query(Right.ROLES_READ, N_("Consultation de ce que les rôles mettent en défaut"))
def clashes(act: Act, day: date | None = None) -> list[str]:
    """Who holds incompatible roles, or a role in each pole, in words."""
    on = day or act.today
    return [*clashes_at(act, on), *alone_everywhere(act, on)]


@query(Right.ROLES_READ, N_("Recherche dans les rôles et les missions"))
def search(act: Act, text: str) -> list[Hit]:
    """The roles and missions whose words hold the text, case and accents aside."""
    wanted = fold(text.strip())
    found = []
    for role in roles_at(act, act.today):
        who = ", ".join(holder.name for holder in role.holders) or _("personne")
        of_pole = _("rôle du pôle {pole} : {who}").format(pole=role.pole, who=who)
        of_role = _("mission de « {role} » : {who}").format(role=role.name, who=who)
        named = [(role.name, of_pole), *((mission, of_role) for mission in role.missions)]
        found += [Hit("roles", role.id, title, words) for title, words in named if wanted in fold(title)]
    return found
