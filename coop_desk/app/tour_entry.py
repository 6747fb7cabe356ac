"""The entry of pay and the hand-over in the tour, as the delegate sees them."""

from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.app.demo_pay import DELEGATE
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.entry import service as entries
from coop_desk.topics.payroll.handing_over import service as handing_over

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage

OF_THE_DELEGATION = ("payroll.entries", "payroll.handing_over")


def take_entry(stage: "Stage", cast: Cast) -> None:
    """A corrected entry, a new one begun, and the hand-over under way."""
    desk = cast.desk(DELEGATE)
    space = stage.enter(desk)
    space.open_page("payroll.entries", entries.entries(desk)[0].id)
    stage.take(_("Écriture de paie corrigée"))
    page: Any = space.page("payroll.entries")
    page.begin_new()
    stage.take(_("Écriture de paie : une nouvelle"))
    (under_way,) = handing_over.hand_overs(desk)
    space.open_page("payroll.handing_over", under_way.id)
    stage.take(_("Passation de la délégation"))


def hand_over_sheet(cast: Cast) -> bytes:
    """The paper that both sign."""
    desk = cast.desk(DELEGATE)
    return handing_over.hand_over_pdf(desk, handing_over.hand_overs(desk)[0].id)
