"""Notes that save themselves: a moment after the last key, and when the field is left."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.pieces import label

PAUSE_MS = 1500


class _Area(QPlainTextEdit):
    """A text area that tells when it is left."""

    def __init__(self, left: Callable[[], None]) -> None:
        super().__init__()
        self._left = left
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self._left()


class Notes(QWidget):
    """A heading, a text, and when it was last saved. `save` gets the text and returns the words to show."""

    def __init__(self, title: str, save: Callable[[int, str], str]) -> None:
        super().__init__()
        self._save = save
        self._about = 0
        self._kept = ""
        self.area = _Area(self.save_now)
        self.area.setAccessibleName(title)
        self.area.setMinimumHeight(theme.px(56))
        self.state = label("", "secondary")
        heading = label(title, "label")
        heading.setBuddy(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.state)
        column.addLayout(head)
        column.addWidget(self.area)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save_now)
        self.area.textChanged.connect(self._typed)

    def show_text(self, about: int, text: str, state: str, *, read_only: bool) -> None:
        """Show the notes about a record, saving first those of the former one."""
        if about != self._about:
            self.save_now()
            self._about, self._kept = about, text
            self.area.blockSignals(True)
            self.area.setPlainText(text)
            self.area.blockSignals(False)
            self.state.setText(state)
        self.area.setReadOnly(read_only)

    def save_now(self) -> None:
        """Save what was typed since the last time."""
        self._pause.stop()
        text = self.area.toPlainText()
        if self._about and text != self._kept:
            said = self._save(self._about, text)
            if said:
                self._kept = text
                self.state.setText(said)

    def _typed(self) -> None:
        self.state.setText(_("Modifié, pas encore enregistré"))
        self._pause.start()
