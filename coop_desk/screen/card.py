"""The card: the detail of one record beside its list, or a form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.flow import Flow
from coop_desk.screen.pieces import Tone, label, pill, rule_line
from coop_desk.screen.scrolled import Column


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
        self.add(made)
        return made

    def add_pill(self, text: str, tone: Tone = "plain") -> None:
        """Add a status as a word in a pill."""
        self.add(pill(text, tone))

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add lines of a name and what it is; empty ones are left out."""
        for name, words in facts:
            if words:
                self.add(_fact(name, words))

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


def _fact(name: str, words: str) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(name, "secondary"))
    value = label(words, wrap=True)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(value)
    return line
