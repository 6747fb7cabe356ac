"""The card of one cell: where somebody stands, how it came; declaring, confirming, training."""

from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.skills import service
from coop_desk.topics.skills.records import CellCard, TrainingLine
from coop_desk.topics.skills.rules.levels import HIGHEST, LEVELS, STEP_WORDS, level_words


class LevelCard:
    """Fills the card of a page with one person and one skill."""

    def __init__(self, page: Page, card: Card) -> None:
        self.page, self.card = page, card
        self._shown: tuple[PersonId, int, date] | None = None

    def show_cell(self, person_id: PersonId, skill_id: int, day: date) -> None:
        """Show where somebody stands in a skill on a day."""
        self._shown = (person_id, skill_id, day)
        found = self.page.ask(service.skill_card, person_id, skill_id, day).value
        if found is None:
            return
        self.card.clear(found.name)
        self.card.add_text(_("{branch} : {skill}").format(branch=found.skill.branch, skill=found.skill.name))
        if found.skill.details:
            self.card.add_text(found.skill.details, secondary=True)
        self._tell(found)
        if day == self.page.desk.today and found.skill.closed_on is None:
            self._offer(found)
        self.card.show()

    def show_again(self) -> None:
        """Show the same cell after it changed."""
        if self._shown is not None and self.card.isVisible():
            self.show_cell(*self._shown)

    def _tell(self, found: CellCard) -> None:
        held = found.held
        facts = [(_("Niveau"), level_words(held.level))]
        if held.since is not None:
            by = _("le {day}, par {name}").format(day=words.day(held.since), name=found.confirmed_by)
            facts.append((_("Confirmé"), by))
        if held.waiting is not None:
            facts.append((_("Déclaré"), level_words(held.waiting)))
        if found.skill.key is not None:
            asked = _("{n} au niveau {level} : {decision}")
            key = found.skill.key
            facts.append(
                (
                    _("Compétence clé"),
                    asked.format(n=words.integer(key.people), level=key.level, decision=key.decision),
                )
            )
        self.card.add_facts(facts)
        for one in found.trainings:
            self._tell_training(one)
        if found.steps:
            self.card.add_heading(_("Histoire"))
        for step in found.steps:
            said = _("{day} : {level} {step} par {name}").format(
                day=words.day(step.dated), level=step.level, step=_(STEP_WORDS[step.step]), name=step.by
            )
            self.card.add_text(f"{said}. {step.because}" if step.because else said, secondary=True)

    def _tell_training(self, one: TrainingLine) -> None:
        self.card.add_heading(_("Formation en cours"))
        when = _("à partir du {day}")
        if one.over:
            when = _("le {day} est passé : le niveau reste à déclarer et à confirmer")
        said = _("Niveau {level}, {when}").format(level=one.level, when=when.format(day=words.day(one.reached_on)))
        self.card.add_text(f"{said}. {one.details}" if one.details else said)
        if self._may_declare(one.person_id):
            self.card.add_buttons(
                button(_("Reporter…"), lambda: self._postpone(one)),
                button(_("Arrêter…"), lambda: self._stop(one), role="quiet"),
            )

    def _offer(self, found: CellCard) -> None:
        held, buttons = found.held, []
        answers = self.page.desk.person_id not in (found.person_id, held.declared_by_id)
        if held.declaration_id is not None and answers and self.page.may(service.confirm_levels):
            said = _("Confirmer le niveau {level}").format(level=held.waiting)
            buttons.append(button(said, lambda: self._confirm(held.declaration_id), role="primary"))
            buttons.append(button(_("Pas encore…"), lambda: self._decline(held.declaration_id)))
        if self._may_declare(found.person_id):
            buttons.append(button(_("Déclarer un niveau…"), lambda: self._declare(found)))
            if not found.trainings and held.level < HIGHEST:
                buttons.append(button(_("Formation…"), lambda: self._train(found)))
        if buttons:
            self.card.add_buttons(*buttons)

    def _may_declare(self, person_id: PersonId) -> bool:
        own = person_id == self.page.desk.person_id and self.page.may(service.declare_levels)
        return own or self.page.may(service.open_skill)

    def _confirm(self, declaration_id: int | None) -> None:
        if declaration_id is not None and self.page.run(service.confirm_levels, [declaration_id]):
            self.show_again()

    def _decline(self, declaration_id: int | None) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.page.run(service.decline_level, declaration_id, said["why"] or "", form=form):
                self.show_again()

        form = Form(
            [LongTextField("why", _("Ce qui manque encore"), lines=2, required=True, rules=("SKILL-04",))],
            submit=_("Ne pas confirmer"), on_submit=send, on_cancel=self.show_again,
        )  # fmt: skip
        self._show(form)

    def _declare(self, found: CellCard) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.page.run(service.declare_levels, found.person_id, {found.skill.id: said["level"]}, form=form):
                self.show_again()

        form = Form(
            [_level_field(range(HIGHEST + 1))],
            submit=_("Déclarer"), on_submit=send, on_cancel=self.show_again,
        )  # fmt: skip
        self._show(form)

    def _train(self, found: CellCard) -> None:
        def send(said: dict[str, Any]) -> None:
            given = (found.person_id, found.skill.id, said["level"], said["starts"], said["reached"])
            if self.page.run(service.begin_training, *given, said["details"] or "", form=form):
                self.show_again()

        today = self.page.desk.today
        form = Form(
            [
                _level_field(range(found.held.level + 1, HIGHEST + 1)),
                DayField("starts", _("Commence le"), required=True, today=today),
                DayField("reached", _("Niveau atteint à partir du"), required=True, today=today, rules=("SKILL-06",)),
                TextField("details", _("Comment"), help=_("Avec qui, où : ce qui aide à suivre.")),
            ],
            submit=_("Enregistrer la formation"), on_submit=send, on_cancel=self.show_again,
        )  # fmt: skip
        form.set_values({"starts": today})
        self._show(form)

    def _postpone(self, one: TrainingLine) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.page.run(service.postpone_training, one.id, said["reached"], form=form):
                self.show_again()

        form = Form(
            [
                DayField("reached", _("Niveau atteint à partir du"), required=True, today=self.page.desk.today,
                         rules=("SKILL-06",)),
            ],
            submit=_("Reporter"), on_submit=send, on_cancel=self.show_again,
        )  # fmt: skip
        form.set_values({"reached": one.reached_on})
        self._show(form)

    def _stop(self, one: TrainingLine) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.page.run(service.end_training, one.id, said["why"] or "", form=form):
                self.show_again()

        form = Form(
            [TextField("why", _("Pourquoi elle s’arrête"), required=True, rules=("SKILL-06",))],
            submit=_("Arrêter la formation"), on_submit=send, on_cancel=self.show_again,
        )  # fmt: skip
        self._show(form)

    def _show(self, form: Form) -> None:
        self.card.add(form)
        form.begin()


def _level_field(levels: range) -> ChoiceField:
    choices = [(level, level_words(level)) for level in levels if level < len(LEVELS)]
    return ChoiceField("level", _("Niveau"), choices, required=True, rules=("SKILL-02", "SKILL-06"))
