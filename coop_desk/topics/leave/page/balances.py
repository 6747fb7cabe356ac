"""«Mes compteurs» and «Compteurs»: every account on a day, and the entries that add up to each balance."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.day_line import day_of
from coop_desk.screen.fields import DayField
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.account_card import AccountCard
from coop_desk.topics.leave.page.account_forms import AccountForms
from coop_desk.topics.leave.page.days import plain_number
from coop_desk.topics.leave.records import BalanceLine


class _BalancesPage(Page):
    """A list of accounts on a day, and the detail of one."""

    def build(self) -> None:
        """Make the day, the list and the card."""
        self.day_field = DayField("day", _("Situation au"), required=True, today=self.desk.today)
        self.day_field.write(self.desk.today)
        self.day_field.changed.connect(self.reload)
        self.day_field.lay_on_one_line()
        self.body.addWidget(self.day_field, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = List(
            _("Compteurs de congés"),
            self.columns(),
            filters=self.filters(),
            key=lambda line: (line.person_id, line.account.code),
            counted=lambda n: ngettext("{n} compteur", "{n} compteurs", n).format(n=words.integer(n)),
        )
        self.card = AccountCard(self)
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows of an account."""
        return (
            Column(_("Compteur"), lambda b: b.account.name, stretch=True),
            Column(_("Unité"), lambda b: b.account.unit_words, width=120, shown=False),
            Column(_("Acquis − pris"), lambda b: b.balance, "integer", text=plain_number, width=104),
            Column(_("Posé"), lambda b: b.asked, "integer", text=plain_number, width=72),
            Column(_("Il restera"), lambda b: b.left, "integer", text=plain_number, width=84),
            Column(_("Prévu"), lambda b: b.expected, "integer", text=plain_number, width=72, shown=False),
            Column(_("À voir"), _state, "pill", tone=_tone, width=140),
        )

    def filters(self) -> tuple[Filter, ...]:
        """How the list may be narrowed."""
        return ()

    @property
    def day(self) -> date:
        """The day whose balances are shown; today while what is typed is no day."""
        return day_of(self.day_field, self.desk.today)

    def show_line(self, line: BalanceLine | None) -> None:
        """Show the entries of an account."""
        if line is not None:
            self.card.show_account(line, self.day)


class OwnAccountsPage(_BalancesPage):
    """My own accounts of leave."""

    title = N_("Mes compteurs")
    needs = service.own_accounts
    guide = "11-compteurs-de-conges"
    tip = N_(
        "Choisissez un compteur pour voir les lignes qui font son solde, et une ligne pour savoir pourquoi. "
        "La date en haut montre le solde de n’importe quel jour."
    )

    def load(self) -> None:
        """Show my accounts on the day."""
        lines = service.own_accounts(self.desk, self.day)
        self.list.show_records(lines)
        empty = _("Aucun compteur : ils s’ouvrent avec un contrat de travail, à la première clôture d’un mois.")
        self.show_empty(not lines, empty)
        if lines and self.list.chosen_record() is None:
            self.list.choose((lines[0].person_id, lines[0].account.code))


class AccountsPage(_BalancesPage):
    """Everybody's accounts, for whoever keeps them or decides of leave."""

    title = N_("Compteurs")
    needs = service.accounts
    guide = "11-compteurs-de-conges"
    tip = N_(
        "Un compteur n’est jamais modifié : une correction est une ligne de plus, proposée par une personne et "
        "accordée par une autre."
    )

    def build(self) -> None:
        """The same for everybody, with what may be written in an account."""
        super().build()
        self.add_action(_("Clôture du mois"), lambda: self.go("leave.closing"), verb=service.closing_preview)
        self.add_action(_("Réglages"), lambda: self.go("leave.settings"), verb=service.change_setting)
        self.add_action(_("Comparer avec le cabinet"), lambda: self.go("leave.import"), verb=service.compare_balances)
        self.forms = AccountForms(self)

    def columns(self) -> tuple[Column, ...]:
        """The name first."""
        return (Column(_("Nom"), lambda b: b.name, stretch=True), *super().columns())

    def filters(self) -> tuple[Filter, ...]:
        """Those that ask for something."""
        return (
            Filter(_("Négatifs"), lambda b: b.negative),
            Filter(_("Expirent bientôt"), lambda b: b.expiring > 0),
        )

    def load(self) -> None:
        """Show everybody's accounts on the day, and the corrections that wait."""
        lines = service.accounts(self.desk, self.day)
        people = len({line.person_id for line in lines})
        self.say_facts(ngettext("{n} personne", "{n} personnes", people).format(n=words.integer(people)))
        self.list.show_records(lines)
        self.forms.say_waiting()
        empty = _("Aucun compteur : reprenez les soldes du cabinet, ou clôturez un premier mois.")
        self.show_empty(not lines, empty)

    def open_record(self, record_id: Any) -> None:
        """Show the account, or the corrections, that an « À faire » line names."""
        if record_id == "corrections":
            self.forms.show_corrections()
        elif record_id is not None:
            self.list.filter_by("")
            self.list.choose(record_id)


def _state(line: BalanceLine) -> str:
    if line.negative:
        return _("négatif")
    return _("expire bientôt") if line.expiring else ""


def _tone(line: BalanceLine) -> Any:
    return "bad" if line.negative else "warn" if line.expiring else "plain"
