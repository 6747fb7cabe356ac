"""Line icons in SVG, drawn in a colour of the palette."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLineEdit, QProxyStyle, QStyle, QStyleOption, QWidget

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


def put_in(line: QLineEdit, name: str, place: QLineEdit.ActionPosition) -> QAction:
    """Put an icon inside a line to type in, as large as the text (Qt alone keeps it at 16 px)."""
    line.setStyle(_style_of_lines())
    return line.addAction(icon(name, "muted"), place)


class _LineStyle(QProxyStyle):
    """The usual style, with icons inside lines at the text size chosen."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Give the size of such an icon."""
        if metric == QStyle.PixelMetric.PM_LineEditIconSize:
            return theme.px(18)
        return super().pixelMetric(metric, option, widget)


@cache
def _style_of_lines() -> QStyle:
    made = _LineStyle("Fusion")
    made.setParent(QApplication.instance())
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
