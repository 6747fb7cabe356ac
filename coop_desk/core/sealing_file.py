"""The key of the file: given by whoever signs in first, put on a file that an older version wrote in clear, changed."""

import os
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coop_desk.core import bundles, database, saving, slots
from coop_desk.core.actions import Act, Inner, action, transact
from coop_desk.core.crypto.file_keys import held, spoken
from coop_desk.core.crypto.sealing import new_key
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import CoopFile
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE
from coop_desk.core.rights import Right

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

_LOOK = Inner("core.slots", N_("Fermeture à clé du dossier"), reading=True)


def unlock_with(coop: CoopFile, keys: Sequence[Secret]) -> None:
    """Open a shut file with one of these keys. Raises RuleBroken KEY-31 when none is the key of this database."""
    for key in reversed(keys):
        held.keep(key)
    try:
        coop.unlock()
    except database.Shut:
        raise RuleBroken(
            "KEY-31",
            _(
                "Les clés de ce dossier n’ouvrent pas sa base : elle est abîmée, ou l’un des deux vient d’ailleurs. "
                "Rien n’a été changé. Restaurez la dernière sauvegarde."
            ),
        ) from None


def settle(coop: CoopFile) -> None:
    """After each sign-in: seal a file that was in clear, bring the side file in step with the accounts."""
    if coop.read_only:
        return
    with french_faults(coop.folder):
        if transact(coop, _LOOK, None, EVERYONE, "", bundles.settle) and not coop.is_sealed:
            seal(coop)


def seal(coop: CoopFile) -> None:
    """Put a file written in clear under a new key, with a slot for everybody; it is read back before it counts.

    The file in clear is taken away; copies of it kept elsewhere stay readable by whoever has them.
    """
    key, plain = new_key(), coop.database
    sealed = plain.with_suffix(".scelle")
    sealed.unlink(missing_ok=True)
    made = transact(coop, _LOOK, None, EVERYONE, "", lambda act: bundles.slots_for(act, (key,)))
    if made is None:
        return
    with coop.turn:
        coop.shut()
        try:
            database.begin_sealed(sealed, key)
            _copy(plain, sealed, key)
            slots.prepare(coop.folder, made)
            os.replace(sealed, plain)
            slots.finish_sealing(coop.folder)
            saving.flush_folder(coop.folder)
            for copy in (coop.folder / "copies").glob("*.db"):
                _seal_copy(copy, key)
        finally:
            sealed.unlink(missing_ok=True)
            coop.unlock()


@action(Right.FILE_KEEP, N_("Changement de la clé du dossier"))
def note_new_key(act: Act) -> None:
    """Write in the journal that the file passes to another key."""
    act.say(_("Le dossier est fermé avec une nouvelle clé ; les copies d’avant gardent l’ancienne."))


def change_file_key(desk: "Desk") -> None:
    """Seal the file again under a new key: whoever left with the old one no longer opens what is written next.

    Everybody keeps their password. Raises like the verb that journals it, RuleBroken KEY-08 while somebody has no
    keys of their own.
    """
    note_new_key(desk)
    change_key(desk.coop)


def change_key(coop: CoopFile) -> None:
    """Do it: killed at any moment, the slots hold the key that opens the file."""
    present, following = coop.file_key(), new_key()

    def write(keys: tuple[Secret, ...]) -> None:
        made = transact(coop, _LOOK, None, EVERYONE, "", lambda act: bundles.slots_for(act, keys))
        if made is None:
            raise RuleBroken("KEY-08", _("Quelqu’un n’a pas encore de trousseau : la clé du dossier reste la même."))
        slots.write(coop.folder, made)

    with french_faults(coop.folder):
        write((present, following))
        with coop.turn:
            coop.shut()
            try:
                with closing(database.raw_connection(coop.database)) as raw:
                    database.apply_settings(raw)
                    raw.execute(f"PRAGMA rekey = {spoken(following)}")
                held.keep(following)
            finally:
                coop.unlock()
        write((coop.file_key(),))


def _copy(plain: Path, sealed: Path, key: Secret) -> None:
    """Copy every table into the sealed file, and compare both before it is believed."""
    with closing(database.raw_connection(plain)) as raw:
        raw.execute(f"ATTACH DATABASE ? AS sealed KEY {spoken(key)}", (str(sealed),))
        raw.execute("SELECT sqlcipher_export('sealed')").fetchall()
        for name in ("application_id", "user_version"):
            raw.execute(f"PRAGMA sealed.{name} = {raw.execute(f'PRAGMA main.{name}').fetchone()[0]}")
        same = _counts(raw, "main") == _counts(raw, "sealed")
        whole = raw.execute("PRAGMA sealed.integrity_check").fetchall() == [("ok",)]
        raw.execute("DETACH DATABASE sealed")
    if not (same and whole and database.is_sealed(sealed)):
        raise database.unreadable(plain)


def _counts(raw: database.Raw, name: str) -> dict[str, int]:
    tables = raw.execute(f"SELECT name FROM {name}.sqlite_master WHERE type = 'table'").fetchall()  # noqa: S608
    return {t: raw.execute(f'SELECT count(*) FROM {name}."{t}"').fetchone()[0] for (t,) in tables}  # noqa: S608


def _seal_copy(copy: Path, key: Secret) -> None:
    """Seal a copy kept before a migration like the file itself; what cannot be sealed is left as it is."""
    sealed = copy.with_suffix(".scelle")
    with suppress(RuleBroken, database.Fault):
        if not database.is_sealed(copy):
            database.begin_sealed(sealed, key)
            _copy(copy, sealed, key)
            os.replace(sealed, copy)
    sealed.unlink(missing_ok=True)
