"""Rotation plans in the tour: why somebody holds a seat, what is imposed, and the plan as it is printed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.app.demo_roles import SECRETARY
from coop_desk.core.i18n import _
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import PlanState

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage


def take_rotation(stage: "Stage", cast: Cast) -> None:
    """The plan in force with a reason read, the one that was left when the other was adopted, and who is imposed."""
    desk = cast.desk(SECRETARY)
    space = stage.enter(desk)
    adopted = next(line.id for line in service.plans(desk) if line.state is PlanState.ADOPTED)
    space.open_page("roles.plan", adopted)
    page: Any = space.page("roles.plan")
    page.list.choose(next(page.list.model.key(bar) for bar in page.list.shown_records() if bar.planned))
    stage.take(_("Plan de rotation : pourquoi cette personne"))
    page.ask_why_not()
    stage.take(_("Plan de rotation : pourquoi pas moi"))
    space.open_page("roles.planning")
    asking: Any = space.page("roles.planning")
    asking.ask_pin()
    stage.take(_("Plan de rotation : imposer ou écarter"))


def documents(cast: Cast) -> Iterator[tuple[bytes, str]]:
    """The plan in force, with everybody's reasons."""
    desk = cast.desk(SECRETARY)
    adopted = next(line for line in service.plans(desk) if line.state is PlanState.ADOPTED)
    yield service.print_whole_plan(desk, adopted.id), _("Plan de rotation")
