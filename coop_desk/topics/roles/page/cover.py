"""«Couverture des rôles»: who is there for each role in the coming weeks, and the long absences to cover."""

from datetime import date, timedelta
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.grid import Cell, Grid, Heading
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Elided, button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.roles.cover import service
from coop_desk.topics.roles.cover.records import CoverTable, LongLeave
from coop_desk.topics.roles.cover.rules.choosing import CHOICE_WORDS, Choice
from coop_desk.topics.roles.cover.rules.presence import COVER_WORDS, Cover
from coop_desk.topics.roles.cover.service.weeks import A_WEEK, WEEKS

SIGNS = {Cover.HOLDER: "●", Cover.DEPUTY: "◐", Cover.NOBODY: "○", Cover.VACANT: "—", Cover.CLOSED: "·"}


class CoverPage(Page):
    """The cover of roles, week by week."""

    title = N_("Couverture des rôles")
    needs = service.cover_table
    guide = "07-couverture"
    tip = N_(
        "Chaque case dit le moins bien couvert des jours de la semaine, d’après le calendrier des absences. "
        "Les flèches vont d’une semaine à l’autre ; Alt+← et Alt+→ changent de trimestre."
    )

    def build(self) -> None:
        """Make the list of long absences, and the grid of weeks with its card."""
        self.first = self.desk.today
        self.table = CoverTable((), ())
        self.leaves = List(
            _("Couvrir ou replanifier"),
            (
                Column(_("Personne"), lambda one: one.person, width=180),
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Du"), lambda one: one.first, "day", width=100),
                Column(_("Au"), lambda one: one.last, "day", width=100),
                Column(_("Jours sans personne"), lambda one: one.without, "integer", width=150),
            ),
            key=lambda one: (one.role_id, one.person_id, one.first),
            counted=lambda n: ngettext("{n} longue absence", "{n} longues absences", n).format(n=words.integer(n)),
            searchable=False,
            printable=False,
        )
        self.grid = Grid(_("Couverture des rôles par semaine"))
        self.card = Card()
        self.card.hide()
        self.over = SideBySide(self.leaves, self.card)
        self.body.addWidget(self.over, 1)
        self.connect_list(self.leaves)
        self.body.addWidget(self.grid, 2)
        said = _("● titulaire ; ◐ suppléance au moins un jour ; ○ personne au moins un jour ; — vacant ; · fermé.")
        signs = Elided("secondary")
        signs.say(said)
        self.body.addWidget(signs)
        self.leaves.chosen.connect(self.show_leave)
        self.grid.moved.connect(self._say)
        self.add_action(_("Et si X est absent ?"), lambda: self.go("roles.without"), verb=service.without_somebody)
        self.add_action(_("Savoirs isolés"), lambda: self.go("roles.isolated"), verb=service.isolated_knowledge)
        self.add_action(_("Écarts"), lambda: self.go("roles.gaps"), verb=service.role_needs)
        self.add_action(_("Imprimer"), self.print_cover, keys="Ctrl+P", verb=service.cover_pdf)
        self.add_action(_("Trimestre précédent"), lambda: self.go_by(-1), keys="Alt+Left", button=False)
        self.add_action(_("Trimestre suivant"), lambda: self.go_by(1), keys="Alt+Right", button=False)
        self.add_action(_("Aujourd’hui"), self.come_back, keys="Alt+Home", button=False)

    def load(self) -> None:
        """Show the weeks from the day chosen, and the long absences that wait."""
        self.table = service.cover_table(self.desk, self.first)
        waiting = service.long_leaves(self.desk) if self.may(service.long_leaves) else []
        self.leaves.show_records(waiting)
        self.over.setVisible(bool(waiting))
        if not waiting:
            self.card.hide()
        heads = [
            Heading(monday, words.day(monday)[:5], self._week(monday), 62, right=False) for monday in self._mondays
        ]
        rows = [Heading(role.role_id, role.role, role.pole) for role in self.table.roles]
        self.grid.show_cells(rows, heads, self._cell)
        nobody = sum(one in (Cover.NOBODY, Cover.VACANT) for role in self.table.roles for one in role.weeks)
        shown = _("Du {first} au {last}").format(
            first=words.long_day(self._mondays[0]), last=words.long_day(self._mondays[-1] + A_WEEK - timedelta(days=1))
        )
        weeks = ngettext("{n} semaine d’un rôle sans personne", "{n} semaines de rôles sans personne", nobody)
        self.say_facts(f"{shown} · {weeks.format(n=words.integer(nobody))}" if nobody else shown)
        self.show_empty(not self.table.roles, _("Aucun rôle n’est ouvert : partagez un poste, ou ouvrez un rôle."))

    @property
    def _mondays(self) -> tuple[date, ...]:
        return self.table.mondays

    def _cell(self, row: int, column: int) -> Cell:
        found = self.table.roles[row].weeks[column]
        return Cell(SIGNS[found], open_=False, right=False)

    def _week(self, monday: date) -> str:
        return _("Semaine du {day}").format(day=words.long_day(monday))

    def _say(self, row: int, column: int) -> None:
        role = self.table.roles[row]
        said = _("{role}, {week} : {cover}").format(
            role=role.role, week=self._week(self._mondays[column]).lower(), cover=_(COVER_WORDS[role.weeks[column]])
        )
        if role.without[column]:
            days = ngettext("{n} jour sans personne", "{n} jours sans personne", role.without[column])
            said = f"{said}, {days.format(n=words.integer(role.without[column]))}"
        self.grid.say(said)

    def open_record(self, record_id: Any) -> None:
        """Choose a long absence."""
        self.leaves.choose(record_id)

    def go_by(self, quarters: int) -> None:
        """Go to other weeks."""
        self.first += quarters * WEEKS * A_WEEK
        self.reload()

    def come_back(self) -> None:
        """Go to the weeks from today."""
        self.first = self.desk.today
        self.reload()

    def show_leave(self, leave: LongLeave | None) -> None:
        """Show a long absence, and what may be chosen."""
        if leave is None:
            return
        self.card.clear(leave.person)
        span = _("Absence du {first} au {last}").format(
            first=words.long_day(leave.first), last=words.long_day(leave.last)
        )
        self.card.add_text(f"{leave.role}. {span}.")
        self.card.show()
        self.card.add_buttons(
            button(_("Ce qui s’arrête, qui peut remplacer"), lambda: self.go("roles.without", leave), role="primary"),
            button(_("Nommer une suppléance"), lambda: self.go("roles", leave.role_id)),
            button(_("Intérim"), lambda: self.go("roles.mandates")),
            button(_("Replanifier"), lambda: self.go("roles.rotation")),
        )
        if self.may(service.choose_cover):
            self._add_choice(leave)

    def _add_choice(self, leave: LongLeave) -> None:
        def send(said: dict[str, Any]) -> None:
            self.run(service.choose_cover, leave, Choice(said["choice"]), said["decision"] or "", form=form)

        self.card.add_heading(_("Ce qui est décidé"))
        form = Form(
            [
                ChoiceField("choice", _("Pendant l’absence"), [(one.value, _(CHOICE_WORDS[one])) for one in Choice],
                            required=True),
                TextField("decision", _("Décision"), required=True, rules=("COVER-02",),
                          help=_("La réunion, et sa date.")),
            ],
            submit=_("Enregistrer le choix"), on_submit=send,
        )  # fmt: skip
        self.card.add(form)

    def print_cover(self) -> None:
        """Preview the weeks that are shown."""
        pdf = self.ask(service.cover_pdf, self.first)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Couverture des rôles"), "couverture.pdf")
