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
from coop_desk.core.compartments.delegating import key_delegations
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.outside_access import open_outside_access
from coop_desk.core.proposed_password import proposed_password
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, DayField, PasswordField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
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
                Column(_("Cabinet"), lambda row: row.firm, shown=False),
                Column(_("Identifiant"), lambda row: row.login, width=200),
                Column(_("Jusqu’au"), lambda row: row.ends_on, "day", shown=False),
                Column(_("Clés"), lambda row: row.keys.words, "pill", tone=_keys_tone),
                Column(_("État"), _state, "pill", tone=lambda row: "good" if row.active else "plain"),
            ),
            filters=(
                Filter(_("Ouverts"), lambda row: row.active),
                Filter(_("Fermés"), lambda row: not row.active),
                Filter(_("Du dehors"), lambda row: bool(row.firm)),
                Filter(_("Clés à suivre"), lambda row: not row.keys.settled),
            ),
            key=lambda row: row.person_id,
            counted=lambda n: ngettext("{n} accès", "{n} accès", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_account)
        self.add_action(_("Accès du dehors"), self.show_outside, keys="Ctrl+Shift+N", verb=open_outside_access)
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
        self.card.add_facts(
            [
                (_("Identifiant"), row.login),
                (_("Cabinet"), row.firm),
                (_("Dernier jour"), words.long_day(row.ends_on) if row.ends_on else ""),
                (_("Clés"), row.keys.words),
            ]
        )
        if not row.keys.settled:
            self.card.add_text(row.keys.next_step)
            if self.may(key_delegations):
                self.card.add_buttons(button(_("Clés confiées"), lambda: self.go("keys"), role="link"))
        if self.may(reset_password) and row.person_id != self.desk.person_id:
            self.card.add_heading(_("Mot de passe oublié"))
            self.card.add_text(
                _(
                    "La personne choisit elle-même le nouveau mot de passe, sur place. Elle reçoit d’autres clés : la "
                    "gouvernance les certifie, et qui tient les clés confiées les lui remet. Rien n’est perdu."
                ),
                secondary=True,
            )
            form = Form(
                (
                    PasswordField(
                        "password",
                        _("Nouveau mot de passe"),
                        rules=("ACCOUNT-05", "KEY-40"),
                        help=_(ADVICE),
                        propose=proposed_password,
                    ),
                ),
                submit=_("Remplacer"),
                on_submit=lambda values: self.run_beside(
                    _("Remplacement du mot de passe…"),
                    reset_password,
                    row.person_id,
                    values["password"],
                    form=form,
                    then=lambda _nothing: self.show_account(self.list.chosen_record()),
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
            _(
                "Cette personne ne pourra plus entrer. Les clés qui lui étaient confiées sont reprises, puis "
                "renouvelées. Ce qu’elle a fait reste au journal."
            ),
            _("Fermer l’accès"),
            lambda: self._close(row),
            danger=True,
        )

    def show_opening(self) -> None:
        """Show the form that opens an access: for somebody of the register, or for somebody new."""
        known = self.ask(people_without_account)
        self.list.clear_choice()
        self.card.clear(_("Ouvrir un accès"))
        form = Form(
            (
                PersonField(
                    "person_id",
                    _("À qui"),
                    (known.value or ()) if known else (),
                    help=_("Laissez vide pour quelqu’un que le registre ne connaît pas encore."),
                ),
                TextField("given_name", _("Prénom, pour quelqu’un de nouveau")),
                TextField("family_name", _("Nom, pour quelqu’un de nouveau")),
                TextField("login", _("Identifiant"), required=True, rules=("ACCOUNT-03", "ACCOUNT-04")),
                PasswordField(
                    "password",
                    _("Premier mot de passe"),
                    rules=("ACCOUNT-05",),
                    help=_(ADVICE),
                    propose=proposed_password,
                ),
            ),
            submit=_("Ouvrir l’accès"),
            on_submit=lambda values: self._open(values, form),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def show_outside(self) -> None:
        """Show the form that opens an access to somebody from outside, for a time."""
        self.list.clear_choice()
        self.card.clear(_("Ouvrir un accès du dehors"))
        self.card.add_text(
            _(
                "Pour un cabinet comptable, par exemple. L’accès se ferme de lui-même après le dernier jour. Le titre "
                "et les clés de paie sont proposés : rien ne s’ouvre avant leur décision. Banque, numéros de sécurité "
                "sociale et motifs d’absence restent fermés."
            ),
            secondary=True,
        )
        year = self.desk.today.year
        form = Form(
            (
                TextField("firm", _("Cabinet"), required=True, rules=("ACCOUNT-08",)),
                TextField("given_name", _("Prénom")),
                TextField("family_name", _("Nom"), required=True),
                DayField("ends_on", _("Dernier jour"), required=True, today=self.desk.today),
                CheckField("this_year", _("Proposer la lecture de la paie {year}").format(year=year)),
                CheckField("last_year", _("Proposer la lecture de la paie {year}").format(year=year - 1)),
                TextField("login", _("Identifiant"), required=True, rules=("ACCOUNT-03", "ACCOUNT-04")),
                PasswordField(
                    "password",
                    _("Premier mot de passe"),
                    rules=("ACCOUNT-05",),
                    help=_(ADVICE),
                    propose=proposed_password,
                ),
            ),
            submit=_("Ouvrir l’accès"),
            on_submit=lambda values: self._open_outside(values, year, form),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def _open_outside(self, values: dict[str, Any], year: int, form: Form) -> None:
        self.run_beside(
            _("Ouverture de l’accès…"),
            open_outside_access,
            values["login"],
            values["password"],
            values["given_name"] or "",
            values["family_name"] or "",
            values["firm"] or "",
            values["ends_on"],
            pay_years=tuple(n for n, name in ((year, "this_year"), (year - 1, "last_year")) if values[name]),
            form=form,
            then=self.list.choose,
        )

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


def _keys_tone(row: AccountRow) -> Tone:
    return "plain" if row.keys.settled else "warn"


def _state(row: AccountRow) -> str:
    return _("Ouvert") if row.active else _("Fermé")
