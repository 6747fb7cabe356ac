"""The booklet of a hand-over in the tour, as whoever takes over prints it: with what the holder before left."""

from collections.abc import Iterator

from coop_desk.app.demo import Cast
from coop_desk.app.demo_seats import COVERS
from coop_desk.core.i18n import _
from coop_desk.topics.roles.handover import service


def documents(cast: Cast) -> Iterator[tuple[bytes, str]]:
    """The booklet of the interim."""
    desk = cast.desk(COVERS)
    for one in service.handovers(desk):
        if one.receiver_id == cast.people[COVERS] and one.running and one.giver.name and one.begins_on <= desk.today:
            yield service.handover_pdf(desk, one.id), _("Livret de passation, {role}").format(role=one.role)
