"""A grid to type in, with the keyboard of a spreadsheet: arrows, Enter, Tab, F2, Delete, a block pasted."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coop_desk.screen import theme
from coop_desk.screen.pieces import label, set_property
from coop_desk.screen.privacy import privacy

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_LETTERS = 16
"""About as many of a line over a column."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One row or one column: its key, its words, and more of them under the mouse; `width` in px at 100 %."""

    key: Hashable
    words: str
    hover: str = ""
    width: int = 0
    right: bool = True

    @property
    def lines(self) -> list[str]:
        """Its words on a few short lines, as they stand over a column."""
        return wrap(self.words, _LETTERS, break_long_words=False) or [""]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `typed` is what is edited, `open_` whether it may be."""

    words: str = ""
    typed: str = ""
    open_: bool = True
    right: bool = True


class GridModel(QAbstractTableModel):
    """Cells by row and column; what is typed is told, never kept here."""

    typed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Heading, ...] = ()
        self.columns: tuple[Heading, ...] = ()
        self._cell: Callable[[int, int], Cell] = lambda _row, _column: Cell()
        privacy.turned.connect(self.say_again)

    def show_cells(self, rows: Sequence[Heading], columns: Sequence[Heading], cell: Callable[[int, int], Cell]) -> None:
        """Show other cells; the place of the keyboard stays when rows and columns are the same."""
        same = (self.rows, self.columns) == (tuple(rows), tuple(columns))
        if same:
            self._cell = cell
            self.say_again()
            return
        self.beginResetModel()
        self.rows, self.columns, self._cell = tuple(rows), tuple(columns), cell
        self.endResetModel()

    def say_again(self) -> None:
        """The same cells may say something else."""
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        return self._cell(row, column)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words, the typing or the place of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = f"{self.rows[index.row()].words}, {self.columns[index.column()].words}"
            return f"{where}, {privacy.masked(self.cell(index.row(), index.column()).words)}"
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.TextAlignmentRole):
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return privacy.masked(cell.words)
        if role == Qt.ItemDataRole.EditRole:
            return cell.typed
        side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed, when it is something else than what stands there."""
        if role == Qt.ItemDataRole.EditRole and str(value) != self.cell(index.row(), index.column()).typed:
            self.typed.emit(index.row(), index.column(), str(value))
        return True

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A cell is typed in when it is open, and not hidden."""
        usual = super().flags(index)
        cell = self.cell(index.row(), index.column())
        if cell.open_ and privacy.masked(cell.words) == cell.words:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a row or of a column."""
        across = orientation == Qt.Orientation.Horizontal
        headings = self.columns if across else self.rows
        if section >= len(headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(headings[section].lines) if across else headings[section].words
        if role == Qt.ItemDataRole.ToolTipRole:
            return headings[section].hover or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = across and headings[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | (Qt.AlignmentFlag.AlignBottom if across else Qt.AlignmentFlag.AlignVCenter)
        return None


class Grid(QFrame):
    """Rows and columns with their headings in sight, and a line under them about the cell under the keyboard."""

    typed = Signal(int, int, str)
    """Row, column, and what was typed; empty takes away what stood there."""
    pasted = Signal(int, int, list)
    """Row and column of the first cell, then the lines of the block, each a list of texts."""
    moved = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "table")
        self.setMinimumHeight(theme.px(180))
        self.model = GridModel()
        self.view = _GridView(self, name)
        self._foot = label("", "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        self._foot.setContentsMargins(theme.px(11), theme.px(6), theme.px(11), theme.px(6))
        column.addWidget(self._foot)
        self.model.typed.connect(self.typed)
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self._tell(now))

    def show_cells(self, rows: Sequence[Heading], columns: Sequence[Heading], cell: Callable[[int, int], Cell]) -> None:
        """Show other cells, the keyboard staying on the same row and column when they are still there."""
        at = self.place()
        keys = (self.model.rows[at[0]].key, self.model.columns[at[1]].key) if at is not None else None
        self.model.show_cells(rows, columns, cell)
        self.view.fit()
        if self.place() is None and self.model.rows and self.model.columns:
            found = [one.key for one in rows], [one.key for one in columns]
            row = found[0].index(keys[0]) if keys and keys[0] in found[0] else 0
            column = found[1].index(keys[1]) if keys and keys[1] in found[1] else 0
            self.go_to(row, column)

    def place(self) -> tuple[int, int] | None:
        """The row and the column under the keyboard."""
        index = self.view.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard on a cell."""
        self.view.setCurrentIndex(self.model.index(row, column))

    def say(self, words: str) -> None:
        """Say something about the cell under the keyboard."""
        self._foot.setText(words)

    def _tell(self, now: QModelIndex) -> None:
        if now.isValid():
            self.moved.emit(now.row(), now.column())


class _GridView(QTableView):
    """The cells: typing begins at the first key, Enter goes down, Tab goes right and leaves after the last column."""

    def __init__(self, owner: Grid, name: str) -> None:
        super().__init__()
        self._owner = owner
        self._tabbed_from: int | None = None
        owner.model.setParent(self)
        self.setModel(owner.model)
        self.setAccessibleName(name)
        self.setProperty("role", "grid")
        self.setShowGrid(False)
        self.setItemDelegate(_Typing(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(True)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.row_height())
        down.setSectionsClickable(False)
        across.setSectionsClickable(False)

    def fit(self) -> None:
        """Give every column room for its heading on a few lines, and for a figure."""
        across, columns = self.horizontalHeader(), self._owner.model.columns
        metrics = QFontMetrics(theme.font(13, 600))
        for at, heading in enumerate(columns):
            longest = max(metrics.horizontalAdvance(line) for line in heading.lines)
            self.setColumnWidth(at, max(theme.px(heading.width or 104), longest + theme.px(30)))
        lines = max((len(heading.lines) for heading in columns), default=1)
        across.setFixedHeight(metrics.lineSpacing() * lines + theme.px(20))
        widest = max((metrics.horizontalAdvance(row.words) for row in self._owner.model.rows), default=0)
        self.verticalHeader().setFixedWidth(min(widest + theme.px(32), theme.px(260)))

    def go_down(self) -> None:
        """Go to the next row, in the column where Tab was first struck."""
        at = self.currentIndex()
        column = self._tabbed_from if self._tabbed_from is not None else at.column()
        self._tabbed_from = None
        if at.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(self.model().index(at.row() + 1, column))

    def go_across(self, by: int) -> bool:
        """Go to the next column; False after the last one."""
        at = self.currentIndex()
        if not 0 <= at.column() + by < self.model().columnCount():
            self._tabbed_from = None
            return False
        if self._tabbed_from is None:
            self._tabbed_from = at.column()
        self.setCurrentIndex(self.model().index(at.row(), at.column() + by))
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes from cell to cell first."""
        if self.hasFocus() and self.currentIndex().isValid() and self.go_across(1 if next else -1):
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down, Delete empties, Ctrl+V pastes a block; the rest is the table's."""
        at = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the key is the line's, which keeps what is typed a moment later
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and at.isValid():
            if at.flags() & Qt.ItemFlag.ItemIsEditable:
                self._owner.model.setData(at, "")
        elif event.matches(QKeySequence.StandardKey.Paste) and at.isValid():
            block = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()]
            if block:
                self._owner.pasted.emit(at.row(), at.column(), block)
        elif event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()  # the shortcuts of the page
        else:
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._tabbed_from = None
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After typing: Enter goes down, Tab goes right, as in a spreadsheet."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if hint == hints.SubmitModelCache:
            self.go_down()
        elif hint == hints.EditNextItem:
            self.go_across(1)
        elif hint == hints.EditPreviousItem:
            self.go_across(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        set_property(self._owner, "focused", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        set_property(self._owner, "focused", False)


class _Typing(QStyledItemDelegate):
    """The line one types in, named for those who do not see it."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Make the line of a cell."""
        line = QLineEdit(parent)
        model = index.model()
        if isinstance(model, GridModel):
            line.setAccessibleName(f"{model.rows[index.row()].words}, {model.columns[index.column()].words}")
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setProperty("role", "cell")
        return line
