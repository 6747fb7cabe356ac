"""The point under discussion: its text, its rule, its vote, its debate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.rulebook import rule, rules
from coop_desk.core.words import clock_time, listed
from coop_desk.core.words import votes as voices
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import LongTextField
from coop_desk.screen.pieces import button, label, pill
from coop_desk.topics.assemblies.page.counting import Counting
from coop_desk.topics.assemblies.page.notes import Notes
from coop_desk.topics.assemblies.page.questions import add_questions
from coop_desk.topics.assemblies.page.wording import question_words, result_tone, result_words
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Count,
    ItemFile,
    ItemKind,
    MeetingFile,
    MeetingState,
    ResolutionFile,
    ResultFile,
)
from coop_desk.topics.assemblies.rules.agenda import ENDED
from coop_desk.topics.assemblies.rules.words import mode_words, short_kind_words

_ROOM_OF_A_VOTE, _ROOM_OF_A_TITLE = 284, 110


@dataclass(frozen=True, slots=True)
class Ways:
    """What the panel may ask of the page; None when the desk may not."""

    record: Callable[[], object] | None
    unanimity: Callable[[], object]
    call: Callable[[], object]
    withdraw: Callable[[], object]
    exclude: Callable[[], object]
    correct: Callable[[ResultFile], object]
    choose: Callable[[int], object]
    save_notes: Callable[[int, str], str]
    answer: Callable[[dict[int, str]], bool]
    go: Callable[[str, int], object]


class ItemPanel(QWidget):
    """The card of the current point; rebuilt only when what it shows has changed."""

    typed = Signal()
    answered = Signal()

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self._ways = ways
        self._shown: tuple[object, ...] = ()
        self._since: float | None = None
        self.counting: Counting | None = None
        self.answers: dict[int, LongTextField] = {}
        self._typed_answers = False
        self.card = Card()
        self.clock = label("", "secondary")
        self.card.add(self.clock)
        self.notes = Notes(_("Débats"), ways.save_notes)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._tell_time)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._column.addWidget(self.card)
        self._column.addWidget(self.notes)
        self._share_room(voted=True)

    def show_item(self, file: MeetingFile, item: ItemFile, resolution: ResolutionFile | None) -> None:
        """Show a point and one of its resolutions."""
        if self._shown[1:2] != (item.id,):
            self.save_answers()
        asked = file.questions if item.kind is ItemKind.WRITTEN_QUESTIONS else ()
        key = (
            file.meeting.state, item.id, item.number, item.title, resolution, len(item.resolutions), item.beside, asked
        )  # fmt: skip
        self.notes.show_text(
            item.id,
            item.debate,
            _saved_words(item.debate_saved_at),
            read_only=file.meeting.state in ENDED or self._ways.record is None,
        )
        if key == self._shown:
            return
        if self._shown[1:2] != (item.id,):
            self._since = monotonic() if file.meeting.state is MeetingState.OPEN else None
        self._shown = key
        self._build(file, item, resolution)
        self._tell_time()

    def save_answers(self) -> bool:
        """Keep the answers typed and not saved yet; say whether any was kept."""
        if not self._typed_answers:
            return False
        self._typed_answers = False
        typed = {question: field.so_far() for question, field in self.answers.items()}
        unreadable = [question for question, said in typed.items() if said is None]
        for question in unreadable:
            self.answers[question].say_fault(self.answers[question].fault())
        kept = not unreadable and self._ways.answer({question: said or "" for question, said in typed.items()})
        self._typed_answers = not kept
        return kept

    def keep_time(self, running: bool) -> None:
        """Let the timer of the point run, or hold it."""
        if running:
            self._since = self._since or monotonic()
            self._tick.start()
        else:
            self._tick.stop()

    def _share_room(self, *, voted: bool) -> None:
        """A point that is not voted leaves the room to its debate."""
        self.card.setMinimumHeight(theme.px(_ROOM_OF_A_VOTE if voted else _ROOM_OF_A_TITLE))
        self._column.setStretch(0, 3 if voted else 1)
        self._column.setStretch(1, 1 if voted else 3)

    def _build(self, file: MeetingFile, item: ItemFile, resolution: ResolutionFile | None) -> None:
        self.counting, self.answers = None, {}
        self._typed_answers = False
        self.card.clear()
        self.clock = label("", "secondary")
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(label(_("{n} · {title}").format(n=item.number, title=item.title), "card-title", wrap=True), 1)
        head.addWidget(self.clock)
        self.card.add(head)
        asked = item.kind is ItemKind.WRITTEN_QUESTIONS
        self._share_room(voted=resolution is not None or bool(item.beside) or asked)
        if item.details:
            self.card.add_text(item.details, secondary=True)
        for each in item.beside:
            self.card.add(label(each.title, "strong", wrap=True))
            self.card.add_text(each.words, secondary=True)
            open_it = button(_("Ouvrir"), partial(self._ways.go, each.page, each.record_id), role="primary")
            open_it.setAccessibleName(_("Ouvrir : {title}").format(title=each.title))
            self.card.add_buttons(open_it)
        if asked:
            self._show_questions(file)
            return
        if resolution is None:
            if not item.beside:
                self.card.add_text(_("Ce point ne se vote pas."), secondary=True)
            return
        if len(item.resolutions) > 1:
            self._offer_others(item, resolution)
        if resolution.title != item.title:
            self.card.add(label(resolution.title, "strong", wrap=True))
        if resolution.result is not None:
            self._show_result(resolution, resolution.result)
        else:
            self._offer_vote(file, resolution)
        self.card.add_text(resolution.text)
        self._offer_rarer(file, resolution)

    def _show_questions(self, file: MeetingFile) -> None:
        """The written questions with their answers; the person who runs the meeting types them here (DOC-08)."""
        if not file.questions:
            self.card.add_text(_("Aucune question écrite n’est arrivée."), secondary=True)
            return
        held = file.meeting.opened_at is not None and file.failure is None
        writes = self._ways.record is not None and held
        if not writes:
            add_questions(self.card, file.questions)
            return
        for each in file.questions:
            self.card.add_heading(question_words(each))
            self.card.add_text(each.text)
            title = _("Réponse à {name}").format(name=each.author.name)
            answer = LongTextField(str(each.id), title, required=True, lines=2, low=True)
            answer.write(each.answer)
            answer.changed.connect(self._note_answers)
            self.answers[each.id] = answer
            self.card.add(answer)
        self.card.add_buttons(button(_("Enregistrer les réponses"), self._submit, role="primary"))

    def _note_answers(self) -> None:
        self._typed_answers = True

    def _submit(self) -> None:
        if self.save_answers():
            self.answered.emit()

    def _offer_others(self, item: ItemFile, shown: ResolutionFile) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for each in item.resolutions:
            words = _("Résolution {n}").format(n=each.number)
            done = result_words(each)
            made = button(f"{words} · {done}" if done else words, partial(self._ways.choose, each.id), role="pill")
            made.setCheckable(True)
            made.setChecked(each.id == shown.id)
            row.addWidget(made)
        row.addStretch(1)
        self.card.add(row)

    def _show_result(self, resolution: ResolutionFile, result: ResultFile) -> None:
        self.card.add_pill(result_words(resolution), result_tone(resolution))
        self.card.add_text(result.sentence)
        self.card.add_text(_source(result.rules), secondary=True)
        self.card.add(label(_votes_words(result), "strong", wrap=True))
        self.card.add_text(
            _("{present}, {represented}, {mode}.").format(
                present=_present_words(result.present),
                represented=_represented_words(result.represented),
                mode=mode_words(result.mode),
            ),
            secondary=True,
        )
        if resolution.earlier:
            self.card.add_text(_("Compte rectifié : {reason}").format(reason=result.correction_reason), secondary=True)

    def _offer_vote(self, file: MeetingFile, resolution: ResolutionFile) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(pill(short_kind_words(resolution.kind), "accent"))
        if resolution.secret:
            row.addWidget(pill(_("Bulletin secret"), "warn"))
        row.addWidget(label(resolution.rule_words, "secondary", wrap=True), 1)
        self.card.add(row)
        if resolution.excluded:
            names = listed([line.person.name for line in resolution.excluded])
            self.card.add_text(_("Sans voix sur ce point : {names}.").format(names=names), secondary=True)
        if resolution.withdrawn:
            self.card.add_pill(_("Retirée du vote"))
            return
        if file.meeting.state is not MeetingState.OPEN or self._ways.record is None:
            return
        casting = file.meeting.body_kind is BodyKind.BOARD
        in_parts = any(line.votes != 1 for line in file.attendance)
        self.counting = Counting(secret=resolution.secret, casting_vote=casting, in_parts=in_parts)
        self.counting.typed.connect(self.typed)
        self.counting.submitted.connect(self._ways.record)
        self.card.add(self.counting)
        ways = [button(_("Enregistrer  ↵"), self._ways.record, role="primary", name=_("Enregistrer le vote"))]
        if not resolution.secret:
            ways.append(button(_("Unanimité  U"), self._ways.unanimity, name=_("Unanimité")))
            ways.append(button(_("Appel  A"), self._ways.call, name=_("Appel nominal")))
        self.card.add_buttons(*ways)

    def _offer_rarer(self, file: MeetingFile, resolution: ResolutionFile) -> None:
        if self._ways.record is None or file.meeting.state in ENDED or resolution.withdrawn:
            return
        if resolution.result is None:
            self.card.add_text(_source(resolution.rule_ids), secondary=True)
        if resolution.result is not None:
            result = resolution.result
            self.card.add_buttons(button(_("Rectifier le compte…"), lambda: self._ways.correct(result), role="quiet"))
        elif file.meeting.state is MeetingState.OPEN:
            self.card.add_buttons(
                button(_("Personne intéressée…"), self._ways.exclude, role="quiet"),
                button(_("Retirer du vote"), self._ways.withdraw, role="quiet"),
            )

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the answers typed when the panel goes away or the screen locks."""
        self.save_answers()
        super().hideEvent(event)

    def _tell_time(self) -> None:
        if self._since is None:
            self.clock.setText("")
            return
        seconds = int(monotonic() - self._since)
        self.clock.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")
        self.clock.setAccessibleName(
            ngettext("Point ouvert depuis {n} minute", "Point ouvert depuis {n} minutes", seconds // 60).format(
                n=seconds // 60
            )
        )


def _source(ids: tuple[str, ...]) -> str:
    known = rules()
    named = next((each for each in ids if each in known), "")
    return _("{rule}, {source}.").format(rule=named, source=rule(named).source) if named else ids[0]


def _present_words(number: Count) -> str:
    if not isinstance(number, int):
        return _("{n} voix présentes").format(n=voices(number))
    return ngettext("{n} présent", "{n} présents", number).format(n=voices(number))


def _represented_words(number: Count) -> str:
    if not isinstance(number, int):
        return _("{n} voix représentées").format(n=voices(number))
    return ngettext("{n} représenté", "{n} représentés", number).format(n=voices(number))


def _votes_words(result: ResultFile) -> str:
    votes = result.votes
    said = [
        ngettext("{n} pour", "{n} pour", votes.in_favour).format(n=voices(votes.in_favour)),
        ngettext("{n} contre", "{n} contre", votes.against).format(n=voices(votes.against)),
        ngettext("{n} abstention", "{n} abstentions", votes.abstain).format(n=voices(votes.abstain)),
    ]
    if votes.blank or votes.null:
        said += [
            ngettext("{n} blanc", "{n} blancs", votes.blank).format(n=voices(votes.blank)),
            ngettext("{n} nul", "{n} nuls", votes.null).format(n=voices(votes.null)),
        ]
    return " · ".join(said)


def _saved_words(saved_at: datetime | None) -> str:
    return _("Débats enregistrés à {time}").format(time=clock_time(saved_at)) if saved_at else ""
