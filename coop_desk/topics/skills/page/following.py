"""«À confirmer, formations»: levels that wait for somebody else, and trainings under way."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import label
from coop_desk.screen.table import Column
from coop_desk.topics.skills import service
from coop_desk.topics.skills.records import TrainingLine, WaitingLevel
from coop_desk.topics.skills.rules.levels import level_words


class FollowingPage(Page):
    """What waits about levels, and who trains."""

    title = N_("Niveaux à confirmer et formations")
    needs = service.levels_to_confirm
    guide = "07-competences"
    tip = N_("Choisissez une ou plusieurs déclarations, puis confirmez : le niveau compte à partir d’aujourd’hui.")

    def build(self) -> None:
        """Make both lists."""
        self.waiting = List(
            _("À confirmer"),
            (
                Column(_("Personne"), lambda one: one.name, width=180),
                Column(_("Compétence"), lambda one: one.skill, stretch=True),
                Column(_("Retenu"), lambda one: one.before, "integer", width=80),
                Column(_("Déclaré"), lambda one: level_words(one.level), width=250),
                Column(_("Le"), lambda one: one.dated, "day", width=100),
                Column(_("Qui confirme"), _who, width=160),
            ),
            key=lambda one: one.declaration_id,
            counted=lambda n: ngettext("{n} niveau à confirmer", "{n} niveaux à confirmer", n).format(
                n=words.integer(n)
            ),
        )
        self.waiting.choose_several()
        self.training = List(
            _("Formations en cours"),
            (
                Column(_("Personne"), lambda one: one.name, width=180),
                Column(_("Compétence"), lambda one: one.skill, stretch=True),
                Column(_("Vise"), lambda one: level_words(one.level), width=250),
                Column(_("Commencée le"), lambda one: one.starts_on, "day", width=110),
                Column(_("Niveau atteint le"), lambda one: one.reached_on, "day", width=130),
                Column(_("État"), _state, "pill", tone=lambda one: "warn" if one.over else "plain", width=150),
            ),
            counted=lambda n: ngettext("{n} formation", "{n} formations", n).format(n=words.integer(n)),
            searchable=False,
        )
        self.none = label(_("Aucun niveau n’attend de confirmation."), "secondary")
        self.body.addWidget(self.none)
        self.body.addWidget(self.waiting, 3)
        self.body.addWidget(self.training, 2)
        self.connect_list(self.waiting)
        self.waiting.opened.connect(lambda one: self.go("skills", (one.person_id, one.skill_id)))
        self.training.opened.connect(self._open_training)
        self.confirm_action = self.add_action(
            _("Confirmer"), self.confirm, keys="Ctrl+Return", verb=service.confirm_levels, primary=True
        )
        self.add_action(_("Carte"), lambda: self.go("skills"), verb=service.matrix)

    def load(self) -> None:
        """Show what waits and who trains."""
        waiting, training = service.levels_to_confirm(self.desk), service.trainings(self.desk)
        self.waiting.show_records(waiting)
        self.waiting.setVisible(bool(waiting))
        self.none.setVisible(not waiting)
        self.training.show_records(training)
        self.training.setVisible(bool(training))
        self.confirm_action.setEnabled(any(not one.mine for one in waiting))
        self.say_facts("")
        self.show_empty(
            not waiting and not training,
            _("Rien n’attend de confirmation et personne ne se forme. Les niveaux se déclarent sur la carte."),
        )

    def open_record(self, record_id: Any) -> None:
        """Choose one declaration."""
        self.waiting.choose(record_id)

    def confirm(self) -> None:
        """Confirm the declarations chosen."""
        chosen: list[WaitingLevel] = self.waiting.chosen_records()
        if not chosen:
            self.say_state(_("Choisissez d’abord les niveaux à confirmer."))
            return
        self.run(service.confirm_levels, [one.declaration_id for one in chosen])

    def _open_training(self, one: TrainingLine) -> None:
        self.go("skills", (one.person_id, one.skill_id))


def _who(one: WaitingLevel) -> str:
    return _("une autre personne") if one.mine else _("vous, par exemple")


def _state(one: TrainingLine) -> str:
    return _("à confirmer") if one.over else _("en cours")
