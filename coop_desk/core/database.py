"""The engine: how the SQLite file is opened so that nothing validated is ever lost."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState, QueuePool

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.model import Base

APPLICATION_ID = 0x434F4F50  # "COOP"
SCHEMA_VERSION = 2

# Each is read back: a library that ignores one would lose data without a word.
_SETTINGS: dict[str, int | str] = {
    "journal_mode": "delete",
    "synchronous": 3,  # EXTRA
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,  # MEMORY
    "trusted_schema": 0,
    "cell_size_check": 1,
    "fullfsync": 1,
    "busy_timeout": 5000,
}


def engine_for(path: Path, *, read_only: bool = False, rebuilding: bool = False) -> Engine:
    """Return the engine of a database file; every transaction that may write begins IMMEDIATE.

    `rebuilding` is for migrations alone: links are not followed while tables are rebuilt, then all checked at once.
    """

    def connect() -> sqlite3.Connection:
        raw = raw_connection(path, read_only=read_only)
        apply_settings(raw, _SETTINGS | {"foreign_keys": 0} if rebuilding else _SETTINGS, read_only=read_only)
        return raw

    engine = create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=QueuePool)
    event.listen(engine, "connect", _no_hidden_transactions)
    event.listen(engine, "reset", _leave_nothing_open)
    event.listen(engine, "begin", _begin_reading if read_only else _begin)
    return engine


def raw_connection(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the file itself, outside of any act: for the engine, for copies and for what verifies them."""
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def apply_settings(
    raw: sqlite3.Connection, settings: dict[str, int | str] = _SETTINGS, *, read_only: bool = False
) -> None:
    """Set every setting, read it back, raise RuleBroken FILE-02 when one did not take."""
    for name, wanted in settings.items():
        if read_only and name == "journal_mode":
            continue
        raw.execute(f"PRAGMA {name} = {wanted}").fetchall()
        row = raw.execute(f"PRAGMA {name}").fetchone()
        if row is None or str(row[0]).lower() != str(wanted):
            raw.close()
            raise RuleBroken(
                "FILE-02",
                _(
                    "Cet ordinateur n’applique pas le réglage de sûreté « {name} » : la coopérative n’est pas "
                    "ouverte, pour ne rien perdre. Réinstallez Coop Desk ou changez d’ordinateur."
                ).format(name=name),
            )


def _no_hidden_transactions(raw: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None


def _leave_nothing_open(raw: sqlite3.Connection, record: ConnectionPoolEntry, state: PoolResetState) -> None:
    """Undo what a refused COMMIT left: SQLite keeps that transaction and its lock, SQLAlchemy believes it is over."""
    if raw.in_transaction:
        raw.rollback()


def _begin(connection: Connection) -> None:
    session = connection.get_execution_options().get("act_session")
    reading = session is not None and session.reading
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_reading(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def stamp(connection: Connection) -> None:
    """Write our application id and the schema version into the file's header, in the transaction under way."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def create_tables(connection: Connection) -> None:
    """Make today's tables in an empty database, and say where later migrations start from."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04d}",))
    stamp(connection)


def header(path: Path) -> tuple[int, int]:
    """Return (application id, schema version) read from the first hundred bytes, without opening the database.

    Raises RuleBroken FILE-03 when the file is no database at all.
    """
    with path.open("rb") as stream:
        first = stream.read(100)
    if len(first) < 100 or not first.startswith(b"SQLite format 3\0"):
        raise RuleBroken(
            "FILE-03",
            _(
                "Le fichier « {name} » n’est pas une coopérative lisible : il est vide, coupé ou abîmé. "
                "Rien n’y a été changé. Restaurez la dernière sauvegarde."
            ).format(name=path.name),
        )
    return int.from_bytes(first[68:72], "big"), int.from_bytes(first[60:64], "big")
