"""The file of one urn, and the only door to it: sealed ballots and turn-out marks, and nothing that tells an order.

Both tables stand in a SQLCipher file of their own, `scrutin-<n>.db`, beside the co-op's:
* one transaction takes both, so that there are always as many ballots as marks;
* it is written whole again after each ballot, so that neither pages nor rows keep the order of the votes;
* its key is random, kept in the co-op's file and erased there when the vote closes: what a disk may still hold of it,
  or a copy taken by somebody else's program, opens no more from the co-op as it then is;
* no backup takes it. The backups, the journal and the copies kept before a migration know the co-op's file alone: for
  these two tables they are suspended from the opening to the closing because they never see them. A co-op restored from
  a backup made during a vote has no urn any more, and says that the vote must be held again.

Nothing here knows a name, an instant, a station or what is voted on.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from coop_desk.core import database, place
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import flush_folder

PATTERN = "scrutin-*.db*"
LENGTHS = (560, 608)
"""Bytes of a sealed ballot: one seal, or two in reinforced mode."""
WHOLE_UNDER = 2000
"""Ballots under which the file is written whole again after each; above, and in any case, when the vote closes."""

NOT_YET, VOTED, ON_PAPER = 0, 1, 2
"""Marks of the turn-out: one list for the urn and for the papers of a mixed vote."""

SETTINGS: dict[str, int | str] = {
    "journal_mode": "delete",  # never WAL: pages stay there in the order they were written
    "synchronous": 3,  # EXTRA
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,
    "busy_timeout": 5000,
}
TABLES = (
    "CREATE TABLE urn (k BLOB PRIMARY KEY CHECK(length(k) = 16), "
    "sealed BLOB NOT NULL CHECK(length(sealed) = {length})) WITHOUT ROWID",
    "CREATE TABLE turnout (member INTEGER PRIMARY KEY, voted INTEGER NOT NULL CHECK(voted IN (0, 1, 2))) WITHOUT ROWID",
)


class Gone(RuleBroken):
    """The file of an open urn is not there, or does not open any more: the vote is lost."""

    def __init__(self) -> None:
        super().__init__(
            "URN-12",
            _(
                "L’urne de ce scrutin n’est plus dans le dossier, ou ne s’ouvre plus : elle a été retirée, abîmée, ou "
                "le dossier vient d’une sauvegarde, qui ne contient jamais d’urne. Aucun bulletin ne peut être compté. "
                "Déclarez le scrutin perdu, avec la raison, puis refaites voter."
            ),
        )


def new_place() -> bytes:
    """Where a ballot goes in the urn: drawn at random."""
    return secrets.token_bytes(16)


def path_of(folder: Path, number: int) -> Path:
    """The file of an urn."""
    return folder / f"scrutin-{number}.db"


def files_in(folder: Path) -> dict[int, Path]:
    """The files of urns that a co-op's folder holds, by number."""
    found = {}
    for path in sorted(folder.glob("scrutin-*.db")):
        number = path.stem.removeprefix("scrutin-")
        if number.isdecimal():
            found[int(number)] = path
    return found


class BallotFile:
    """The urn of one round of voting, shut between two uses."""

    def __init__(self, folder: Path, number: int, key: bytes) -> None:
        self.path = path_of(folder, number)
        self._key = Secret(key)

    def begin(self, members: Iterable[int], length: int) -> None:
        """Make it empty, with a row for everybody who may vote; what was left there by a killed opening goes."""
        if length not in LENGTHS:
            raise ValueError("a sealed ballot has one of two lengths")
        remove(self.path)
        with french_faults(self.path.parent), closing(database.connection_under(self.path, self._key)) as raw:
            place.owner_only(self.path)
            raw.execute("PRAGMA page_size = 4096")
            database.apply_settings(raw, SETTINGS)
            raw.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                raw.execute(table.format(length=length))
            raw.executemany("INSERT INTO turnout VALUES (?, 0)", [(member,) for member in sorted(members)])
            raw.execute("COMMIT")
            raw.execute("VACUUM")
        if not database.is_sealed(self.path):
            remove(self.path)
            raise RuleBroken(
                "FILE-15", _("Cette urne a été écrite en clair : rien n’est ouvert. Réinstallez Coop Desk.")
            )

    def cast(self, member: int, sealed: bytes) -> None:
        """Put a ballot in and mark who voted, both or none.

        Raises RuleBroken URN-05 for somebody marked already or not on the list, Gone when there is no urn.
        """
        with self._open() as raw:
            raw.execute("BEGIN IMMEDIATE")
            try:
                _mark(raw, member, VOTED)
                raw.execute("INSERT INTO urn VALUES (?, ?)", (new_place(), sealed))
                raw.execute("COMMIT")
            except BaseException:
                with suppress(database.Fault):  # a full disk has rolled back already
                    raw.rollback()
                raise
            self._write_whole(raw)

    def mark_on_paper(self, member: int) -> None:
        """Mark somebody who votes on paper: their paper goes in another urn (cites URN-05)."""
        with self._open() as raw:
            _mark(raw, member, ON_PAPER)
            self._write_whole(raw)

    def tidy(self) -> None:
        """Write the file whole again: after a crash between a ballot and its tidying, and when the vote closes."""
        with self._open() as raw:
            raw.execute("VACUUM")

    def marks(self) -> dict[int, int]:
        """Who may vote, and the mark of each."""
        with self._open() as raw:
            return {int(member): int(mark) for member, mark in raw.execute("SELECT member, voted FROM turnout")}

    def ballots(self) -> int:
        """How many ballots there are."""
        with self._open() as raw:
            return self._ballots(raw)

    def sealed_ballots(self) -> list[bytes]:
        """Every ballot, still sealed, shuffled with the generator of the system."""
        with self._open() as raw:
            raw.execute("VACUUM")
            found = [bytes(row[0]) for row in raw.execute("SELECT sealed FROM urn")]
        secrets.SystemRandom().shuffle(found)
        return found

    def damage(self) -> str:
        """Say what is wrong with the file, nothing when it is sound. Raises Gone."""
        with self._open() as raw:
            said = raw.execute("PRAGMA integrity_check").fetchall()
            ballots = self._ballots(raw)
            voted = int(raw.execute("SELECT count(*) FROM turnout WHERE voted = 1").fetchone()[0])
        if said != [("ok",)]:
            return _("le fichier de l’urne est abîmé")
        if ballots != voted:
            return _("{a} bulletins pour {b} émargements").format(a=ballots, b=voted)
        return ""

    @contextmanager
    def _open(self) -> Iterator[database.Raw]:
        if not self.path.is_file():
            raise Gone
        with french_faults(self.path.parent), closing(database.connection_under(self.path, self._key)) as raw:
            try:
                raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except database.Fault as fault:
                if "locked" in str(fault) or "disk" in str(fault):
                    raise
                raise Gone from None
            database.apply_settings(raw, SETTINGS)
            yield raw

    def _write_whole(self, raw: database.Raw) -> None:
        """Keep no order of the votes; without room for it the vote holds: the next one, or the closing, does it."""
        if self._ballots(raw) < WHOLE_UNDER:
            with suppress(database.Fault):
                raw.execute("VACUUM")

    def _ballots(self, raw: database.Raw) -> int:
        return int(raw.execute("SELECT count(*) FROM urn").fetchone()[0])


def remove(path: Path) -> None:
    """Take the file of an urn away: overwritten, flushed, then removed, with what SQLite may have left beside it."""
    for each in (path, *path.parent.glob(f"{path.name}-*")):
        with suppress(FileNotFoundError):
            with each.open("r+b") as stream:
                stream.write(secrets.token_bytes(each.stat().st_size))
                stream.flush()
                os.fsync(stream.fileno())
            each.unlink()
    flush_folder(path.parent)


def _mark(raw: database.Raw, member: int, mark: int) -> None:
    if raw.execute("UPDATE turnout SET voted = ? WHERE member = ? AND voted = 0", (mark, member)).rowcount != 1:
        raise _refused(raw.execute("SELECT 1 FROM turnout WHERE member = ?", (member,)).fetchone())


def _refused(known: object) -> RuleBroken:
    if known is None:
        return RuleBroken(
            "URN-05",
            _("Cette personne n’est pas sur la liste de ce scrutin, fixée à son ouverture : elle ne vote pas."),
        )
    return RuleBroken(
        "URN-05",
        _("Cette personne a déjà voté : son émargement est porté, et son bulletin ne peut être ni repris, ni changé."),
    )
