"""Bring an older file up to date: copy first, migrate in one transaction, go back to the copy on failure."""

import os
import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from coop_desk.core import database, place
from coop_desk.core.clock import Clock
from coop_desk.core.disk_faults import translate_fault
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _

COPIES = "copies"
MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(folder: Path, file: Path, *, backed_up: bool = False) -> Path:
    """Back up, migrate the database and return the copy kept beside it.

    Raises RuleBroken on failure: FILE-10 when the disk is full, FILE-12 for any other cause.
    """
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    if not backed_up:
        from coop_desk.core.backup import moments
        from coop_desk.core.backup.source import Source

        moments.before_migration(Source(folder), Clock().now())
    kept = keep_copy(folder, file)
    engine = database.engine_for(file, rebuilding=True)
    try:
        migrate(engine)
    except (SQLAlchemyError, CommandError, database.Fault) as fault:
        engine.dispose()
        refusal = translate_fault(fault, folder)
        _go_back(kept, file)
        if refusal.rule == "FILE-10":
            raise refusal from None
        raise RuleBroken(
            "FILE-12",
            _(
                "La mise à niveau de la coopérative n’a pas abouti ; tout est resté comme avant. "
                "Une copie est gardée dans « {name} »."
            ).format(name=f"{COPIES}/{kept.name}"),
        ) from fault
    engine.dispose()
    return kept


def _go_back(kept: Path, file: Path) -> None:
    """Put the copy back; without the room for it, what SQLite rolled back stays, which is the same."""
    restored = file.with_suffix(".retour")
    try:
        shutil.copyfile(kept, restored)
        os.replace(restored, file)
    except OSError:
        restored.unlink(missing_ok=True)


def keep_copy(folder: Path, file: Path) -> Path:
    """Copy the database through SQLite's own backup, check the copy, and return its path."""
    (folder / COPIES).mkdir(exist_ok=True)
    _application, version = database.header(file)
    number = 1
    while (kept := folder / COPIES / f"avant-mise-a-niveau-v{version}-{number}.db").exists():
        number += 1
    with closing(database.raw_connection(file)) as source, closing(database.raw_connection(kept, like=file)) as copy:
        source.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise RuleBroken("FILE-03", _("Le dossier est abîmé. Restaurez une sauvegarde."))
    place.owner_only(kept)
    return kept


def migrate(engine: Engine, revision: str = "head") -> None:
    """Run the migrations up to a revision, all in one transaction, check every link, and stamp the file."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone():
            raise database.Fault("a migration broke a link")
        database.stamp(connection)
