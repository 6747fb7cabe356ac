"""The meeting screen: for the person who runs the room with a keyboard in front of everyone."""

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import clock_time
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.flow import Flow
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import ActionButton
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.agenda_list import agenda_list
from coop_desk.topics.assemblies.page.asking import Asking
from coop_desk.topics.assemblies.page.attendance import Attendance
from coop_desk.topics.assemblies.page.calling import RollCall
from coop_desk.topics.assemblies.page.item_panel import ItemPanel, Ways
from coop_desk.topics.assemblies.page.person_card import fill_person_card
from coop_desk.topics.assemblies.page.projector import Projector
from coop_desk.topics.assemblies.page.session_words import session_facts, session_figures
from coop_desk.topics.assemblies.records import Choice, ItemFile, MeetingFile, MeetingState, ResolutionFile
from coop_desk.topics.assemblies.room_records import RoomLine, RoomState
from coop_desk.topics.assemblies.rules.agenda import ENDED, RUNNING

_ROOM_TO_CHOOSE = 330
"""Height in which the switches, a few lines of the list and the answers of a call are whole."""
_ROOM_TO_COUNT = 374
"""Height in which the fields of a count, its sentence and its buttons are whole, with the debate under them."""


class SessionPage(Page):
    """One meeting while it is held, and as it was held afterwards."""

    title = N_("Séance")
    needs = service.meeting
    guide = "05-tenir-une-assemblee"
    reads_one_record = True
    tip = N_("F2 : présences. F3 : ordre du jour. U : vote unanime. A : appel nominal. Ctrl+Entrée : point suivant.")

    def build(self) -> None:
        self.asking = Asking(self)
        self.meeting_id = 0
        self.file: MeetingFile | None = None
        self.room: RoomState | None = None
        self._resolution_id: int | None = None
        self._loading = False
        self._only_room = False
        self._projector: Projector | None = None
        self.agenda = agenda_list()
        self.attendance = Attendance()
        self.call = RollCall()
        self.left = QStackedWidget()
        self.item_panel = ItemPanel(self._ways())
        self.side_card = Card()
        self.right = QStackedWidget()
        for place, pieces in (
            (self.left, (self.agenda, self.attendance, self.call)),
            (self.right, (self.item_panel, self.side_card)),
        ):
            for piece in pieces:
                place.addWidget(piece)
        switches = Flow()
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(switches)
        column.addWidget(self.left, 1)
        for half in (beside, self.right):
            half.setMinimumWidth(theme.px(330))
        self.body.addWidget(SideBySide(beside, self.right), 1)
        beside.setMinimumHeight(theme.px(_ROOM_TO_CHOOSE))
        self.right.setMinimumHeight(theme.px(_ROOM_TO_COUNT))
        self.agenda.chosen.connect(self.show_item)
        self.agenda.opened.connect(self.take)
        self.attendance.toggled.connect(self.toggle)
        self.attendance.chosen.connect(self.show_person)
        self.call.finished.connect(self.record_call)
        self.call.given_up.connect(self.show_agenda)
        self.item_panel.typed.connect(self.preview)
        self.item_panel.answered.connect(self.show_saved_answers)
        self._build_actions()
        for action in (self.agenda_action, self.presence_action, self.bureau_action, self.projector_action):
            switch = ActionButton(action)
            switch.setProperty("role", "pill")
            switches.add(switch)

    def _build_actions(self) -> None:
        self.open_action = self.add_action(
            _("Ouvrir la séance"), self.open_meeting, keys="Ctrl+O", verb=service.open_meeting, primary=True
        )
        self.next_action = self.add_action(
            _("Point suivant"), self.next_item, keys="Ctrl+Return", verb=service.take_item, primary=True
        )
        self.close_action = self.add_action(
            _("Lever la séance"), self.asking.ask_close, keys="Ctrl+Shift+L", verb=service.close_meeting, primary=True
        )
        self.early_action = self.add_action(_("Lever la séance"), self.asking.ask_close, verb=service.close_meeting)
        self.presence_action = self.add_action(
            _("Présences"), self.show_attendance, keys="F2", verb=service.mark_present, button=False
        )
        self.distance_action = self.add_action(
            _("Présence à distance"), self.asking.ask_distance, keys="F6", verb=service.mark_present, button=False
        )
        self.agenda_action = self.add_action(_("Ordre du jour"), self.show_agenda, keys="F3", button=False)
        self.bureau_action = self.add_action(
            _("Bureau"), self.asking.show_bureau, keys="F4", verb=service.set_bureau, button=False
        )
        self.projector_action = self.add_action(_("Écran de salle"), self.show_projector, keys="F8", button=False)
        self.pause_action = self.add_action(_("Suspendre"), self.pause, keys="F9", verb=service.suspend_meeting)
        self.point_action = self.add_action(
            _("Point en séance"), self.asking.new_point, keys="Ctrl+N", verb=service.add_item_in_session
        )
        self.incident_action = self.add_action(
            _("Incident"), self.asking.new_incident, keys="Ctrl+I", verb=service.note_incident
        )
        self.failure_action = self.add_action(
            _("Constater l’absence de quorum"), self.asking.ask_failure, verb=service.declare_failure
        )
        self.again_action = self.add_action(_("Convoquer à nouveau"), self.asking.ask_again, verb=service.call_again)
        self.minutes_action = self.add_action(
            _("Procès-verbal"), lambda: self.go("minutes.meeting", self.meeting_id), primary=True
        )
        self.unanimity_action = self.add_action(
            _("Unanimité"), self.record_unanimity, keys="U", verb=service.record_unanimity, button=False
        )
        self.call_action = self.add_action(
            _("Appel nominal"), self.begin_call, keys="A", verb=service.record_roll_call, button=False
        )
        self.choose_action = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)

    # -- what is shown

    @property
    def under_way(self) -> bool:
        """While the meeting is held."""
        return self.file is not None and self.file.meeting.state in RUNNING

    def load(self) -> None:
        if not self.meeting_id:
            self.show_empty(True, _("Choisissez d’abord une réunion."), self.choose_action, alone=True)
            return
        self.show_empty(False)
        if self.file is None or not self._only_room:
            self.file = service.meeting(self.desk, self.meeting_id)
        self._loading = True
        self.agenda.show_records(self.file.items)
        self._show_now(self.file)
        self._loading = False

    def _show_now(self, file: MeetingFile) -> None:
        state = file.meeting.state
        shown = self._shown_item()
        resolution = self._resolution_of(shown)
        self.room = service.room(self.desk, self.meeting_id, resolution.id if resolution else None)
        self.attendance.show_room(self.room)
        self.say_title(file.meeting.title, session_facts(file, len(self.room.people)))
        self.show_figures(*session_figures(self.room, resolution))
        self._offer_actions(state)
        if shown is not None:
            self.item_panel.show_item(file, shown, resolution)
            self.preview()
        self.item_panel.keep_time(state is MeetingState.OPEN)
        if self._projector is not None:
            current = self._current_item() if state in RUNNING else None
            self._projector.show_point(file, current, self._resolution_of(current), self.room)

    def open_record(self, record_id: Any) -> None:
        self.item_panel.notes.save_now()
        self.item_panel.save_answers()
        self.meeting_id = int(record_id)
        self._resolution_id = None
        self.agenda.clear_choice()
        self.reload()
        if self.file is None:
            return
        if self.file.meeting.opened_at is None and self.may(service.mark_present):
            self.show_attendance()
        else:
            self.show_agenda()

    def show_item(self, item: ItemFile | None) -> None:
        """Show a point of the agenda, without putting it under discussion."""
        if item is None or self.file is None or self._loading:
            return
        self._resolution_id = None
        self.reload()

    def show_resolution(self, resolution_id: int) -> None:
        """Show another resolution of the same point."""
        self._resolution_id = resolution_id
        self.reload()

    def show_agenda(self) -> None:
        """Come back to the agenda and the point under discussion."""
        self.left.setCurrentWidget(self.agenda)
        self.right.setCurrentWidget(self.item_panel)
        self._offer_letters()
        current = self._current_item()
        if self.agenda.chosen_record() is None and self.file is not None and self.file.items:
            self._loading = True  # it is the point already shown
            self.agenda.choose(current.id if current is not None else self.file.items[0].id)
            self._loading = False
        self._begin_counting()

    def show_attendance(self) -> None:
        """Mark who is there: names typed, Enter."""
        self.left.setCurrentWidget(self.attendance)
        self.right.setCurrentWidget(self.side_card)
        self._offer_letters()
        people = self.attendance.list.shown_records()
        if people and self.attendance.list.chosen_record() is None:
            self.attendance.list.choose(people[0].person.person_id)
        else:
            self.show_person(self.attendance.list.chosen_record())
        self.attendance.begin()

    def show_person(self, line: RoomLine | None) -> None:
        """Show one person of the room beside the list."""
        if line is None or self.file is None or self.room is None or not self.may(service.mark_present):
            return
        if self._loading:
            return
        if self.left.currentWidget() is not self.attendance:
            return
        self.right.setCurrentWidget(self.side_card)
        entries = self.ask(service.entries, self.meeting_id)
        entered = entries.value or []
        distance = self.asking.ask_distance
        fill_person_card(self.side_card, self.file, self.room, line, entered, self.run_and_show, distance)

    def show_projector(self) -> None:
        """Open the window for the room."""
        if self._projector is None:
            self._projector = Projector(self)
        self.reload()
        self._projector.show_in_room()

    def preview(self) -> None:
        """Say what the count being typed would give."""
        counting, resolution = self.item_panel.counting, self.shown_resolution()
        if counting is None or resolution is None:
            return
        try:
            counting.show_preview(service.preview_vote(self.desk, resolution.id, counting.votes()))
        except (Refused, RuleBroken) as error:
            self.refuse(error)

    # -- what is done

    def toggle(self, line: RoomLine) -> None:
        """Mark somebody present or gone."""
        self.run_and_show(service.toggle_presence, self.meeting_id, line.person.person_id)

    def run_and_show(self, verb: Any, *values: Any, form: Form | None = None, **named: Any) -> None:
        """Run a verb about the room, then show the person again as they are now."""
        typing = self.attendance.box.hasFocus()
        self._only_room = True
        done = self.run(verb, *values, form=form, **named)
        self._only_room = False
        if done or form is None:
            self.show_person(self.attendance.list.chosen_record())
        if typing or (done and form is not None):
            self.attendance.begin()

    def open_meeting(self) -> None:
        """Open the meeting; without a recorded call, ask when it was sent."""
        self.next_steps["VOT-13"] = (
            _("Ordre du jour"),
            lambda: self.go("assemblies.preparation", self.meeting_id),
        )
        self.next_steps["CALL-12"] = (_("Noter l’envoi de la convocation"), self.asking.ask_call)
        if self.run(service.open_meeting, self.meeting_id):
            self.agenda.clear_choice()
            self.show_agenda()

    def next_item(self) -> None:
        """Put the next point under discussion."""
        if self.file is None or not self.file.items:
            return
        self.item_panel.notes.save_now()
        current = self._current_item()
        at = current.number if current is not None else 0
        if at < len(self.file.items):
            self.take(self.file.items[at])

    def take(self, item: ItemFile) -> None:
        """Put a point under discussion."""
        if self.file is None or self.file.meeting.state is not MeetingState.OPEN or not self.may(service.take_item):
            return
        if self.run(service.take_item, item.id):
            self.agenda.choose(item.id)
            self.show_agenda()

    def record_vote(self) -> None:
        """Record the count typed."""
        counting, resolution = self.item_panel.counting, self.shown_resolution()
        if counting is None or resolution is None:
            return
        chair = counting.chair.isChecked() if counting.chair.isVisibleTo(counting) else None
        if self.run(service.record_vote, resolution.id, counting.votes(), chair_in_favour=chair):
            self._after_vote()

    def record_unanimity(self) -> None:
        """Record that every vote of the room is in favour."""
        resolution = self.shown_resolution()
        waits = resolution is not None and resolution.result is None
        if resolution is not None and waits and self.run(service.record_unanimity, resolution.id):
            self._after_vote()

    def begin_call(self) -> None:
        """Call the voices one by one."""
        resolution = self.shown_resolution()
        if resolution is None or resolution.result is not None:
            return
        voices = self.ask(service.roll_call, resolution.id)
        if voices:
            self.left.setCurrentWidget(self.call)
            self._offer_letters()
            self.call.begin(resolution.title, voices.value or [])

    def record_call(self, choices: dict[int, Choice]) -> None:
        """Record the answers of the roll call."""
        resolution = self.shown_resolution()
        if resolution is not None and self.run(service.record_roll_call, resolution.id, choices):
            self.show_agenda()
            self._after_vote()

    def withdraw(self) -> None:
        """Withdraw the resolution from the vote."""
        resolution = self.shown_resolution()
        if resolution is not None:
            self.run(service.withdraw_resolution, resolution.id)

    def pause(self) -> None:
        """Suspend the meeting, or resume it."""
        self.item_panel.save_answers()
        suspended = self.file is not None and self.file.meeting.state is MeetingState.SUSPENDED
        self.run(service.resume_meeting if suspended else service.suspend_meeting, self.meeting_id)

    def save_debate(self, item_id: int, text: str) -> str:
        """Save the notes of a point; nothing else moves on the page."""
        saved = self.ask(service.save_debate, item_id, text)
        if not saved or saved.value is None:
            return ""
        return _("Débats enregistrés à {time}").format(time=clock_time(saved.value))

    def save_answers(self, answers: dict[int, str]) -> bool:
        """Keep the answers to the written questions; the page follows when it is next read."""
        return bool(self.ask(service.answer_questions, self.meeting_id, answers))

    def show_saved_answers(self) -> None:
        """Read the meeting again after answers were kept, and say so."""
        self.reload()
        self.say_saved()

    # -- small parts

    def _ways(self) -> Ways:
        return Ways(
            record=self.record_vote if self.may(service.record_vote) else None,
            unanimity=self.record_unanimity,
            call=self.begin_call,
            withdraw=self.withdraw,
            exclude=self.asking.ask_exclusion,
            correct=self.asking.ask_correction,
            choose=self.show_resolution,
            save_notes=self.save_debate,
            answer=self.save_answers,
            go=self.go,
        )

    def _current_item(self) -> ItemFile | None:
        if self.file is None:
            return None
        found = self.file.current_item_id
        return next((item for item in self.file.items if item.id == found), None)

    def _shown_item(self) -> ItemFile | None:
        if self.file is None or not self.file.items:
            return None
        chosen: ItemFile | None = self.agenda.chosen_record()
        if chosen is not None:
            return next((item for item in self.file.items if item.id == chosen.id), None)
        return self._current_item() or self.file.items[0]

    def shown_resolution(self) -> ResolutionFile | None:
        """The resolution of the card."""
        return self._resolution_of(self._shown_item())

    def _resolution_of(self, item: ItemFile | None) -> ResolutionFile | None:
        if item is None or not item.resolutions:
            return None
        named = [r for r in item.resolutions if r.id == self._resolution_id]
        waiting = [r for r in item.resolutions if r.result is None and not r.withdrawn]
        return (named or waiting or list(item.resolutions))[0]

    def _begin_counting(self) -> None:
        if self.item_panel.counting is not None:
            self.item_panel.counting.begin()
        else:
            self.agenda.view.setFocus()

    def _after_vote(self) -> None:
        self._resolution_id = None
        if self.item_panel.counting is not None:
            self.item_panel.counting.begin()
        else:
            self.item_panel.notes.area.setFocus()

    def _offer_letters(self) -> None:
        calling = self.left.currentWidget() is self.agenda
        for action, verb in (
            (self.unanimity_action, service.record_unanimity),
            (self.call_action, service.record_roll_call),
        ):
            action.setEnabled(calling and self.may(verb))

    def _offer_actions(self, state: MeetingState) -> None:
        before, running, over = state not in RUNNING and state not in ENDED, state in RUNNING, state in ENDED
        last = self.file is not None and self._at_the_end(self.file)
        short = self.room is not None and not self.room.quorum_met
        shown: list[tuple[QAction, bool]] = [
            (self.open_action, before and self.may(service.open_meeting)),
            (self.next_action, running and not last and self.may(service.take_item)),
            (self.close_action, running and last and self.may(service.close_meeting)),
            (self.early_action, running and not last and self.may(service.close_meeting)),
            (self.agenda_action, not over),
            (self.presence_action, not over and self.may(service.mark_present)),
            (self.distance_action, not over and self.may(service.mark_present)),
            (self.bureau_action, not over and self.may(service.set_bureau)),
            (self.projector_action, not over),
            (self.pause_action, running and self.may(service.suspend_meeting)),
            (self.point_action, running and self.may(service.add_item_in_session)),
            (self.incident_action, running and self.may(service.note_incident)),
            (self.failure_action, running and short and self.may(service.declare_failure)),
            (self.again_action, over and self._may_call_again() and self.may(service.call_again)),
            (self.minutes_action, over),
        ]
        for action, wanted in shown:
            action.setVisible(wanted)
            action.setEnabled(wanted)
        suspended = state is MeetingState.SUSPENDED
        self.pause_action.setText(_("Reprendre") if suspended else _("Suspendre"))
        if over and self.right.currentWidget() is self.side_card and self.left.currentWidget() is self.attendance:
            self.show_agenda()

    def _may_call_again(self) -> bool:
        if self.file is None or self.file.meeting.call_number != 1 or self.file.meeting.next_meeting_id is not None:
            return False
        if self.file.failure is not None:
            return True
        return any(r.result is None or not r.result.adopted for r in self.file.resolutions if not r.withdrawn)

    def _at_the_end(self, file: MeetingFile) -> bool:
        current = self._current_item()
        return current is None or current.number == len(file.items)
