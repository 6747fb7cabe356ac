"""A small drawing on the screen, laid out for the width it is given: what the marks of a picture mean."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_desk.paper.pictures import Picture
from coop_desk.screen import theme
from coop_desk.screen.brush import Brush


class ShapesView(QWidget):
    """As high as the drawing needs; `words` say it to those who do not see it."""

    def __init__(self, laid: Callable[[float], Picture], words: str) -> None:
        super().__init__()
        self._laid = laid
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _picture(self, width: int) -> Picture:
        return self._laid(max(width, 1) / (theme.px(1000) / 1000))

    def sizeHint(self) -> QSize:
        """As wide as there is."""
        return QSize(theme.px(400), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height this width needs."""
        super().resizeEvent(event)
        self.setFixedHeight(round(self._picture(self.width()).height * theme.px(1000) / 1000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing."""
        painter = QPainter(self)
        Brush(painter, theme.px(1000) / 1000).draw(self._picture(self.width()).shapes, 0, 0)
        painter.end()
