"""Backups are made for the recovery key of the co-op as soon as its code is on paper; the typed code opens them."""

from collections.abc import Iterable
from contextlib import closing

from sqlalchemy.exc import DBAPIError

from coop_desk.core import database
from coop_desk.core.backup.protection import code_reader, recipient_source
from coop_desk.core.backup.source import Source
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
            marks = ", ".join("?" for _one in ON_PAPER)
            query = f"SELECT 1 FROM journal WHERE outcome = 'done' AND action IN ({marks}) LIMIT 1"  # noqa: S608
            if not _has_keys(raw) or raw.execute(query, ON_PAPER).fetchone() is None:
                return ()
            found = raw.execute(
                'SELECT generation, box, sign, "by", by_generation, certificate FROM principal WHERE holder = ?',
                (ROOT,),
            ).fetchone()
    except (database.Fault, DBAPIError):
        return ()  # a damaged file is named by the copy that follows
    if found is None:
        return ()
    root = Principal(
        holder=ROOT, generation=found[0], box=found[1], sign=found[2], by=found[3], by_generation=found[4]
    )  # fmt: skip
    known = not source.root or source.root == root.sign
    if not known or not identity.verify(root.sign, principal_statement(root), found[5] or b""):
        raise RuleBroken(
            "BACKUP-09",
            _(
                "La clé de secours écrite dans le dossier n’est pas celle de la coopérative : elle a été changée par "
                "un autre programme. Rien n’a été sauvegardé. Restaurez une sauvegarde d’avant."
            ),
        )
    return (age_keys.public(root.box),)


@code_reader
def recovery_secret(text: str) -> str | None:
    """The secret age key of the code on paper. Raises RuleBroken KEY-02 naming the group that is wrong."""
    return age_keys.of_recovery(codes.typed(text, shamir.SIZE))


def _has_keys(raw: database.Raw) -> bool:
    return raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'principal'").fetchone() is not None
