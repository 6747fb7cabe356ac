"""Marking people present with the keyboard: type a few letters, Enter, and the counter moves."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.list import List
from coop_desk.screen.pieces import Tone
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies.page.wording import named_votes
from coop_desk.topics.assemblies.records import Standing
from coop_desk.topics.assemblies.room_records import RoomLine, RoomState
from coop_desk.topics.assemblies.rules.words import standing_words

TONES: dict[Standing, Tone] = {
    Standing.PRESENT: "good",
    Standing.REPRESENTED: "accent",
    Standing.BY_FORM: "accent",
    Standing.ABSENT: "plain",
}


class Attendance(QWidget):
    """The people who may vote; `toggled` when Enter is pressed on one, `chosen` when the current one changes."""

    toggled = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._by_capital = False
        self.box = QLineEdit()
        self.box.setProperty("role", "search")
        self.box.setPlaceholderText(_("Tapez un nom, puis Entrée : présent ; encore Entrée : parti"))
        self.box.setAccessibleName(_("Nom de la personne à pointer"))
        self.list = List(
            _("Présences"),
            (
                Column(_("Nom"), lambda line: named_votes(line.person, line.votes), stretch=True),
                Column(
                    _("Participation"),
                    lambda line: standing_words(line.standing, line.remote),
                    "pill",
                    tone=lambda line: TONES[line.standing],
                    width=160,
                ),
                Column(_("Pouvoirs"), _proxies, width=200),
            ),
            key=lambda line: line.person.person_id,
            counted=self._counted,
            searchable=False,
            printable=False,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.box.textChanged.connect(self._narrow)
        self.box.installEventFilter(self)
        self.list.opened.connect(self._toggle)
        self.list.peeked.connect(self._toggle)
        self.list.chosen.connect(self.chosen)

    def show_room(self, room: RoomState) -> None:
        """Show who is there now."""
        self._by_capital = any(line.votes != 1 for line in room.people)
        self.list.show_records(room.people)

    def _counted(self, number: int) -> str:
        if self._by_capital:
            return ngettext("{n} associé", "{n} associés", number).format(n=integer(number))
        return ngettext("{n} voix possible", "{n} voix possibles", number).format(n=integer(number))

    def begin(self) -> None:
        """Put the keyboard where names are typed."""
        self.box.setFocus()
        self.box.selectAll()

    def _narrow(self, text: str) -> None:
        self.list.model.search(text)
        people = self.list.shown_records()
        if people:
            self.list.choose(people[0].person.person_id)

    def _toggle(self, line: RoomLine | None) -> None:
        if line is not None:
            self.toggled.emit(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter marks the person on the current row; the arrows move it without leaving the field."""
        if watched is not self.box or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            line = self.list.chosen_record()
            if self.box.text() and line is not None:
                self._toggle(line)
                self.box.clear()
            elif line is not None:
                self._toggle(line)
            return True
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Escape and self.box.text():
            self.box.clear()
            return True
        return False

    def _step(self, by: int) -> None:
        people = self.list.shown_records()
        if people:
            now = self.list.view.currentIndex().row()
            self.list.choose(people[max(0, min(now + by, len(people) - 1))].person.person_id)


def _proxies(line: RoomLine) -> str:
    if line.holder is not None:
        return _("donné à {name}").format(name=line.holder.name)
    if line.gave_proxy:
        return _("sans nom")
    if line.holds:
        return _("porte {names}").format(names=", ".join(person.name for person in line.holds))
    return _("formulaire reçu") if line.sent_form else ""
