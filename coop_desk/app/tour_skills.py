"""Skills and cover in the tour: the map on both papers, isolated knowledge, the weeks, what stops without a holder."""

from collections.abc import Iterator
from datetime import timedelta

from coop_desk.app.demo import Cast
from coop_desk.app.demo_skills import SECRETARY
from coop_desk.core.i18n import _
from coop_desk.topics.roles.cover import service as cover
from coop_desk.topics.skills import service

LEAVES = "hugo.martel"


def documents(cast: Cast) -> Iterator[tuple[bytes, str]]:
    """What the secretary prints of skills and of cover."""
    desk = cast.desk(SECRETARY)
    yield service.matrix_pdf(desk), _("Carte des compétences")
    yield service.matrix_pdf(desk, a3=True), _("Carte des compétences en A3")
    yield cover.isolated_pdf(desk), _("Savoirs isolés")
    yield cover.cover_pdf(desk), _("Couverture des rôles")
    first = desk.today + timedelta(days=10)
    yield cover.without_pdf(desk, cast.people[LEAVES], first, first + timedelta(days=27)), _("Sans une personne")
