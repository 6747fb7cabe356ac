"""What is copied and private leaves the clipboard by itself: amounts, bank details, social-security numbers."""

import re

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_SECONDS = 30
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
MARKS = {
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"\x00\x00\x00\x00",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): b"\x00\x00\x00\x00",
    _WINDOWS.format(name="CanUploadToCloudClipboard"): b"\x00\x00\x00\x00",
    "org.nspasteboard.ConcealedType": b"",
    "x-kde-passwordManagerHint": b"secret",
}
"""How Windows, macOS and Linux desktops are told not to record what is copied."""
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_AMOUNT = re.compile(r"\d,\d{2}(?!\d)|\d[\s\u00a0\u202f]?€")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
_NIR = re.compile(r"(?<!\d)[1-478]\d{4}(?:\d{2}|2[AB])\d{6}(?:\d{2})?(?!\d)")


def is_private(text: str) -> bool:
    """True when a text holds an amount, an IBAN or a social-security number."""
    bare = _SPACES.sub("", text)
    return bool(_AMOUNT.search(text) or _IBAN.search(bare) or _NIR.search(bare))


class ClipboardKeeper(QObject):
    """Marks what this program copies «do not record», and takes it back after thirty seconds, if it is still there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = ""
        self._timer = QTimer(self, singleShot=True, interval=1000 * KEPT_SECONDS)
        self._timer.timeout.connect(self.take_back)
        self._clipboard.dataChanged.connect(self._look)

    def take_back(self) -> None:
        """Empty the clipboard if it still holds what was copied here (after a while, at lock, at exit)."""
        self._timer.stop()
        kept, self._ours = self._ours, ""
        if kept and self._clipboard.text() == kept:
            self._clipboard.clear()

    def _look(self) -> None:
        # Without a desktop the clipboard has no owner: what stands there was copied here.
        alone = QGuiApplication.platformName() in ("offscreen", "minimal")
        if not (alone or self._clipboard.ownsClipboard()):
            self._ours = ""
            self._timer.stop()
            return
        text = self._clipboard.text()
        if not text or text == self._ours or not is_private(text):
            return
        self._ours = text
        data = QMimeData()
        data.setText(text)
        for name, value in MARKS.items():
            data.setData(name, value)
        self._clipboard.setMimeData(data)
        self._timer.start()
