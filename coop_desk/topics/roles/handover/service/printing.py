"""The booklet of a hand-over, with what the holder before left to the reader."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.handover.records import RetroLine
from coop_desk.topics.roles.handover.service.reading import handover_of
from coop_desk.topics.roles.handover.service.retrospectives import lines_for
from coop_desk.topics.roles.seats.service.opening import role_on
from coop_desk.topics.roles.seats.service.reading import role_mandate_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ROLES_READ, N_("Impression d’un livret de passation"))
def handover_pdf(act: Act, handover_id: int) -> bytes:
    """Print the booklet; the retrospective is in it for those alone who may read it."""
    from coop_desk.topics.roles.handover.document import booklet_pdf

    found = handover_of(act, handover_id)
    role = role_on(act, found.role_id, found.takes_over_on)
    return booklet_pdf(found, role, _before(act, handover_id), letterhead_at(act, act.today), act.today)


def _before(act: Act, handover_id: int) -> RetroLine | None:
    """The retrospective of the last holder who wrote one, if whoever prints may read it."""
    found = handover_of(act, handover_id)
    line = role_mandate_of(act, found.mandate_id)
    written = [
        one
        for one in lines_for(act, act.actor_id)
        if one.role_id == line.role_id and one.answers is not None and one.starts_on < line.starts_on
    ]
    return max(written, key=lambda one: one.ends_on, default=None)
