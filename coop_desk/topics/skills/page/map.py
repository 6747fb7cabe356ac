"""«Compétences»: the map of people and skills on any day, where levels are declared and confirmed."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_field, day_of
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Elided
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.members import service as members
from coop_desk.topics.skills import service
from coop_desk.topics.skills.page.level_card import LevelCard
from coop_desk.topics.skills.page.level_grid import LevelGrid
from coop_desk.topics.skills.rules.levels import LEVELS, level_words

EVERYBODY = 0


class SkillsPage(Page):
    """The map of skills."""

    title = N_("Compétences")
    needs = service.matrix
    guide = "07-competences"
    tip = N_(
        "Les flèches vont d’une case à l’autre ; un chiffre de 0 à 4 déclare votre niveau, qu’une autre personne "
        "confirme. Entrée ouvre la fiche de la case."
    )

    def build(self) -> None:
        """Make the choices over the map, the map and its card."""
        self.on = day_field(self.desk.today)
        self.on.lay_on_one_line()
        self.on.changed.connect(lambda: None if self.on.fault() else self.reload())
        self.team = ChoiceField("team", _("Pôle ou équipe"), [(EVERYBODY, _("Toute la coopérative"))], required=True)
        self.team.box.setMinimumContentsLength(len(_("Toute la coopérative")))
        self.team.lay_on_one_line()
        self.team.changed.connect(self.reload)
        over = QWidget()
        line = QHBoxLayout(over)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(16))
        line.addWidget(self.on)
        line.addWidget(self.team)
        line.addStretch(1)
        self.body.addWidget(over)
        self.grid = LevelGrid()
        self.card = Card()
        self.card.hide()
        self.level_card = LevelCard(self, self.card)
        self.body.addWidget(SideBySide(self.grid, self.card, (5, 2)), 1)
        self.grid.setMinimumHeight(theme.px(300))  # names that read upwards, and some people under them
        self.cell_words = Elided()
        self.body.addWidget(self.cell_words)
        said = " ; ".join(level_words(level) for level in range(len(LEVELS)))
        scale = Elided("secondary")
        scale.say(said)
        self.body.addWidget(scale)
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(self.open_card)
        self.grid.typed.connect(self.declare)
        self.tree_action = self.add_action(
            _("Arbre des compétences"), lambda: self.go("skills.tree"), verb=service.skill_tree
        )
        self.add_action(
            _("À confirmer, formations"), lambda: self.go("skills.following"), verb=service.levels_to_confirm
        )
        self.add_action(_("Imprimer"), lambda: self.print_map(a3=False), keys="Ctrl+P", verb=service.matrix_pdf)
        self.add_action(_("Imprimer en A3"), lambda: self.print_map(a3=True), verb=service.matrix_pdf)

    @property
    def day(self) -> date:
        """The day whose map is shown."""
        return day_of(self.on, self.desk.today)

    def load(self) -> None:
        """Show the map of the day and of the team chosen."""
        teams = [(one.id, one.name) for one in _every(members.teams_at(self.desk))]
        self.team.offer([(EVERYBODY, _("Toute la coopérative")), *teams])
        found = service.matrix(self.desk, self.day, self.team.read() or None)
        self.grid.show_matrix(found)
        people = ngettext("{n} personne", "{n} personnes", len(found.rows)).format(n=words.integer(len(found.rows)))
        skills = ngettext("{n} compétence", "{n} compétences", len(found.skills))
        waiting = sum(held.waiting is not None for row in found.rows for held in row.cells)
        told = [people, skills.format(n=words.integer(len(found.skills)))]
        if waiting:
            more = ngettext("{n} niveau à confirmer", "{n} niveaux à confirmer", waiting)
            told.append(more.format(n=words.integer(waiting)))
        self.say_facts(_("{day} : {facts}").format(day=words.long_day(found.day), facts=words.listed(told)))
        self.show_empty(
            not found.skills and self.day == self.desk.today,
            _("Aucune compétence pour l’instant. Ouvrez un domaine dans l’arbre, puis ses compétences."),
            self.tree_action if self.may(service.open_skill) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Go to a person, or to a person and a skill."""
        person, skill = record_id if isinstance(record_id, tuple) else (record_id, None)
        self.grid.go_to(person, skill)
        if skill is not None:
            self.open_card()

    def open_card(self) -> None:
        """Show the card of the cell under the keyboard."""
        if (chosen := self.grid.chosen()) is not None:
            self.level_card.show_cell(chosen[0].person_id, chosen[1].id, self.day)

    def declare(self, level: int) -> None:
        """Declare the level that was typed, for oneself, or for somebody when one keeps the map."""
        chosen = self.grid.chosen()
        if chosen is None:
            return
        row, skill = chosen
        if self.day != self.desk.today:
            self.say_state(_("Un niveau se déclare sur la carte d’aujourd’hui."))
        elif not self.may_declare(row.person_id):
            self.say_state(_("Chacun déclare ses propres niveaux."))
        elif self.run(service.declare_levels, row.person_id, {skill.id: level}):
            self.level_card.show_again()

    def may_declare(self, person_id: int) -> bool:
        """Whether whoever is signed in may declare for somebody."""
        if person_id == self.desk.person_id:
            return self.may(service.declare_levels)
        return self.may(service.open_skill)

    def print_map(self, *, a3: bool) -> None:
        """Preview the map that is shown."""
        day, team = self.day, self.team.read() or None
        self.work(
            _("Mise en page de la carte…"),
            lambda _progress: service.matrix_pdf(self.desk, day, team, a3=a3),
            lambda pdf: self.show_pdf(pdf, _("Carte des compétences"), f"competences-{day:%Y-%m-%d}.pdf"),
        )

    def _moved(self) -> None:
        self.cell_words.say(self.grid.words())
        if self.card.isVisible():
            self.open_card()


def _every(services: list[Any]) -> list[Any]:
    return [one for service_row in services for one in (service_row, *service_row.teams)]
