"""What is to be paid to those who left: whose account is known, and the order of transfer for the bank."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.figures import Figure
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.personal_details.records import State
from coop_desk.topics.shares import service
from coop_desk.topics.shares.records import PaymentLine

STATES = {
    State.GIVEN: N_("Données"),
    State.SAME: N_("À vérifier"),
    State.WAITING: N_("Déposées, à relever"),
    State.MISSING: N_("À demander"),
    State.WITHDRAWN: N_("Retirées, à demander"),
}
TONES: dict[State, Tone] = {
    State.GIVEN: "good",
    State.SAME: "warn",
    State.WAITING: "warn",
    State.MISSING: "plain",
    State.WITHDRAWN: "plain",
}


class PaymentsPage(Page):
    """No account is shown here: it is read on its own page, or printed on the order."""

    title = N_("Remboursements à payer")
    needs = service.payments_due
    guide = "04-parts-sociales"

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Remboursements à payer"),
            (
                Column(_("Bénéficiaire"), lambda one: one.refund.name, stretch=True),
                Column(_("Exigible le"), lambda one: one.refund.due_on, "day", width=110),
                Column(_("Reste"), lambda one: one.refund.left_cents, "amount", width=110),
                Column(
                    _("Coordonnées bancaires"),
                    lambda one: _(STATES[one.standing.state]),
                    "pill",
                    tone=lambda one: TONES[one.standing.state],
                    width=190,
                ),
            ),
            filters=(Filter(_("Exigibles"), lambda one: one.payable),),
            key=lambda one: one.refund.movement,
            counted=lambda n: ngettext("{n} remboursement", "{n} remboursements", n).format(n=words.integer(n)),
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_payment)
        self.add_action(_("Ratios et remboursements"), lambda: self.go("shares.capital"), verb=service.ratios)
        self.print_action = self.add_action(
            _("Ordre de virement"),
            self.print_order,
            keys="Ctrl+Shift+P",
            verb=service.print_payment_order,
            primary=True,
        )

    def load(self) -> None:
        """Read what is left to pay."""
        found = service.payments_due(self.desk)
        payable = [one for one in found if one.payable]
        known = sum(one.refund.left_cents for one in payable if not one.standing.lacking)
        self.show_figures(
            Figure(words.euros(sum(one.refund.left_cents for one in payable)), _("exigibles aujourd’hui")),
            Figure(words.euros(known), _("avec coordonnées bancaires")),
        )
        self.list.show_records(found)
        self.show_empty(not found, _("Rien à rembourser : aucune somme n’est due à d’anciens associés."))
        self.print_action.setEnabled(any(not one.standing.lacking for one in payable))
        self.show_payment(self.list.chosen_record())

    def open_record(self, record_id: Any) -> None:
        """Show one refund by the number of its movement."""
        self.list.choose(record_id)

    def show_payment(self, one: PaymentLine | None) -> None:
        """Show what is owed to one person and what can be done."""
        if one is None:
            return
        refund = one.refund
        self.card.clear(refund.name)
        self.card.add_pill(
            _("Coordonnées bancaires : {state}").format(state=_(STATES[one.standing.state]).lower()),
            TONES[one.standing.state],
        )
        self.card.add_facts(
            [
                (_("Reste à payer"), words.euros(refund.left_cents)),
                (_("Déjà payé"), words.euros(refund.paid_cents) if refund.paid_cents else ""),
                (_("Exigible le"), words.long_day(refund.due_on)),
                (_("Mouvement"), _("n° {n}").format(n=refund.movement)),
            ]
        )
        if not one.payable:
            self.card.add_text(_("Avant cette date, il faut une décision de l’assemblée."), secondary=True)
        if one.standing.lacking:
            self.card.add_text(
                _("Demandez ses coordonnées bancaires : la personne les donne elle-même, ou sur papier.")
            )
        elif self.may(service.print_payment_order):
            self.card.add_buttons(
                button(_("Ordre de virement"), lambda: self.print_order(refund.movement), icon="print")
            )
        else:
            self.card.add_text(
                _(
                    "L’ordre de virement sort des coordonnées du programme : il demande une délégation qui permet de "
                    "les exporter, décidée dans « Clés confiées »."
                ),
                secondary=True,
            )
        self.card.add_buttons(
            button(_("Coordonnées bancaires"), lambda: self.go("personal_details", refund.person_id), icon="lock")
        )
        if self.may(service.record_movement):
            self.card.add_buttons(button(_("Parts et mouvements"), lambda: self.go("shares", refund.person_id)))

    def print_order(self, *movements: int) -> None:
        """Show the order of transfer as PDF: one refund, or all that may be asked for."""
        pdf = self.ask(service.print_payment_order, movements)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Ordre de virement"), "ordre-de-virement.pdf")
