"""The one table model of the program: rows are records, columns are declared."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coop_desk.core import words
from coop_desk.screen.pieces import Tone
from coop_desk.screen.privacy import privacy

Kind = Literal["text", "integer", "amount", "day", "pill"]
AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
RECORD_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a record is read, written, sorted and aligned. Amounts are cents, days are dates."""

    title: str
    value: Callable[[Any], Any]
    kind: Kind = "text"
    text: Callable[[Any], str] | None = None
    width: int = 0
    stretch: bool = False
    sort: Callable[[Any], Any] | None = None
    tone: Callable[[Any], Tone] | None = None
    hover: Callable[[Any], str] | None = None
    shown: bool = True

    def words(self, record: Any) -> str:
        """The cell as it is read on the screen and on paper."""
        value = self.value(record)
        if self.text is not None:
            return self.text(value)
        if value is None:
            return ""
        written = {"integer": words.integer, "amount": words.amount, "day": words.day}.get(self.kind)
        return written(value) if written else str(value)  # type: ignore[operator]

    def order(self, record: Any) -> Any:
        """What the record is sorted by; None comes last in both senses."""
        value = self.sort(record) if self.sort else self.value(record)
        return words.fold(value) if isinstance(value, str) else value

    @property
    def right(self) -> bool:
        """Whether the column holds figures, written to the right."""
        return self.kind in ("integer", "amount")


class TableModel(QAbstractTableModel):
    """Records seen through columns, narrowed by words and a filter, sorted; knows nothing else."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], Hashable]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self._all: list[Any] = []
        self._folded: list[str] = []
        self._shown: list[int] = []
        self._words: tuple[str, ...] = ()
        self._accepts: Callable[[Any], bool] | None = None
        self._order: tuple[int, bool] | None = None
        privacy.turned.connect(self._say_again)

    @property
    def all_records(self) -> list[Any]:
        """Every record, before search and filter."""
        return list(self._all)

    @property
    def shown_records(self) -> list[Any]:
        """The records shown, in the order shown."""
        return [self._all[place] for place in self._shown]

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace the records; search, filter and order stay."""
        self.beginResetModel()
        self._all = list(records)
        self._folded = []
        self._narrow()
        self.endResetModel()

    def search(self, text: str) -> None:
        """Keep the records in which every word typed is found, whatever its case or accents."""
        self._words = tuple(words.fold(text).split())
        self._again()

    def accept(self, accepts: Callable[[Any], bool] | None) -> None:
        """Keep the records that a filter accepts."""
        self._accepts = accepts
        self._again()

    def record(self, row: int) -> Any:
        """The record of a row shown."""
        return self._all[self._shown[row]]

    def row_of(self, key: Hashable) -> int:
        """The row where the record of this key is shown, -1 when it is not."""
        return next((row for row, at in enumerate(self._shown) if self.key(self._all[at]) == key), -1)

    def _say_again(self) -> None:
        """The same cells, with their amounts hidden or shown."""
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])

    def _again(self) -> None:
        self.beginResetModel()
        self._narrow()
        self.endResetModel()

    def _narrow(self) -> None:
        if self._words and not self._folded:
            self._folded = [self._fold(record) for record in self._all]
        self._shown = [
            place
            for place, record in enumerate(self._all)
            if (not self._words or all(word in self._folded[place] for word in self._words))
            and (self._accepts is None or self._accepts(record))
        ]
        if self._order is not None:
            column, descending = self._order
            order = self.columns[column].order
            known = [place for place in self._shown if order(self._all[place]) is not None]
            unknown = [place for place in self._shown if order(self._all[place]) is None]
            self._shown = sorted(known, key=lambda at: order(self._all[at]), reverse=descending) + unknown

    def _fold(self, record: Any) -> str:
        return " ".join(words.fold(column.words(record)) for column in self.columns)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Count the rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Count the columns declared."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words, alignment, tone, hover or record of a cell."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        column, record = self.columns[index.column()], self._all[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return privacy.masked(column.words(record))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.hover(record) if column.hover else None
        if role == TONE_ROLE:
            return column.tone(record) if column.tone else "plain"
        return record if role == RECORD_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the title of a column, placed over its column, with the sense of the order."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if self._order is not None and self._order[0] == section:
                return f"{column.title} {'↓' if self._order[1] else '↑'}"
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a negative one goes back to the order given."""
        self._order = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._again()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self.columns) - 1))


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
