"""«Arbre des compétences»: branches and skills, what is key, and what was closed."""

from typing import Any

from PySide6.QtWidgets import QPushButton

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField, IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.skills import service
from coop_desk.topics.skills.records import BranchLine, SkillLine
from coop_desk.topics.skills.rules.levels import LEVELS, level_words


class SkillTreePage(Page):
    """The tree of skills."""

    title = N_("Arbre des compétences")
    needs = service.skill_tree
    guide = "07-competences"
    tip = N_(
        "Un domaine réunit des compétences. Une compétence fermée ne s’efface pas : la carte d’un jour passé la montre."
    )

    def build(self) -> None:
        """Make the list, its card and the actions."""
        self.branches: list[BranchLine] = []
        self.list = List(
            _("Compétences"),
            (
                Column(_("Compétence"), lambda one: one.name, stretch=True),
                Column(_("Domaine"), lambda one: one.branch, width=210),
                Column(_("Demandé"), _asked, width=200),
                Column(_("Ouverte le"), lambda one: one.opened_on, "day", shown=False),
            ),
            counted=lambda n: ngettext("{n} compétence", "{n} compétences", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_skill)
        self.skill_action = self.add_action(
            _("Nouvelle compétence"), self.new_skill, keys="Ctrl+N", verb=service.open_skill, primary=True
        )
        self.branch_action = self.add_action(_("Nouveau domaine"), self.new_branch, verb=service.open_branch)
        self.add_action(_("Domaines…"), self.show_branches, verb=service.rename_branch)
        self.add_action(_("Carte"), lambda: self.go("skills"), verb=service.matrix)

    def load(self) -> None:
        """Show the skills open today."""
        self.branches = service.skill_tree(self.desk)
        skills = [skill for branch in self.branches for skill in branch.skills]
        keys = sum(skill.key is not None for skill in skills)
        told = [
            ngettext("{n} domaine", "{n} domaines", len(self.branches)).format(n=words.integer(len(self.branches))),
            ngettext("{n} compétence", "{n} compétences", len(skills)).format(n=words.integer(len(skills))),
            ngettext("{n} clé", "{n} clés", keys).format(n=words.integer(keys)),
        ]
        self.say_facts(words.listed(told))
        self.list.show_records(skills)
        self.skill_action.setEnabled(bool(self.branches))
        self.show_empty(
            not self.branches,
            _("Aucun domaine pour l’instant. Ouvrez le premier : atelier, gestion, relations…"),
            self.branch_action if self.may(service.open_branch) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Show one skill."""
        self.list.choose(record_id)

    def show_skill(self, skill: SkillLine | None) -> None:
        """Show a skill, and what may be changed of it."""
        if skill is None:
            return
        self.card.clear(skill.name)
        self.card.add_facts(
            [
                (_("Domaine"), skill.branch),
                (_("Ce que c’est"), skill.details),
                (_("Ouverte le"), words.long_day(skill.opened_on)),
                (_("Dans les fiches de rôle"), skill.code),
            ]
        )
        if skill.key is not None:
            self.card.add_heading(_("Compétence clé"))
            words_ = ngettext("{n} personne au moins au niveau {level}", "{n} personnes au moins au niveau {level}",
                              skill.key.people)  # fmt: skip
            self.card.add_text(words_.format(n=words.integer(skill.key.people), level=level_words(skill.key.level)))
            since = _("Depuis le {day} : {decision}")
            said = since.format(day=words.day(skill.key.since), decision=skill.key.decision)
            self.card.add_text(said, secondary=True)
        if self.may(service.change_skill):
            self.card.add_buttons(
                button(_("Modifier…"), lambda: self._change(skill), role="primary"),
                button(_("Compétence clé…"), lambda: self._key(skill)),
                button(_("Fermer…"), lambda: self._close(skill), role="quiet"),
            )

    def new_branch(self) -> None:
        """Ask for a branch."""

        def send(said: dict[str, Any]) -> None:
            if self.run(service.open_branch, said["name"], form=form):
                self.new_skill()

        form = Form(
            [TextField("name", _("Nom du domaine"), required=True, rules=("SKILL-01",))],
            submit=_("Ouvrir le domaine"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        self._begin(_("Nouveau domaine"), form)

    def new_skill(self) -> None:
        """Ask for a skill."""

        def send(said: dict[str, Any]) -> None:
            done = self.run(service.open_skill, said["branch"], said["name"], said["details"] or "", form=form)
            if done:
                self.list.choose(done.value)

        form = Form(
            self._skill_fields(), submit=_("Ouvrir la compétence"), on_submit=send, on_cancel=self.card.hide
        )  # fmt: skip
        if len(self.branches) == 1:
            form.set_values({"branch": self.branches[0].id})
        self._begin(_("Nouvelle compétence"), form)

    def _skill_fields(self) -> list[Any]:
        branches = [(one.id, one.name) for one in self.branches]
        return [
            ChoiceField("branch", _("Domaine"), branches, required=True),
            TextField("name", _("Nom"), required=True, rules=("SKILL-01",)),
            LongTextField("details", _("Ce que c’est"), lines=2, help=_("Ce que sait faire qui est autonome.")),
        ]

    def _change(self, skill: SkillLine) -> None:
        def send(said: dict[str, Any]) -> None:
            given = (skill.id, said["name"], said["branch"], said["details"] or "")
            if self.run(service.change_skill, *given, form=form):
                self.show_skill(self.list.chosen_record())

        form = Form(
            self._skill_fields(), submit=_("Enregistrer"), on_submit=send, on_cancel=lambda: self.show_skill(skill)
        )
        form.set_values({"name": skill.name, "branch": skill.branch_id, "details": skill.details})
        self._in_card(form)

    def _key(self, skill: SkillLine) -> None:
        def send(said: dict[str, Any]) -> None:
            given = (skill.id, said["level"], said["people"], said["decision"] or "")
            if self.run(service.set_key_skill, *given, form=form):
                self.show_skill(self.list.chosen_record())

        levels = [(level, level_words(level)) for level in range(1, len(LEVELS))]
        form = Form(
            [
                ChoiceField("level", _("Niveau demandé"), levels, required=True),
                IntegerField("people", _("Personnes au moins"), required=True, rules=("SKILL-07",),
                             help=_("0 : elle n’est plus une compétence clé.")),
                TextField("decision", _("Décision"), required=True, help=_("La réunion ou l’assemblée, et sa date.")),
            ],
            submit=_("Enregistrer"), on_submit=send, on_cancel=lambda: self.show_skill(skill),
        )  # fmt: skip
        key = skill.key
        form.set_values({"level": key.level if key else 2, "people": key.people if key else 2})
        self._in_card(form)

    def _close(self, skill: SkillLine) -> None:
        decide(
            self,
            _("Fermer « {name} » ?").format(name=skill.name),
            _("Elle quitte la carte d’aujourd’hui ; les niveaux restent lisibles aux dates passées."),
            _("Fermer"),
            lambda: self.run(service.close_skill, skill.id),
        )

    def show_branches(self) -> None:
        """Show the branches, to rename or close them."""
        self.list.clear_choice()
        self.card.clear(_("Domaines"))
        for branch in self.branches:
            held = ngettext("{n} compétence", "{n} compétences", len(branch.skills))
            self.card.add_facts([(branch.name, held.format(n=words.integer(len(branch.skills))))])
            self.card.add_buttons(*self._branch_buttons(branch))
        self.card.show()

    def _branch_buttons(self, branch: BranchLine) -> tuple[QPushButton, QPushButton]:
        rename, close = _("Renommer {name}").format(name=branch.name), _("Fermer {name}").format(name=branch.name)
        return (
            button(_("Renommer…"), lambda: self._rename(branch), name=rename),
            button(_("Fermer"), lambda: self._close_branch(branch), role="quiet", name=close),
        )

    def _rename(self, branch: BranchLine) -> None:
        def send(said: dict[str, Any]) -> None:
            if self.run(service.rename_branch, branch.id, said["name"], form=form):
                self.show_branches()

        form = Form(
            [TextField("name", _("Nom du domaine"), required=True, rules=("SKILL-01",))],
            submit=_("Renommer"), on_submit=send, on_cancel=self.show_branches,
        )  # fmt: skip
        form.set_values({"name": branch.name})
        self._in_card(form)

    def _close_branch(self, branch: BranchLine) -> None:
        if self.run(service.close_branch, branch.id):
            self.show_branches()

    def _begin(self, title: str, form: Form) -> None:
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(title)
        self._in_card(form)

    def _in_card(self, form: Form) -> None:
        self.card.add(form)
        self.card.show()
        form.begin()


def _asked(skill: SkillLine) -> str:
    """What is asked of the co-operative, in words."""
    if skill.key is None:
        return ""
    words_ = ngettext("{n} personne au niveau {level}", "{n} personnes au niveau {level}", skill.key.people)
    return words_.format(n=words.integer(skill.key.people), level=skill.key.level)
