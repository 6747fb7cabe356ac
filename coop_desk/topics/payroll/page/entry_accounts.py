"""«Comptes de l’écriture de paie»: the usual lines, the accounts of the co-op, its journal."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.payroll.entry import service
from coop_desk.topics.payroll.entry.records import Plan


class EntryAccountsPage(Page):
    """Where each amount of the entry goes; the bookkeeper says it once."""

    title = N_("Comptes de l’écriture de paie")
    needs = service.chart
    guide = "88-ecriture-de-paie"

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Comptes de l’écriture de paie"),
            (
                Column(_("Ligne"), lambda one: one.title, stretch=True),
                Column(_("Débit"), lambda one: one.debit, width=90, hover=lambda one: one.debit_label),
                Column(_("Crédit"), lambda one: one.credit, width=90, hover=lambda one: one.credit_label),
                Column(_("Situation"), _state, "pill", width=150, tone=lambda one: "plain" if one.ready else "warn"),
            ),
            filters=(Filter(_("En usage"), lambda one: one.in_use),),
            key=lambda one: one.key,
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.add_action(
            _("Nouvelle ligne"), lambda: self._ask_line(None), keys="Ctrl+N", verb=service.change_account, primary=True
        )
        self.add_action(_("Journal…"), self.ask_journal, keys="Ctrl+J", verb=service.change_journal)
        self.add_action(_("Retour"), lambda: self.go("payroll.entries"), keys="Ctrl+B")

    def load(self) -> None:
        """Read the accounts."""
        self.chart = service.chart(self.desk)
        self.list.show_records(self.chart.lines)
        self.say_facts(
            _("Journal {code} {label}. Un changement vaut pour les écritures à venir.").format(
                code=self.chart.journal, label=self.chart.journal_label
            )
        )

    def open_record(self, record_id: Any) -> None:
        """Show one line."""
        self.list.choose(record_id)

    def show_line(self, line: Plan | None) -> None:
        """Offer to change the line, or tell its accounts."""
        if line is None:
            return
        if self.may(service.change_account):
            self._ask_line(line)
            return
        self.card.clear(line.title)
        self.card.add_facts(
            [
                (_("Débit"), f"{line.debit} {line.debit_label}".strip()),
                (_("Crédit"), f"{line.credit} {line.credit_label}".strip()),
            ]
        )

    def _ask_line(self, line: Plan | None) -> None:
        self.card.clear(line.title if line is not None else _("Nouvelle ligne"))
        self.card.add_text(
            _("Un montant peut aller à un seul compte, ou à une charge au débit et à une dette au crédit."),
            secondary=True,
        )
        form = Form(
            [
                TextField("title", _("Ligne"), required=True),
                TextField("debit", _("Compte au débit"), rules=("ECR-02", "ECR-05")),
                TextField("debit_label", _("Nom du compte au débit")),
                TextField("credit", _("Compte au crédit")),
                TextField("credit_label", _("Nom du compte au crédit")),
                CheckField("in_use", _("Proposée dans les nouvelles écritures")),
            ],
            submit=_("Enregistrer"),
            on_submit=lambda said: self._keep(line, said, form),
            on_cancel=self.card.hide,
        )
        form.set_values({"in_use": True})
        if line is not None:
            form.set_values(
                {name: getattr(line, name) or None for name in form.fields if name != "in_use"}
                | {"in_use": line.in_use}
            )
        self.card.add(form)
        self.card.show()
        if line is None:
            form.begin()

    def _keep(self, line: Plan | None, said: dict[str, Any], form: Form) -> None:
        kept = Plan(
            line.key if line is not None else "",
            said["title"],
            said["debit"] or "",
            said["debit_label"] or "",
            said["credit"] or "",
            said["credit_label"] or "",
            bool(said["in_use"]),
        )
        if self.run(service.change_account, kept, form=form):
            self.list.clear_choice()
            self.card.hide()

    def ask_journal(self) -> None:
        """Ask for the journal that the entries go to."""
        self.list.clear_choice()
        self.card.clear(_("Journal des écritures de paie"))
        form = Form(
            [
                TextField("code", _("Code"), required=True, rules=("ECR-02",)),
                TextField("label", _("Nom"), required=True),
            ],
            submit=_("Enregistrer"),
            on_submit=lambda said: self._keep_journal(said, form),
            on_cancel=self.card.hide,
        )
        form.set_values({"code": self.chart.journal, "label": self.chart.journal_label})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _keep_journal(self, said: dict[str, Any], form: Form) -> None:
        if self.run(service.change_journal, said["code"], said["label"], form=form):
            self.card.hide()


def _state(line: Plan) -> str:
    if not line.in_use:
        return _("Plus proposée")
    return _("En usage") if line.ready else _("Compte à choisir")
