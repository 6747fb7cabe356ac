"""A column that scrolls only when its words, at the width they really have, need more height."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Column(QWidget):
    """The inside of a scrolled area: as high as its layout needs at its present width.

    A `tight` one gives its lists and cards the room there is, down to the least they need, before it scrolls.
    """

    def __init__(self, *, tight: bool = False) -> None:
        super().__init__()
        self._tight = tight

    def minimumSizeHint(self) -> QSize:
        """The least size; Qt alone counts wrapped lines as if they were narrow."""
        layout = self.layout()
        if layout is None:
            return super().minimumSizeHint()
        least = layout.totalMinimumSize()
        if layout.hasHeightForWidth() and self.width() > 0:
            return QSize(least.width(), layout.totalMinimumHeightForWidth(self.width()))
        return least

    def heightForWidth(self, width: int) -> int:
        """The height a scrolled area gives it (Qt asks for the preferred one, which scrolls too early)."""
        layout = self.layout()
        if self._tight and layout is not None and layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(width)
        return super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def scrolled(inside: Column, name: str, *, sideways: bool = True) -> QScrollArea:
    """Put a column in an area that scrolls and takes no focus of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
