"""My own part of the surplus, read with my own keys; nobody else but the pay delegate reads it."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.surplus import service
from coop_desk.topics.surplus.document import basis_facts, due_lines, due_sentences
from coop_desk.topics.surplus.records import Due, Slip


class OwnSharesPage(Page):
    """What I was due by each allocation, and how it was reckoned."""

    title = N_("Ma part des excédents")
    needs = service.own_shares
    guide = "10-repartition"
    tip = N_(
        "Choisissez un exercice : le calcul s’affiche à droite. Vous seul et la personne chargée de la paie le lisez."
    )

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Mes parts des excédents"),
            (
                Column(_("Exercice"), lambda slip: slip.due.year_end.year, width=90),
                Column(_("Travail"), lambda slip: slip.due.work_cents, "amount"),
                Column(_("Participation"), lambda slip: slip.due.participation_cents, "amount"),
                Column(_("Intérêt aux parts"), lambda slip: slip.due.interest_cents, "amount"),
                Column(_("Décision"), lambda slip: slip.resolution, stretch=True),
            ),
            key=lambda slip: slip.due.allocation_id,
            counted=lambda n: ngettext("{n} exercice", "{n} exercices", n).format(n=n),
            searchable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_slip)
        self.add_action(_("Imprimer mon bulletin"), self.print_slip, keys="Ctrl+R", verb=service.print_own_slip,
                        primary=True)  # fmt: skip

    def load(self) -> None:
        """Open what is mine."""
        found = service.own_shares(self.desk)
        self.list.show_records(found.slips)
        years = words.listed([str(year) for year in found.waiting])
        if found.waiting:
            self.say_facts(
                _("Paie {years} : vos clés sont à remettre, par une personne qui tient celles de la paie.").format(
                    years=years
                )
            )
        nothing = _("Aucune part ne vous est due pour l’instant : elle s’affiche ici une fois l’assemblée tenue et la "
                    "répartition faite.")  # fmt: skip
        self.show_empty(not found.slips and not found.waiting, nothing, alone=True)

    def open_record(self, record_id: Any) -> None:
        """Show one of them by its allocation."""
        self.list.choose(record_id)

    def show_slip(self, slip: Slip | None) -> None:
        """Show one of them with how it was reckoned."""
        if slip is None:
            return
        due = slip.due
        self.card.clear(_("Exercice clos le {day}").format(day=words.long_day(due.year_end)))
        self.card.add_facts([(told, words.euros(cents)) for told, cents in due_lines(due)])
        for told in due_sentences(due):
            self.card.add_text(told)
        if due.participation_cents and not due.asked:
            self.card.add_buttons(button(_("Demander le versement"), lambda: self.ask_payment(due), role="primary"))
        self.card.add_heading(_("Calcul"))
        whole = (_("Part des salariés, en tout"), words.euros(slip.whole.employees_cents))
        self.card.add_facts([(_("Décision"), slip.resolution), whole, *basis_facts(due)])

    def ask_payment(self, due: Due) -> None:
        """Ask before the participation is paid instead of locked."""
        decide(
            self,
            _("Recevoir votre participation avec la paie ?"),
            _("Versée tout de suite, elle n’est plus bloquée, et elle est soumise à l’impôt sur le revenu."),
            _("Demander le versement"),
            lambda: self._asked(due),
        )

    def _asked(self, due: Due) -> None:
        if self.run(service.ask_payment, due.allocation_id):
            self.show_slip(self.list.chosen_record())

    def print_slip(self) -> None:
        """Show my slip as PDF."""
        slip = self.list.chosen_record()
        if slip is None:
            self.say_state(_("Choisissez d’abord un exercice dans la liste."))
            return
        pdf = self.ask(service.print_own_slip, slip.due.allocation_id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Ma part des excédents"), f"ma-part-{slip.due.year_end.year}.pdf")
