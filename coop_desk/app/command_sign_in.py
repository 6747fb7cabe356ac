"""Who acts on the command line: a name, a password, and whether the date of the PC is right."""

import getpass
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.core.accounts import sign_in
from coop_desk.core.backup import moments
from coop_desk.core.correcting_time import confirm_clock, question, warning
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.file import open_coop
from coop_desk.core.i18n import _

PASSWORD_VARIABLE = "COOP_DESK_PASSWORD"  # noqa: S105  (the name of a variable, not a password)


@contextmanager
def signed_in(path: Path, login: str | None) -> Iterator[Desk]:
    """A co-op opened by whoever is named, closed at the end with the backup of a session."""
    with open_coop(path) as coop:
        desk = sign_in(coop, *said_who(coop.folder, login))
        ask_date(desk)
        yield desk
        moments.at_exit(coop, desk.keyring.root if desk.keyring else b"")


def said_who(folder: Path, login: str | None) -> tuple[str, str]:
    """Return login and password: those of the first person of a demonstration when nobody is named."""
    example = demo_accounts(folder)
    login = login or (example[0].login if example else None)
    if login is None:
        raise Refused(_("Dites qui agit : ajoutez --as suivi de votre identifiant."))
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is None:
        password = next((a.password for a in example if a.login == login), None)
    return login, password if password is not None else _typed_password(login)


def _typed_password(login: str) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # never a password in clear on the screen
            return getpass.getpass(_("Mot de passe de {login} : ").format(login=login))
    except (EOFError, getpass.GetPassWarning):
        raise Refused(
            _("Le mot de passe ne peut pas être demandé ici : donnez-le dans {name}.").format(name=PASSWORD_VARIABLE)
        ) from None


def ask_date(desk: Desk) -> None:
    """Ask whether a date far after the last line is right; with nobody to answer, the journal's date is kept."""
    asked = question(desk.coop.clock)
    prompt = _("{question} [o/N] ").format(question=asked)
    if asked and sys.stdin.isatty() and input(prompt).strip().lower() in ("o", "oui"):
        confirm_clock(desk)
        return
    if asked:
        _warn(
            _(
                "{question} La date n’est pas confirmée : celle du journal est gardée, et les données protégées "
                "restent fermées. Ouvrez la fenêtre pour répondre."
            ).format(question=asked)
        )
    for said in (warning(desk.coop.clock), desk.coop.strayed):
        if said:
            _warn(said)


def _warn(message: str) -> None:
    sys.stderr.write(f"{message}\n")
