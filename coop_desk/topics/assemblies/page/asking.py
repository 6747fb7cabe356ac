"""What the meeting screen asks beside the list: a reason, a person, a date; each answer runs one verb."""

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import _
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import DayField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.beside import Beside
from coop_desk.topics.assemblies.page.bureau_card import fill_bureau_card
from coop_desk.topics.assemblies.page.counting import Counting
from coop_desk.topics.assemblies.page.wording import check_time, read_time, time_words
from coop_desk.topics.assemblies.records import ItemKind, OffAgenda, ResolutionFile, ResolutionKind, ResultFile
from coop_desk.topics.assemblies.rules.questions import unanswered_words

if TYPE_CHECKING:
    from coop_desk.topics.assemblies.page.session import SessionPage


class Asking:
    """The questions of the meeting screen."""

    def __init__(self, page: "SessionPage") -> None:
        self.page = page
        self._last_identification = ""

    def ask_correction(self, result: ResultFile) -> None:
        """Ask for the right count and why the first was wrong."""
        self.page.right.setCurrentWidget(self.page.side_card)
        self.page.side_card.clear(_("Rectifier le compte"))
        self.page.side_card.add_text(_("L’ancien compte reste lisible ; le nouveau garde le même corps électoral."))
        counting = Counting(secret=True, casting_vote=False, in_parts=bool(result.weights))
        counting.write(result.in_room)
        self.page.side_card.add(counting)
        form = Form(
            [TextField("reason", _("Pourquoi"), required=True, rules=("PV-01",))],
            submit=_("Rectifier"),
            on_submit=lambda values: self.correct(result, counting, form, values["reason"]),
            on_cancel=self.page.show_agenda,
        )
        self.page.side_card.add(form)
        counting.begin()

    def correct(self, result: ResultFile, counting: Counting, form: Form, reason: str) -> None:
        """Record the right count."""
        if self.page.run(service.correct_vote, result.id, counting.votes(), reason, form=form):
            self.page.show_agenda()

    def ask_exclusion(self) -> None:
        """Ask who is interested in the resolution (VOT-15)."""
        resolution = self.page.shown_resolution()
        if resolution is None or self.page.room is None:
            return
        self.page.right.setCurrentWidget(self.page.side_card)
        self.page.side_card.clear(_("Personne intéressée"))
        words = _("Elle ne vote pas sur cette résolution et sort du quorum et de la majorité.")
        if self.page.room.interested_in_quorum:
            words = _("Elle ne vote pas sur cette résolution : elle sort de la majorité et reste dans le quorum.")
        self.page.side_card.add_text(words)
        already = {line.person.person_id for line in resolution.excluded}
        people = [(line.person.person_id, line.person.name) for line in self.page.room.people]
        people += [(line.person.person_id, line.person.name) for line in resolution.excluded]
        form = Form(
            [
                PersonField("person", _("Personne"), people, required=True),
                TextField("reason", _("En quoi elle est intéressée"), required=True, rules=("VOT-15",)),
            ],
            submit=_("Exclure du vote"),
            on_submit=lambda values: self._exclude(resolution, already | {values["person"]}, values["reason"], form),
            on_cancel=self.page.show_agenda,
        )
        self.page.side_card.add(form)
        if already:
            self.page.side_card.add_buttons(
                button(_("N’exclure personne"), lambda: self._exclude(resolution, set(), "", form))
            )
        form.begin()

    def _exclude(self, resolution: ResolutionFile, people: set[int], reason: str, form: Form) -> None:
        if self.page.run(service.exclude_people, resolution.id, people, reason, form=form):
            self.page.show_agenda()

    def ask_distance(self) -> None:
        """Ask how the chosen person, who takes part at a distance, was identified (VOT-12)."""
        if self.page.left.currentWidget() is not self.page.attendance:
            self.page.show_attendance()
        line = self.page.attendance.list.chosen_record()
        if line is None:
            return
        form = self._form(
            _("{name}, à distance").format(name=line.person.name),
            _("Noter la présence à distance"),
            [TextField("identified_by", _("Comment la personne est identifiée"), required=True, rules=("VOT-12",))],
            lambda form, values: self._mark_remote(line.person.person_id, values["identified_by"], form),
            _("Réputée présente : elle compte au quorum et à la majorité, et prend la parole pendant toute la séance."),
        )
        form.set_values({"identified_by": self._last_identification})
        form.begin()

    def _mark_remote(self, person: int, identified_by: str, form: Form) -> None:
        self._last_identification = identified_by  # the next one is most often identified in the same way
        self.page.run_and_show(
            service.mark_present, self.page.meeting_id, person, identified_by=identified_by, form=form
        )

    def show_bureau(self) -> None:
        """Ask who chairs, writes and counts."""
        if self.page.file is None or self.page.room is None:
            return
        choice = self.page.ask(service.bureau_choice, self.page.meeting_id)
        if choice and choice.value is not None:
            self.page.right.setCurrentWidget(self.page.side_card)
            fill_bureau_card(
                self.page.side_card, self.page.file, self.page.room, choice.value, self.save_bureau
            ).begin()

    def save_bureau(self, form: Form, values: dict[str, Any]) -> None:
        """Keep the bureau."""
        if self.page.run(service.set_bureau, self.page.meeting_id, **values, form=form):
            self.page.show_agenda()

    def new_incident(self) -> None:
        """Ask what happened."""
        form = self._form(
            _("Incident de séance"),
            _("Noter"),
            [LongTextField("text", _("Ce qui s’est passé"), required=True)],
            self._save_incident,
        )
        form.begin()

    def _save_incident(self, form: Form, values: dict[str, Any]) -> None:
        if self.page.run(service.note_incident, self.page.meeting_id, values["text"], form=form):
            self.page.show_agenda()

    def new_point(self) -> None:
        """Ask for a point that was not on the agenda."""
        text = _(
            "Ce point se débat. Il ne se vote que pour révoquer un dirigeant ; écrivez alors le texte soumis au vote."
        )
        form = self._form(
            _("Point en séance"),
            _("Ajouter le point"),
            [
                TextField("title", _("Titre du point"), required=True),
                LongTextField("text", _("Texte de la révocation"), lines=3),
            ],
            self._save_point,
            text,
        )
        form.begin()

    def _save_point(self, form: Form, values: dict[str, Any]) -> None:
        kind = ItemKind.RESOLUTION if values["text"] else ItemKind.DISCUSSION
        item = self.page.run(service.add_item_in_session, self.page.meeting_id, values["title"], kind, form=form)
        if item and values["text"]:
            self.page.run(
                service.add_resolution,
                item.value,
                values["title"],
                values["text"],
                ResolutionKind.LEADERS,
                by_leaders=False,
                off_agenda=OffAgenda.REMOVAL,
                form=form,
            )
        if item:
            self.page.show_agenda()

    def ask_call(self) -> None:
        """Ask when the call was sent."""
        form = self._form(
            _("Envoi de la convocation"),
            _("Noter l’envoi"),
            [DayField("sent_on", _("Envoyée le"), today=self.page.desk.today, required=True)],
            self._save_call,
        )
        form.begin()

    def _save_call(self, form: Form, values: dict[str, Any]) -> None:
        if self.page.run(service.record_call, self.page.meeting_id, values["sent_on"], form=form):
            self.page.show_attendance()

    def ask_close(self) -> None:
        """Ask before closing."""
        self.page.item_panel.save_answers()
        open_questions = service.questions(self.page.desk, self.page.meeting_id)
        warning = unanswered_words(sum(1 for question in open_questions if not question.answer))
        after = _("Les présences et les votes ne changeront plus. Le procès-verbal se rédige ensuite.")
        decide(
            self.page,
            _("Lever la séance ?"),
            "\n\n".join(filter(None, (warning, *(one.unfinished for one in self._beside()), after))),
            _("Lever la séance"),
            self.close_meeting,
        )

    def close_meeting(self) -> None:
        """Close the meeting."""
        self.page.item_panel.notes.save_now()
        self.page.next_steps["MEET-01"] = self.page.next_steps["MEET-02"] = (_("Composer le bureau"), self.show_bureau)
        self.page.next_steps |= {
            one.rule: (_("Ouvrir : {title}").format(title=one.title), partial(self.page.go, one.page, one.record_id))
            for one in self._beside()
            if one.rule
        }
        self.page.run(service.close_meeting, self.page.meeting_id)

    def _beside(self) -> list[Beside]:
        """What stands beside the resolutions and is not finished."""
        items = self.page.file.items if self.page.file is not None else ()
        return [one for item in items for one in item.beside if one.unfinished]

    def ask_failure(self) -> None:
        """Ask before ending a meeting that cannot decide."""
        decide(
            self.page,
            _("Constater l’absence de quorum ?"),
            _("La séance se termine sans décision. Vous pourrez convoquer de nouveau avec le même ordre du jour."),
            _("Constater"),
            lambda: self.page.run(service.declare_failure, self.page.meeting_id),
            danger=True,
        )

    def ask_again(self) -> None:
        """Ask for the day of the second assembly."""
        form = self._form(
            _("Convoquer à nouveau"),
            _("Préparer la seconde assemblée"),
            [
                DayField("day", _("Date"), today=self.page.desk.today, required=True, rules=("QM-03", "CALL-09")),
                TextField("hour", _("Heure"), required=True, check=check_time),
                TextField("place", _("Lieu"), required=True),
            ],
            self._save_again,
            _("Même ordre du jour, avec le quorum et la majorité d’une seconde convocation."),
        )
        if self.page.file is not None:
            facts = self.page.file.meeting
            form.set_values({"hour": time_words(facts.starts_at), "place": facts.place})
        form.begin()

    def _save_again(self, form: Form, values: dict[str, Any]) -> None:
        hour = read_time(values["hour"]) or time(9)
        done = self.page.run(service.call_again, self.page.meeting_id, values["day"], hour, values["place"], form=form)
        if done:
            self.page.go("assemblies.preparation", done.value)

    def _form(self, title: str, submit: str, fields: list[Any], save: Any, text: str = "") -> Form:
        self.page.right.setCurrentWidget(self.page.side_card)
        self.page.side_card.clear(title)
        if text:
            self.page.side_card.add_text(text, secondary=True)
        form = Form(fields, submit=submit, on_submit=lambda values: save(form, values), on_cancel=self.page.show_agenda)
        self.page.side_card.add(form)
        return form
