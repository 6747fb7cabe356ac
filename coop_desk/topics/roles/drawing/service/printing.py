"""The sheet of a draw, as a file: before the sources are read, to be signed; after, to be done again by hand."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.drawing.service.reading import draw_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ROLES_READ, N_("Impression d’un tirage au sort"))
def draw_pdf(act: Act, draw_id: int) -> bytes:
    """Print the list with its fingerprint and the sources, then the order and how to find it again."""
    from coop_desk.topics.roles.drawing import document

    return document.draw_pdf(draw_of(act, draw_id), letterhead_at(act, act.today))
