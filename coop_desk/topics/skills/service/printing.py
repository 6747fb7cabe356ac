"""The map of skills on paper."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.skills.service.reading import matrix_at
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.SKILLS_READ, N_("Impression de la carte des compétences"))
def matrix_pdf(act: Act, day: date | None = None, team_id: int | None = None, *, a3: bool = False) -> bytes:
    """Print the map of a day, today by default, of everybody or of a team, on A4 or on A3."""
    from coop_desk.topics.skills import document

    on = day or act.today
    return document.matrix_pdf(matrix_at(act, on, team_id), letterhead_at(act, on), a3=a3)
