"""« Qui fait quoi », « Qui décide quoi » and the sheet of a role, as files."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.records import WhoDoesWhat
from coop_desk.topics.roles.service.matters import matters_at
from coop_desk.topics.roles.service.reading import missions_at, poles_at, roles_at
from coop_desk.topics.roles.service.recording import incompatibilities, role_of
from coop_desk.topics.statutes.service import letterhead_at


def who_does_what(act: Act, on: date) -> WhoDoesWhat:
    """Poles with their roles on a day, and the missions nobody carries."""
    roles = roles_at(act, on)
    return WhoDoesWhat(
        on,
        tuple((pole, tuple(role for role in roles if role.pole_id == pole.id)) for pole in poles_at(act, on)),
        tuple(line.name for line in missions_at(act, on) if line.orphan),
    )


@query(Right.ROLES_READ, N_("Impression de qui fait quoi"))
def who_does_what_pdf(act: Act, day: date | None = None) -> bytes:
    """Print who does what on a day, today by default."""
    from coop_desk.topics.roles import document

    on = day or act.today
    return document.who_does_what_pdf(who_does_what(act, on), letterhead_at(act, on))


@query(Right.ROLES_READ, N_("Impression de qui décide quoi"))
def who_decides_pdf(act: Act) -> bytes:
    """Print who decides what today."""
    from coop_desk.topics.roles import document

    return document.who_decides_pdf(matters_at(act), act.today, letterhead_at(act, act.today))


@query(Right.ROLES_READ, N_("Impression d’une fiche de rôle"))
def role_pdf(act: Act, role_id: int) -> bytes:
    """Print the sheet of a role."""
    from coop_desk.topics.roles import document

    role, names = role_of(act, role_id), {one.id: one.name for one in roles_at(act, act.today)}
    pairs = [(one, two) for _row, one, two, _why in incompatibilities.function(act) if role_id in (one, two)]
    others = [names.get(two if one == role_id else one, "") for one, two in pairs]
    starts = next((pole.max_handovers for pole in poles_at(act, act.today) if pole.id == role.pole_id), 0)
    return document.role_pdf(role, act.today, letterhead_at(act, act.today), sorted(filter(None, others)), starts)
