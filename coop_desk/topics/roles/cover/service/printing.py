"""Cover, isolated knowledge and what stops without somebody, as files."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.roles.cover.service.isolated import isolated_at
from coop_desk.topics.roles.cover.service.weeks import cover_at
from coop_desk.topics.roles.cover.service.without import without_at
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ROLES_READ, N_("Impression des savoirs isolés"))
def isolated_pdf(act: Act) -> bytes:
    """Print what one person only knows today."""
    from coop_desk.topics.roles.cover import document

    return document.isolated_pdf(isolated_at(act), act.today, letterhead_at(act, act.today))


@query(Right.ROLES_READ, N_("Impression de ce qui s’arrête sans une personne"))
def without_pdf(act: Act, person_id: PersonId, first: date, last: date) -> bytes:
    """Print what stops if somebody is away between two days (COVER-01)."""
    from coop_desk.topics.roles.cover import document

    return document.without_pdf(without_at(act, person_id, first, last), letterhead_at(act, act.today))


@query(Right.ROLES_READ, N_("Impression de la couverture des rôles"))
def cover_pdf(act: Act, first: date | None = None) -> bytes:
    """Print the cover of thirteen weeks from that of a day, today's by default."""
    from coop_desk.topics.roles.cover import document

    return document.cover_pdf(cover_at(act, first or act.today), letterhead_at(act, act.today))
