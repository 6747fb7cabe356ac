"""F1: the guide in French, chapter by chapter, and the shortcuts at hand where one comes from."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from coop_desk.core import resources
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.pieces import label


class HelpPage(QWidget):
    """Chapters at the left, text in the middle, shortcuts at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._files = chapters()
        self._list = QListWidget()
        self._list.setAccessibleName(_("Chapitres du guide"))
        self._list.addItems([chapter_title(file) for file in self._files])
        self._list.currentRowChanged.connect(self._show_file)
        self._list.setFixedWidth(theme.px(250))
        self._text = QTextBrowser()
        self._text.setAccessibleName(_("Texte du guide"))
        self._text.setTabChangesFocus(True)
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(lambda link: self.show_chapter(Path(link.path()).stem, None))
        self._keys = Card(_("Raccourcis"))
        self._keys.setFixedWidth(theme.px(300))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        for piece, stretch in ((self._list, 0), (self._text, 1), (self._keys, 0)):
            row.addWidget(piece, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        column.addWidget(label(_("Guide"), "title"))
        column.addLayout(row, 1)
        self.setFocusProxy(self._list)

    def show_chapter(self, name: str, keys: dict[str, str] | None) -> None:
        """Show a chapter (the first when it has no such name) and, when given, the shortcuts at hand."""
        places = [at for at, file in enumerate(self._files) if file.stem == name]
        self._list.setCurrentRow(places[0] if places else 0)
        if keys is None:
            return
        self._keys.clear(_("Raccourcis de la page"))
        self._keys.add_facts([(pressed, does) for pressed, does in keys.items()])

    def _show_file(self, row: int) -> None:
        if 0 <= row < len(self._files):
            self._text.setMarkdown(self._files[row].read_text(encoding="utf-8"))


def chapters() -> list[Path]:
    """The chapters of the guide, in their order."""
    return sorted(resources.path("guide").glob("*.md"))


def chapter_title(file: Path) -> str:
    """The title written on the first line of a chapter."""
    found = re.match(r"#\s*(.+)", file.read_text(encoding="utf-8"))
    return found[1].strip() if found else file.stem
