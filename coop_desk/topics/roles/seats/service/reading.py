"""The mandates of roles, each on its seat: those written with one, those of before seated as they come."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.mandates.model import MandateEvent
from coop_desk.topics.mandates.records import EventKind, MandateLine
from coop_desk.topics.mandates.rules.life import EVENT_WORDS
from coop_desk.topics.mandates.rules.terms import ENDS
from coop_desk.topics.mandates.service import mandate_lines
from coop_desk.topics.roles.model import Role, RolePole
from coop_desk.topics.roles.seats.model import RoleMandate
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.rules import first_free, state_on


def role_mandates(act: Act, day: date | None = None) -> tuple[RoleMandateLine, ...]:
    """Every mandate of a role, past and to come, with its state on a day: by pole, role, seat and start."""
    return _lines(act, day or act.today)


@read_until_changed
def _lines(act: Act, day: date) -> tuple[RoleMandateLine, ...]:
    roles = {row.post_id: row for row in act.session.scalars(select(Role))}
    poles = {row.id: row.name for row in act.session.scalars(select(RolePole))}
    rows = {row.mandate_id: row for row in act.session.scalars(select(RoleMandate))}
    found = [line for line in mandate_lines(act) if line.post_id in roles]
    seats = _seats(found, {line.id: rows[line.id].seat for line in found if line.id in rows}, roles)
    why = _reasons(act)
    lines = [
        _line(line, roles[line.post_id], poles, seats[line.id], rows.get(line.id), why.get(line.id, ""), day)
        for line in found
    ]
    return tuple(sorted(lines, key=lambda one: (one.pole, one.role, one.role_id, one.seat, one.starts_on, one.id)))


def last_day_of(line: MandateLine) -> date:
    """The last day held: of the term, or of an earlier end."""
    return line.expected_on if line.ended_on is None else min(line.expected_on, line.ended_on)


def _seats(found: list[MandateLine], written: dict[int, int], roles: dict[int, Role]) -> dict[int, int]:
    """The seat of each mandate: as written, else the lowest that was free when it began."""
    seats = dict(written)
    taken: dict[int, list[tuple[int, date, date]]] = {post: [] for post in roles}
    for line in found:
        if line.id in written:
            taken[line.post_id].append((written[line.id], line.starts_on, last_day_of(line)))
    for line in sorted(found, key=lambda one: (one.starts_on, one.id)):
        if line.id not in written:
            first, last = line.starts_on, last_day_of(line)
            seats[line.id] = first_free(taken[line.post_id], first, last)
            taken[line.post_id].append((seats[line.id], first, last))
    return seats


def _reasons(act: Act) -> dict[int, str]:
    """Why each mandate ended, as the last entry about its end says it."""
    ends = select(MandateEvent).where(MandateEvent.kind.in_([kind.value for kind in ENDS])).order_by(MandateEvent.id)
    return {row.mandate_id: row.because or _(EVENT_WORDS[EventKind(row.kind)]) for row in act.session.scalars(ends)}


def _line(
    line: MandateLine, role: Role, poles: dict[int, str], seat: int, row: RoleMandate | None, why: str, day: date
) -> RoleMandateLine:
    ends_on, shadow = last_day_of(line), row.shadow_from if row is not None else None
    broken = ends_on < line.expected_on
    return RoleMandateLine(
        id=line.id, role_id=role.id, role=line.post, pole_id=role.pole_id, pole=poles[role.pole_id], seat=seat,
        person_id=line.person_id, name=line.name, starts_on=line.starts_on, ends_on=ends_on, term_on=line.expected_on,
        shadow_from=shadow, rights_from=row.rights_from if row is not None else line.starts_on, origin=line.origin,
        state=state_on(day, line.starts_on, ends_on, line.expected_on, shadow), because=line.because,
        broken_because=why if broken else "", replaces=line.replaces_id, plan_id=row.plan_id if row else None,
    )  # fmt: skip


def role_mandate_of(act: Act, mandate_id: int) -> RoleMandateLine:
    """One mandate of a role. Raises RuleBroken MAN-01 when it is none."""
    found = next((line for line in role_mandates(act) if line.id == mandate_id), None)
    if found is None:
        raise RuleBroken("MAN-01", _("Ce mandat n’est pas celui d’un rôle, ou il a été inscrit par erreur."))
    return found


@query(Right.ROLES_READ, N_("Consultation des mandats des rôles"))
def mandates_of_roles(act: Act, day: date | None = None) -> tuple[RoleMandateLine, ...]:
    """Every mandate of a role with its state on a day, today by default."""
    return role_mandates(act, day)
