"""Who keeps the backups: chosen by the keeper of the file; each takes their own key along for the public program."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from coop_desk.core import words
from coop_desk.core.backup import keepers
from coop_desk.core.backup.keepers import Keeper
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.proposed_password import proposed_password
from coop_desk.core.saving import save
from coop_desk.screen.card import Card
from coop_desk.screen.fields import PasswordField, PersonField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button


def show_keepers(page: Page, card: Card) -> None:
    """Show who keeps the backups, since when, and the form that adds somebody."""
    card.clear(_("Gardiens des sauvegardes"))
    card.show()
    card.add_text(
        _(
            "Ces personnes ouvrent les sauvegardes chiffrées avec leur seul mot de passe, sans le code de secours. "
            "Elles n’y lisent rien de plus que dans leur propre session."
        )
    )
    known = keepers.keepers(page.desk)
    card.add_facts([(keeper.name, _dates(keeper)) for keeper in known])
    form = Form(
        (PersonField("person", _("Personne"), keepers.possible_keepers(page.desk), required=True, rules=("KEY-07",)),),
        submit=_("Ajouter"),
        on_submit=lambda said: _done(page, card, bool(page.run(keepers.choose_keeper, said["person"], form=form))),
        on_cancel=card.hide,
    )
    card.add(form)
    for keeper in known:
        if keeper.until is None:
            words_of_end = _("Retirer {name}").format(name=keeper.name)
            card.add_buttons(button(words_of_end, lambda at=keeper: _end(page, card, at), role="link"))  # type: ignore[misc]
    form.begin()


def _end(page: Page, card: Card, keeper: Keeper) -> None:
    _done(page, card, bool(page.run(keepers.end_keeping, keeper.person_id)))


def _done(page: Page, card: Card, done: bool) -> None:
    if done:
        show_keepers(page, card)


def _dates(keeper: Keeper) -> str:
    since = words.long_day(keeper.since)
    if keeper.until is not None:
        return _("du {since} au {until}").format(since=since, until=words.long_day(keeper.until))
    if not keeper.ready:
        return _("depuis le {since} ; clés à certifier, pas encore employées").format(since=since)
    return _("depuis le {since}").format(since=since)


def own_key_card(page: Page) -> Card:
    """For a keeper of the backups: one's own key, in a file closed by a password, for the public age program."""
    card = Card(_("Garde des sauvegardes"), scrolls=False)
    card.add_text(
        _(
            "Votre mot de passe ouvre les sauvegardes dans Coop Desk. Ce fichier les ouvre aussi sans lui, avec le "
            "programme public « age ». Choisissez-lui un mot de passe, et gardez-le ailleurs que les sauvegardes."
        )
    )
    form = Form(
        (
            PasswordField(
                "password", _("Mot de passe du fichier"), rules=("ACCOUNT-05", "BACKUP-10"), propose=proposed_password
            ),
        ),
        submit=_("Enregistrer ma clé"),
        on_submit=lambda said: _take_key(page, form, said),
    )
    card.add(form)
    return card


def _take_key(page: Page, form: Form, said: dict[str, Any]) -> None:
    try:
        content = keepers.own_backup_key(page.desk, said["password"])
    except (Refused, RuleBroken) as error:
        form.refuse(error)
        return
    form.clear()
    save_as(page, _("Clé de sauvegarde de {name}.age").format(name=page.desk.name), content)


def save_as(page: Page, name: str, content: bytes) -> QFileDialog:
    """Ask where to write a file; the dialog never blocks the program."""

    def write() -> None:
        file = Path(dialog.selectedFiles()[0])
        try:
            save(file, content)
        except RuleBroken as error:
            page.refuse(error)
        else:
            page.say_state(_("Clé enregistrée dans {file}").format(file=file.name))

    dialog = QFileDialog(page, _("Enregistrer ma clé"), name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.accepted.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
