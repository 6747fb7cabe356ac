"""The pay of the demo in the tour: the months, the one that is open, its checks, and one's own pay."""

from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.app.demo_pay import BUYER, DELEGATE, VALIDATOR
from coop_desk.core.i18n import _
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.catalogue import Group

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage

OF_ONE_MONTH = ("payroll.month", "payroll.checks", "payroll.history")


def take_pay(stage: "Stage", cast: Cast) -> None:
    """The month that is open as the delegate types it, the last one as it was validated, and somebody's own."""
    desk = cast.desk(DELEGATE)
    newest, validated, *_earlier = service.pay_months(desk)
    space = stage.enter(desk)
    space.open_page("payroll.month", newest.month)
    stage.take(_("Paie du mois : les heures"))
    page: Any = space.page("payroll.month")
    page.show_group(Group.EXPENSES)
    stage.take(_("Paie du mois : les frais et avantages"))
    page.turn()
    stage.take(_("Paie du mois : une personne"))
    space.open_page("payroll.checks", newest.month)
    checks: Any = space.page("payroll.checks")
    while not checks.list.model.all_records:
        stage.app.processEvents()
    stage.take(_("Contrôles d’un mois de paie"))
    space = stage.enter(cast.desk(VALIDATOR))
    space.open_page("payroll.history", validated.month)
    stage.take(_("Histoire d’un mois validé"))
    space = stage.enter(cast.desk(BUYER))
    space.open_page("payroll.own")
    stage.take(_("Ma paie"))
