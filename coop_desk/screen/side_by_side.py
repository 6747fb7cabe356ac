"""A list and its card: side by side, or one over the other when there is little room."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from coop_desk.screen import theme

NARROW = 760


class SideBySide(QSplitter):
    """The first takes its `share` until the handle is moved; turned when narrow or when the text is large."""

    def __init__(self, first: QWidget, second: QWidget, share: tuple[int, int] = (3, 2)) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._moved = False
        self._shares = share
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.px(16))
        for each, part in zip((first, second), share, strict=True):
            if each.minimumSizeHint().height() < theme.px(200):
                each.setMinimumHeight(theme.px(200))
            self.addWidget(each)
            self.setStretchFactor(self.indexOf(each), part)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._share)
        self.splitterMoved.connect(self._keep)
        second.installEventFilter(self)

    def _share(self) -> None:
        if not self._moved:
            across = self.orientation() == Qt.Orientation.Horizontal
            room = (self.width() if across else self.height()) - self.handleWidth()
            self.setSizes([room * part // sum(self._shares) for part in self._shares])

    def _keep(self) -> None:
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the room changes, and share it."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room when the card appears."""
        if event.type() == QEvent.Type.Show:
            self._later.start()
        return super().eventFilter(watched, event)
