"""The card that reads an entry from a file: the file, its columns, then the lines to keep or what is wrong in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, Field, FileField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.sheets.read import read_table
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.payroll.entry import service
from coop_desk.topics.payroll.entry.importing import COLUMNS, guessed_columns, said_errors
from coop_desk.topics.payroll.entry.records import Booking
from coop_desk.topics.payroll.page.entry_form import EntryForm
from coop_desk.topics.payroll.rules.months import month_words

if TYPE_CHECKING:
    from coop_desk.topics.payroll.page.entries import EntriesPage


class EntryImport:
    """Reads a spreadsheet or a file like the FEC, and hands its lines to the form of the entry."""

    def __init__(self, page: "EntriesPage", card: Card, typing: EntryForm) -> None:
        self._page = page
        self._card = card
        self._typing = typing
        self.form: Form | None = None
        self._month = ""
        self._corrects: Booking | None = None

    def begin(self, corrects: Booking | None = None) -> None:
        """Ask for the file and the month; that of the entry to correct, if any."""
        found = self._page.ask(service.begin_entry)
        if not found or found.value is None:
            return
        self._corrects = corrects
        card = self._card
        card.clear(_("Importer l’écriture de l’outil de paie"))
        card.add_text(
            _(
                "Un tableur (CSV, Excel, LibreOffice) ou un fichier d’écritures aux 18 colonnes : une ligne par "
                "compte, avec le débit et le crédit, ou le montant et son sens. Rien n’est enregistré avant votre "
                "accord."
            ),
            secondary=True,
        )
        offered = found.value.months if corrects is None else (corrects.line.month,)
        months = [(month, month_words(month).capitalize()) for month in offered]
        kinds = _("Tableurs et écritures (*.csv *.xlsx *.ods *.txt)")
        form = Form(
            [
                ChoiceField("month", _("Mois de paie"), months, required=True),
                FileField("file", _("Fichier"), kinds=kinds, required=True, rules=("FICHIER-01",)),
            ],
            submit=_("Lire le fichier"),
            on_submit=self.read,
            on_cancel=self._page.leave_form,
        )
        form.set_values({"month": found.value.month if corrects is None else corrects.line.month})
        self.form = form
        card.add(form)
        card.show()
        form.begin()

    def read(self, values: dict[str, Any]) -> None:
        """Read the file beside the screen, then its columns."""
        self._month, path = values["month"], Path(values["file"])
        self._page.work(_("Lecture du fichier…"), lambda _progress: read_table(path), self.take, form=self.form)

    def take(self, table: SheetTable) -> None:
        """Take the lines when the columns are plain; else ask which is which."""
        mapping = guessed_columns(table)
        whole = "account" in mapping and ({"debit", "credit"} <= set(mapping) or {"amount", "side"} <= set(mapping))
        if whole and not table.needs_confirmation:
            self.show_lines(table, mapping)
        else:
            self.ask_columns(table, mapping)

    def ask_columns(self, table: SheetTable, mapping: dict[str, str]) -> None:
        """Offer the titles of the file for each column."""
        card = self._card
        card.clear(_("Colonnes de {name}").format(name=table.name))
        card.add_text(" ".join(table.described()), secondary=True)
        titles = [(header, header) for header in table.headers]
        fields: list[Field] = [ChoiceField(one.key, _(one.title), titles, required=one.required) for one in COLUMNS]
        form = Form(
            fields,
            submit=_("Lire les lignes"),
            on_submit=lambda said: self.show_lines(table, {key: title for key, title in said.items() if title}),
            on_cancel=self._again,
        )
        form.set_values(dict.fromkeys(form.fields) | mapping)
        self.form = form
        card.add(form)
        form.begin()

    def show_lines(self, table: SheetTable, mapping: dict[str, str]) -> None:
        """Hand the lines over, or tell what is wrong on which line: then none is taken."""
        found = self._page.ask(service.read_lines, table, mapping, self._month)
        if not found or found.value is None:
            self.ask_columns(table, mapping)
            return
        self.form = None
        if not found.value.errors:
            self._typing.begin_lines(self._month, found.value.lines, self._corrects)
            return
        card = self._card
        card.clear(_("{name} n’est pas repris").format(name=table.name))
        card.add_text(_("Corrigez ces lignes dans le fichier, puis importez-le de nouveau."))
        for sentence in said_errors(found.value.errors):
            card.add_text(sentence)
        again = button(_("Choisir un fichier…"), self._again, role="primary")
        card.add_buttons(again, button(_("Changer les colonnes"), lambda: self.ask_columns(table, mapping)))
        again.setFocus()

    def _again(self) -> None:
        self.begin(self._corrects)
