"""The grid of a calendar: a line a person, a column a day or a month, drawn with shapes as well as colours."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen import theme
from coop_desk.topics.leave.requests.records import Away, Calendar, CalendarRow, Mark
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.rules.settings import Span

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MARK_ROLE, SPANS_ROLE, DAYS_ROLE = (Qt.ItemDataRole.UserRole + n for n in (1, 2, 3))
ONE_DAY = timedelta(days=1)
LETTERS = ("L", "M", "M", "J", "V", "S", "D")


class CalendarModel(QAbstractTableModel):
    """A month day by day, or a year month by month; the last line of a month counts who is at work."""

    def __init__(self) -> None:
        super().__init__()
        self.calendar: Calendar | None = None
        self.kinds: Mapping[int, str] = {}
        self._columns: tuple[Span, ...] = ()

    def show_calendar(self, calendar: Calendar, kinds: Mapping[int, str]) -> None:
        """Show other days; `kinds` tells why of the absences that may be read."""
        self.beginResetModel()
        self.calendar, self.kinds = calendar, kinds
        self._columns = _columns(calendar)
        self.endResetModel()

    @property
    def by_month(self) -> bool:
        """Whether a column is a month."""
        return bool(self._columns) and self._columns[0].days > 1

    def row(self, place: int) -> CalendarRow | None:
        """The person of a line; None for the count at the foot."""
        rows = self.calendar.rows if self.calendar is not None else ()
        return rows[place] if place < len(rows) else None

    def away_at(self, index: AnyIndex) -> list[Away]:
        """The absences of a cell."""
        row = self.row(index.row())
        span = self._columns[index.column()]
        return [one for one in row.away if one.span.within(span) is not None] if row is not None else []

    def words_at(self, index: AnyIndex) -> str:
        """A cell in words: who, when, absent or not; why only where it may be read."""
        row, span = self.row(index.row()), self._columns[index.column()]
        when = words.full_day(span.first) if span.days == 1 else words.long_month(span.first)
        if row is None:
            return _("{when} : {n} au travail").format(when=when, n=self._there(index.column()))
        told = [self._told(one) for one in self.away_at(index)] or [self._not_away(row, index.column())]
        return _("{name}, {when} : {words}").format(name=row.name, when=when, words=words.listed(told))

    def _told(self, one: Away) -> str:
        what = self.kinds.get(one.absence_id, _("absent"))
        said = (
            _("{what} du {first} au {last}")
            if one.state is State.APPROVED
            else _("{what} du {first} au {last}, à décider")
        )
        return said.format(what=what, first=words.day(one.first), last=words.day(one.last))

    def _not_away(self, row: CalendarRow, column: int) -> str:
        if self.by_month:
            return _("aucune absence")
        said = {
            Mark.OFF: _("jour non travaillé"),
            Mark.HOLIDAY: _("jour férié"),
            Mark.OUT: _("pas de contrat"),
        }
        return said.get(row.marks[column], _("au travail"))

    def _there(self, column: int) -> int:
        return self.calendar.there[column] if self.calendar is not None and self.calendar.there else 0

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """People, and the count of a month."""
        if parent.isValid() or self.calendar is None:
            return 0
        return len(self.calendar.rows) + (1 if self.calendar.there and self.calendar.rows else 0)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Days or months."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, and how it is drawn."""
        if not index.isValid() or self.calendar is None:
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.words_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._there(index.column())) if row is None else ""
        if role == MARK_ROLE:
            return row.marks[index.column()] if row is not None and row.marks else None
        if role == SPANS_ROLE and row is not None and self.by_month:
            return self.away_at(index)
        if role == DAYS_ROLE:
            return self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ForegroundRole and row is None:
            thin = self._there(index.column()) < self.calendar.least
            return QBrush(theme.colour("warn" if thin else "muted"))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Days and letters above, people at the left."""
        if self.calendar is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.row(section)
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name if row is not None else _("Au travail")
            return (row.team if row is not None else None) if role == Qt.ItemDataRole.ToolTipRole else None
        span = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if span.days > 1:
                return words.short_month(span.first)
            return f"{LETTERS[span.first.weekday()]}\n{span.first.day}"
        if role == Qt.ItemDataRole.ToolTipRole:
            feast = self.calendar.feasts.get(span.first)
            return f"{words.full_day(span.first)}, {feast}" if feast else words.full_day(span.first)
        return None


class _CellPainter(QStyledItemDelegate):
    """A filled cell is an absence, a hatched one is asked for, a half one half a day, a pale one is not worked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw a cell."""
        super().paint(painter, option, index)
        cell: QRect = option.rect.adjusted(1, theme.px(4), -1, -theme.px(4))
        painter.save()
        mark = index.data(MARK_ROLE)
        if mark is not None:
            _draw(painter, cell, Mark(mark))
        for one in index.data(SPANS_ROLE) or ():
            _draw_within(painter, cell, one, index.data(DAYS_ROLE))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


class CalendarGrid(QTableView):
    """The calendar on the screen: arrows go from cell to cell, the cell is said in words."""

    cell_chosen = Signal(str, object)
    """The words of the cell, and the first absence in it or None."""

    def __init__(self) -> None:
        super().__init__()
        self.model_ = CalendarModel()
        self.setModel(self.model_)
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Calendrier des absences"))
        self.horizontalHeader().setObjectName("days")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(theme.px(18))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.verticalHeader().setMaximumWidth(theme.px(230))
        self.selectionModel().currentChanged.connect(lambda now, _before: self._say(now))

    def show_calendar(self, calendar: Calendar, kinds: Mapping[int, str]) -> None:
        """Show other days, the keyboard staying where it was."""
        place = self.currentIndex()
        kept = (place.row(), place.column()) if place.isValid() else (0, 0)
        self.model_.show_calendar(calendar, kinds)
        wanted = self.model_.index(
            min(kept[0], self.model_.rowCount() - 1), min(kept[1], self.model_.columnCount() - 1)
        )
        if wanted.isValid():
            self.setCurrentIndex(wanted)
            self._say(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page have its own keys."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _say(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        away = self.model_.away_at(index)
        self.cell_chosen.emit(self.model_.words_at(index), away[0] if away else None)


def _columns(calendar: Calendar) -> tuple[Span, ...]:
    days = (calendar.last - calendar.first).days + 1
    if days <= 31:
        return tuple(Span(day, day) for n in range(days) for day in (calendar.first + timedelta(days=n),))
    firsts = [date(calendar.first.year, month, 1) for month in range(1, 13)]
    lasts = [*(one - ONE_DAY for one in firsts[1:]), calendar.last]
    return tuple(Span(first, last) for first, last in zip(firsts, lasts, strict=True))


def _draw(painter: QPainter, cell: QRect, mark: Mark) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if mark in (Mark.OFF, Mark.AWAY_OFF, Mark.OUT, Mark.HOLIDAY):
        painter.fillRect(cell, theme.colour("side"))
        if mark is Mark.HOLIDAY:
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.drawLine(cell.bottomLeft(), cell.topRight())
    elif mark is Mark.AWAY:
        painter.fillRect(cell, theme.colour("accent"))
    elif mark is Mark.HALF:
        painter.fillRect(cell.adjusted(0, cell.height() // 2, 0, 0), theme.colour("accent"))
        _outline(painter, cell)
    elif mark is Mark.ASKED:
        _hatch(painter, cell)


def _draw_within(painter: QPainter, cell: QRect, one: Away, column: Span) -> None:
    """A stretch of days inside the cell of a month."""
    shared = one.span.within(column)
    if shared is None:
        return
    left = cell.left() + cell.width() * (shared.first - column.first).days // column.days
    right = cell.left() + cell.width() * ((shared.last - column.first).days + 1) // column.days
    stretch = QRect(left, cell.top(), max(2, right - left), cell.height())
    if one.state is State.APPROVED:
        painter.fillRect(stretch, theme.colour("accent"))
    else:
        _hatch(painter, stretch)


def _hatch(painter: QPainter, cell: QRect) -> None:
    painter.fillRect(cell, QBrush(QColor(theme.colour("accent")), Qt.BrushStyle.BDiagPattern))
    _outline(painter, cell)


def _outline(painter: QPainter, cell: QRect) -> None:
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(cell.adjusted(0, 0, -1, -1))


def said_people(rows: Sequence[CalendarRow]) -> str:
    """How many people a calendar shows."""
    return ngettext("{n} personne", "{n} personnes", len(rows)).format(n=words.integer(len(rows)))
