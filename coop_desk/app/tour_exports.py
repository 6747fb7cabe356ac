"""The exports of the demo in the tour: tried and made by the delegate, taken by the bookkeeper on her one page."""

from typing import TYPE_CHECKING, Any

from coop_desk.app.demo import Cast
from coop_desk.app.demo_exports import BOOKKEEPER
from coop_desk.app.demo_pay import DELEGATE
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.packages import service

if TYPE_CHECKING:
    from coop_desk.app.tour import Stage

OF_ONE_FORMAT = ("payroll.format",)


def take_exports(stage: "Stage", cast: Cast) -> None:
    """The last month exported, another format tried, the format of the firm, and the page of the bookkeeper."""
    desk = cast.desk(DELEGATE)
    newest = service.months_to_export(desk)[0]
    space = stage.enter(desk)
    space.open_page("payroll.export", newest.month)
    stage.take(_("Export de la paie : un mois remis, une question du cabinet"))
    page: Any = space.page("payroll.export")
    page.card.try_export("generique")
    while page.card.trial is None:
        stage.app.processEvents()
    stage.take(_("Export de la paie : un essai, ses lignes et ses totaux"))
    space.open_page("payroll.presets", "silae-du-cabinet")
    stage.take(_("Formats d’export de la paie"))
    space.open_page("payroll.format", "silae-du-cabinet")
    arranging: Any = space.page("payroll.format")
    arranging.list.choose("column:0:2")
    stage.take(_("Un format arrangé, avec l’aperçu d’un mois"))
    space = stage.enter(cast.desk(BOOKKEEPER))
    space.open_page("payroll.bookkeeper", newest.month)
    stage.take(_("La page du cabinet comptable"))


def export_sheet(cast: Cast) -> bytes:
    """The sheet of the export that was made again."""
    desk = cast.desk(DELEGATE)
    twice = next(one for one in service.months_to_export(desk) if len(one.packages) > 1)
    return service.summary(desk, twice.month, twice.packages[0].number)
