"""A count told stage by stage on a page, and in large type on the screen of the room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coop_desk.core.i18n import _
from coop_desk.core.rulebook import rule
from coop_desk.core.words import NBSP, integer, listed
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.picture import PictureView
from coop_desk.screen.pieces import button, label
from coop_desk.screen.room import RoomWindow
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.elections.telling import Step, Told

_SIZES = {"small": 30, "text": 44, "title": 56}
WIDE = 4
"""Columns from which a table is said in lines."""
_LONG = 220
"""Letters from which a sentence is set smaller on the screen of the room."""


class CountTold(QWidget):
    """The stage under the eyes at the left, its exact figures at the right; Alt+→ and Alt+← go from one to the next."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.told: Told | None = None
        self.place = 0
        self.stage = Card()
        self.beside = Card(_("Chiffres exacts"))
        self.back = button(_("Étape précédente"), self.go_back)
        self.onward = button(_("Étape suivante"), self.go_on, role="primary")
        self.count = label("", "secondary")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.onward)
        row.addWidget(self.count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(SideBySide(self.stage, self.beside, (3, 2)), 1)

    def show_told(self, told: Told, place: int = 0) -> None:
        """Tell another count, or the same again."""
        self.told = told
        self.place = min(place, max(len(told.steps) - 1, 0))
        self._show()

    def go_on(self) -> None:
        """Go to the next stage."""
        self.go_to(self.place + 1)

    def go_back(self) -> None:
        """Go back to the stage before."""
        self.go_to(self.place - 1)

    def go_to(self, place: int) -> None:
        """Go to a stage, if it exists."""
        if self.told is not None and 0 <= place < len(self.told.steps):
            self.place = place
            self._show()

    def step(self) -> Step | None:
        """The stage under the eyes."""
        return self.told.steps[self.place] if self.told is not None and self.told.steps else None

    def _show(self) -> None:
        told, step = self.told, self.step()
        if told is None or step is None:
            return
        last = self.place == len(told.steps) - 1
        self.back.setEnabled(self.place > 0)
        self.onward.setEnabled(not last)
        self.count.setText(place_words(self.place, told))
        self.stage.clear(told.method_words)
        self.stage.add_text(step.sentence)
        if step.chart is not None:
            picture = PictureView()
            self.stage.add(picture)
            picture.show_chart(step.chart, step.sentence)
        if last:
            self.stage.add(label(told.outcome, "strong", wrap=True))
        self.beside.clear(_("Chiffres exacts"))
        self.beside.add_facts(step.facts)
        if len(step.head) > WIDE:
            self.beside.add_facts([(row[0], along(step.head, row)) for row in step.rows])
        elif step.rows:
            self.beside.add(figures_table(step))
        if step.elected:
            self.beside.add_facts([(_("Désigné à cette étape"), listed(step.elected))])
        cited = rule(step.rule)
        self.beside.add_text(
            _("Règle : {words} ({source}).").format(words=cited.words, source=cited.source), secondary=True
        )
        self.moved.emit()


def place_words(place: int, told: Told) -> str:
    """Say where one is: « Étape 2 sur 6 »."""
    return _("Étape {n} sur {all}").format(n=integer(place + 1), all=integer(len(told.steps)))


def along(head: Sequence[str], row: Sequence[str]) -> str:
    """Say the figures of a wide row one after the other: « Très bien 2, Bien 1 »."""
    return ", ".join(f"{what}{NBSP}: {figure}" for what, figure in zip(head[1:], row[1:], strict=True) if figure)


def figures_table(step: Step) -> QWidget:
    """Set the exact figures under their heads: names at the left, figures at the right."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(6))
    right = Qt.AlignmentFlag.AlignRight
    for row, cells in enumerate((step.head, *step.rows)):
        for column, words in enumerate(cells):
            cell = label(words, "label" if row == 0 else "")
            grid.addWidget(cell, row, column, right if column else Qt.AlignmentFlag.AlignLeft)
    grid.setColumnStretch(0, 1)
    return made


class RoomTold(RoomWindow):
    """What the room sees of a count: the sentence, the picture, and at the end the last word."""

    def __init__(self, over: CountTold, title: str) -> None:
        super().__init__(over)
        self._over = over
        self._labels: list[tuple[QLabel, str, str, int]] = []
        self.heading = self._label("small", "muted")
        self.sentence = self._label("text", "text")
        self.outcome = self._label("title", "accent", 600)
        self.place = self._label("small", "muted")
        self.picture = PictureView(for_room=True)
        self.heading.setText(title)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self.picture, 1)
        self._column.addWidget(self.outcome)
        self._column.addWidget(self.place)
        forward, backward = ("PgDown", "Right", "Space"), ("PgUp", "Left")
        for keys, react in ((forward, over.go_on), (backward, over.go_back)):
            for key in keys:
                QShortcut(QKeySequence(key), self, react)
        over.moved.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the stage that the page shows."""
        told, step = self._over.told, self._over.step()
        if told is None or step is None:
            return
        self.sentence.setText(step.sentence)
        self.outcome.setText(told.outcome if self._over.place == len(told.steps) - 1 else "")
        self.place.setText(place_words(self._over.place, told))
        self.picture.show_chart(step.chart or told.picture, step.sentence)
        self.dress()

    def dress(self) -> None:
        """Size the words for the height of the window and take the colours of the moment."""
        scale = max(0.4, self.height() / 1080)
        tighter = 0.66 if len(self.sentence.text()) > _LONG else 1
        for made, size, colour, weight in self._labels:
            pixels = _SIZES[size] * scale * (tighter if made is self.sentence else 1)
            made.setStyleSheet(
                f"font-size: {round(pixels)}px; font-weight: {weight}; color: {theme.colour_name(colour)};"
            )
        self.outcome.setVisible(bool(self.outcome.text()))
        margin = round(56 * scale)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(round(22 * scale))
        self.setStyleSheet(f"QWidget#projector {{ background: {theme.colour_name('ground')}; }}")

    def _label(self, size: str, colour: str, weight: int = 400) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        self._labels.append((made, size, colour, weight))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the window."""
        super().resizeEvent(event)
        self.dress()
