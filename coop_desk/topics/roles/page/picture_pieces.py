"""What the pages of pictures share: the picture or its table, paper of two sizes, years to go through."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.flow import Flow
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, label
from coop_desk.screen.strips_view import StripsView


class PictureOrTable(QStackedWidget):
    """A picture, or the table of the same facts: Ctrl+T goes from one to the other."""

    def __init__(self, page: Page, picture: StripsView, table: List) -> None:
        super().__init__()
        self.picture, self.table = picture, table
        self.addWidget(picture)
        self.addWidget(table)
        self._action: QAction = page.add_action(_("Voir en tableau"), self.turn, keys="Ctrl+T")

    def turn(self) -> None:
        """Show the other one."""
        to_table = self.currentWidget() is self.picture
        self.setCurrentWidget(self.table if to_table else self.picture)
        self._action.setText(_("Voir le dessin") if to_table else _("Voir en tableau"))
        self.begin()

    def show_picture(self) -> None:
        """Come back to the picture."""
        if self.currentWidget() is not self.picture:
            self.turn()

    def begin(self) -> None:
        """Put the keyboard on what is shown."""
        (self.picture if self.currentWidget() is self.picture else self.table.view).setFocus()


class Choices(Flow):
    """A few choices on one line, after the years to go through when there are some."""

    def __init__(self, fields: Sequence[ChoiceField], go_by: Callable[[int], object] | None = None) -> None:
        super().__init__(16)
        self.when = label("", "card-title")
        if go_by is not None:
            self.add(self._years(go_by))
        for field in fields:
            field.lay_on_one_line()
            self.add(field)

    def _years(self, go_by: Callable[[int], object]) -> QWidget:
        years = QWidget()
        row = QHBoxLayout(years)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(button("", lambda: go_by(-1), icon="chevron-left", name=_("Année précédente")))
        row.addWidget(self.when)
        row.addWidget(button("", lambda: go_by(1), icon="chevron-right", name=_("Année suivante")))
        return years


def offer(field: ChoiceField, choices: Sequence[tuple[Hashable, str]]) -> None:
    """Offer other choices without telling a change when the one taken is still there."""
    field.blockSignals(True)
    field.offer(choices)
    if field.read() is None and choices:
        field.write(choices[0][0])
    field.blockSignals(False)


def add_prints(page: Page, pdf: Callable[[bool], bytes], title: str, file_name: Callable[[], str]) -> None:
    """Declare printing on A4 and on A3; `pdf` is told whether it is A3, and is called beside the screen."""

    def preview(*, a3: bool) -> None:
        page.work(
            _("Mise en page…"),
            lambda _progress: pdf(a3),
            lambda made: page.show_pdf(made, title, file_name()),
        )

    page.add_action(_("Imprimer"), lambda: preview(a3=False), keys="Ctrl+P")
    page.add_action(_("Imprimer en A3"), lambda: preview(a3=True), keys="Ctrl+Shift+P")
