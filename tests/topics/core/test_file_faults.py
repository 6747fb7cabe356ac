"""What may happen to the file and to the disk: a French sentence, and nothing changed."""

import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from coop_desk.core import accounts, database, delegating, slots
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.database import Fault, raw_connection
from coop_desk.core.disk_faults import translate_fault
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME, CoopFile, create_coop, open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from tests.apart import apart
from tests.conftest import CHEAP, PASSWORD, TestCoop
from tests.faults import without_powers

WRITE = Inner("test.write", "Écriture d’essai")


@pytest.fixture
def closed(coop: TestCoop) -> Path:
    """A good co-op, closed: its database."""
    coop.file.close()
    return coop.file.folder / DATABASE_NAME


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 3 * file.stat().st_size // 4 + 100])


def cut_on_a_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 20])


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(3).randbytes(50_000))


def zero_the_header(file: Path) -> None:
    file.write_bytes(bytes(100) + file.read_bytes()[100:])


def spoil_a_page(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: 4096 * 5] + random.Random(3).randbytes(4096) + content[4096 * 6 :])


def foreign(file: Path) -> None:
    file.unlink()
    with closing(raw_connection(file)) as raw:
        raw.execute("CREATE TABLE recipes (id INTEGER)")


def newer(file: Path) -> None:
    with closing(raw_connection(file)) as raw:
        raw.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")


def break_a_link(file: Path) -> None:
    with closing(raw_connection(file)) as raw, raw:
        raw.execute("UPDATE account SET holder_id = 12345 WHERE id = 1")


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda file: file.write_bytes(b""), "FILE-03"),
    "shorter than a header": (lambda file: file.write_bytes(b"SQLite format 3\0"), "FILE-03"),
    "cut": (cut, "FILE-03"),
    "cut on a page": (cut_on_a_page, "FILE-03"),
    "random": (random_bytes, "KEY-31"),
    "header zeroed": (zero_the_header, "KEY-31"),
    "a page spoilt": (spoil_a_page, "FILE-03"),
    "a broken link": (break_a_link, "FILE-03"),
    "a text": (lambda file: file.write_text("Associés;Parts\n" * 50, encoding="utf-8"), "FILE-03"),
    "foreign": (foreign, "FILE-08"),
    "newer": (newer, "FILE-09"),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_file_is_refused_by_its_cause_and_left_alone(closed: Path, fault: str, read_only: bool) -> None:
    spoil, rule = SPOILT[fault]
    spoil(closed)
    before = closed.read_bytes()
    with pytest.raises(RuleBroken) as refusal, open_coop(closed.parent, read_only=read_only) as file:
        accounts.sign_in(file, "founder", PASSWORD)
    assert refusal.value.rule == rule
    assert closed.read_bytes() == before
    left = {p.name for p in closed.parent.iterdir()} - {f"{slots.KEYS}.1"}
    assert left == {DATABASE_NAME, slots.KEYS}, "no lock and no half-made file is left"


@pytest.mark.parametrize("name", ["absent.coop", "un fichier.txt", "vide"])
def test_what_is_no_co_op_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "un fichier.txt").touch()
    (tmp_path / "vide").mkdir()
    with pytest.raises(RuleBroken, match=name) as refusal:
        open_coop(tmp_path / name)
    assert refusal.value.rule == "FILE-07"


def test_a_co_op_opens_by_its_folder_or_any_file_in_it(closed: Path) -> None:
    (closed.parent / "notes.txt").touch()
    for path in (closed.parent, closed, closed.parent / "notes.txt"):
        open_coop(path).close()


def test_a_crash_leaves_a_journal_that_heals_the_file_at_the_next_opening(closed: Path) -> None:
    """A copy taken in the middle of a transaction is what a power cut leaves."""
    before = closed.read_bytes()
    half = closed.parent.parent / "Panne.coop"
    half.mkdir()
    raw = raw_connection(closed)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE journal SET body = body || 'x'")
    for part in (closed, closed.with_name(f"{DATABASE_NAME}-journal")):
        shutil.copyfile(part, half / part.name)
    raw.execute("ROLLBACK")
    raw.close()
    assert (half / DATABASE_NAME).read_bytes() != before
    with open_coop(half) as healed:
        assert all(not v.differences for v in verify(healed))


def test_a_file_spoilt_while_it_is_open_is_said_in_french(coop: TestCoop) -> None:
    file = coop.file.folder / DATABASE_NAME
    content = file.read_bytes()
    for page in range(1, len(content) // 4096, 7):
        coop.file.engine.dispose()
        file.write_bytes(content[: 4096 * page] + bytes([255] * 4096) + content[4096 * (page + 1) :])
        try:
            said = [difference for verified in verify(coop.file) for difference in verified.differences]
        except RuleBroken as refusal:
            said = [str(refusal)]
        assert said, page
        assert not any(word in " ".join(said) for word in ("SELECT", "PRAGMA", "sqlite", "database"))


# --------------------------------------------------------------------------------------------- disk full


@contextmanager
def full_disk(file: CoopFile) -> Iterator[None]:
    """No page more than now: what SQLite answers on a full disk."""
    with file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with file.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 4294967294")


def add_people(act: Act) -> None:
    act.session.add_all(Person(family_name="x" * 900, given_name="") for _ in range(100))


def test_a_full_disk_is_said_with_the_room_left_and_changes_nothing(coop: TestCoop) -> None:
    before = verify(coop.file)
    with full_disk(coop.file), pytest.raises(RuleBroken, match=r"plein.*Mo libres") as refusal:
        transact(coop.file, WRITE, None, EVERYONE, "", add_people)
    assert refusal.value.rule == "FILE-10"
    assert verify(coop.file) == before
    keeper = coop.desk("keeper")
    transact(coop.file, WRITE, keeper.person_id, EVERYONE, "", add_people, keys=keeper.keyring)
    assert all(not v.differences for v in verify(coop.file))


def test_a_full_disk_while_the_co_op_is_made_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = database.create_tables

    def on_a_full_disk(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 10")  # type: ignore[attr-defined]
        make(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(database, "create_tables", on_a_full_disk)
    with pytest.raises(RuleBroken) as refusal:
        create_coop(tmp_path, "Neuve")
    assert refusal.value.rule == "FILE-10"
    assert list(tmp_path.iterdir()) == []


# --------------------------------------------------------------------------------------------- read-only


def as_somebody_else(folder: Path, what: str) -> str:
    """Do it as a user of the PC who owns nothing there: for root, nothing is read-only."""
    return apart(become_somebody_else_and, what, folder)


def become_somebody_else_and(what: str, folder: Path) -> str:
    """Make, look at or open a co-op without the powers of root; return what came of it."""
    if os.geteuid() == 0:
        # A user that owns nothing; where the root folder is closed to all others, root without its powers.
        if os.stat("/").st_mode & 0o001:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        else:
            without_powers.drop()
    try:
        if what == "make":
            create_coop(folder, "Neuve")
        with open_coop(folder, read_only=what == "look") as file:
            return f"open {file.read_only} {file.is_shut}"
    except RuleBroken as refusal:
        return f"{refusal.rule} {refusal}"


@pytest.fixture
def elsewhere(closed: Path) -> Iterator[Path]:
    """A copy of the co-op in a place where other users of the PC may look."""
    if sys.platform == "win32":
        pytest.skip("the permissions of POSIX")
    place = Path("/var/tmp") / f"coop-desk-{os.getpid()}-{random.randrange(10**9)}"
    shutil.copytree(closed.parent, place / "Coop.coop")
    try:
        yield place / "Coop.coop"
    finally:
        for path in (place, *place.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(place)


def test_a_file_that_may_only_be_read_is_said_and_may_be_looked_at(elsewhere: Path) -> None:
    (elsewhere / DATABASE_NAME).chmod(0o444)
    elsewhere.chmod(0o777)
    assert as_somebody_else(elsewhere, "open").startswith("FILE-06")
    assert as_somebody_else(elsewhere, "look").startswith("open True True")
    assert not (elsewhere / "ouvert.json").exists()


def test_a_folder_that_may_only_be_read_is_said_and_may_be_looked_at(elsewhere: Path) -> None:
    (elsewhere / DATABASE_NAME).chmod(0o644)
    elsewhere.chmod(0o555)
    assert as_somebody_else(elsewhere, "open").startswith("FILE-06")
    assert as_somebody_else(elsewhere, "look").startswith("open True True")


def test_a_file_that_may_not_even_be_read_is_said(elsewhere: Path) -> None:
    (elsewhere / DATABASE_NAME).chmod(0o000)
    assert as_somebody_else(elsewhere, "look").startswith("FILE-06")


def test_a_co_op_is_not_made_where_one_may_not_write(elsewhere: Path) -> None:
    elsewhere.parent.chmod(0o555)
    assert as_somebody_else(elsewhere.parent, "make").startswith("FILE-06")
    assert [p.name for p in elsewhere.parent.iterdir()] == ["Coop.coop"]


# ---------------------------------------------------------------------------------------------- settings


def test_every_setting_is_in_force(coop: TestCoop) -> None:
    wanted = {
        "journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2,
        "trusted_schema": 0, "cell_size_check": 1, "fullfsync": 1, "busy_timeout": 5000,
    }  # fmt: skip
    with coop.file.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


class Deaf:
    """A connection that forgets one setting, as another library might."""

    def __init__(self, raw: sqlite3.Connection, deaf_to: str) -> None:
        self.raw = raw
        self.deaf_to = deaf_to
        self.closed = False
        raw.execute(f"PRAGMA {deaf_to} = {1 if deaf_to == 'trusted_schema' else 0}")

    def execute(self, sql: str) -> sqlite3.Cursor:
        return self.raw.execute("SELECT 1 WHERE 0" if self.deaf_to in sql and "=" in sql else sql)

    def close(self) -> None:
        self.closed = True
        self.raw.close()


@pytest.mark.parametrize("name", ["synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema",
                                  "cell_size_check", "busy_timeout"])  # fmt: skip
def test_a_connection_that_ignores_a_setting_is_refused(name: str) -> None:
    deaf = Deaf(sqlite3.connect(":memory:"), name)
    settings = {name: database._SETTINGS[name]}
    with pytest.raises(RuleBroken, match=name) as refusal:
        database.apply_settings(deaf, settings)  # type: ignore[arg-type]
    assert refusal.value.rule == "FILE-02"
    assert deaf.closed


def test_a_memory_journal_is_refused_too() -> None:
    deaf = Deaf(sqlite3.connect(":memory:"), "journal_mode")
    with pytest.raises(RuleBroken, match="journal_mode"):
        database.apply_settings(deaf)  # type: ignore[arg-type]


def test_writers_begin_at_once_and_readers_do_not_hold_the_file(coop: TestCoop) -> None:
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as other:
        other.execute("PRAGMA busy_timeout = 50")

        def look(act: Act) -> None:
            act.session.get(Person, 1)
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")

        transact(coop.file, Inner("test.read", "Lecture", reading=True), None, EVERYONE, "", look)

        def write(act: Act) -> None:
            with pytest.raises(Fault, match="locked"):
                other.execute("BEGIN IMMEDIATE")

        transact(coop.file, WRITE, None, EVERYONE, "", write)


def test_another_writer_is_waited_for_then_named(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    coop.file.engine.dispose()
    monkeypatch.setitem(database._SETTINGS, "busy_timeout", 50)
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RuleBroken) as refusal:
            transact(coop.file, WRITE, None, EVERYONE, "", add_people)
        assert refusal.value.rule == "FILE-04"


def test_what_was_deleted_is_not_left_in_the_file(coop: TestCoop) -> None:
    keeper = coop.desk("keeper")
    digest = accounts.hash_password("x", CHEAP)

    def set_and_replace(act: Act) -> None:
        account = act.session.get_one(accounts.Account, 1)
        account.password = digest
        act.session.flush()
        account.password = accounts.hash_password("y", CHEAP)

    transact(coop.file, WRITE, keeper.person_id, EVERYONE, "", set_and_replace)
    assert digest.encode() not in (coop.file.folder / DATABASE_NAME).read_bytes()


# ------------------------------------------------------------------------------------------------- words

# What SQLite tells, its code, and the rule that says it.
TOLD = (
    ("database or disk is full", 13, "FILE-10"), ("attempt to write a readonly database", 8, "FILE-06"),
    ("unable to open database file", 14, "FILE-06"), ("database is locked", 5, "FILE-04"),
    ("database disk image is malformed", 11, "FILE-03"), ("file is not a database", 26, "FILE-03"),
    ("disk I/O error", 10, "FILE-17"), ("disk I/O error", 10 | 3 << 8, "FILE-17"),
    ("UNIQUE constraint failed: member.full_number", 19, "FILE-11"), ("no such table: member", 1, "FILE-11"),
    ("FOREIGN KEY constraint failed", 19, "FILE-11"), ("?", 0, "FILE-11"), ("database or disk is full", 0, "FILE-10"),
)  # fmt: skip


@pytest.mark.parametrize(("told", "code", "rule"), TOLD)
def test_a_database_error_never_shows_a_statement_nor_a_value(told: str, code: int, rule: str, tmp_path: Path) -> None:
    orig = sqlite3.OperationalError(told)
    orig.sqlite_errorcode = code
    fault = OperationalError("SELECT secret FROM member WHERE name = ?", ("Hénaff",), orig)
    said = translate_fault(fault, tmp_path / "Coop.coop")
    assert said.rule == rule
    for word in ("SELECT", "member", "Hénaff", "constraint", "database", "sqlite", "SQL", "table", "base de données"):
        assert word.casefold() not in str(said).casefold()
    assert str(said).endswith((".", "!"))


def test_a_refused_value_does_not_come_out_through_a_real_action(coop: TestCoop) -> None:
    for login in ("a\udc80b", "x" * 61):
        with pytest.raises(RuleBroken) as refusal:
            accounts.open_account(coop.desk("keeper"), login, PASSWORD, family_name="Ménard", cost=CHEAP)
        assert login not in str(refusal.value)
    with pytest.raises(RuleBroken) as refusal:
        delegating.end_grant(coop.desk("manager"), 2**70, coop.clock.today(), "Fin")
    assert refusal.value.rule == "FILE-11"
    assert str(2**70) not in str(refusal.value)
