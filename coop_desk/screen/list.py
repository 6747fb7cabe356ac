"""A list on a page: search as you type, filter pills, columns to choose, count, print and export."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from coop_desk.core import words
from coop_desk.core.i18n import _, ngettext
from coop_desk.screen import icons, preferences, theme
from coop_desk.screen.flow import Flow
from coop_desk.screen.pieces import button, label, set_property
from coop_desk.screen.table import TONE_ROLE, Column, TableModel


@dataclass(frozen=True, slots=True)
class Filter:
    """A pill over a list: its word and the records it keeps."""

    title: str
    accepts: Callable[[Any], bool]


def record_id(record: Any) -> Hashable:
    """The usual key of a record: its id."""
    return record.id  # type: ignore[no-any-return]


class List(QFrame):
    """Records in a table with everything a list offers; `opened` by Enter or double click, `peeked` by Space."""

    chosen = Signal(object)
    opened = Signal(object)
    peeked = Signal(object)
    print_asked = Signal()
    export_asked = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        filters: Sequence[Filter] = (),
        key: Callable[[Any], Hashable] = record_id,
        counted: Callable[[int], str] | None = None,
        searchable: bool = True,
        printable: bool = True,
    ) -> None:
        """`name` is what the list is («Associés»); `counted` writes its count («24 associés»)."""
        super().__init__()
        self.name = name
        self.printable = printable
        self.model = TableModel(columns, key)
        self._counted = counted or _count
        self._filters = tuple(filters)
        self._quiet = False
        self._put_away: set[int] = set()
        self.setProperty("role", "table")
        self.setMinimumHeight(theme.px(180))
        self.search_box = _search_box(name)
        if not searchable:
            self.search_box.hide()
        self.view = _TableView(self)
        self._foot = label("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._bar(searchable, printable))
        column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(11), theme.px(6), theme.px(11), theme.px(6))
        foot.addWidget(self._foot)
        column.addLayout(foot)
        self._wire(searchable, printable)
        self._choose_remembered_columns()
        self._fit_columns()
        self._tell_count()

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace the records and keep the one chosen, the search and the order."""
        kept = self.chosen_record()
        key = self.model.key(kept) if kept is not None else None
        self._quiet = True
        self.model.show_records(records)
        self._quiet = False
        self._count_pills()
        self._tell_count()
        self._fit_columns()
        if key is not None and not self.choose(key):
            self.chosen.emit(None)

    def chosen_record(self) -> Any | None:
        """The record of the current row, None when there is none."""
        index = self.view.currentIndex()
        return self.model.record(index.row()) if index.isValid() else None

    def choose(self, key: Hashable) -> bool:
        """Put the current row on the record of this key; False when it is not shown."""
        row = self.model.row_of(key)
        if row >= 0:
            self._go_to(row)
        return row >= 0

    def clear_choice(self) -> None:
        """Leave no row chosen."""
        self.view.setCurrentIndex(QModelIndex())
        self.view.clearSelection()

    def chosen_records(self) -> list[Any]:
        """Every selected record, for lists where several may be chosen."""
        return [self.model.record(index.row()) for index in self.view.selectionModel().selectedRows()]

    def choose_several(self) -> None:
        """Let several rows be chosen with Shift and Ctrl."""
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def shown_columns(self) -> list[Column]:
        """The columns chosen, in their order (also one left out for want of room while a card is open)."""
        return [column for place, column in enumerate(self.model.columns) if place not in self._put_away]

    def shown_records(self) -> list[Any]:
        """The records shown, in the order shown."""
        return self.model.shown_records

    def count_words(self) -> str:
        """The count at the foot: «24 associés», «3 sur 24 associés»."""
        shown, total = self.model.rowCount(), len(self.model.all_records)
        if shown == total:
            return self._counted(total)
        return _("{shown} sur {total}").format(shown=words.integer(shown), total=self._counted(total))

    def begin_search(self, typed: str = "") -> None:
        """Put the keyboard in the search box, with what was typed on the list."""
        if not self.search_box.isHidden():
            self.search_box.setFocus()
            self.search_box.insert(typed)

    def sort_by(self, title: str, *, descending: bool = False) -> None:
        """Sort by the column of this title."""
        place = [column.title for column in self.model.columns].index(title)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.horizontalHeader().setSortIndicator(place, order)

    def filter_by(self, title: str) -> None:
        """Press the pill of this title; an empty title shows all."""
        for pill in self._pills.buttons():
            if pill.property("filter") == title:
                pill.click()

    def _bar(self, searchable: bool, printable: bool) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.search_box, 1)
        if printable and not searchable:
            row.addWidget(label(self.name, "card-title"), 1)
        self._columns_button = button(
            "", self._offer_columns, role="quiet", icon="columns", name=_("Choisir les colonnes")
        )
        row.addWidget(self._columns_button)
        if not (searchable or printable):
            self._columns_button.hide()
        self.print_action = QAction(_("Imprimer la liste"), self)
        self.export_action = QAction(_("Exporter la liste"), self)
        if printable:
            for icon, action in (("print", self.print_action), ("export", self.export_action)):
                row.addWidget(button("", action.trigger, role="quiet", icon=icon, name=action.text()))
        whole = QVBoxLayout()
        if searchable or printable:
            whole.setContentsMargins(theme.px(11), theme.px(10), theme.px(11), theme.px(4))
        else:
            whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        self._top_row = row
        whole.addLayout(row)
        self._pills = QButtonGroup(self)
        if self._filters:
            whole.addWidget(self._pill_row())
        return whole

    def _pill_row(self) -> Flow:
        row = Flow()
        for title in ("", *(each.title for each in self._filters)):
            pill = button(title or _("Tous"), self._apply_filter, role="pill")
            pill.setCheckable(True)
            pill.setChecked(not title)
            pill.setProperty("filter", title)
            self._pills.addButton(pill)
            row.add(pill)
        return row

    def _wire(self, searchable: bool, printable: bool) -> None:
        self._typed = QTimer(self, singleShot=True, interval=0)
        self._typed.timeout.connect(self._search)
        self.search_box.returnPressed.connect(self._leave_search)
        self.search_box.installEventFilter(self)
        self.search_box.textChanged.connect(lambda _text: self._typed.start())
        self.view.selectionModel().currentRowChanged.connect(self._tell_choice)
        self.view.doubleClicked.connect(lambda index: self.opened.emit(self.model.record(index.row())))
        find = QAction(_("Chercher dans la liste"), self, shortcut=QKeySequence("Ctrl+F"))
        find.triggered.connect(self.search_box.setFocus)
        self.print_action.setShortcut("Ctrl+P")
        self.export_action.setShortcut("Ctrl+E")
        self.print_action.triggered.connect(self.print_asked)
        self.export_action.triggered.connect(self.export_asked)
        offered = ([find] if searchable else []) + ([self.print_action, self.export_action] if printable else [])
        for action in offered:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def narrowed_by(self) -> tuple[str, ...]:
        """What leaves rows out: the filter pressed and the words searched."""
        pressed = self._pills.checkedButton()
        title = pressed.property("filter") if pressed is not None else ""
        typed = self.search_box.text().strip()
        return tuple(said for said in (title, _("« {words} »").format(words=typed) if typed else "") if said)

    def _search(self) -> None:
        self._keeping_choice(lambda: self.model.search(self.search_box.text()))

    def _leave_search(self) -> None:
        if self.model.rowCount():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self._go_to(0)

    def _apply_filter(self) -> None:
        pressed = self._pills.checkedButton()
        title = pressed.property("filter") if pressed is not None else ""
        accepts = next((each.accepts for each in self._filters if each.title == title), None)
        self._keeping_choice(lambda: self.model.accept(accepts))

    def _keeping_choice(self, change: Callable[[], object]) -> None:
        kept = self.chosen_record()
        self._quiet = True
        change()
        self._quiet = False
        if kept is not None and not self.choose(self.model.key(kept)):
            self.chosen.emit(None)
        self._tell_count()

    def _go_to(self, row: int) -> None:
        index = self.model.index(row, self.view.first_column())
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    def _tell_choice(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._quiet:
            self.chosen.emit(self.model.record(now.row()) if now.isValid() else None)

    def _tell_count(self) -> None:
        self._foot.setText(self.count_words())

    def _count_pills(self) -> None:
        counts = {"": len(self.model.all_records)}
        for each in self._filters:
            counts[each.title] = sum(1 for record in self.model.all_records if each.accepts(record))
        for pill in self._pills.buttons():
            title = pill.property("filter")
            pill.setText(f"{title or _('Tous')}  {words.integer(counts[title])}")

    def _offer_columns(self) -> None:
        menu = QMenu(self)
        for place, column in enumerate(self.model.columns):
            choice = menu.addAction(column.title)
            choice.setCheckable(True)
            choice.setChecked(place not in self._put_away)
            choice.toggled.connect(lambda on, at=place: self._show_column(at, on))
        menu.popup(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _show_column(self, place: int, on: bool) -> None:
        if not on and len(self.shown_columns()) == 1:
            return
        self._put_away ^= {place}
        self._fit_columns()
        hidden = [self.model.columns[at].title for at in sorted(self._put_away)]
        preferences.remember(f"columns hidden in {self.name}", hidden)

    def _choose_remembered_columns(self) -> None:
        usual = [column.title for column in self.model.columns if not column.shown]
        hidden = preferences.remembered(f"columns hidden in {self.name}", usual)
        self._put_away = {place for place, column in enumerate(self.model.columns) if column.title in hidden}

    def _fit_columns(self) -> None:
        """Give each column the width of its words: every title whole, and a sample of the cells."""
        metrics = QFontMetrics(theme.font())
        head = QFontMetrics(theme.font(13, 600))
        records = self.model.all_records
        sample = records[:: max(1, len(records) // _SAMPLE)]
        widths, wanted = {}, {}
        for place, column in enumerate(self.model.columns):
            if place in self._put_away:
                continue
            extra = theme.px(48 if column.kind == "pill" else 30)
            written = [metrics.horizontalAdvance(column.words(record)) + extra for record in sample]
            width = max([head.horizontalAdvance(f"{column.title} ↓") + theme.px(22), *written])
            wanted[place] = width
            if column.kind == "text":
                width = min(width, theme.px(_WIDEST if column.stretch else _WIDE))
            widths[place] = max(width, theme.px(column.width)) if column.kind == "pill" or not sample else width
        self.view.share_room(widths, wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search box to the rows with ↓, empty it with Escape."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.search_box:
            if event.key() == Qt.Key.Key_Down:
                self._leave_search()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_box.text():
                self.search_box.clear()
                return True
        return False


class _TableView(QTableView):
    """The table of a list: rows only, Enter opens, Space peeks, Tab goes on to the next control."""

    def __init__(self, owner: List) -> None:
        super().__init__()
        self._owner = owner
        self._natural: dict[int, int] = {}
        self._wanted: dict[int, int] = {}
        owner.model.setParent(self)  # else it would outlive its list until Python sweeps, in any thread
        self.setModel(owner.model)
        self.setAccessibleName(owner.name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(icons.icon_size())
        self.setItemDelegate(_Cells(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorShown(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme.px(40))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._sort)

    def first_column(self) -> int:
        """The first column that is not hidden."""
        return next((at for at in range(self.model().columnCount()) if not self.isColumnHidden(at)), 0)

    def share_room(self, widths: dict[int, int], wanted: dict[int, int]) -> None:
        """Show the columns chosen at these widths, with what is left.

        It goes to words that would be cut, up to the widths `wanted`, then to columns that stretch, else to the first
        text.
        """
        self._natural, self._wanted = widths, wanted
        self._stretch()

    def _stretch(self) -> None:
        if not self._natural:
            return
        columns = self._owner.model.columns
        room = self.viewport().width()
        widths = self._that_fit(room)
        for at in range(len(columns)):
            self.setColumnHidden(at, at not in widths)
        texts = [at for at in widths if columns[at].kind == "text"]
        eager = [at for at in widths if columns[at].stretch] or texts[:1]
        most, least = max(widths.values(), default=0), theme.px(_NARROWEST)
        while texts and sum(widths.values()) > room and most > least:
            most = max(least, most - theme.px(6))
            widths |= {at: min(widths[at], most) for at in texts}
        spare = max(0, room - sum(widths.values()))
        for at in sorted(texts, key=lambda at: at not in eager):
            more = min(spare, max(0, self._wanted[at] - widths[at]))
            widths[at] += more
            spare -= more
        for at, width in widths.items():
            self.setColumnWidth(at, width + (spare // len(eager) if at in eager else 0))

    def _that_fit(self, room: int) -> dict[int, int]:
        """Leave out columns from the right while the words would be cut; the first two, amounts and pills stay."""
        columns, widths = self._owner.model.columns, dict(self._natural)
        kept = ("pill", "amount")
        may_go = [at for at in list(widths)[2:] if columns[at].kind not in kept and not columns[at].stretch]

        def needed() -> int:
            short = {at for at in widths if columns[at].kind == "text" and not columns[at].stretch}
            return sum(min(width, theme.px(_ENOUGH)) if at in short else width for at, width in widths.items())

        while may_go and needed() > room:
            del widths[may_go.pop()]
        return widths

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._owner._keeping_choice(lambda: self._owner.model.sort(column, order))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, peek on Space; the rest is the table's."""
        record = self._owner.chosen_record()
        if record is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.opened.emit(record)
        elif record is not None and event.key() == Qt.Key.Key_Space:
            self._owner.peeked.emit(record)
        elif event.text().isprintable() and event.text().strip() and not event.modifiers() & _HELD:
            self._owner.begin_search(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """Keep the columns filling the width."""
        super().resizeEvent(event)
        self._stretch()

    def focusInEvent(self, event: Any) -> None:
        """Show the ring; choose a row only for who came by the keyboard (Qt alone would always choose one)."""
        chosen = self.currentIndex().isValid()
        self._owner._quiet = True
        super().focusInEvent(event)
        if not chosen:
            self._owner.clear_choice()
        self._owner._quiet = False
        set_property(self._owner, "focused", True)
        if not chosen and self.model().rowCount() and event.reason() in _BY_KEY:
            self._owner._go_to(0)

    def focusOutEvent(self, event: Any) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        set_property(self._owner, "focused", False)


_SAMPLE = 60
_NARROWEST, _ENOUGH, _WIDE, _WIDEST = 110, 200, 320, 480
"""Widths of a column of text in px at 100 %: least, enough to read, most, most of one that stretches."""
_CELL_FOCUS = QStyle.StateFlag.State_HasFocus
_ITEM = QStyle.ControlElement.CE_ItemViewItem
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _Cells(QStyledItemDelegate):
    """Draws a status as a word in a pill; the rest as text, whole rows marked."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        model = index.model()
        text = index.data()
        if not isinstance(model, TableModel) or model.columns[index.column()].kind != "pill" or not text:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        tone = index.data(TONE_ROLE)
        token = "muted" if tone == "plain" else tone
        ground = theme.colour("ground" if tone == "plain" else f"{tone}_ground")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(13, 600)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        room = option.rect.width() - theme.px(20)
        written = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room - theme.px(24)))
        shape = QRect(0, 0, metrics.horizontalAdvance(written) + theme.px(24), theme.px(24))
        shape.moveCenter(option.rect.center())
        shape.moveLeft(option.rect.left() + theme.px(10))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(shape, theme.px(10), theme.px(10))
        painter.setPen(theme.colour(token))
        painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, written)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leave out the frame around one cell: the row is what is chosen."""
        super().initStyleOption(option, index)
        option.state &= ~_CELL_FOCUS

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every row has the height of the density chosen."""
        return QSize(super().sizeHint(option, index).width(), theme.row_height())

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        empty = QStyleOptionViewItem(option)
        self.initStyleOption(empty, index)
        empty.text = ""
        view = option.widget
        view.style().drawControl(_ITEM, empty, painter, view)


def _search_box(name: str) -> QLineEdit:
    box = QLineEdit()
    box.setProperty("role", "search")
    box.setPlaceholderText(_("Chercher dans la liste"))
    box.setAccessibleName(_("Chercher dans {list}").format(list=name))
    box.setClearButtonEnabled(True)
    icons.put_in(box, "search")
    return box


def _count(number: int) -> str:
    return ngettext("{n} ligne", "{n} lignes", number).format(n=words.integer(number))
