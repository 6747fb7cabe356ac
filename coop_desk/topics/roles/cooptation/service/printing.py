"""The record of a co-optation, as a file."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.cooptation.service.reading import file_of, known_cooptation
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ROLES_READ, N_("Impression d’une cooptation"))
def cooptation_pdf(act: Act, cooptation_id: int) -> bytes:
    """Print the record of a co-optation on one page (E05)."""
    from coop_desk.topics.roles.cooptation import document

    file = file_of(act, known_cooptation(act, cooptation_id))
    return document.cooptation_pdf(file, letterhead_at(act, act.today))
