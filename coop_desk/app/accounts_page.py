"""Who may sign in: logins opened, closed, passwords given again."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.accounts import (
    AccountRow,
    accounts,
    close_account,
    open_account,
    people_without_account,
    reset_password,
)
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import PasswordField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column

ADVICE = N_("Sept mots sans rapport entre eux, ou 12 caractères de quatre sortes.")


class AccountsPage(Page):
    """People and their logins; a password is never shown, only replaced."""

    title = N_("Accès")
    needs = accounts
    guide = "90-dossier"
    tip = N_(
        "Ici vous donnez à une personne un identifiant pour entrer. Ce qu’elle peut faire ensuite vient de ses titres."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Accès"),
            (
                Column(_("Personne"), lambda row: row.name, stretch=True),
                Column(_("Identifiant"), lambda row: row.login, width=200),
                Column(_("État"), _state, "pill", tone=lambda row: "good" if row.active else "plain"),
            ),
            filters=(Filter(_("Ouverts"), lambda row: row.active), Filter(_("Fermés"), lambda row: not row.active)),
            key=lambda row: row.person_id,
            counted=lambda n: ngettext("{n} accès", "{n} accès", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_account)
        self.add_action(_("Ouvrir un accès"), self.show_opening, keys="Ctrl+N", verb=open_account, primary=True)

    def load(self) -> None:
        """Read the accounts."""
        self.list.show_records(accounts(self.desk))

    def open_record(self, record_id: Any) -> None:
        """Choose an account by its person."""
        self.list.choose(record_id)

    def show_account(self, row: AccountRow | None) -> None:
        """Show one account with what can be done."""
        if row is None:
            return
        self.card.clear(row.name)
        self.card.add_pill(_state(row), "good" if row.active else "plain")
        self.card.add_facts([(_("Identifiant"), row.login)])
        if self.may(reset_password):
            self.card.add_heading(_("Donner un nouveau mot de passe"))
            form = Form(
                (PasswordField("password", _("Nouveau mot de passe"), rules=("ACCOUNT-05",), help=_(ADVICE)),),
                submit=_("Remplacer"),
                on_submit=lambda values: self.run_beside(
                    _("Remplacement du mot de passe…"),
                    reset_password,
                    row.person_id,
                    values["password"],
                    form=form,
                    then=lambda _nothing: form.clear(),
                ),
            )
            self.card.add(form)
        if self.may(close_account) and row.active and row.person_id != self.desk.person_id:
            self.card.add_buttons(button(_("Fermer cet accès…"), lambda: self.ask_close(row), role="danger"))

    def ask_close(self, row: AccountRow) -> None:
        """Ask before closing somebody's access."""
        decide(
            self,
            _("Fermer l’accès de {name} ?").format(name=row.name),
            _("Cette personne ne pourra plus entrer. Ce qu’elle a fait reste au journal."),
            _("Fermer l’accès"),
            lambda: self._close(row),
            danger=True,
        )

    def show_opening(self) -> None:
        """Show the form that opens an access: for somebody of the register, or for somebody from outside."""
        known = self.ask(people_without_account)
        self.list.clear_choice()
        self.card.clear(_("Ouvrir un accès"))
        form = Form(
            (
                PersonField(
                    "person_id",
                    _("À qui"),
                    (known.value or ()) if known else (),
                    help=_("Laissez vide pour quelqu’un du dehors, par exemple le cabinet comptable."),
                ),
                TextField("given_name", _("Prénom, pour quelqu’un du dehors")),
                TextField("family_name", _("Nom, pour quelqu’un du dehors")),
                TextField("login", _("Identifiant"), required=True, rules=("ACCOUNT-03", "ACCOUNT-04")),
                PasswordField("password", _("Premier mot de passe"), rules=("ACCOUNT-05",), help=_(ADVICE)),
            ),
            submit=_("Ouvrir l’accès"),
            on_submit=lambda values: self._open(values, form),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def _open(self, values: dict[str, Any], form: Form) -> None:
        self.run_beside(
            _("Ouverture de l’accès…"),
            open_account,
            values["login"],
            values["password"],
            person_id=values["person_id"],
            given_name=values["given_name"] or "",
            family_name=values["family_name"] or "",
            form=form,
            then=self.list.choose,
        )

    def _close(self, row: AccountRow) -> None:
        if self.run(close_account, row.person_id):
            self.show_account(self.list.chosen_record())


def _state(row: AccountRow) -> str:
    return _("Ouvert") if row.active else _("Fermé")
