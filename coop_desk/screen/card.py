"""The card: the detail of one record beside its list, or a form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.flow import Flow
from coop_desk.screen.pieces import Tone, label, pill, rule_line
from coop_desk.screen.scrolled import Column

LONGEST_LINE = 600
"""Width at 100 % of some eighty letters: a longer line is hard to read."""
_ROOM_FOR_BOTH = 340
_NAMES = 150


class Card(QFrame):
    """A framed column that scrolls: title, pills, facts, sentences, forms and buttons."""

    def __init__(self, title: str = "", *, scrolls: bool = True) -> None:
        super().__init__()
        self._scrolls = scrolls
        self.setProperty("role", "card")
        self._scroll = QScrollArea(self)  # of the card even when unused: a widget without parent outlives it
        self._scroll.setVisible(scrolls)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(title or _("Détail"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(2), theme.px(6), theme.px(2), theme.px(6))
        self._outer = outer
        if scrolls:
            outer.addWidget(self._scroll)
        self._inside: QWidget | None = None
        self.clear(title)

    def clear(self, title: str = "") -> None:
        """Empty the card and give it a title."""
        inside = Column()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        self._column.setSpacing(theme.px(10))
        self._column.addStretch(1)
        old = self._scroll.takeWidget() if self._scrolls else self._inside
        if old is not None:
            # Later: what was clicked or typed in may stand in it, and still be at work.
            keyboard = QApplication.focusWidget()
            if keyboard is not None and old.isAncestorOf(keyboard):
                keyboard.clearFocus()
            self._outer.removeWidget(old)
            old.hide()
            old.deleteLater()
        if self._scrolls:
            self._scroll.setWidget(inside)
        else:
            self._outer.addWidget(inside)
        self._inside = inside
        if title:
            self.add_title(title)

    def add_title(self, text: str) -> None:
        """Add a title of card."""
        self.add(label(text, "card-title", wrap=True))

    def add_heading(self, text: str) -> None:
        """Add a small heading over what follows, after a hairline."""
        self.add(rule_line())
        self.add(label(text, "label"))

    def add_text(self, text: str, *, secondary: bool = False) -> QLabel:
        """Add a sentence."""
        made = label(text, "secondary" if secondary else "", wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setMaximumWidth(theme.px(LONGEST_LINE))
        line = QHBoxLayout()
        line.addWidget(made, 1000)
        line.addStretch(1)
        self.add(line)
        return made

    def add_pill(self, text: str, tone: Tone = "plain") -> None:
        """Add a status as a word in a pill."""
        self.add(pill(text, tone))

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add lines of a name and what it is; empty ones are left out."""
        told = [(name, words) for name, words in facts if words]
        if told:
            self.add(_Facts(told))

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add buttons side by side."""
        row = Flow(10)
        for each in buttons:
            row.add(each)
        self.add(row)

    def add(self, piece: QWidget | QLayout) -> None:
        """Add any widget or layout under what is there."""
        place = self._column.count() - 1
        if isinstance(piece, QWidget):
            self._column.insertWidget(place, piece)
        else:
            self._column.insertLayout(place, piece)


class _Facts(QWidget):
    """Names at the left, what they are at the right; one over the other in a narrow card."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._beside: bool | None = None
        self._rows = [(label(name, "secondary", wrap=True), label(words, wrap=True)) for name, words in facts]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        for _name, words in self._rows:
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place(beside=True)

    def _place(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        self._grid.setVerticalSpacing(theme.px(6 if beside else 0))
        self._grid.setColumnMinimumWidth(0, theme.px(_NAMES) if beside else 0)
        for column, part in enumerate((0, 1) if beside else (1, 0)):
            self._grid.setColumnStretch(column, part)
        for row, (name, words) in enumerate(self._rows):
            # Both sizes of letters stand on one line.
            name.setContentsMargins(0, theme.px(2 if beside else 6), 0, 0)
            name.setFixedWidth(theme.px(_NAMES)) if beside else name.setMaximumWidth(theme.px(LONGEST_LINE))
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row if beside else 2 * row, 0, top)
            self._grid.addWidget(words, row if beside else 2 * row + 1, 1 if beside else 0, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again between the two ways."""
        super().resizeEvent(event)
        self._place(beside=self.width() >= theme.px(_ROOM_FOR_BOTH))
