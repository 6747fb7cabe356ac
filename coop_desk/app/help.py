"""F1: the guide in French, chapter by chapter, and the shortcuts at hand where one comes from."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from coop_desk.core import resources
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.pieces import label


class HelpPage(QWidget):
    """Chapters at the left, the text beside, with the shortcuts at hand under it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._files = chapters()
        self._keys: dict[str, str] = {}
        self._list = QListWidget()
        self._list.setAccessibleName(_("Chapitres du guide"))
        self._list.addItems([chapter_title(file) for file in self._files])
        self._list.currentRowChanged.connect(self._show_file)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMaximumWidth(theme.px(260))
        self._text = QTextBrowser()
        self._text.setAccessibleName(_("Texte du guide"))
        self._text.setTabChangesFocus(True)
        self._text.setOpenLinks(False)
        self._text.setMaximumWidth(theme.px(760))
        self._text.anchorClicked.connect(lambda link: self.show_chapter(Path(link.path()).stem, None))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self._list, 2)
        row.addWidget(self._text, 5)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        column.addWidget(label(_("Guide"), "title"))
        column.addLayout(row, 1)
        self.setFocusProxy(self._list)

    def show_chapter(self, name: str, keys: dict[str, str] | None) -> None:
        """Show a chapter (the first when it has no such name) and, when given, the shortcuts at hand."""
        if keys is not None:
            self._keys = keys
        places = [at for at, file in enumerate(self._files) if file.stem == name]
        self._list.setCurrentRow(-1)
        self._list.setCurrentRow(places[0] if places else 0)

    def text(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    def _show_file(self, row: int) -> None:
        if not 0 <= row < len(self._files):
            return
        written = self._files[row].read_text(encoding="utf-8")
        keys = "\n".join(f"- **{pressed}** : {does}" for pressed, does in self._keys.items())
        self._text.setMarkdown(f"{written}\n\n## {_('Raccourcis de la page')}\n\n{keys}" if keys else written)
        self._lay_out_items()
        self._lay_out_headings()

    def _lay_out_items(self) -> None:
        """Stand items away from their mark, which Qt puts against the words."""
        items = []
        block = self._text.document().begin()
        while block.isValid():
            if (listed := block.textList()) is not None:
                number = listed.itemText(block).strip()
                items.append((QTextCursor(block), listed, number if number[0].isdigit() else "•"))
            block = block.next()
        for cursor, listed, mark in items:
            listed.remove(cursor.block())
            shape = cursor.blockFormat()
            shape.setIndent(0)
            shape.setLeftMargin(theme.px(28))
            shape.setTextIndent(-theme.px(16))
            shape.setTabPositions([QTextOption.Tab(theme.px(16), QTextOption.TabType.LeftTab)])
            cursor.setBlockFormat(shape)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.insertText(f"{mark}\t")

    def _lay_out_headings(self) -> None:
        """Give headings the sizes of the screen, not Qt's."""
        block = self._text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            cursor = QTextCursor(block)
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            if level:
                shape = QTextCharFormat()
                shape.setFont(theme.font({1: 24, 2: 17}.get(level, 15), 600))
                cursor.mergeCharFormat(shape)
            space = block.blockFormat()
            space.setTopMargin(theme.px(18 if level == 2 else 4))
            space.setBottomMargin(theme.px(6))
            QTextCursor(block).setBlockFormat(space)
            block = block.next()


def chapters() -> list[Path]:
    """The chapters of the guide, in their order."""
    return sorted(resources.path("guide").glob("*.md"))


def chapter_title(file: Path) -> str:
    """The title written on the first line of a chapter."""
    found = re.match(r"#\s*(.+)", file.read_text(encoding="utf-8"))
    return found[1].strip() if found else file.stem
