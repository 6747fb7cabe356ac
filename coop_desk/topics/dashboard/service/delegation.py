"""What waits of a delegation that changes hands."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.payroll.handing_over.service import own_hand_overs_due


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Passations à cocher"))
def hand_over_lines(act: Act) -> list[Todo]:
    """Recall the points of a hand-over that wait for one's own tick, until the day it takes effect."""
    return [
        Todo(
            f"hand-over:{line.id}",
            _("Passation de la délégation à terminer")
            if not waiting
            else ngettext("{n} point de la passation à cocher", "{n} points de la passation à cocher", waiting).format(
                n=integer(waiting)
            ),
            _("De {outgoing} à {incoming}").format(outgoing=line.outgoing, incoming=line.incoming),
            line.effective_on,
            "payroll.handing_over",
            line.id,
        )
        for line, waiting in own_hand_overs_due.function(act)
    ]
