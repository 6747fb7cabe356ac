"""A co-op on disk: a folder `Name.coop` with its database, opened by one person at a time."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from coop_desk.core import anchors, database, lock, place
from coop_desk.core.clock import Clock
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
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
    """An open co-op. `changes` counts the transactions this process has written.

    `forced_from` is whose lock was taken over on purpose, until the journal says so; `strangers` holds the wrong
    attempts at unknown logins, so that they are slowed down like the others. `strayed` says, in words, how the file
    differs from what this user saw of it: it is then read-only until that is settled.
    """

    def __init__(self, folder: Path, engine: Engine, *, read_only: bool, clock: Clock) -> None:
        self.folder = folder
        self.engine = engine
        self.read_only = read_only
        self.clock = clock
        self.changes = 0
        self.forced_from: Opener | None = None
        self.strayed = ""
        self.strangers: dict[str, tuple[int, datetime]] = {}

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
        if not self.strayed:
            anchors.remember(self)
        self.engine.dispose()
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
    with french_faults(folder):
        folder.mkdir(parents=True)
        try:
            lock.take(folder)
            engine = database.engine_for(folder / DATABASE_NAME)
            with engine.begin() as connection:
                database.create_tables(connection)
            place.owner_only(folder / DATABASE_NAME)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)  # nothing half-made is left
            raise
    return CoopFile(folder, engine, read_only=False, clock=clock or TrustedClock())


def open_coop(
    path: Path, *, read_only: bool = False, force: bool = False, verifying: bool = False, clock: Clock | None = None
) -> CoopFile:
    """Open a co-op by its folder or any file in it; an older file is copied, then brought up to date.

    `verifying` opens a damaged file as well, for the verification to name what is damaged.

    Raises AlreadyOpen, or RuleBroken naming what is wrong with the file.
    """
    folder = coop_folder(path)
    file = folder / DATABASE_NAME
    with french_faults(folder):
        place.check_place(folder)
        application, version = database.header(file)
        _check_ours(file, application, version)
        forced_from = lock.read(folder) if force and not read_only else None
        if read_only and version < database.SCHEMA_VERSION:
            raise RuleBroken(
                "FILE-14",
                _("Cette coopérative vient d’une version plus ancienne : ouvrez-la une première fois pour y écrire."),
            )
        if not read_only:
            # SQLite would open it all the same, and refuse only the first thing recorded.
            if not os.access(file, os.W_OK):
                raise PermissionError
            holder = lock.take(folder, force=force)
            if holder is not None:
                raise AlreadyOpen(holder)
        try:
            if version < database.SCHEMA_VERSION and not read_only:
                from coop_desk.core import upgrade

                upgrade.bring_up_to_date(folder, file)
            engine = database.engine_for(file, read_only=read_only)
            if not verifying:
                quick_check(engine)
            coop = CoopFile(folder, engine, read_only=read_only, clock=clock or TrustedClock())
            coop.forced_from = forced_from
            if not verifying:
                anchors.settle(coop)
        except BaseException:
            if not read_only:
                lock.release(folder)
            raise
    return coop


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


@contextmanager
def french_faults(folder: Path) -> Iterator[None]:
    """Turn what the disk and the database say into plain French, without statement nor value."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as fault:
        raise translate_fault(fault, folder) from None
    except PermissionError:
        raise RuleBroken("FILE-06", _unwritable(folder)) from None
    except FileNotFoundError:
        raise RuleBroken("FILE-07", _("Le dossier « {name} » est introuvable.").format(name=folder.name)) from None
    except OSError as fault:
        no_space = 28
        if fault.errno == no_space:
            raise RuleBroken("FILE-10", _disk_full(folder)) from None
        raise RuleBroken("FILE-06", _unwritable(folder)) from None


def translate_fault(fault: Exception, folder: Path) -> RuleBroken:
    """Return the French refusal for a database error; the original text never reaches the screen."""
    said = str(getattr(fault, "orig", fault))
    if "full" in said:
        return RuleBroken("FILE-10", _disk_full(folder))
    if "readonly" in said or "unable to open" in said:
        return RuleBroken("FILE-06", _unwritable(folder))
    if "locked" in said:
        return RuleBroken(
            "FILE-04",
            _("Une autre fenêtre écrit en ce moment dans cette coopérative. Attendez un instant et recommencez."),
        )
    if "malformed" in said or "not a database" in said or "disk I/O" in said:
        return RuleBroken(
            "FILE-03",
            _("Le dossier de la coopérative est abîmé. Rien n’y a été changé. Restaurez la dernière sauvegarde."),
        )
    return RuleBroken(
        "FILE-11",
        _(
            "L’enregistrement a été refusé pour protéger vos registres ; rien n’a été changé. "
            "Recommencez ; si cela se répète, lancez la vérification du dossier."
        ),
    )


def _disk_full(folder: Path) -> str:
    return _(
        "Le disque est plein ({free} Mo libres) : rien n’a été changé. Libérez de la place puis recommencez."
    ).format(free=place.free_megabytes(folder if folder.exists() else folder.parent))


def _unwritable(folder: Path) -> str:
    return _(
        "Le dossier « {name} » ne peut pas être modifié par votre compte de l’ordinateur. Ouvrez-le en lecture "
        "seule, ou demandez l’accès à la personne qui tient l’ordinateur."
    ).format(name=folder.name)
