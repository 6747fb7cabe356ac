"""Line icons in SVG, drawn in a colour of the palette."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from coop_desk.core import resources
from coop_desk.screen import theme


def icon(name: str, ink: str = "text", size: int = 18) -> QIcon:
    """The icon of that name (a file of resources/icons) in the colour of a token (`ink`)."""
    return _icon(name, theme.colour_name(ink), theme.px(size))


def pixmap(name: str, ink: str = "text", size: int = 18) -> QPixmap:
    """The icon as a picture for a label, sharp on a dense screen."""
    return _picture(name, theme.colour_name(ink), theme.px(size), 2)


def icon_size(size: int = 18) -> QSize:
    """The size of an icon at the text size chosen."""
    return QSize(theme.px(size), theme.px(size))


def put_in(line: QLineEdit, name: str, *, at_end: bool = False, react: Callable[[], object] | None = None) -> QWidget:
    """Put an icon inside a line to type in, as large as the text (Qt alone keeps it at 16 px); `react` to its click.

    Drawn by a widget of its own: a style written in Python would be called at each painting.
    """
    made = _drawn(name) if react is None else _pressed(name, react)
    made.setProperty("role", "in-line")
    room = theme.px(24)
    line.setTextMargins(*((0, 0, room, 0) if at_end else (room, 0, 0, 0)))
    row = QHBoxLayout(line)
    row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
    row.addWidget(made, 0, Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft)
    return made


def _drawn(name: str) -> QWidget:
    made = QLabel()
    made.setPixmap(pixmap(name, "muted"))
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made


def _pressed(name: str, react: Callable[[], object]) -> QWidget:
    made = QToolButton()
    made.setIcon(icon(name, "muted"))
    made.setIconSize(icon_size())
    made.setCursor(Qt.CursorShape.ArrowCursor)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.clicked.connect(lambda _checked=False: react())
    return made


@cache
def _icon(name: str, colour: str, size: int) -> QIcon:
    made = QIcon()
    for ratio in (1, 2):
        made.addPixmap(_picture(name, colour, size, ratio))
    return made


@cache
def _picture(name: str, colour: str, size: int, ratio: int) -> QPixmap:
    source = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    made = QPixmap(size * ratio, size * ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
