"""The menu at the left: groups in the order of a co-op's year, folded to icons in a narrow window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from coop_desk.app.menu import Entry
from coop_desk.core.i18n import _
from coop_desk.screen import icons, theme
from coop_desk.screen.pieces import button, label

WIDE, NARROW = 216, 60


class SideMenu(QFrame):
    """One flat button a page; the arrows go up and down, Enter opens."""

    chosen = Signal(str)

    def __init__(self, coop_name: str, entries: list[Entry]) -> None:
        super().__init__()
        self.setObjectName("side")
        self._entries = {each.name: each for each in entries}
        self._buttons: dict[str, QPushButton] = {}
        self._heads: list[QLabel] = []
        self._group = QButtonGroup(self)
        self._folded = False
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(10), theme.px(14), theme.px(10), theme.px(14))
        column.setSpacing(theme.px(2))
        self._coop = label(coop_name, "coop", wrap=True)
        column.addWidget(self._coop)
        group = ""
        for each in entries:
            if each.group and each.group != group:
                self._heads.append(label(_(each.group), "group"))
                column.addWidget(self._heads[-1])
            group = each.group
            column.addWidget(self._make_button(each))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(_("Menu"))
        area.verticalScrollBar().rangeChanged.connect(lambda *_range: self._share_width())
        self._area = area
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._share_width()

    def mark(self, name: str) -> None:
        """Show which page is open; a page that is not in the menu («members.import») marks the one it belongs to."""
        marked = self._buttons.get(name) or self._buttons.get(name.split(".")[0])
        if marked is not None:
            marked.setChecked(True)
        for each, made in self._buttons.items():
            made.setIcon(icons.icon(self._entries[each].icon, "accent" if made.isChecked() else "muted"))

    def begin(self) -> None:
        """Put the keyboard on the page marked."""
        marked = self._group.checkedButton() or next(iter(self._buttons.values()), None)
        if marked is not None:
            marked.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold(self, folded: bool) -> None:
        """Show icons only, or words again."""
        if folded == self._folded:
            return
        self._folded = folded
        self._share_width()
        for words in (self._coop, *self._heads):
            words.setVisible(not folded)
        for name, made in self._buttons.items():
            made.setText("" if folded else f" {_(self._entries[name].title)}")

    def _share_width(self) -> None:
        """Keep the width of the entries whole beside the scroll bar of a long menu."""
        bar = self._area.verticalScrollBar()
        room = bar.sizeHint().width() if self._folded and bar.maximum() > 0 else 0
        self.setFixedWidth(theme.px(NARROW if self._folded else WIDE) + room)

    def _make_button(self, entry: Entry) -> QPushButton:
        made = button(f" {_(entry.title)}", lambda: self.chosen.emit(entry.name), role="menu", icon=entry.icon)
        made.setAccessibleName(_(entry.title))
        made.setToolTip(_(entry.title))
        made.setCheckable(True)
        self._group.addButton(made)
        self._buttons[entry.name] = made
        return made
