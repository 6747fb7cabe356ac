"""Key figures: a few big quiet numbers that decide something on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from coop_desk.screen import theme
from coop_desk.screen.pieces import label


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its caption, and the sentence that explains it when there is one."""

    value: str
    caption: str
    sentence: str = ""


class Figures(QWidget):
    """A row of key figures; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(16))
        self._shown: tuple[Figure, ...] = ()
        self.hide()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures instead of the former ones."""
        if tuple(figures) == self._shown:
            return
        self._shown = tuple(figures)
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for figure in figures:
            self._row.addWidget(_figure_card(figure), 1)
        self.setVisible(bool(figures))

    def has_some(self) -> bool:
        """Whether there is a figure to show."""
        return bool(self._shown)


def _figure_card(figure: Figure) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(14))
    column.setSpacing(theme.px(2))
    column.addWidget(label(figure.value, "figure"))
    column.addWidget(label(figure.caption, "secondary", wrap=True))
    if figure.sentence:
        column.addWidget(label(figure.sentence, "secondary", wrap=True))
    column.addStretch(1)
    card.setAccessibleName(f"{figure.caption} {figure.value}")
    return card
