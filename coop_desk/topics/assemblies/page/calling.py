"""The roll call: one key for each voice, proxies expanded (A13)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.flow import Flow
from coop_desk.screen.list import List
from coop_desk.screen.pieces import Tone, button, label
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies.page.wording import named_votes
from coop_desk.topics.assemblies.records import Choice
from coop_desk.topics.assemblies.room_records import Voice
from coop_desk.topics.assemblies.rules.words import choice_words

TONES: dict[Choice, Tone] = {
    Choice.FOR: "good",
    Choice.AGAINST: "bad",
    Choice.ABSTAIN: "plain",
    Choice.BLANK: "plain",
}
KEYS = (("P", Choice.FOR), ("C", Choice.AGAINST), ("A", Choice.ABSTAIN), ("B", Choice.BLANK))


@dataclass(frozen=True, slots=True)
class Answer:
    """One voice and what it answered."""

    voice: Voice
    choice: Choice | None


class RollCall(QWidget):
    """The voices to call; `finished` gets the answers, `given_up` when the call is left."""

    finished = Signal(object)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._voices: list[Voice] = []
        self._answers: dict[int, Choice] = {}
        self.title = label("", "card-title", wrap=True)
        self.list = List(
            _("Appel nominal"),
            (
                Column(_("Voix"), lambda a: named_votes(a.voice.person, a.voice.votes), stretch=True),
                Column(_("Répond"), _answers_for, width=220),
                Column(_("Vote"), _choice, "pill", tone=_tone, width=150),
            ),
            key=lambda a: a.voice.person.person_id,
            counted=self._counted,
            searchable=False,
            printable=False,
        )
        ways = Flow()
        for key, choice in KEYS:
            words = _("{choice}  {key}").format(choice=choice_words(choice), key=key)
            ways.add(button(words, partial(self.answer, choice), name=choice_words(choice)))
            self._key(key, partial(self.answer, choice))
        self.record_button = button(_("Enregistrer l’appel  ↵"), self.finish, role="primary")
        ways.add(button(_("Quitter l’appel  Échap"), self.given_up.emit))
        ways.add(self.record_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addWidget(ways)
        self._key("Backspace", self.go_back)
        self._key("Esc", self.given_up.emit)
        self.list.opened.connect(lambda _answer: self.finish())

    def begin(self, title: str, voices: list[Voice]) -> None:
        """Start a call with no answer yet."""
        self._voices, self._answers = voices, {}
        self.title.setText(title)
        self._show()
        if voices:
            self.list.choose(voices[0].person.person_id)
        self.list.view.setFocus()

    def answer(self, choice: Choice) -> None:
        """Note the answer of the current voice and go to the next."""
        current = self.list.chosen_record()
        if current is None:
            return
        self._answers[current.voice.person.person_id] = choice
        self._show()
        self._step(1)

    def go_back(self) -> None:
        """Go back one voice."""
        self._step(-1)

    def finish(self) -> None:
        """Hand the answers over."""
        self.finished.emit(dict(self._answers))

    def answers(self) -> dict[int, Choice]:
        """What was answered so far."""
        return dict(self._answers)

    def _step(self, by: int) -> None:
        ids = [voice.person.person_id for voice in self._voices]
        current = self.list.chosen_record()
        at = ids.index(current.voice.person.person_id) if current is not None else 0
        self.list.choose(ids[max(0, min(at + by, len(ids) - 1))])

    def _show(self) -> None:
        self.list.show_records([Answer(v, self._answers.get(v.person.person_id)) for v in self._voices])
        self.record_button.setEnabled(bool(self._answers))

    def _counted(self, number: int) -> str:
        answered = len(self._answers)
        words = ngettext("{done} réponse sur {n} voix", "{done} réponses sur {n} voix", answered)
        return words.format(done=integer(answered), n=integer(number))

    def _key(self, keys: str, react: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: react())
        self.addAction(action)


def _answers_for(answer: Answer) -> str:
    if answer.voice.person == answer.voice.voter:
        return _("en personne")
    return _("par {name}").format(name=answer.voice.voter.name)


def _choice(answer: Answer) -> str:
    return choice_words(answer.choice) if answer.choice is not None else ""


def _tone(answer: Answer) -> Tone:
    return TONES.get(answer.choice, "plain") if answer.choice is not None else "plain"
