"""A list and its card: side by side, or one over the other when there is little room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from coop_desk.screen import theme

NARROW = 760


class SideBySide(QSplitter):
    """The first takes three fifths of the width; turned when narrow or when the text is large."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.px(16))
        for each, share in ((first, 3), (second, 2)):
            each.setMinimumHeight(theme.px(200))
            self.addWidget(each)
            self.setStretchFactor(self.indexOf(each), share)
        self.setSizes([theme.px(650), theme.px(430)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room changes."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self.setSizes([3, 2])
