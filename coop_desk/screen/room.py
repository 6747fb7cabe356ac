"""The window that a whole room looks at: on the second screen when there is one; it shows and never asks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from coop_desk.core.i18n import _


class RoomWindow(QWidget):
    """A window of its own: Escape closes it, F11 fills the screen or comes back."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Window)
        self.setWindowTitle(_("Écran de salle"))
        self.setProperty("for_the_room", True)  # what the room sees stays when the PC locks
        self.setObjectName("projector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for keys, react in (("Esc", self.close), ("F11", self.toggle_full)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _checked=False, go=react: go())
            self.addAction(action)
        self.resize(1280, 720)

    def show_in_room(self) -> None:
        """Open on the second screen when there is one, full; else as a window to move there."""
        screens = QGuiApplication.screens()
        over = self.parentWidget()
        own = over.screen() if over is not None else None
        others = [screen for screen in screens if screen is not own]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        else:
            self.show()

    def toggle_full(self) -> None:
        """Fill the screen, or come back to a window."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
