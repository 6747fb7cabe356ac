"""Open a backup in a private folder and believe nothing it says before it is compared with what it holds."""

import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop_desk.core import database, journal, slots
from coop_desk.core.backup import packing
from coop_desk.core.backup.manifest import Manifest, damaged, newer
from coop_desk.core.backup.protection import is_protected, uncover
from coop_desk.core.backup.source import Source, check_whole, counts_of, last_line, mark_of
from coop_desk.core.crypto import age_keys
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _

_PACK = "pack.tar"


def take_out(path: Path, keys: Sequence[str], into: Path) -> Manifest:
    """Put the content of a backup in an empty private folder, verified whole; return its manifest.

    Raises RuleBroken: BACKUP-02 damaged or doctored, BACKUP-04 newer than this program, BACKUP-05 no key opens it.
    Whatever was written is for the caller to throw away: nothing of a failed reading is ever used.
    """
    if is_protected(path):
        packed = into / _PACK
        with packed.open("xb") as stream:
            uncover(path, stream, keys)
        try:
            with packed.open("rb") as stream:
                manifest = packing.unpack(stream, into)
        finally:
            packed.unlink()
    else:
        with path.open("rb") as stream:
            manifest = packing.unpack(stream, into)
    try:
        _learn_keys(into, keys)
        _check_database(Source(into), manifest)
    except database.Shut:
        raise RuleBroken(
            "BACKUP-07",
            _(
                "Le dossier contenu dans cette sauvegarde a une autre clé que celui d’aujourd’hui. Donnez "
                "l’identifiant et le mot de passe d’une personne qui l’ouvrait ce jour-là, ou le code de secours."
            ),
        ) from None
    except (database.Fault, DBAPIError, ValueError, TypeError, LookupError):
        raise damaged() from None
    except RuleBroken as broken:
        if broken.rule == "BACKUP-04":
            raise
        raise damaged() from None
    return manifest


def learn_key(path: Path, keys: Sequence[str], login: str, password: str) -> None:
    """Give this process the key of the file in a backup, by a password of its day. Raises Refused when it is wrong."""
    with tempfile.TemporaryDirectory(prefix="coop-desk-") as shop:
        try:
            take_out(path, keys, Path(shop))
        except RuleBroken:
            if not slots.present(Path(shop)):
                raise  # without its key the content is refused; the side file is there already, unless it is damaged
        opened = slots.opened_by(slots.read(Path(shop)), login, password)
    if opened is None:
        raise Refused(_("L’identifiant ou le mot de passe ne convient pas. Vérifiez les majuscules et recommencez."))
    for key in opened.keys:
        held.keep(key)


def _learn_keys(folder: Path, keys: Sequence[str]) -> None:
    """Whoever's key opens the backup opens the file in it, which is sealed to the same people."""
    if keys and slots.present(folder):
        kept = slots.read(folder)
        for key in keys:
            for found in slots.opened_by_box(kept, age_keys.secret(key)):
                held.keep(found)


def _check_database(source: Source, manifest: Manifest) -> None:
    """Compare the database with its manifest: program, version, tables, counts, journal from the first line on."""
    application, version = database.header(source.database)
    if application != database.APPLICATION_ID or version != manifest.schema:
        raise damaged()
    if version > database.SCHEMA_VERSION:
        raise newer()
    with closing(source.connect(read_only=True)) as raw:
        raw.execute("PRAGMA trusted_schema = OFF")
        _check_plain_tables(raw)
        check_whole(raw)
        last = last_line(raw)
        if last is None or (last.number, last.hash) != (manifest.journal_number, manifest.journal_hash):
            raise damaged()
        if mark_of(raw) != manifest.coop or counts_of(raw) != manifest.counts:
            raise damaged()
    if version == database.SCHEMA_VERSION:
        _check_chain(source)


def _check_plain_tables(raw: database.Raw) -> None:
    """Refuse what a database of ours never holds: views, triggers, computed columns would run as it is read."""
    for kind, name in raw.execute("SELECT type, name FROM sqlite_master").fetchall():
        if kind not in ("table", "index"):
            raise damaged()
        hidden = raw.execute("SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden <> 0", (name,)).fetchone()
        if kind == "table" and hidden[0]:
            raise damaged()


def _check_chain(source: Source) -> None:
    engine = database.engine_for(source.database, read_only=True)
    try:
        with Session(engine) as session:
            if next(journal.broken_lines(session), None) is not None:
                raise damaged()
    except json.JSONDecodeError:
        raise damaged() from None
    finally:
        engine.dispose()
