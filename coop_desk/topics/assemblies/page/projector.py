"""What the room sees: the point, the text and the result, in large type, in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import votes as voices
from coop_desk.screen import theme
from coop_desk.screen.room import RoomWindow
from coop_desk.topics.assemblies.page.wording import result_words
from coop_desk.topics.assemblies.records import ItemFile, MeetingFile, MeetingState, ResolutionFile
from coop_desk.topics.assemblies.room_records import RoomState

# Sizes for a window 1080 high; everything follows the height.
_SIZES = {"small": 34, "title": 66, "text": 48, "figure": 96}
_LONGER, _LONGEST = 420, 900
"""Numbers of letters from which the text of a resolution is set smaller, to be whole."""


class Projector(RoomWindow):
    """The screen of the room; it shows and never asks."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._labels: list[tuple[QLabel, str, str, int]] = []
        self._tone = "accent"
        self.meeting = self._label("small", "muted")
        self.number = self._label("small", "accent", 600)
        self.point = self._label("title", "text", 600)
        self.text = self._label("text", "text")
        self.result = self._label("title", "accent", 600)
        self.sentence = self._label("text", "text")
        self.counts = self._label("figure", "text", 600)
        self.room = self._label("small", "muted")
        self._column = QVBoxLayout(self)
        foot = QHBoxLayout()
        foot.addWidget(self.meeting, 1)
        foot.addWidget(self.room)
        for piece in (self.number, self.point, self.text):
            self._column.addWidget(piece)
        self._column.addStretch(1)
        for piece in (self.counts, self.result, self.sentence):
            self._column.addWidget(piece)
        self._column.addStretch(1)
        self._column.addLayout(foot)
        self.dress()

    def show_point(
        self, file: MeetingFile, item: ItemFile | None, resolution: ResolutionFile | None, room: RoomState
    ) -> None:
        """Show the point under discussion, or that the meeting waits."""
        self.meeting.setText(file.meeting.title)
        self.room.setText(_("{there} voix sur {all}").format(there=voices(room.taking_part), all=voices(room.entitled)))
        suspended = file.meeting.state is MeetingState.SUSPENDED
        if item is None or suspended:
            self.number.setText("")
            self.point.setText(_("Séance suspendue") if suspended else self._waiting(file))
            for piece in (self.text, self.counts, self.result, self.sentence):
                piece.setText("")
            self.dress()
            return
        self.number.setText(_("Point {n} sur {all}").format(n=item.number, all=len(file.items)))
        self.point.setText(resolution.title if resolution is not None else item.title)
        self.text.setText(resolution.text if resolution is not None else item.details)
        self._show_result(resolution)
        self.dress()

    def dress(self) -> None:
        """Size the words for the height of the window and take the colours of the moment."""
        scale = max(0.4, self.height() / 1080)
        letters = len(self.text.text())
        tighter = 0.52 if letters > _LONGEST else 0.7 if letters > _LONGER else 1
        for made, size, usual, weight in self._labels:
            colour = self._tone if made is self.result else usual
            pixels = _SIZES[size] * scale * (tighter if made is self.text else 1)
            made.setStyleSheet(
                f"font-size: {round(pixels)}px; font-weight: {weight}; color: {theme.colour_name(colour)};"
            )
        margin = round(64 * scale)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(round(20 * scale))
        self.setStyleSheet(f"QWidget#projector {{ background: {theme.colour_name('ground')}; }}")

    def _show_result(self, resolution: ResolutionFile | None) -> None:
        result = resolution.result if resolution is not None else None
        if resolution is None or result is None:
            self.counts.setText("")
            self.result.setText("")
            self.sentence.setText(resolution.rule_words if resolution is not None else "")
            return
        votes = result.votes
        said = [
            _("{n} pour").format(n=voices(votes.in_favour)),
            _("{n} contre").format(n=voices(votes.against)),
            ngettext("{n} abstention", "{n} abstentions", votes.abstain).format(n=voices(votes.abstain)),
        ]
        self.counts.setText(" · ".join(said))
        self.result.setText(result_words(resolution))
        self._tone = "good" if result.adopted else "bad"
        self.sentence.setText(result.sentence)

    def _waiting(self, file: MeetingFile) -> str:
        if file.meeting.state in (MeetingState.CLOSED, MeetingState.FAILED):
            return _("La séance est levée")
        return _("La séance va s’ouvrir")

    def _label(self, size: str, colour: str, weight: int = 400) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(size != "small")
        self._labels.append((made, size, colour, weight))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the window."""
        super().resizeEvent(event)
        self.dress()
