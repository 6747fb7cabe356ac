"""The engine: how the sealed SQLite file is opened so that nothing validated is ever lost, nor read by strangers."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState, QueuePool

from coop_desk.core import place
from coop_desk.core.crypto.file_keys import SALT, held, spoken
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.model import Base

# One library opens every file: the standard module takes a key without a word and writes in clear.
if TYPE_CHECKING:
    import sqlite3 as library  # the same interface, with its types
else:
    from sqlcipher3 import dbapi2 as library

Raw = library.Connection
Fault = library.Error

_PLAIN = b"SQLite format 3\0"
_PAGE = 4096  # of a sealed file
APPLICATION_ID = 0x434F4F50  # "COOP"
SCHEMA_VERSION = 6

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
    "cache_size": -2000,  # two megabytes a connection, as SQLite alone: the library for sealed files takes eight
}


def engine_for(path: Path, *, read_only: bool = False, rebuilding: bool = False) -> Engine:
    """Return the engine of a database file; every transaction that may write begins IMMEDIATE.

    `rebuilding` is for migrations alone: links are not followed while tables are rebuilt, then all checked at once.
    """

    def connect() -> Raw:
        raw = raw_connection(path, read_only=read_only)
        apply_settings(raw, _SETTINGS | {"foreign_keys": 0} if rebuilding else _SETTINGS, read_only=read_only)
        return raw

    # The dialect made for this library would send an empty key: the plain one takes the connection as it is.
    engine = create_engine("sqlite://", module=library, creator=connect, hide_parameters=True, poolclass=QueuePool)
    event.listen(engine, "connect", _no_hidden_transactions)
    event.listen(engine, "reset", _leave_nothing_open)
    event.listen(engine, "begin", _begin_reading if read_only else _begin)
    return engine


def raw_connection(path: Path, *, read_only: bool = False, like: Path | None = None) -> Raw:
    """Open the file itself, outside of any act: for the engine, for copies and for what verifies them.

    A sealed file is opened with the key that this process was given; a new one is sealed as `like` is.
    Raises Shut when no key at hand opens it.
    """
    if is_sealed(path):
        return _opened(path, read_only=read_only)
    raw = _connect(path, read_only=read_only)
    if like is not None and is_sealed(like) and path.stat().st_size == 0:
        _use_key(raw, key_of(like))
    return raw


def connection_under(path: Path, key: Secret) -> Raw:
    """Open, or begin, a sealed file that has a key of its own, unknown to the rest of the process.

    Raises RuleBroken FILE-15 when the library does not seal; a wrong key is a Fault at the first reading.
    """
    raw = _connect(path)
    try:
        _use_key(raw, key)
    except BaseException:
        raw.close()
        raise
    return raw


def begin_sealed(path: Path, key: Secret) -> None:
    """Make an empty database sealed under a key. Raises RuleBroken FILE-15 when the library wrote it in clear."""
    with closing(_connect(path)) as raw:
        place.owner_only(path)
        _use_key(raw, key)
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if not is_sealed(path):
        path.unlink()
        raise _unsealing_library()
    held.keep(key)


def key_of(path: Path) -> Secret:
    """Return the key, among those of this process, that opens a sealed file. Raises Shut when none does."""
    with closing(_opened(path)):
        return next(held.for_salt(_first(path, SALT)))


def is_sealed(path: Path) -> bool:
    """True for a file of at least one page that does not begin like a plain database."""
    return path.is_file() and path.stat().st_size >= _PAGE and _first(path, len(_PLAIN)) != _PLAIN


class Shut(RuleBroken):
    """A sealed file, whose key nobody has given to this process yet."""

    def __init__(self) -> None:
        super().__init__("FILE-16", _("Ce dossier est fermé à clé : identifiez-vous pour l’ouvrir."))


def _first(path: Path, count: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(count)


def _connect(path: Path, *, read_only: bool = False) -> Raw:
    uri = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    return library.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _opened(path: Path, *, read_only: bool = False) -> Raw:
    salt = _first(path, SALT)
    for key in held.for_salt(salt):
        raw = _connect(path, read_only=read_only)
        try:
            _use_key(raw, key)
            raw.execute("PRAGMA schema_version").fetchone()  # opens the first page; the list of tables is long
        except library.DatabaseError as fault:
            raw.close()
            if "not a database" not in str(fault):
                raise
        except BaseException:
            raw.close()
            raise
        else:
            held.met(salt, key)
            return raw
    raise Shut


def _use_key(raw: Raw, key: Secret) -> None:
    if raw.execute("PRAGMA cipher_version").fetchone() is None:
        raise _unsealing_library()
    raw.execute("PRAGMA cipher_log_level = NONE").fetchall()  # it writes on the console, in English
    raw.execute(f"PRAGMA key = {spoken(key)}").fetchall()


def _unsealing_library() -> RuleBroken:
    return RuleBroken(
        "FILE-15",
        _(
            "Ce programme est mal installé : il ne sait pas fermer les dossiers à clé, et écrirait vos registres "
            "lisibles par tous. Rien n’a été écrit. Réinstallez Coop Desk."
        ),
    )


def apply_settings(raw: Raw, settings: dict[str, int | str] = _SETTINGS, *, read_only: bool = False) -> None:
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


def _no_hidden_transactions(raw: Raw, record: ConnectionPoolEntry) -> None:
    raw.isolation_level = None


def _leave_nothing_open(raw: Raw, record: ConnectionPoolEntry, state: PoolResetState) -> None:
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
    """Return (application id, schema version): of a plain file without opening it, of a sealed one with its key.

    Raises RuleBroken FILE-03 when the file is no database at all, Shut when no key at hand opens it.
    """
    sealed = is_sealed(path)
    first = _first(path, 100)
    if not sealed and (len(first) < 100 or not first.startswith(_PLAIN)):
        raise unreadable(path)
    if sealed or path.with_name(f"{path.name}-journal").exists():  # a write cut short is undone before it is read
        with closing(_opened(path) if sealed else _connect(path)) as raw:
            said = [raw.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
        return int(said[0][0]) & 0xFFFFFFFF, int(said[1][0])
    return int.from_bytes(first[68:72], "big"), int.from_bytes(first[60:64], "big")


def unreadable(path: Path) -> RuleBroken:
    """The refusal for a file that is empty, cut or damaged."""
    return RuleBroken(
        "FILE-03",
        _(
            "Le fichier « {name} » n’est pas une coopérative lisible : il est vide, coupé ou abîmé. "
            "Rien n’y a été changé. Restaurez la dernière sauvegarde."
        ).format(name=path.name),
    )
