"""The calendar of a meeting on the screen: what must be done by when, what is late, and the papers."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _
from coop_desk.core.rulebook import rules as known_rules
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.convening import service
from coop_desk.topics.convening.records import CallState
from coop_desk.topics.convening.rules.calendar import Deadline, State, Step

TONES: dict[State, Tone] = {
    State.DONE: "good",
    State.MET: "good",
    State.DONE_LATE: "bad",
    State.LATE: "bad",
    State.BROKEN: "bad",
    State.SOON: "warn",
    State.OPEN: "accent",
    State.COMING: "plain",
    State.CLOSED: "plain",
}
TO_DO = (State.SOON, State.LATE, State.COMING)


class CalendarPage(Page):
    """The legal deadlines of one meeting, counted back from its day."""

    title = N_("Convocation")
    needs = service.calendar
    guide = "05-convocations"
    reads_one_record = True
    tip = N_(
        "Les dates se comptent à rebours du jour de l’assemblée. "
        "Choisissez une ligne pour lire d’où vient le délai et dire ce qui est fait."
    )

    def build(self) -> None:
        self.meeting_id: int | None = None
        self.state: CallState | None = None
        self.list = List(
            _("Calendrier"),
            (
                Column(
                    _("Au plus tard"),
                    lambda d: d.due,
                    "day",
                    hover=lambda d: words.ago_or_in(d.due, self.desk.today),
                ),
                Column(_("Étape"), lambda d: d.step.words, stretch=True, hover=lambda d: d.what),
                Column(_("Pour"), lambda d: d.whom),
                Column(_("État"), lambda d: d.state.words, "pill", tone=lambda d: TONES[d.state]),
            ),
            filters=(
                Filter(_("À faire"), lambda d: d.state in TO_DO),
                Filter(_("En retard"), lambda d: d.late),
            ),
            key=lambda d: d.step,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_deadline)
        self.people_action = self.add_action(
            _("Convoquer"),
            lambda: self.go("convening.people", self.meeting_id),
            keys="Ctrl+J",
            verb=service.recipients,
            primary=True,
        )
        self.add_action(_("Feuille de présence"), self.show_attendance, keys="Ctrl+R", verb=service.attendance_sheet)
        self.add_action(_("Ordre du jour"), self.show_agenda, keys="Ctrl+O", verb=service.agenda)
        self.add_action(_("Registre des envois"), self.show_register, verb=service.sending_register)
        self.add_action(
            _("Textes des courriers"), lambda: self.go("convening.letters"), verb=service.letter_texts, button=False
        )
        self.choose_action = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)
        self.next_steps["CALL-08"] = (
            _("Compléter l’ordre du jour"),
            lambda: self.go("assemblies.preparation", self.meeting_id),
        )
        self.next_steps["FORM-09"] = (_("Compléter l’identité"), lambda: self.go("statutes"))

    def load(self) -> None:
        if self.meeting_id is None:
            self.meeting_id = service.next_to_call(self.desk)
        if self.meeting_id is None:
            self.show_empty(True, _("Aucune assemblée à convoquer. Préparez-en une."), self.choose_action, alone=True)
            return
        self.show_empty(False)
        state = service.calendar(self.desk, self.meeting_id)
        self.state = state
        called = _("{called} sur {all} convoqués").format(
            called=words.integer(state.called), all=words.integer(state.to_call)
        )
        sentence = called if state.first_possible else f"{state.sentence} {called}."
        self.say_title(_("Convocation – {title}").format(title=state.title), sentence)
        if state.first_possible is not None:
            self.refusal.show_warning(
                state.sentence,
                " ".join(state.warnings),
                (_("Changer la date"), lambda: self.go("assemblies.preparation", self.meeting_id)),
            )
        elif state.warnings:
            self.refusal.show_warning(state.warnings[0], " ".join(state.warnings[1:]))
        else:
            self.refusal.hide()
        self.list.show_records(state.deadlines)

    def open_record(self, record_id: Any) -> None:
        self.meeting_id = int(record_id)
        self.card.hide()
        self.reload()

    def show_deadline(self, deadline: Deadline | None) -> None:
        """Show where a deadline comes from and what can be done about it."""
        if deadline is None:
            return
        self.card.clear(deadline.step.words)
        self.card.add_pill(deadline.state.words, TONES[deadline.state])
        self.card.add_text(deadline.what)
        due = _("{day}, {when}").format(
            day=words.full_day(deadline.due), when=words.ago_or_in(deadline.due, self.desk.today)
        )
        self.card.add_facts(
            [
                (_("Au plus tard"), due),
                (_("Fait le"), words.long_day(deadline.done_on) if deadline.done_on else ""),
                (_("Pour"), deadline.whom),
                (_("Par"), deadline.means),
                (_("Délai"), deadline.why),
                (_("En cas de retard"), _("{severity} non respectée").format(severity=deadline.severity.words)),
                (_("Source"), "\n".join(_source(rule) for rule in deadline.rules)),
            ]
        )
        if deadline.step in service.TOLD_BY_HAND and self.may(service.mark_step):
            self._offer_step(deadline)
        if deadline.step is Step.CALL and self.may(service.declare_manager_death):
            self._offer_short_notice(deadline)

    def _offer_short_notice(self, deadline: Deadline) -> None:
        """In an SARL whose sole manager died, eight days are enough (CALL-04)."""
        state = self.state
        if state is None or not state.manager_may_die:
            return
        if state.manager_died_on is not None:
            said = _("Gérant unique décédé le {day} : le délai est de huit jours.")
            self.card.add_text(said.format(day=words.long_day(state.manager_died_on)))
            take_back = button(_("Inscrit par erreur"), lambda: self.tell_death(deadline, None, {}), role="link")
            self.card.add_buttons(take_back)
            return
        self.card.add_heading(_("Si le gérant unique est décédé"))
        form = Form(
            [DayField("died_on", _("Décédé le"), today=self.desk.today, required=True, rules=("CALL-04",))],
            submit=_("Ramener le délai à huit jours"),
            on_submit=lambda values: self.tell_death(deadline, form, values),
        )
        self.card.add(form)

    def tell_death(self, deadline: Deadline, form: Form | None, values: dict[str, Any]) -> None:
        """Say that the sole manager died, or that it was written by mistake."""
        if self.run(service.declare_manager_death, self.meeting_id, values.get("died_on"), form=form):
            self.list.choose(deadline.step)
            self.show_deadline(self.list.chosen_record())

    def _offer_step(self, deadline: Deadline) -> None:
        form = Form(
            [
                DayField("done_on", _("Fait le"), today=self.desk.today, required=True),
                TextField("note", _("Précision")),
            ],
            submit=_("C’est fait"),
            on_submit=lambda values: self.mark(deadline, form, values),
        )
        form.set_values({"done_on": deadline.done_on or self.desk.today})
        self.card.add(form)
        if deadline.done_on is not None:
            self.card.add_buttons(
                button(_("Finalement pas fait"), lambda: self.mark(deadline, None, {"done_on": None}), role="link")
            )

    def mark(self, deadline: Deadline, form: Form | None, values: dict[str, Any]) -> None:
        """Say that a step was done, or was not."""
        self.run(
            service.mark_step,
            self.meeting_id,
            deadline.step,
            values["done_on"],
            values.get("note") or "",
            form=form,
        )
        self.show_deadline(self.list.chosen_record())

    # -- papers

    def show_attendance(self) -> None:
        """Show the attendance sheet."""
        self._show(service.attendance_sheet, _("Feuille de présence"), "feuille-de-presence.pdf")

    def show_agenda(self) -> None:
        """Show the agenda."""
        self._show(service.agenda, _("Ordre du jour"), "ordre-du-jour.pdf")

    def show_register(self) -> None:
        """Show the register of sendings."""
        self._show(service.sending_register, _("Registre des envois"), "registre-des-envois.pdf")

    def _show(self, query: Any, title: str, file_name: str) -> None:
        if self.meeting_id is None:
            return
        pdf = self.ask(query, self.meeting_id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, title, file_name)


def _source(rule_id: str) -> str:
    rule = known_rules().get(rule_id)
    return _("{rule} – {source}").format(rule=rule.words, source=rule.source) if rule else rule_id
