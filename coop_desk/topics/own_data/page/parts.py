"""«Mes données»: everything the co-operative holds on the person signed in, to read, print or take away."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen.card import Card
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.own_data import service
from coop_desk.topics.own_data.records import Part, said

LONGEST = 200
FILE_NAME = "mes-donnees"


class OwnDataPage(Page):
    """The kinds of data held at the left, what is held at the right."""

    title = N_("Mes données")
    needs = service.own_data
    guide = "80-mes-donnees"
    tip = N_(
        "Tout ce que la coopérative garde sur vous, et rien sur les autres. "
        "Imprimez-le ou emportez-le quand vous voulez."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Mes données"),
            (
                Column(_("Ce qui est gardé"), lambda part: part.title, stretch=True),
                Column(_("Lignes"), lambda part: part.count, "integer", width=80),
            ),
            filters=(Filter(_("Non vides"), lambda part: bool(part.count)),),
            key=lambda part: part.key,
            counted=lambda n: ngettext("{n} rubrique", "{n} rubriques", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_part)
        self.add_action(
            _("Tout imprimer"), self.print_all, keys="Ctrl+Shift+P", verb=service.own_data_pdf, primary=True
        )
        self.add_action(_("Enregistrer en JSON"), self.take_away, keys="Ctrl+J", verb=service.own_data_json)
        self.add_action(
            _("Qui a lu mes données"), lambda: self.go("own_data.accesses"), keys="Ctrl+T", verb=service.own_accesses
        )

    def load(self) -> None:
        """Read everything again."""
        found = service.own_data_in_brief(self.desk)
        self.say_facts(_("{name}, au {day}").format(name=found.name, day=words.long_day(found.day)))
        self.list.show_records(found.parts)

    def open_record(self, record_id: Any) -> None:
        """Choose a kind of data by its key."""
        self.list.choose(record_id)

    def show_part(self, part: Part | None) -> None:
        """Show what is held of one kind."""
        if part is not None and part.waiting:
            part = self.ask(service.own_record).value
        if part is None:
            return
        self.card.clear(part.title)
        if not part.rows:
            self.card.add_text(_("Rien."), secondary=True)
        for n, row in enumerate(part.rows[:LONGEST]):
            if n:
                self.card.add_heading("")
            pairs = zip(part.values, row, strict=True)
            self.card.add_facts([(value.title, said(value.kind, one)) for value, one in pairs])
        if len(part.rows) > LONGEST:
            more = _("Les autres lignes sont sur le document imprimé et dans le fichier JSON.")
            self.card.add_text(more, secondary=True)
        if part.key == "accesses":
            self.card.add_buttons(button(_("Imprimer"), self.print_accesses, icon="print"))

    def print_all(self) -> None:
        """Show everything as PDF."""
        pdf = self.ask(service.own_data_pdf)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Mes données"), f"{FILE_NAME}.pdf")

    def print_accesses(self) -> None:
        """Show who read the data as PDF."""
        pdf = self.ask(service.own_accesses_pdf)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Qui a lu mes données"), "acces-a-mes-donnees.pdf")

    def take_away(self) -> QFileDialog | None:
        """Ask where to write the JSON file, then write it. Never blocks."""
        found = self.ask(service.own_data_json)
        if not found or found.value is None:
            return None
        content = found.value

        def write() -> None:
            path = Path(dialog.selectedFiles()[0])
            try:
                save(path, content)
            except RuleBroken as broken:
                self.refuse(broken)
            else:
                self.say_state(_("Enregistré dans {file}").format(file=path.name))

        dialog = QFileDialog(self, _("Enregistrer mes données"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Données JSON (*.json)"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{FILE_NAME}.json")
        dialog.accepted.connect(write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
