"""Backups are made for the recovery key of the co-op as soon as its code is on paper; the typed code opens them."""

from collections.abc import Iterable
from contextlib import closing

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from coop_desk.core import database
from coop_desk.core.backup.protection import code_reader, recipient_source
from coop_desk.core.backup.source import Source
from coop_desk.core.compartments import roots
from coop_desk.core.compartments.model import ROOT, Principal
from coop_desk.core.compartments.trust import principal_statement
from coop_desk.core.crypto import age_keys, codes, identity, shamir
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

ON_PAPER = ("core.code_was_printed", "core.entrust_code")


@recipient_source
def recovery_recipient(source: Source) -> Iterable[str]:
    """The public recovery key; none while its only copy is inside the file that is being backed up.

    Raises RuleBroken BACKUP-09 when another key was put in its place.
    """
    if not source.database.is_file():
        return ()
    try:
        with closing(source.connect(read_only=True)) as raw:
            if not _has_keys(raw):
                return ()
            found = raw.execute(
                'SELECT id, generation, box, sign, "by", by_generation, certificate FROM principal WHERE holder = ? '
                "ORDER BY generation DESC LIMIT 1",
                (ROOT,),
            ).fetchone()
            if found is None:
                return ()
            made = raw.execute("SELECT min(seq) FROM journal_touch WHERE record = ?", (f"principal:{found[0]}",))
            since = made.fetchone()[0]
            marks = ", ".join("?" for _one in ON_PAPER)
            query = f"SELECT 1 FROM journal WHERE outcome = 'done' AND action IN ({marks}) AND seq > ?"  # noqa: S608
            printed = raw.execute(query, (*ON_PAPER, since or 0)).fetchone() is not None
    except (database.Fault, DBAPIError):
        return ()  # a damaged file is named by the copy that follows
    root = Principal(
        holder=ROOT, generation=found[1], box=found[2], sign=found[3], by=found[4], by_generation=found[5]
    )  # fmt: skip
    genuine = identity.verify(root.sign, principal_statement(root), found[6] or b"")
    if since is None or not genuine or _reached(source) != root.sign:
        raise RuleBroken(
            "BACKUP-09",
            _(
                "La clé de secours écrite dans le dossier n’est pas celle de la coopérative : elle a été changée par "
                "un autre programme. Rien n’a été sauvegardé. Restaurez une sauvegarde d’avant."
            ),
        )
    if not printed:
        return ()
    return (age_keys.public(root.box),)


@code_reader
def recovery_secret(text: str) -> str | None:
    """The secret age key of the code on paper. Raises RuleBroken KEY-02 naming the group that is wrong."""
    return age_keys.of_recovery(codes.typed(text, shamir.SIZE))


def _reached(source: Source) -> bytes:
    """The recovery key that the one known to this person's bundle leads to; nothing when it leads nowhere."""
    engine = database.engine_for(source.database, read_only=True)
    try:
        with Session(engine) as session:
            return roots.believed(session, source.root)
    except RuleBroken:
        return b""
    finally:
        engine.dispose()


def _has_keys(raw: database.Raw) -> bool:
    return raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'principal'").fetchone() is not None
