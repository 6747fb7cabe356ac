"""«Qui a lu mes données»: each reading or export of one's private data by somebody else, to read or print."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.own_data import service
from coop_desk.topics.own_data.records import instant_words


class OwnAccessesPage(Page):
    """Newest first; nobody can change a line, and a consultation is erased after twelve months."""

    title = N_("Qui a lu mes données")
    needs = service.own_accesses
    guide = "80-mes-donnees"

    def build(self) -> None:
        """Make the list and the actions."""
        self.list = List(
            _("Qui a lu mes données"),
            (
                Column(_("Date et heure"), lambda one: instant_words(one.at), sort=lambda one: one.seq, width=170),
                Column(_("Personne"), lambda one: one.actor),
                Column(_("Ce qui a été fait"), lambda one: _(one.words), stretch=True),
                Column(_("Au titre de"), lambda one: one.title),
                Column(_("Précision"), lambda one: one.said, shown=False),
            ),
            key=lambda one: one.seq,
            counted=lambda n: ngettext("{n} lecture", "{n} lectures", n).format(n=words.integer(n)),
        )
        self.body.addWidget(self.list, 1)
        self.connect_list(self.list)
        self.add_action(_("Mes données"), lambda: self.go("own_data"))
        self.add_action(
            _("Imprimer"), self.print_accesses, keys="Ctrl+Shift+P", verb=service.own_accesses_pdf, primary=True
        )

    def load(self) -> None:
        """Read the lines."""
        found = service.own_accesses(self.desk)
        self.list.show_records(found)
        nobody = _("Personne d’autre que vous n’a lu vos coordonnées ni votre fiche.")
        self.show_empty(not found, nobody)
        self.say_facts(_("Une consultation reste ici douze mois, un export toujours."))

    def open_record(self, record_id: Any) -> None:
        """Choose a line by its number."""
        self.list.choose(record_id)

    def print_accesses(self) -> None:
        """Show the lines as PDF."""
        pdf = self.ask(service.own_accesses_pdf)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Qui a lu mes données"), "acces-a-mes-donnees.pdf")
