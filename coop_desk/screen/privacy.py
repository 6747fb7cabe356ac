"""Amounts hidden until asked for, on a PC that several people share. Paper and exports are asked for: never masked."""

import re

from PySide6.QtCore import QObject, Signal

from coop_desk.screen import preferences

MASK = "••••"
_AMOUNT = re.compile(r"[+\-−]?\d(?:[\d\u202f\u00a0]*\d)?,\d{2}(?!\d)(?=[\u202f\u00a0 ]?€|$|[^\d%\u202f\u00a0])|"
                     r"\d(?:[\d\u202f\u00a0]*\d)?(?=[\u202f\u00a0]€)")  # fmt: skip


class Privacy(QObject):
    """Whether amounts are hidden now: the choice kept on this PC, lifted for a while by the person."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lifted = False
        self._now: bool | None = None

    @property
    def chosen(self) -> bool:
        """What this PC's user chose."""
        return preferences.remembered("hide_amounts", False) is True

    @property
    def hidden(self) -> bool:
        """True while amounts are to be hidden."""
        return self.chosen and not self._lifted

    def choose(self, hide: bool) -> None:
        """Keep the choice on this PC."""
        preferences.remember("hide_amounts", hide)
        self._lifted = False
        self._turn()

    def toggle(self) -> None:
        """Show the amounts for a while, or hide them again; nothing when they are never hidden."""
        if self.chosen:
            self._lifted = not self._lifted
            self._turn()

    def hide_again(self) -> None:
        """Hide them again, when the window locks or somebody else enters."""
        if self._lifted:
            self._lifted = False
            self._turn()

    def masked(self, text: str) -> str:
        """The text as it may be shown now."""
        if self._now is None:
            self._now = self.hidden
        return _AMOUNT.sub(MASK, text) if self._now and ("," in text or "€" in text) else text

    def forget(self) -> None:
        """Read the choice again next time."""
        self._now, self._lifted = None, False

    def _turn(self) -> None:
        self._now = self.hidden
        self.turned.emit()


privacy = Privacy()
