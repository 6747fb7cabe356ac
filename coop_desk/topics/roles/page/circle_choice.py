"""Who sits in a circle: people added one by one, or a whole team at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.screen.fields import ChoiceField, PersonField
from coop_desk.screen.flow import Flow
from coop_desk.screen.pieces import button, label


class CircleChoice(QWidget):
    """The people chosen so far, and what adds or takes away some; `people` are ids and names, `teams` names and ids."""

    changed = Signal()

    def __init__(self, people: Sequence[tuple[int, str]], teams: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        super().__init__()
        self.people: Mapping[int, str] = dict(people)
        self.circle: list[int] = []
        self.teams = bool(teams)
        self._said = label("", wrap=True)
        self.one = PersonField("person", _("Une personne"), people, required=True)
        self.one.line.returnPressed.connect(self.add_one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._said)
        if teams:
            self.team = ChoiceField(
                "team", _("Une équipe entière"), [(ids, name) for name, ids in teams], required=True
            )
            layout.addWidget(self.team)
            layout.addWidget(_row(button(_("Ajouter l’équipe"), lambda: self.add(self.team.read() or ()))))
        layout.addWidget(self.one)
        layout.addWidget(
            _row(button(_("Ajouter au cercle"), self.add_one), button(_("Retirer du cercle"), self.take_away))
        )
        self._tell()

    def begin(self) -> None:
        """Put the keyboard in the first question."""
        (self.team.box if self.teams else self.one.line).setFocus()

    def add_one(self) -> None:
        """Have the person typed sit."""
        self.add([self.one.read()])

    def add(self, people: Sequence[Any]) -> None:
        """Have these people sit."""
        self.circle += [one for one in people if one in self.people and one not in self.circle]
        self.one.write(None)
        self._tell()

    def take_away(self) -> None:
        """Have the person typed sit no more."""
        person = self.one.read()
        if person in self.circle:
            self.circle.remove(person)
        self.one.write(None)
        self._tell()

    def _tell(self) -> None:
        n = len(self.circle)
        words = ngettext("{n} personne dans le cercle : {names}", "{n} personnes dans le cercle : {names}", n)
        names = listed([self.people[one] for one in self.circle])
        self._said.setText(
            words.format(n=integer(n), names=names) if n else _("Personne dans le cercle pour l’instant.")
        )
        self.changed.emit()


def _row(*buttons: QWidget) -> Flow:
    row = Flow(10)
    for one in buttons:
        row.add(one)
    return row
