"""One election told as steps: what is done, what is next, and the one thing to do now."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.elections import service
from coop_desk.topics.elections.page.chapters import Chapters
from coop_desk.topics.elections.page.election_words import PROGRESS_TONES
from coop_desk.topics.elections.records import ElectionFile, State
from coop_desk.topics.elections.rules.steps import PLACES, Chapter, Line, Step, lines, next_step, next_words

SEVERAL = (Chapter.CANDIDATES, Chapter.TELLERS)
"""The steps where several people are entered one after the other: they stay under the eyes."""
REFRESH = 3000  # milliseconds between two readings of the turn-out


class ElectionPage(Page):
    """The steps of one election at the left, the chosen one at the right."""

    title = N_("Élection")
    needs = service.election
    guide = "07-elections"
    tip = N_(
        "À gauche, chaque étape et où elle en est. Le bouton du haut fait ce qui vient maintenant ; "
        "choisissez une étape pour la relire."
    )
    reads_one_record = True

    def build(self) -> None:
        """Make the steps, the card and the actions."""
        self.file: ElectionFile | None = None
        self._election_id: int | None = None
        self.list = List(
            _("Étapes"),
            (
                Column(_("N°"), lambda line: line.number, "integer", width=44),
                Column(_("Étape"), lambda line: line.title, stretch=True),
                Column(_("État"), lambda line: line.words, "pill", tone=lambda line: PROGRESS_TONES[line.progress]),
            ),
            searchable=False,
            printable=False,
            counted=lambda n: ngettext("{n} étape", "{n} étapes", n).format(n=n),
        )
        self.list.setMinimumWidth(theme.px(300))
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.chapters = Chapters(self)
        self.list.chosen.connect(self.show_step)
        self.next_action = self.add_action(
            _("Continuer"), self.do_next, keys="Ctrl+Return", verb=service.open_round, primary=True
        )
        self.result_action = self.add_action(
            _("Résultat pas à pas"), lambda: self.go("elections.result", self._election_id), keys="Ctrl+D"
        )
        self.meeting_action = self.add_action(_("Séance"), self.go_to_meeting, keys="Ctrl+J")
        self.end_action = self.add_action(
            _("Arrêter l’élection…"), self.ask_end, verb=service.end_election, button=True
        )
        self.add_action(_("Toutes les élections"), lambda: self.go("elections"), keys="Ctrl+B", button=False)
        self._turnout = QTimer(self)
        self._turnout.setInterval(REFRESH)
        self._turnout.timeout.connect(self.chapters.say_turnout)

    def open_record(self, record_id: Any) -> None:
        """Show an election at the step it waits for."""
        self._election_id = int(record_id)
        self.list.clear_choice()
        self.reload()

    def load(self) -> None:
        """Read the election; keep the step chosen, or take the one it waits for."""
        if self._election_id is None:
            self.show_empty(True, _("Ouvrez une élection depuis la liste."), alone=True)
            return
        self.show_empty(False)
        file = self.file = service.election(self.desk, self._election_id)
        where = file.meeting_words or file.electorate_words
        self.say_title(file.title, where)
        self.refusal.hide()
        if file.warnings:
            self.refusal.show_warning(file.warnings[0], " ".join(file.warnings[1:]))
        self._show_actions(file)
        chosen = self.list.chosen_record()
        preparing = file.state in (State.PREPARING, State.CALLING)
        stays = chosen is not None and (chosen.id in SEVERAL if preparing else next_step(file) is Step.NOTHING)
        self.list.show_records(lines(file))
        wanted = chosen.id if stays and chosen is not None else PLACES.get(next_step(file), Chapter.RESULT)
        self.list.choose(wanted)
        self.show_step(self.list.chosen_record())

    def _show_actions(self, file: ElectionFile) -> None:
        step = next_step(file)
        going = step is not Step.NOTHING and self.may(service.open_round)
        self.next_action.setVisible(going)
        self.next_action.setEnabled(going)
        self.next_action.setText(next_words(file))
        self.result_action.setVisible(file.result is not None)
        self.meeting_action.setVisible(file.meeting_id is not None)
        ended = file.state in (State.DONE, State.ENDED)
        self.end_action.setVisible(not ended and self.may(service.end_election))

    # -- what is done

    def do_next(self) -> None:
        """Do what the election waits for, or put the keyboard in the form that does it."""
        if self.file is None or self._election_id is None:
            return
        step = next_step(self.file)
        if step in (Step.OPEN, Step.NEXT_ROUND):
            self.ask_open()
        elif step is Step.COUNT:
            self.chapters.go_and_count()
        elif step is Step.RATIFY and self.file.ratification is None:
            self.run(service.ask_ratification, self._election_id)
        elif step is Step.RATIFY:
            self.go_to_meeting()
        elif step is Step.PROCLAIM:
            self.run(service.proclaim, self._election_id)
        else:
            self.list.choose(PLACES[step])
            self.chapters.begin()

    def ask_open(self) -> None:
        """Say what is frozen, then open the round."""
        file = self.file
        if file is None:
            return
        words = _(
            "Les candidats, les règles et la liste des votants se figent maintenant ; rien n’en change pendant le vote."
        )
        decide(
            self,
            _("Ouvrir le scrutin ?"),
            " ".join((words, *file.warnings)),
            _("Ouvrir le scrutin"),
            lambda: self.run(service.open_round, file.id),
        )

    def ask_end(self) -> None:
        """Ask why the election stops."""
        self.list.clear_choice()
        self.chapters.ask_end()

    def go_to_meeting(self) -> None:
        """Go to the meeting where it is voted."""
        if self.file is not None and self.file.meeting_id is not None:
            self.go("assemblies.session", self.file.meeting_id)

    # -- what is shown

    def show_step(self, line: Line | None) -> None:
        """Show one step of the election."""
        if line is None or self.file is None:
            return
        self._turnout.stop()
        self.card.clear(line.title)
        self.card.add_pill(line.words, PROGRESS_TONES[line.progress])
        self.chapters.show(line.id, self.file)
        self.card.show()
        if line.id is Chapter.VOTE and self.file.state is State.OPEN and self.isVisible():
            self._turnout.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the turn-out again while the vote is open."""
        super().showEvent(event)
        if self.file is not None and self.file.state is State.OPEN:
            self._turnout.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing while nobody looks."""
        self._turnout.stop()
        super().hideEvent(event)
