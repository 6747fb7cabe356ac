"""«Paie du mois»: a grid of people and variables, or of one person, with the lines of that person beside it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.screen.fields import FileField
from coop_desk.screen.flow import Flow
from coop_desk.screen.form import Form
from coop_desk.screen.grid import Cell, Grid, Heading
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.sheets.read import read_table
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.page.person import PersonCard
from coop_desk.topics.payroll.rules.catalogue import GROUP_WORDS, UNIT_WORDS, Group, Variable
from coop_desk.topics.payroll.rules.grid import (
    absence_words,
    cell_words,
    columns_of,
    exchange_of,
    here,
    is_open,
    total_words,
)
from coop_desk.topics.payroll.rules.importing import Plan
from coop_desk.topics.payroll.rules.keeping import Exchange, PersonMonth
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.rules.states import STATE_WORDS
from coop_desk.topics.payroll.views import MonthView, PersonRow

GROUPS = (Group.HOURS, Group.PAY, Group.EXPENSES, Group.SHARES, Group.CHANGES)
SHOWN_FAULTS = 8


class PayMonthPage(Page):
    """One month, typed like a spreadsheet; every cell left is kept at once, and Ctrl+Z takes it back."""

    title = N_("Paie du mois")
    needs = service.pay_month
    guide = "83-paie"
    tip = N_(
        "Tapez comme dans un tableur : Entrée descend, Tab va à droite, F2 modifie, Ctrl+V colle un bloc, Ctrl+Z "
        "annule. Chaque case quittée est enregistrée."
    )
    reads_one_record = True

    def build(self) -> None:
        """Make the pills, the grid, the card and the actions."""
        self.month: str | None = None
        self.view: MonthView | None = None
        self.group = GROUPS[0]
        self.alone: PersonId | None = None
        self.before = PersonMonth(PersonId(0), "")
        self._done: list[tuple[Exchange, ...]] = []
        self.pills = QButtonGroup(self)
        self.pill_row = Flow()
        for group in GROUPS:
            pill = button(_(GROUP_WORDS[group]), partial(self.show_group, group), role="pill")
            pill.setCheckable(True)
            pill.setChecked(group is self.group)
            self.pills.addButton(pill, GROUPS.index(group))
            self.pill_row.add(pill)
        self.grid = Grid(_("Paie du mois"))
        self.grid.typed.connect(self.type_in)
        self.grid.pasted.connect(self.paste)
        self.grid.moved.connect(self.tell_cell)
        self.card = PersonCard(self)
        self.body.addWidget(self.pill_row)
        self.body.addWidget(SideBySide(self.grid, self.card, (7, 3)), 1)
        self._add_actions()

    def _add_actions(self) -> None:
        self.add_action(_("Retour aux mois"), lambda: self.go("payroll", self.month), keys="Ctrl+B")
        self.turn_action = self.add_action(_("Une personne"), self.turn, keys="Ctrl+U")
        self.copy_action = self.add_action(
            _("Reprendre le mois d’avant"), self.copy_last, keys="Ctrl+M", verb=service.last_month_lines
        )
        self.gather_action = self.add_action(
            _("Relever les absences"), self.gather, keys="Ctrl+Shift+R", verb=service.gather_month
        )
        self.import_action = self.add_action(
            _("Importer…"), self.ask_import, keys="Ctrl+I", verb=service.preview_import
        )
        self.undo_action = self.add_action(
            _("Annuler la saisie"), self.undo, keys="Ctrl+Z", verb=service.change_lines, button=False
        )
        self.line_action = self.add_action(
            _("Ajouter une ligne"), self.card.ask_line, keys="Ctrl+J", verb=service.change_lines, button=False
        )
        self.add_action(
            _("Contrôles"),
            lambda: self.go("payroll.checks", self.month),
            keys="Ctrl+R",
            verb=service.check_month,
            primary=True,
        )

    # -- what is shown

    def open_record(self, record_id: Any) -> None:
        """Show a month, and somebody in it when asked."""
        month, person_id = record_id if isinstance(record_id, tuple) else (record_id, None)
        if month != self.month:
            self.month, self.alone, self._done = str(month), None, []
        self.reload()
        if person_id is not None:
            self.show_person(PersonId(person_id))

    def load(self) -> None:
        """Open the month and show it."""
        of_month = (self.copy_action, self.gather_action, self.import_action, self.undo_action, self.line_action)
        if self.month is None:
            for action in of_month:
                action.setEnabled(False)
            self.show_empty(True, _("Choisissez un mois dans « Mois de paie »."), alone=True)
            return
        view = self.view = service.pay_month(self.desk, self.month)
        self.say_title(_("Paie de {month}").format(month=month_words(self.month)))
        people = ngettext("{n} personne", "{n} personnes", len(view.people)).format(n=words.integer(len(view.people)))
        self.say_facts(f"{people} · {_(STATE_WORDS[view.row.state])}")
        for action in of_month:
            action.setEnabled(action.isVisible() and view.writable)
        self.show_empty(not view.people, _("Personne n’a de contrat ce mois-ci."), alone=True)
        self.show_cells()

    def show_cells(self) -> None:
        """Show the cells of what was chosen: everybody for a group of variables, or one person."""
        view = self.view
        if view is None or not view.people:
            return
        self.turn_action.setText(_("Tout le monde") if self.alone is not None else _("Une personne"))
        self.pill_row.setVisible(self.alone is None)
        if self.alone is None:
            shown = self.shown_variables()
            columns = [Heading("absences", _("Absences"), width=190, right=False)]
            columns += [Heading(one.code, one.label, _hover(one)) for one in shown]
            rows = [Heading(one.person_id, one.name, one.person.matricule) for one in view.people]
            self.grid.show_cells(rows, columns, self._cell_of_everybody)
        else:
            rows = [Heading(one.code, one.label, _hover(one)) for one in self.shown_variables()]
            columns = [
                Heading("before", _("Mois d’avant")), Heading("here", month_words(view.row.month)),
                Heading("unit", _("Unité"), right=False),
            ]  # fmt: skip
            self.grid.show_cells(rows, columns, self._cell_of_one)
        at = self.grid.place()
        if at is not None:
            self.tell_cell(*at)

    def shown_variables(self) -> tuple[Variable, ...]:
        """The variables of the cells: those of the group, or all that may be typed for one person."""
        if self.view is None:
            return ()
        used = {line.code for one in self.view.people for line in one.held.lines}
        groups = GROUPS if self.alone is not None else (self.group,)
        return tuple(one for group in groups for one in columns_of(group, self.view.variables, used))

    def show_group(self, group: Group) -> None:
        """Show another group of variables."""
        self.group = group
        self.pills.button(GROUPS.index(group)).setChecked(True)
        self.show_cells()
        at = self.grid.place()
        if at is not None and at[1] == 0:
            self.grid.go_to(at[0], 1)
        self.grid.view.setFocus()

    def turn(self) -> None:
        """Go from everybody to the person under the keyboard, and back."""
        person = self.chosen()
        if self.alone is None and person is not None:
            self.show_alone(person.person_id)
        elif self.alone is not None:
            who, self.alone = self.alone, None
            self.show_cells()
            self.show_person(who)
        self.grid.view.setFocus()

    def show_alone(self, person_id: PersonId) -> None:
        """Show every variable of one person, beside the month before."""
        found = self.ask(service.month_before, self.month, person_id)
        if found and found.value is not None:
            self.alone, self.before = person_id, found.value
            self.show_cells()
            self.grid.go_to(0, 1)

    def show_person(self, person_id: PersonId) -> None:
        """Put the keyboard on somebody."""
        people = self.view.people if self.view is not None else ()
        row = next((at for at, one in enumerate(people) if one.person_id == person_id), None)
        if row is not None and self.alone is None:
            self.grid.go_to(row, min(1, len(self.grid.model.columns) - 1))
        elif row is not None:
            self.show_alone(person_id)

    def chosen(self) -> PersonRow | None:
        """Whom the keyboard is on."""
        if self.view is None:
            return None
        if self.alone is not None:
            return next((one for one in self.view.people if one.person_id == self.alone), None)
        at = self.grid.place()
        return self.view.people[at[0]] if at is not None and at[0] < len(self.view.people) else None

    def tell_cell(self, row: int, column: int) -> None:
        """Say what the cell is, and show the lines of the person."""
        person, variable = self._what(row, column)
        if person is not None:
            self.card.show_person(person)
        if variable is not None and self.view is not None:
            total = total_words((one.held for one in self.view.people), variable)
            said = _("total du mois {total}").format(total=total) if total else ""
            self.grid.say(" · ".join(part for part in (variable.label, _hover(variable), said) if part))
        else:
            self.grid.say(_("Les absences viennent des congés : elles se relèvent, elles ne se saisissent pas ici."))

    def _what(self, row: int, column: int) -> tuple[PersonRow | None, Variable | None]:
        shown = self.shown_variables()
        if self.alone is not None:
            return self.chosen(), shown[row] if row < len(shown) else None
        people = self.view.people if self.view is not None else ()
        variable = shown[column - 1] if 0 < column <= len(shown) else None
        return (people[row] if row < len(people) else None), variable

    def _cell_of_everybody(self, row: int, column: int) -> Cell:
        person, variable = self._what(row, column)
        if person is None or variable is None:
            return Cell(absence_words(person.held) if person is not None else "", open_=False, right=False)
        return self._cell(person.held, variable)

    def _cell_of_one(self, row: int, column: int) -> Cell:
        person, variable = self._what(row, column)
        if person is None or variable is None:
            return Cell(open_=False)
        if column == 0:
            return Cell(cell_words(here(self.before, variable.code), variable), open_=False)
        if column == 1:
            return self._cell(person.held, variable)
        return Cell(_(UNIT_WORDS[variable.unit]), open_=False, right=False)

    def _cell(self, held: PersonMonth, variable: Variable) -> Cell:
        lines = here(held, variable.code)
        said = cell_words(lines, variable)
        writable = self.view is not None and self.view.writable
        return Cell(said, said, writable and is_open(lines, variable))

    # -- what is typed

    def type_in(self, row: int, column: int, typed: str) -> None:
        """Keep what was typed in a cell."""
        self._keep_block(row, column, [[typed]], empties=True)

    def paste(self, row: int, column: int, block: list[list[str]]) -> None:
        """Keep a block of cells, all of them or none."""
        self._keep_block(row, column, block, empties=False)

    def _keep_block(self, row: int, column: int, block: list[list[str]], *, empties: bool) -> None:
        try:
            self.apply(self._exchanges(row, column, block, empties=empties))
        except RuleBroken as refusal:
            self.refuse(refusal)

    def _exchanges(self, row: int, column: int, block: list[list[str]], *, empties: bool) -> list[Exchange]:
        found = []
        for down, texts in enumerate(block):
            for across, typed in enumerate(texts):
                person, variable = self._what(row + down, column + across)
                if person is None or variable is None or (self.alone is not None and column + across != 1):
                    raise RuleBroken(
                        "PAY-10", _("Le bloc collé déborde de la grille : collez-le à partir de la bonne case.")
                    )
                if typed.strip() or empties:
                    lines = here(person.held, variable.code)
                    exchange = exchange_of(person.person_id, lines, variable, typed, person.name)
                    found += [exchange] if exchange is not None else []
        return found

    def apply(self, exchanges: Sequence[Exchange], *, undoing: bool = False) -> bool:
        """Keep changes of lines, and show them where they stand; nothing else is read again."""
        self.refusal.hide()
        if not exchanges or self.month is None:
            return True
        outcome = self.ask(service.change_lines, self.month, tuple(exchanges))
        if not outcome or outcome.value is None:
            return False
        if not undoing:
            self._done.append(tuple(exchanges))
        self._replace({held.person_id: held for held in outcome.value})
        self.say_saved()
        self.ran.emit()
        return True

    def _replace(self, changed: dict[PersonId, PersonMonth]) -> None:
        view = self.view
        if view is None:
            return
        people = tuple(PersonRow(one.person, changed.get(one.person_id, one.held)) for one in view.people)
        self.view = MonthView(view.row, people, view.variables, view.writable)
        self.show_cells()

    def undo(self) -> None:
        """Take back the last thing typed, pasted, copied or imported here."""
        if not self._done:
            self.say_state(_("Rien à annuler"))
            return
        last = self._done.pop()
        if self.apply([one.undone() for one in reversed(last)], undoing=True):
            self.say_state(_("Saisie annulée"))

    # -- the month before, absences, a spreadsheet

    def copy_last(self) -> None:
        """Copy the monthly figures of the month before where nothing is typed: of everybody, or of one."""
        found = self.ask(service.last_month_lines, self.month, self.alone)
        if found and self.apply(found.value or ()):
            count = len(found.value or ())
            said = ngettext("{n} saisie reprise ; Ctrl+Z annule", "{n} saisies reprises ; Ctrl+Z annule", count)
            self.say_state(said.format(n=words.integer(count)) if count else _("Rien à reprendre du mois d’avant"))

    def gather(self) -> None:
        """Take the absences from leave, beside the screen."""
        self.run_beside(_("Relevé des absences…"), service.gather_month, self.month, then=self._say_gathered)

    def _say_gathered(self, changed: int) -> None:
        said = ngettext(
            "Absences relevées : {n} personne change", "Absences relevées : {n} personnes changent", changed
        )
        self.say_state(said.format(n=words.integer(changed)) if changed else _("Absences relevées : rien ne change"))

    def ask_import(self) -> None:
        """Ask for a spreadsheet."""
        self.card.clear(_("Importer un tableur"))
        self.card.add_text(
            _(
                "Une colonne « Matricule », puis une colonne par variable (son nom ou son code), ou bien une ligne par "
                "variable : Code, Quantité, Montant, Début, Fin, Commentaire, Mois concerné."
            ),
            secondary=True,
        )
        form = Form(
            [FileField("file", _("Fichier"), kinds=_("Tableurs (*.csv *.xlsx *.ods)"), required=True)],
            submit=_("Lire le fichier"),
            on_submit=lambda values: self.read_file(Path(values["file"])),
            on_cancel=self.card.show_again,
        )
        self.card.add(form)
        form.begin()

    def read_file(self, path: Path) -> None:
        """Read a spreadsheet beside the screen, and show what it would change."""
        month = self.month
        if month is not None:
            self.work(
                _("Lecture du fichier…"),
                lambda _progress: service.preview_import(self.desk, month, read_table(path)),
                self.show_plan,
            )

    def show_plan(self, plan: Plan) -> None:
        """Show what a file would change, or everything that is wrong in it."""
        self.card.clear(_("Importer un tableur"))
        if plan.faults:
            said = ngettext("{n} erreur : rien n’est importé.", "{n} erreurs : rien n’est importé.", len(plan.faults))
            self.card.add_text(said.format(n=words.integer(len(plan.faults))))
            for fault in plan.faults[:SHOWN_FAULTS]:
                where = _("Ligne {line}, colonne « {column} »").format(line=fault.line, column=fault.column)
                self.card.add_text(_("{where} : {fault}").format(where=where, fault=fault.words), secondary=True)
            self.card.add_buttons(button(_("Choisir un autre fichier"), self.ask_import))
            return
        count = len(plan.exchanges)
        said = ngettext("{n} saisie à enregistrer", "{n} saisies à enregistrer", count).format(n=words.integer(count))
        whom = ngettext("{n} personne", "{n} personnes", plan.people).format(n=words.integer(plan.people))
        self.card.add_text(f"{said}, {whom}.")
        keep = button(_("Enregistrer"), lambda: self.keep_plan(plan), role="primary")
        keep.setEnabled(bool(count))
        self.card.add_buttons(keep, button(_("Annuler"), self.card.show_again))
        keep.setFocus()

    def keep_plan(self, plan: Plan) -> None:
        """Write everything a file says, in one go."""
        if self.apply(plan.exchanges):
            self.card.show_again()


def _hover(variable: Variable) -> str:
    return f"{variable.code}, {_(UNIT_WORDS[variable.unit])}"
