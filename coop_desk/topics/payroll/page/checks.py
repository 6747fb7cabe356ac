"""«Contrôles»: everything that may be wrong in a month, what blocks it first, each with what to do."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.rules.checks import Finding
from coop_desk.topics.payroll.rules.months import month_words


class ChecksPage(Page):
    """The points of one month."""

    title = N_("Contrôles de la paie")
    needs = service.check_month
    guide = "83-paie"
    tip = N_("« Bloque » : le mois ne se prépare pas avant. « À lire » : vérifiez ; si c’est juste, rien à faire.")
    reads_one_record = True

    def build(self) -> None:
        """Make the list and the card."""
        self.month: str | None = None
        self.list = List(
            _("Contrôles de la paie"),
            (
                Column(
                    _("Effet"), lambda one: _("Bloque") if one.blocks else _("À lire"), "pill",
                    tone=lambda one: "bad" if one.blocks else "plain", width=96,
                ),
                Column(_("Personne"), lambda one: one.name or _("Le mois")),
                Column(_("Sujet"), lambda one: one.kind),
                Column(_("Constat"), lambda one: one.words, stretch=True),
                Column(_("À faire"), lambda one: one.to_do, stretch=True, shown=False),
            ),
            filters=(
                Filter(_("Bloquent"), lambda one: one.blocks),
                Filter(_("À lire"), lambda one: not one.blocks),
            ),
            key=lambda one: (one.check, one.person_id, one.words),
            counted=lambda n: ngettext("{n} point", "{n} points", n).format(n=words.integer(n)),
            printable=False,
        )  # fmt: skip
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_point)
        self.list.opened.connect(self.go_to)
        self.add_action(_("Retour aux mois"), lambda: self.go("payroll", self.month), keys="Ctrl+B")
        self.entry_action = self.add_action(
            _("Saisie"), lambda: self.go("payroll.month", self.month), keys="Ctrl+T", verb=service.pay_month
        )
        self.again_action = self.add_action(_("Contrôler de nouveau"), self.check_again, keys="Ctrl+R")
        self.prepare_action = self.add_action(
            _("Préparer le mois"), self.prepare, keys="Ctrl+Return", verb=service.prepare_month, primary=True
        )

    def open_record(self, record_id: Any) -> None:
        """Check one month."""
        self.month = str(record_id)
        self.reload()

    def load(self) -> None:
        """Say which month; it is looked at beside the screen."""
        if self.month is None:
            self.show_empty(True, _("Choisissez un mois dans « Mois de paie »."), alone=True)
            return
        self.say_title(_("Contrôles : {month}").format(month=month_words(self.month)))
        self.check_again()

    def check_again(self) -> None:
        """Look at everything again, beside the screen."""
        month = self.month
        if month is not None:
            self.work(_("Contrôle du mois…"), lambda _p: service.check_month(self.desk, month), self.show_points)

    def show_points(self, found: tuple[Finding, ...]) -> None:
        """Show the points of the month."""
        blocking = sum(one.blocks for one in found)
        said = ngettext("{n} point bloque le mois", "{n} points bloquent le mois", blocking)
        self.say_facts(said.format(n=words.integer(blocking)) if blocking else _("Rien ne bloque le mois"))
        self.prepare_action.setEnabled(not blocking and self.may(service.prepare_month))
        self.list.show_records(found)
        self.show_empty(not found, _("Rien à signaler : le mois peut être préparé."), self.prepare_action)

    def show_point(self, point: Finding | None) -> None:
        """Show one point whole, with what to do."""
        if point is None:
            return
        self.card.clear(point.name or _("Le mois"))
        self.card.add_pill(_("Bloque") if point.blocks else _("À lire"), "bad" if point.blocks else "plain")
        self.card.add_text(point.words)
        self.card.add_heading(_("À faire"))
        self.card.add_text(point.to_do)
        if point.person_id is not None:
            self.card.add_buttons(button(_("Aller à sa saisie"), lambda: self.go_to(point), role="primary"))

    def go_to(self, point: Finding) -> None:
        """Go to what was typed for the person of a point."""
        if point.person_id is not None:
            self.go("payroll.month", (self.month, point.person_id))

    def prepare(self) -> None:
        """Prepare the month, then come back to the list of months."""
        month = self.month
        if month is not None:
            self.run_beside(
                _("Préparation du mois…"), service.prepare_month, month, then=lambda _none: self.go("payroll", month)
            )
