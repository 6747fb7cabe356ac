"""Line icons in SVG, drawn in a colour of the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

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
