"""Typing a count of votes: digits, or parts of a vote as 3 + 1/9 (CAP-06); the result is said at each key."""

from fractions import Fraction

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import NBSP
from coop_desk.core.words import votes as voices
from coop_desk.screen import theme
from coop_desk.screen.pieces import CheckBox, label
from coop_desk.topics.assemblies.records import Choice, Count, Votes, exact
from coop_desk.topics.assemblies.room_records import VotePreview
from coop_desk.topics.assemblies.rules.words import choice_words

OPEN_CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
ALL_CHOICES = (*OPEN_CHOICES, Choice.BLANK, Choice.NULL)
PARTS = r"[0-9]{0,5}(\s?\+\s?)?([0-9]{1,9}(/[0-9]{0,9})?)?"


class CountBox(QLineEdit):
    """A small field for a number of votes; letters stay free for the shortcuts of the page."""

    def __init__(self, name: str, *, in_parts: bool) -> None:
        super().__init__()
        pattern = PARTS if in_parts else "[0-9]{0,5}"
        self.setValidator(QRegularExpressionValidator(QRegularExpression(pattern), self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(48))
        self.setMaximumWidth(theme.px(96))
        self.setAccessibleName(name)

    def count(self) -> Count:
        """The number typed, 0 when there is none or it is not finished."""
        try:
            typed = self.text().replace(NBSP, " ").replace("+", " ").split()
            return exact(sum((Fraction(part) for part in typed), start=Fraction(0)))
        except (ValueError, ZeroDivisionError):
            return 0

    def event(self, event: QEvent) -> bool:
        """Leave letters to the shortcuts."""
        letter = isinstance(event, QKeyEvent) and event.text().isalpha()
        if letter and event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        return super().event(event)


class Counting(QWidget):
    """The counts of one vote; `submitted` when Enter is pressed in the last field."""

    typed = Signal()
    submitted = Signal()

    def __init__(self, *, secret: bool, casting_vote: bool, in_parts: bool = False) -> None:
        super().__init__()
        self.boxes: dict[Choice, CountBox] = {}
        self._left = label("", "secondary", wrap=True)
        self.chair = CheckBox(_("Le président de séance a voté pour"))
        self.chair.setVisible(casting_vote)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(4))
        choices = ALL_CHOICES if secret else OPEN_CHOICES
        for place, choice in enumerate(choices):
            box = CountBox(choice_words(choice), in_parts=in_parts)
            caption = label(choice_words(choice), "label")
            caption.setBuddy(box)
            grid.addWidget(caption, 0, place)
            grid.addWidget(box, 1, place)
            box.textEdited.connect(lambda _text: self.typed.emit())
            box.returnPressed.connect(lambda at=place: self._go_on(at))
            self.boxes[choice] = box
        grid.setColumnStretch(len(choices), 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(theme.px(6))
        column_layout.addLayout(grid)
        for piece in (self.chair, self._left):
            column_layout.addWidget(piece)

    def votes(self) -> Votes:
        """What is typed."""
        typed = {choice: self.boxes[choice].count() if choice in self.boxes else 0 for choice in ALL_CHOICES}
        return Votes(*(typed[choice] for choice in ALL_CHOICES))

    def write(self, votes: Votes) -> None:
        """Put counts in the fields."""
        counts = (votes.in_favour, votes.against, votes.abstain, votes.blank, votes.null)
        for choice, number in zip(ALL_CHOICES, counts, strict=True):
            if choice in self.boxes:
                self.boxes[choice].setText(voices(number))
        self.typed.emit()

    def begun(self) -> bool:
        """Whether something is typed."""
        return any(box.text() for box in self.boxes.values())

    def show_preview(self, preview: VotePreview) -> None:
        """Say how many votes are left to count, and what the count gives."""
        if not self.begun():
            words = ngettext("{n} voix dans la salle", "{n} voix dans la salle", preview.in_room)
            self._left.setText(words.format(n=voices(preview.in_room)))
            return
        if preview.left > 0:
            words = ngettext("Reste {n} voix à compter.", "Restent {n} voix à compter.", preview.left)
            said = words.format(n=voices(preview.left))
        elif preview.left == 0:
            said = _("Le compte y est.")
        else:
            words = ngettext("{n} voix de trop.", "{n} voix de trop.", -preview.left)
            said = words.format(n=voices(-preview.left))
        self._left.setText(f"{said} {preview.sentence}".strip())

    def begin(self) -> None:
        """Put the keyboard in the first field."""
        self.boxes[Choice.FOR].setFocus()
        self.boxes[Choice.FOR].selectAll()

    def _go_on(self, place: int) -> None:
        boxes = list(self.boxes.values())
        if place + 1 < len(boxes):
            boxes[place + 1].setFocus()
            boxes[place + 1].selectAll()
        else:
            self.submitted.emit()
