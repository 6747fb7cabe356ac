"""A co-op on disk: a folder `Name.coop` with its database, opened by one person at a time."""

import os
import re
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from threading import RLock

from sqlalchemy import Engine, PoolProxiedConnection

from coop_desk.core import anchors, database, lock, place, slots
from coop_desk.core.clock import Clock
from coop_desk.core.crypto.sealing import new_key
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.kept import Kept
from coop_desk.core.lock import Opener
from coop_desk.core.trusted_time import TrustedClock
from coop_desk.core.words import clock_time, day

DATABASE_NAME = "coop.db"
SUFFIX = ".coop"


class AlreadyOpen(RuleBroken):
    """Somebody has the co-op open; `holder` says who. Read-only can be offered."""

    def __init__(self, holder: Opener) -> None:
        since = holder.since_instant.astimezone()
        super().__init__(
            "FILE-04",
            _(
                "Cette coopérative est déjà ouverte par {user} sur l’ordinateur {computer}, depuis le {day} à {time}. "
                "Vous pouvez l’ouvrir en lecture seule, ou demander à cette personne de la fermer."
            ).format(user=holder.user, computer=holder.computer, day=day(since.date()), time=clock_time(since)),
        )
        self.holder = holder


class CoopFile:
    """A co-op whose lock is held. Its database stays shut until somebody's password gives the key of the file.

    `changes` counts the transactions this process has written; `kept` holds what was read and has not changed since.
    `forced_from` is whose lock was taken over on purpose, until the journal says so; `strangers` holds the wrong
    attempts at unknown logins, so that they are slowed down like the others. `strayed` says, in words, how the file
    differs from what this user saw of it: it is then read-only until that is settled. `damaged`: it differs because a
    page or a link of it is spoilt, which only a backup settles.
    """

    def __init__(self, folder: Path, *, read_only: bool, clock: Clock, verifying: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only
        self.clock = clock
        self.changes = 0
        self.kept = Kept()
        self.forced_from: Opener | None = None
        self.strayed = ""
        self.damaged = False
        self.strangers: dict[str, tuple[int, datetime]] = {}
        self.turn = RLock()  # held while the file passes from one key to another: whoever reads then waits
        self._verifying = verifying
        self._engine: Engine | None = None

    @property
    def engine(self) -> Engine:
        """What acts go through. Raises Shut until the file is unlocked."""
        with self.turn:
            if self._engine is None:
                raise database.Shut
            return self._engine

    @property
    def is_shut(self) -> bool:
        """True until the key of the file was given."""
        return self._engine is None

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / DATABASE_NAME

    @property
    def is_sealed(self) -> bool:
        """True unless the file comes from a version that wrote in clear."""
        return database.is_sealed(self.database)

    def notice_others(self) -> None:
        """Forget what was kept if another connection has written in the file: another program, on any computer."""
        engine = self._engine
        if engine is None:
            return  # whoever asks for the engine will wait, or be told
        with french_faults(self.folder), closing(engine.raw_connection()) as raw:
            self.notice_on(raw)

    def notice_on(self, raw: PoolProxiedConnection) -> None:
        """The same, asked of one connection: what this one reads from now on is of the state it was told."""
        with closing(raw.cursor()) as cursor:
            now = cursor.execute("PRAGMA data_version").fetchone()
        if raw.info.get("data_version") != now:
            self.kept.forget()
            raw.info["data_version"] = now

    def file_key(self) -> Secret:
        """The key of this file, to seal it to somebody."""
        return database.key_of(self.database)

    def unlock(self) -> None:
        """Open the database with the keys this process was given; an older one is copied, then brought up to date.

        Raises Shut when none of them opens it, RuleBroken naming what is wrong with the file.
        """
        with french_faults(self.folder):
            application, version = database.header(self.database)
            _check_ours(self.database, application, version)
            if version < database.SCHEMA_VERSION:
                if self.read_only:
                    raise RuleBroken(
                        "FILE-14",
                        _(
                            "Cette coopérative vient d’une version plus ancienne : ouvrez-la une première fois "
                            "pour y écrire."
                        ),
                    )
                from coop_desk.core import upgrade

                upgrade.bring_up_to_date(self.folder, self.database)
            engine = database.engine_for(self.database, read_only=self.read_only)
            if not self._verifying:
                quick_check(engine)
            self._engine = engine
            self.kept.forget()
            if not self._verifying:
                anchors.settle(self)

    def shut(self) -> None:
        """Let go of the database; the lock stays."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return self.folder.stem

    @property
    def is_example(self) -> bool:
        """True for a demonstration co-op, whose every print says EXEMPLE."""
        return (self.folder / "demo.json").exists()

    def close(self) -> None:
        """Close the database and give the lock back."""
        if not self.strayed and not self.is_shut:
            anchors.remember(self)
        self.shut()
        if not self.read_only or self.strayed:
            lock.release(self.folder)

    def __enter__(self) -> "CoopFile":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def create_coop(parent: Path, name: str, *, clock: Clock | None = None) -> CoopFile:
    """Make the folder `parent/name.coop` with an empty database and open it.

    Raises RuleBroken when the folder exists (FILE-05), the place is unsafe (FILE-01) or cannot be written (FILE-06).
    """
    folder = parent / f"{_folder_name(name)}{SUFFIX}"
    with french_faults(parent):
        place.check_place(parent)
        present = folder.exists()
    if present:
        raise RuleBroken(
            "FILE-05",
            _("Le dossier « {name} » existe déjà. Ouvrez-le, ou choisissez un autre nom.").format(name=folder.name),
        )
    coop = CoopFile(folder, read_only=False, clock=clock or TrustedClock())
    with french_faults(folder):
        folder.mkdir(parents=True)
        try:
            lock.take(folder)
            database.begin_sealed(coop.database, new_key())
            engine = database.engine_for(coop.database)
            with engine.begin() as connection:
                database.create_tables(connection)
            engine.dispose()
            coop.unlock()
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # nothing half-made is left
            raise
    return coop


def open_coop(
    path: Path, *, read_only: bool = False, force: bool = False, verifying: bool = False, clock: Clock | None = None
) -> CoopFile:
    """Open a co-op by its folder or any file in it; a sealed one stays shut until somebody signs in.

    `verifying` opens a damaged file as well, for the verification to name what is damaged.

    Raises AlreadyOpen, or RuleBroken naming what is wrong with the file.
    """
    folder = coop_folder(path)
    file = folder / DATABASE_NAME
    with french_faults(folder):
        place.check_place(folder)
        _check_keys(folder, file)
        forced_from = lock.read(folder) if force and not read_only else None
        if not read_only:
            # SQLite would open it all the same, and refuse only the first thing recorded.
            if not os.access(file, os.W_OK):
                raise PermissionError
            holder = lock.take(folder, force=force)
            if holder is not None:
                raise AlreadyOpen(holder)
        coop = CoopFile(folder, read_only=read_only, clock=clock or TrustedClock(), verifying=verifying)
        coop.forced_from = forced_from
        try:
            with suppress(database.Shut):  # until somebody signs in
                coop.unlock()
        except BaseException:
            if not read_only:
                lock.release(folder)
            raise
    return coop


def _check_keys(folder: Path, file: Path) -> None:
    """Refuse a database without its keys, and a plain one put in the place of the sealed one they open."""
    slots.finish_sealing(folder)
    if database.is_sealed(file):
        if not slots.present(folder):
            with suppress(database.Shut):
                database.key_of(file)
                return
            raise slots.missing()
    elif slots.present(folder) and database.header(file)[0] == database.APPLICATION_ID:
        raise RuleBroken(
            "KEY-31",
            _(
                "La base de ce dossier n’est pas celle que ses clés ouvrent : elle a été remplacée par une autre, "
                "lisible par tous. Rien n’y a été changé. Restaurez la dernière sauvegarde."
            ),
        )


def coop_folder(path: Path) -> Path:
    """Return the `.coop` folder that is this path or holds it; RuleBroken FILE-07 otherwise."""
    whole = Path(os.path.abspath(path))
    for folder in (whole, whole.parent, *(above for above in whole.parents if above.suffix == SUFFIX)):
        with french_faults(folder):
            if (folder / DATABASE_NAME).is_file():
                return folder
    raise RuleBroken(
        "FILE-07",
        _("« {name} » n’est pas une coopérative : on y attend un dossier dont le nom finit par .coop.").format(
            name=whole.name or whole
        ),
    )


def quick_check(engine: Engine) -> None:
    """Raise RuleBroken FILE-03 when SQLite finds the file damaged."""
    with engine.connect() as connection:
        said = [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check")]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
    if said != ["ok"] or broken:
        raise RuleBroken(
            "FILE-03",
            _("Le dossier de la coopérative est abîmé. Rien n’y a été changé. Restaurez la dernière sauvegarde."),
        )


def _check_ours(file: Path, application: int, version: int) -> None:
    if application != database.APPLICATION_ID:
        raise RuleBroken(
            "FILE-08",
            _("Le fichier « {name} » vient d’un autre programme : ce n’est pas une coopérative.").format(
                name=file.name
            ),
        )
    if version > database.SCHEMA_VERSION:
        raise RuleBroken(
            "FILE-09",
            _(
                "Cette coopérative a été enregistrée par une version plus récente de Coop Desk. "
                "Installez la nouvelle version pour l’ouvrir ; rien n’a été changé."
            ),
        )


def _folder_name(name: str) -> str:
    cleaned = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", name).strip(" .")
    return re.sub(r"\s+", " ", cleaned)[:80] or "Coopérative"
