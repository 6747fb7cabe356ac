"""Ask for a file or a folder of this PC without holding anything up: locking the window closes the question."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], object]


def ask_folder(over: QWidget, title: str, then: Then) -> QFileDialog:
    """Ask for a folder, then call `then` with it."""
    dialog = _asking(over, title, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def ask_existing(over: QWidget, title: str, kinds: str, then: Then) -> QFileDialog:
    """Ask for a file that exists, then call `then` with it; `kinds` as Qt writes them."""
    dialog = _asking(over, title, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if kinds:
        dialog.setNameFilter(kinds)
    dialog.open()
    return dialog


def ask_new(over: QWidget, title: str, name: str, then: Then) -> QFileDialog:
    """Ask where to write a file, then call `then` with its path."""
    dialog = _asking(over, title, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _asking(over: QWidget, title: str, then: Then) -> QFileDialog:
    dialog = QFileDialog(over, title)
    dialog.accepted.connect(lambda: then(Path(dialog.selectedFiles()[0])))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
