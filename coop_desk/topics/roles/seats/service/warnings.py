"""What waits about the mandates of roles: seats without anybody, terms without a successor, keys to decide."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import listed, long_day
from coop_desk.topics.mandates.records import StepKind
from coop_desk.topics.roles.model import Role
from coop_desk.topics.roles.records import RoleMode
from coop_desk.topics.roles.seats import rules
from coop_desk.topics.roles.seats.records import Gap
from coop_desk.topics.roles.seats.service.keys import undecided
from coop_desk.topics.roles.seats.service.reading import role_mandates
from coop_desk.topics.roles.seats.service.register import faults_at, gaps_at
from coop_desk.topics.roles.service.reading import roles_at


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do about the mandates of roles: what, why, by when, and the line of the register it is about."""

    key: str
    what: str
    why: str
    due: date | None
    record: str
    page: str = "roles.mandates"


def waiting(act: Act) -> list[Waiting]:
    """Everything that waits today, in no order: what six months will leave without anybody, and keys."""
    roles = {role.id: role for role in roles_at(act, act.today)}
    lines = role_mandates(act)
    found = []
    for gap in gaps_at(act, act.today):
        role = roles[gap.role_id]
        where = rules.seat_words(role.name, gap.seat, role.seats)
        before = [one for one in lines if (one.role_id, one.seat) == (gap.role_id, gap.seat) and one.held]
        if not before and not role.holders:
            continue  # nobody was ever said to hold it: a role being made
        last = next((one for one in before if one.ends_on + rules.ONE_DAY == gap.starts_on), None)
        record = f"mandate:{last.id}" if last is not None else f"gap:{gap.role_id}:{gap.seat}"
        what, why = _told(gap, where, act.today, elected=role.sheet.mode is RoleMode.ELECTED)
        found.append(Waiting(f"seat:{gap.role_id}:{gap.seat}:{gap.starts_on}", what, why, _due(gap, act.today), record))
    names = {line.id: line for line in lines}
    for mandate, keys in undecided(act).items():
        if mandate in names:
            what = _("Décider les clés du rôle « {role} » : {name}").format(
                role=names[mandate].role, name=names[mandate].name
            )
            due = names[mandate].rights_from
            found.append(Waiting(f"role-keys:{mandate}", what, listed(keys), due, f"mandate:{mandate}", "keys"))
    return found


def _due(gap: Gap, today: date) -> date | None:
    return gap.starts_on - rules.ONE_DAY if gap.starts_on > today else None


def _told(gap: Gap, where: str, today: date, *, elected: bool) -> tuple[str, str]:
    if gap.starts_on <= today:
        why = _("Vacant depuis le {day}").format(day=long_day(gap.starts_on)) if gap.after else _("Jamais pourvu")
        if gap.ends_on is not None:
            why = _("Vacant jusqu’au {day}").format(day=long_day(gap.ends_on))
        return _("Pourvoir un siège : {where}").format(where=where), why
    if gap.ends_on is not None:
        why = _("Personne du {first} au {last}").format(first=long_day(gap.starts_on), last=long_day(gap.ends_on))
        return _("Couvrir un siège : {where}").format(where=where), why
    what = _("Prévoir une élection : {where}") if elected else _("Préparer la suite : {where}")
    why = _("Le mandat de {name} finit le {day} et personne ne prend la suite.")
    return what.format(where=where), why.format(name=gap.after, day=long_day(gap.starts_on - rules.ONE_DAY))


def told_here(act: Act) -> set[str]:
    """The keys of what the register of mandates would say of roles too: it is said once, here."""
    posts = set(act.session.scalars(select(Role.post_id)))
    ending = {f"mandate:{line.id}:{StepKind.RENEW}" for line in role_mandates(act)}
    return {f"vacant:{post}" for post in posts} | ending


@checked(N_("Sièges des rôles"))
def verify_seats(act: Act) -> tuple[int, list[str]]:
    """Return how many mandates of roles there are, and what no verb could have written."""
    return len(role_mandates(act)), list(faults_at(act))
