"""The letterhead of the lists printed from any page: the co-op as its statutes name it today."""

from coop_desk.core.desk import Desk
from coop_desk.paper.letterhead import Letterhead
from coop_desk.screen import list_output
from coop_desk.topics.statutes import service as statutes


def letterhead_of(desk: Desk) -> Letterhead:
    """The identity in force today, or the bare name while it is not recorded or may not be read."""
    who = statutes.identity(desk) if desk.allows(statutes.identity) else None
    if who is None:
        return list_output.bare_letterhead(desk)
    return Letterhead(who.name, who.legal_form, who.seat, who.rcs_city, who.siren, demo=desk.coop.is_example)
