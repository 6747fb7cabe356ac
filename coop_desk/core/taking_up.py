"""Work goes on from a file that lacks what was seen of it: decided by the people in charge, written in the journal."""

from coop_desk.core import anchors
from coop_desk.core.actions import Act, action
from coop_desk.core.correcting_time import check_governs
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right


def take_up_again(desk: Desk) -> None:
    """Accept the file as it is, both states being written in the journal; it can be written in again.

    Raises RuleBroken ANCHOR-01 when nothing is amiss, FILE-03 when the file is damaged, Refused without the right.
    """
    coop = desk.coop
    desk.stay_open()
    strayed = coop.strayed
    if coop.damaged:
        raise RuleBroken("FILE-03", strayed)
    if not strayed:
        raise RuleBroken("ANCHOR-01", _("Ce dossier contient tout ce que cet ordinateur en a vu : rien à reprendre."))
    coop.read_only = False
    try:
        take_up(desk, strayed)
    except BaseException:
        coop.read_only = True
        raise
    coop.strayed = ""
    anchors.remember(coop)


@action(Right.GRANTS_GIVE, N_("Reprise du dossier dans son état présent"))
def take_up(act: Act, strayed: str) -> None:
    """Write both states in the journal. Other PCs that saw the lost lines accept them as lost from then on.

    Signed by the governance: they believe nobody else. Raises Refused for others.
    """
    check_governs(act)
    act.say(strayed)
