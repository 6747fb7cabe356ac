"""Labels, pills, rules and buttons: the smallest pieces, each with its role in the style sheet."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from coop_desk.screen import icons, theme
from coop_desk.screen.privacy import privacy

_READ_ON_KEYS = {
    "Return": "↵",
    "Enter": "↵",
    "Esc": "Échap",
    "Space": "Espace",
    "Shift+": "Maj+",
    "Left": "←",
    "Right": "→",
    "Home": "Début",
    "Del": "Suppr",
}
Tone = Literal["good", "bad", "warn", "accent", "plain"]


class Words(QLabel):
    """A line of plain text whose amounts are hidden while this PC hides them."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = text
        self._show_again()
        privacy.turned.connect(self._show_again)

    def setText(self, text: str) -> None:
        """Change the text."""
        self._whole = text
        self._show_again()

    def _show_again(self) -> None:
        super().setText(privacy.masked(self._whole))


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A line of plain text in one of the roles: title, card-title, figure, secondary, label, strong, fault."""
    made = Words(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(theme.px(80))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def pill(text: str, tone: Tone = "plain") -> QLabel:
    """A status said as a word in a pill."""
    made = label(text, "pill")
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def rule_line() -> QFrame:
    """A hairline between two blocks."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def button(
    text: str, react: Callable[[], object], *, role: str = "", icon: str = "", hint: str = "", name: str = ""
) -> QPushButton:
    """A push button; `role` is primary, danger, link, quiet or pill; `name` is said when there is no text."""
    made = QPushButton(f" {text}" if icon and text else text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    made.setToolTip(hint or (name if not text else ""))
    if icon:
        tokens = {"primary": "on_accent", "link": "accent", "danger": "bad"}
        made.setIcon(icons.icon(icon, tokens.get(role, "text")))
        made.setIconSize(icons.icon_size())
    made.clicked.connect(lambda _checked=False: react())
    return made


class ActionButton(QPushButton):
    """A button that obeys an action: its text and shortcut, shown and enabled when the action is."""

    def __init__(self, action: QAction, *, primary: bool = False) -> None:
        super().__init__()
        self.action = action
        self.setAutoDefault(False)
        self.setProperty("role", "primary" if primary else "")
        self.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Take the words, shortcut and state of the action."""
        keys = key_words(self.action)
        self.setText(f"{self.action.text()}  {keys}" if keys else self.action.text())
        self.setAccessibleName(self.action.text())
        self.setAccessibleDescription(keys)
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())
        if not self.action.isVisible() or self.parent() is not None:
            self.setVisible(self.action.isVisible())


def key_words(action: QAction) -> str:
    """The shortcut as it is read on a key: ↵ for Enter, Échap for Escape."""
    keys = action.shortcut().toString()
    for typed, read in _READ_ON_KEYS.items():
        keys = keys.replace(typed, read)
    return keys


class Elided(QLabel):
    """One line that ends with … when there is no room; the whole is read on hover."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(theme.px(60))

    def say(self, text: str) -> None:
        """Change the text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut again for the new room."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class CheckBox(QCheckBox):
    """A box to check, its mark drawn in our palette."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the mark."""
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            painter = QPainter(self)
            painter.drawPixmap(place, icons.pixmap("check", "on_accent", 18))
            painter.end()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet reads, and repaint if it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
