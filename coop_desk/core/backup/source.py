"""The file a backup is made from, and what is asked of it: who it is, how much it holds, its last journal line."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from coop_desk.core.database import Raw, raw_connection
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.journal import printed

DATABASE, KEYS = "coop.db", "coop.keys"


@dataclass(frozen=True, slots=True)
class Source:
    """The folder of a co-op whose database is to be copied.

    `root` is the public root key that the person at work was enrolled under; empty when nobody signed in.
    """

    folder: Path
    root: bytes = b""

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE

    @property
    def keys(self) -> Path:
        """The side file of keys; it is there only once the co-op is sealed."""
        return self.folder / KEYS

    @property
    def in_clear(self) -> bool:
        """True while anybody who holds the files can read them."""
        return not self.keys.exists()

    def connect(self, path: Path | None = None, *, read_only: bool = False) -> Raw:
        """Open the database, or a copy of it."""
        return raw_connection(path or self.database, read_only=read_only, like=self.database)


@dataclass(frozen=True, slots=True)
class LastLine:
    """The last line of a journal: number, chain digest, instant (UTC), what was done in words."""

    number: int
    hash: str
    at: datetime
    words: str

    @property
    def head(self) -> str:
        """The digest as it is printed on a label."""
        return printed(self.hash)


def last_line(raw: Raw) -> LastLine | None:
    """Return the last line of the journal of an open file, None when nothing was ever written."""
    row = raw.execute("SELECT seq, hash, at, body FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return None
    return LastLine(int(row[0]), str(row[1]), instant(str(row[2])), words_of(row[3]))


def instant(stored: str) -> datetime:
    """Read an instant as the database keeps it."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def words_of(body: str | None) -> str:
    """Say what a journal line did; nothing when its body was erased."""
    try:
        return str(json.loads(body or "")["words"])
    except (ValueError, KeyError, TypeError):
        return ""


def mark_of(raw: Raw) -> str:
    """Return what tells one co-op from all others: the digest of its first journal line, salted at its founding."""
    row = raw.execute("SELECT hash FROM journal WHERE seq = 1").fetchone()
    return str(row[0]) if row else ""


def counts_of(raw: Raw) -> dict[str, int]:
    """Count the rows of every table."""
    names = [str(row[0]) for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608


def check_whole(raw: Raw) -> None:
    """Raise RuleBroken FILE-03 unless every page and every link of the file is sound."""
    if (
        raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        or raw.execute("PRAGMA foreign_key_check").fetchone() is not None
    ):
        raise RuleBroken(
            "FILE-03",
            _("Le dossier de la coopérative est abîmé. Rien n’y a été changé. Restaurez la dernière sauvegarde."),
        )
