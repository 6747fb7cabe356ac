"""The search box on top (Ctrl+K): pages and records of every topic as one types, Enter opens."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from coop_desk.app.menu import Entry, searches_open_to
from coop_desk.core import words
from coop_desk.core.finding import Hit
from coop_desk.core.i18n import _
from coop_desk.screen import icons, theme

if TYPE_CHECKING:
    from coop_desk.app.workspace import Workspace

PAUSE = 90
PER_GROUP = 8
_PLACE = Qt.ItemDataRole.UserRole
_LINE = 37


class SearchBox(QLineEdit):
    """Asks every search verb open to the desk; results are grouped by page."""

    chosen = Signal(str, object)

    def __init__(self, workspace: "Workspace", entries: list[Entry]) -> None:
        super().__init__()
        self._workspace = workspace
        self._entries = entries
        self.setPlaceholderText(_("Rechercher partout…  Ctrl+K"))
        self.setAccessibleName(_("Rechercher partout"))
        self.setMinimumWidth(theme.px(160))
        self.setMaximumWidth(theme.px(420))
        icons.put_in(self, "search")
        self.results = QListWidget(workspace)
        self.results.setAccessibleName(_("Résultats de la recherche"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.itemClicked.connect(self._open)
        self.results.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.installEventFilter(self)

    def begin(self) -> None:
        """Put the keyboard here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def look(self) -> None:
        """Find what was typed and show it under the box."""
        typed = self.text().strip()
        self.results.clear()
        if not typed:
            self.results.hide()
            return
        groups: dict[str, list[Hit]] = {}
        for entry in self._pages_named(typed):
            groups.setdefault(_("Pages"), []).append(Hit(entry.name, 0, _(entry.title)))
        for verb in searches_open_to(self._workspace.desk):
            for hit in verb(self._workspace.desk, typed):
                groups.setdefault(self._group_of(hit), []).append(hit)
        for group, hits in groups.items():
            self._add_group(group, hits)
        if not groups:
            self._add_line(_("Rien ne correspond à « {text} ».").format(text=typed), None)
        self._show_results()

    def _pages_named(self, typed: str) -> list[Entry]:
        wanted = words.fold(typed)
        return [each for each in self._entries if each.in_menu and wanted in words.fold(_(each.title))]

    def _group_of(self, hit: Hit) -> str:
        return next((_(each.title) for each in self._entries if each.name == hit.page), _("Autres"))

    def _add_group(self, group: str, hits: list[Hit]) -> None:
        head = self._add_line(group, None)
        head.setFont(theme.font(13, 600))
        head.setForeground(theme.colour("muted"))
        for hit in hits[:PER_GROUP]:
            text = f"{hit.title} · {hit.detail}" if hit.detail else hit.title
            self._add_line(text, (hit.page, hit.record_id or None))
        first = next((row for row in range(self.results.count()) if self._place(row)), -1)
        self.results.setCurrentRow(first)

    def _add_line(self, text: str, place: Any) -> QListWidgetItem:
        line = QListWidgetItem(text)
        line.setData(_PLACE, place)
        line.setToolTip(text)
        line.setSizeHint(QSize(0, theme.px(_LINE)))  # as wide as the list: long words end in an ellipsis
        if place is None:
            line.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.results.addItem(line)
        return line

    def _place(self, row: int) -> Any:
        return self.results.item(row).data(_PLACE)

    def _show_results(self) -> None:
        at = self.mapTo(self._workspace, QPoint(0, self.height() + theme.px(4)))
        height = min(self.results.count() * theme.px(_LINE) + 4, self._workspace.height() - at.y() - theme.px(24))
        self.results.setGeometry(at.x(), at.y(), max(self.width(), theme.px(560)), height)
        self.results.show()
        self.results.raise_()

    def _move(self, step: int) -> None:
        row = self.results.currentRow() + step
        while 0 <= row < self.results.count():
            if self._place(row):
                self.results.setCurrentRow(row)
                return
            row += step

    def _open(self, line: QListWidgetItem | None) -> None:
        place = line.data(_PLACE) if line is not None else None
        if place is None:
            return
        self.results.hide()
        self.clear()
        self.chosen.emit(*place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Enter opens, Escape gives up; leaving closes the results."""
        if event.type() == QEvent.Type.FocusOut:
            self.results.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._pause.stop()
                self.look()
            self._open(self.results.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.results.hide()
            self.clear()
        else:
            return False
        return True
