"""What takes the whole window for a while, so that nothing else of the program is reachable."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class WholeScreen(QWidget):
    """A booth, for instance: the window shows it alone until it emits `left`."""

    left = Signal()

    def rest(self) -> None:
        """Nobody has touched anything for a while."""
        raise NotImplementedError

    def ask_password(self, words: str = "") -> None:
        """Somebody wants to leave: ask who they are before emitting `left`."""
        raise NotImplementedError
