"""Key figures: a few big quiet numbers that decide something on the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from coop_desk.screen import theme
from coop_desk.screen.pieces import label

NARROWEST = 170


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
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(16))
        self._shown: tuple[Figure, ...] = ()
        self._cards: list[QFrame] = []
        self._across = 0
        self._short = False
        self._line = label("", "strong", wrap=True)
        self._grid.addWidget(self._line, 0, 0, 1, -1)
        self._line.hide()
        self.hide()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these figures instead of the former ones."""
        if tuple(figures) == self._shown:
            return
        self._shown = tuple(figures)
        for old in self._cards:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = [_figure_card(figure, self) for figure in figures]
        self._line.setText(" · ".join(_in_short(figure) for figure in figures))
        self._across = 0
        self._lay_out()
        self.setVisible(bool(figures))

    def _lay_out(self) -> None:
        """Put the cards on as many lines as the width needs."""
        count = len(self._cards)
        self._line.setVisible(self._short)
        for card in self._cards:
            card.setVisible(not self._short)
        if self._short:
            return
        fitting = max(1, min(count, self.width() // theme.px(NARROWEST))) if count else 0
        across = -(-count // -(-count // fitting)) if fitting else 0
        if across == self._across:
            return
        self._across = across
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // across, place % across)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def be_short(self, short: bool) -> None:
        """Say the figures in one line of words, or show their cards again."""
        if short != self._short:
            self._short = short
            self._across = 0
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out again in the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """One card is the least; the others go to the next line."""
        return QSize(theme.px(NARROWEST), super().minimumSizeHint().height())

    def has_some(self) -> bool:
        """Whether there is a figure to show."""
        return bool(self._shown)


def _in_short(figure: Figure) -> str:
    said = f"{figure.value} {figure.caption}"
    return f"{said} ({figure.sentence.rstrip('.')})" if figure.sentence else said


def _figure_card(figure: Figure, row: QWidget) -> QFrame:
    card = QFrame(row)
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(theme.px(18), theme.px(9), theme.px(18), theme.px(11))
    column.setSpacing(theme.px(2))
    column.addWidget(label(figure.value, "figure"))
    column.addWidget(label(figure.caption, "secondary", wrap=True))
    if figure.sentence:
        column.addWidget(label(figure.sentence, "secondary", wrap=True))
    column.addStretch(1)
    card.setAccessibleName(f"{figure.caption} {figure.value}")
    return card
