"""«Apprendre à deux»: who learns what beside whom, step by step, until somebody else says they are autonomous."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button, label
from coop_desk.screen.table import Column
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import Ramp, RampState
from coop_desk.topics.roles.handover.rules.learning import USUAL_STEPS
from coop_desk.topics.roles.handover.service.people import people_of_roles, skills_of_tree

STATES = {
    RampState.RUNNING: N_("en cours"),
    RampState.LATE: N_("date passée"),
    RampState.AUTONOMOUS: N_("autonome"),
    RampState.STOPPED: N_("arrêté"),
}
TONES: dict[RampState, Tone] = {
    RampState.RUNNING: "accent",
    RampState.LATE: "warn",
    RampState.AUTONOMOUS: "good",
    RampState.STOPPED: "plain",
}


class LearningPage(Page):
    """The plans to learn."""

    title = N_("Apprendre à deux")
    needs = service.ramps
    guide = "07-apprendre-a-deux"
    tip = N_("Une personne apprend, une autre l’accompagne. Le plan finit quand quelqu’un d’autre la déclare autonome.")

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Apprentissages"),
            (
                Column(_("Apprend"), lambda one: one.learner, width=170),
                Column(_("Quoi"), lambda one: one.what, stretch=True),
                Column(_("Avec"), lambda one: one.buddy, width=170),
                Column(_("Visé pour le"), lambda one: one.target_on, "day", width=110),
                Column(_("Étapes"), steps_words, width=90),
                Column(
                    _("État"), lambda one: _(STATES[one.state]), "pill", tone=lambda one: TONES[one.state], width=110
                ),
            ),
            filters=(Filter(_("En cours"), lambda one: one.running), Filter(_("Avec moi"), self._mine)),
            counted=lambda n: ngettext("{n} apprentissage", "{n} apprentissages", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_ramp)
        self.open_action = self.add_action(
            _("Nouvel apprentissage"), self.ask_ramp, keys="Ctrl+N", verb=service.open_ramp, primary=True
        )
        self.add_action(_("Binômes"), lambda: self.go("roles.pairs"), verb=service.pairs)
        self.add_action(_("Toutes les passations"), lambda: self.go("roles.handovers"), verb=service.handovers)

    def _mine(self, one: Ramp) -> bool:
        return self.desk.person_id in (one.learner_id, one.buddy_id)

    def load(self) -> None:
        """Show the plans."""
        found = service.ramps(self.desk)
        self.list.show_records(found)
        self.show_empty(
            not found,
            _("Aucun apprentissage. Choisissez ce qu’une seule personne sait faire, et qui l’apprend avec elle."),
            self.open_action,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a plan."""
        self.list.choose(record_id)

    def show_ramp(self, one: Ramp | None) -> None:
        """Show a plan with its steps, each with its button."""
        if one is None:
            return
        self.card.clear(one.what)
        self.card.add_pill(_(STATES[one.state]), TONES[one.state])
        self.card.add_facts(
            [
                (_("Apprend"), one.learner),
                (_("Avec"), one.buddy),
                (_("Depuis le"), words.long_day(one.starts_on)),
                (_("Visé pour le"), words.long_day(one.target_on)),
                (_("Pourquoi"), one.because),
                (_("Fin"), _("{name}, le {day}").format(name=one.declared_by, day=words.long_day(one.declared_on))
                 if one.declared_on else ""),
                (_("Remarque"), one.said),
            ]
        )  # fmt: skip
        self.card.add_heading(_("Étapes"))
        for place, step in enumerate(one.steps):
            done = _("fait le {day}").format(day=words.day(step.done_on)) if step.done_on else _("à faire")
            line = QHBoxLayout()
            words_of_step = _("{n}. {step} : {done}").format(n=place + 1, step=step.words, done=done)
            line.addWidget(label(words_of_step, wrap=True), 1)
            if one.running and self._mine(one):
                line.addWidget(self._step_button(one, place), 0, Qt.AlignmentFlag.AlignTop)
            self.card.add(line)
        self._show_buttons(one)

    def _step_button(self, one: Ramp, place: int) -> QPushButton:
        step = one.steps[place]
        verb = service.mark_step if step.done_on is None else service.take_back_step
        said = _("C’est fait") if step.done_on is None else _("À refaire")
        name = _("{said} : {step}").format(said=said, step=step.words)
        return button(said, lambda: self._done(self.run(verb, one.id, place)), name=name)

    def _show_buttons(self, one: Ramp) -> None:
        if not one.running or not self.may(service.declare_autonomous):
            return
        buttons = []
        if self.desk.person_id != one.learner_id and all(step.done_on for step in one.steps):
            buttons.append(button(_("Déclarer autonome…"), lambda: self.ask_autonomy(one), role="primary"))
        buttons.append(button(_("Changer la date visée…"), lambda: self.ask_target(one)))
        buttons.append(button(_("Arrêter…"), lambda: self.ask_stop(one), role="quiet"))
        self.card.add_buttons(*buttons)

    def _done(self, done: Any) -> None:
        if done:
            self.show_ramp(self.list.chosen_record())

    # -- forms in the card

    def ask_ramp(self) -> None:
        """Ask who learns what, beside whom, by when."""
        people = list(self.ask(people_of_roles).value or ())
        missions = [(one.id, one.name) for one in self.ask(roles.missions).value or ()]
        known = list(self.ask(skills_of_tree).value or ())
        form = Form(
            [
                PersonField("learner", _("Qui apprend"), people, required=True, rules=("RAMP-01",)),
                PersonField("buddy", _("Qui accompagne"), people, required=True),
                ChoiceField("mission", _("Mission"), missions, help=_("Une mission, ou une compétence.")),
                ChoiceField("skill", _("Compétence"), known),
                DayField("target", _("Visé pour le"), required=True, today=self.desk.today),
                LongTextField("steps", _("Étapes"), required=True, lines=5, rules=("RAMP-02",),
                              help=_("Une par ligne.")),
                TextField("because", _("Pourquoi")),
            ],
            submit=_("Commencer"), on_submit=lambda said: self._open(said, form), on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values(
            {"target": _in_three_months(self.desk.today), "steps": "\n".join(_(step) for step in USUAL_STEPS)}
        )
        self.show_empty(False)
        self.list.clear_choice()
        self._show(_("Nouvel apprentissage"), form)

    def _open(self, said: dict[str, Any], form: Form) -> None:
        done = self.run(
            service.open_ramp, said["learner"], said["buddy"], mission_id=said["mission"], skill=said["skill"] or "",
            target_on=said["target"], steps=(said["steps"] or "").split("\n"), because=said["because"] or "", form=form,
        )  # fmt: skip
        if done:
            self.list.choose(done.value)
            self.show_ramp(self.list.chosen_record())

    def ask_autonomy(self, one: Ramp) -> None:
        """Ask for a word before somebody is declared autonomous."""
        form = Form(
            [LongTextField("said", _("Ce qui le montre"), lines=2, rules=("RAMP-03",))],
            submit=_("Déclarer autonome"),
            on_submit=lambda said: self._done(
                self.run(service.declare_autonomous, one.id, said["said"] or "", form=form)
            ),
            on_cancel=lambda: self.show_ramp(one),
        )
        self._show(one.what, form)

    def ask_target(self, one: Ramp) -> None:
        """Ask for another target date."""
        form = Form(
            [
                DayField("target", _("Visé pour le"), required=True, today=self.desk.today, rules=("RAMP-01",)),
                TextField("said", _("Pourquoi")),
            ],
            submit=_("Changer la date"),
            on_submit=lambda said: self._done(
                self.run(service.move_target, one.id, said["target"], said["said"] or "", form=form)
            ),
            on_cancel=lambda: self.show_ramp(one),
        )
        form.set_values({"target": one.target_on})
        self._show(one.what, form)

    def ask_stop(self, one: Ramp) -> None:
        """Ask why a plan stops."""
        form = Form(
            [TextField("why", _("Pourquoi il s’arrête"), required=True, rules=("RAMP-04",))],
            submit=_("Arrêter"),
            on_submit=lambda said: self._done(self.run(service.stop_ramp, one.id, said["why"], form=form)),
            on_cancel=lambda: self.show_ramp(one),
        )
        self._show(one.what, form)

    def _show(self, title: str, form: Form) -> None:
        self.card.clear(title)
        self.card.add(form)
        self.card.show()
        form.begin()


def steps_words(one: Ramp) -> str:
    """Steps done of all of them."""
    done = sum(step.done_on is not None for step in one.steps)
    return _("{done} sur {total}").format(done=words.integer(done), total=words.integer(len(one.steps)))


def _in_three_months(today: date) -> date:
    return add_months(today, 3)
