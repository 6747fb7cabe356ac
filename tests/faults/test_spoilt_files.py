"""F07 to F09: a bit flips, a file is damaged, a journal is left, lost or foreign. Nothing changed is ever shown."""

import os
import random
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coop_desk.core import accounts, database, slots
from coop_desk.core import file as core_file
from coop_desk.core.check import verify
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.delegating import grants
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, create_coop, open_coop
from coop_desk.core.reading_journal import journal_lines
from tests.apart import apart
from tests.conftest import CHEAP, PASSWORD, TestCoop
from tests.faults import without_powers
from tests.faults.form import times

FLIPS = times(200, 5000)
JOURNAL = f"{DATABASE_NAME}-journal"


@pytest.fixture
def closed(coop: TestCoop) -> Path:
    """A good co-op, closed and locked: its folder."""
    coop.file.close()
    held.forget()
    return coop.file.folder


def shown(folder: Path) -> tuple[str, object]:
    """What a keeper of the file sees of it after signing in: refused with its rule, or the rows of the screens."""
    held.forget()
    try:
        with open_coop(folder, read_only=True) as file:
            desk = accounts.sign_in(file, "founder", PASSWORD)
            rows = (accounts.accounts(desk), grants(desk), journal_lines(desk))
            return "shown", repr(rows)
    except RuleBroken as refusal:
        return "refused", refusal.rule
    except Refused:
        return "refused", ""
    finally:
        held.forget()


def flip(path: Path, place: int, bit: int) -> None:
    """Flip one bit where it stands."""
    with path.open("r+b") as stream:
        stream.seek(place)
        byte = stream.read(1)[0]
        stream.seek(place)
        stream.write(bytes([byte ^ 1 << bit]))


# --------------------------------------------------------------------------------------------- F07


def test_after_one_flipped_bit_nothing_changed_is_ever_shown(closed: Path) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    good = shown(closed)
    assert good[0] == "shown"
    refused = 0
    for _flip in range(FLIPS):
        path = closed / (DATABASE_NAME if chance.random() < 0.9 else slots.KEYS)
        place, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
        flip(path, place, bit)
        found = shown(closed)
        flip(path, place, bit)
        assert found[0] == "refused" or found == good, (seed, path.name, place, bit)
        refused += found[0] == "refused"
    assert refused > FLIPS // 3
    assert shown(closed) == good


def test_the_harness_sees_values_changed_in_a_file_in_clear(closed: Path, tmp_path: Path) -> None:
    """The planted fault: a file layer that is silently plain shows some of the changed values."""
    coop_in_clear = plain_copy(closed, tmp_path / "clair.db")
    content = coop_in_clear.read_bytes()
    place = content.index("Ménard".encode())
    coop_in_clear.write_bytes(content[:place] + b"N" + content[place + 1 :])
    with closing(database.raw_connection(coop_in_clear)) as raw:
        assert raw.execute("SELECT count(*) FROM person WHERE family_name = 'Nénard'").fetchone() == (1,)


def plain_copy(folder: Path, into: Path) -> Path:
    """What the database would be without the file layer."""
    opened = slots.opened_by(slots.read(folder), "founder", PASSWORD)
    assert opened is not None
    for key in opened.keys:
        held.keep(key)
    with closing(database.raw_connection(folder / DATABASE_NAME)) as raw:
        raw.execute("ATTACH DATABASE ? AS clair KEY ''", (str(into),))
        raw.execute("SELECT sqlcipher_export('clair')")
        raw.execute("DETACH DATABASE clair")
    held.forget()
    return into


# --------------------------------------------------------------------------------------------- F08


def cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])


def spoil_page(path: Path, page: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: 4096 * page] + os.urandom(4096) + content[4096 * (page + 1) :])


def without_keys(folder: Path) -> None:
    for name in (slots.KEYS, f"{slots.KEYS}.1"):
        (folder / name).unlink(missing_ok=True)


def keys_written(folder: Path, content: bytes) -> None:
    without_keys(folder)
    (folder / slots.KEYS).write_bytes(content)


def foreign_keys(folder: Path) -> None:
    """The side file of another co-op, where the founder has the same login and password."""
    place = folder.parent / "ailleurs"
    place.mkdir()
    with create_coop(place, "Autre") as other:
        accounts.found(other, "Anne", "Autre", "founder", PASSWORD, cost=CHEAP)
    held.forget()
    keys_written(folder, (other.folder / slots.KEYS).read_bytes())


DAMAGE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a random page": (lambda folder: spoil_page(folder / DATABASE_NAME, 3), {"FILE-03"}),
    "the first page random": (lambda folder: spoil_page(folder / DATABASE_NAME, 0), {"FILE-03", "KEY-31"}),
    "truncated": (lambda folder: cut(folder / DATABASE_NAME, 0.7), {"FILE-03"}),
    "truncated to a page": (lambda folder: cut(folder / DATABASE_NAME, 4096 / (folder / DATABASE_NAME).stat().st_size),
                            {"FILE-03"}),
    "header zeroed": (lambda folder: (folder / DATABASE_NAME).write_bytes(
        bytes(100) + (folder / DATABASE_NAME).read_bytes()[100:]), {"FILE-03", "KEY-31"}),
    "empty": (lambda folder: (folder / DATABASE_NAME).write_bytes(b""), {"FILE-03"}),
    "missing": (lambda folder: (folder / DATABASE_NAME).unlink(), {"FILE-07"}),
    "keys missing": (without_keys, {"KEY-30"}),
    "keys truncated": (lambda folder: keys_written(folder, (folder / slots.KEYS).read_bytes()[:900]), {"KEY-30"}),
    "keys empty": (lambda folder: keys_written(folder, b""), {"KEY-30"}),
    "keys of another co-op": (foreign_keys, {"KEY-31"}),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named_the_file_is_left_and_a_restoration_is_offered(
    coop: TestCoop, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = coop.file.folder
    coop.file.close()
    held.forget()
    spoil, rules = DAMAGE[damage]
    spoil(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for read_only in (False, True):
        with pytest.raises(RuleBroken) as refusal, open_coop(folder, read_only=read_only) as file:
            accounts.sign_in(file, "founder", PASSWORD)
        held.forget()
        assert refusal.value.rule in rules
        assert "estaur" in str(refusal.value) or refusal.value.rule == "FILE-07"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_the_harness_sees_a_file_whose_pages_nobody_looks_at(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: no check at the opening, and a page that nobody reads yet."""
    with coop.file.engine.connect() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'meeting'").scalar_one()
    coop.file.close()
    held.forget()
    spoil_page(coop.file.database, root - 1)
    assert opened(coop.file.folder)[0].startswith("FILE-03")
    monkeypatch.setattr(core_file, "quick_check", lambda _engine: None)
    with open_coop(coop.file.folder) as file:
        accounts.sign_in(file, "founder", PASSWORD)
    held.forget()


def test_of_an_older_side_file_the_passwords_of_then_open(coop: TestCoop) -> None:
    """The key of the file is the same: somebody who came since asks for a password, nobody is locked out."""
    folder = coop.file.folder
    old = (folder / slots.KEYS).read_bytes()
    coop.join("late", "Zoé", "Roy", None)
    coop.file.close()
    held.forget()
    keys_written(folder, old)
    with open_coop(folder, clock=coop.clock) as file, pytest.raises(Refused):
        accounts.sign_in(file, "late", PASSWORD)
    held.forget()
    with open_coop(folder, clock=coop.clock) as file:
        accounts.sign_in(file, "founder", PASSWORD)
    held.forget()
    with open_coop(folder, clock=coop.clock) as file:  # the sign-in before brought the side file in step
        accounts.sign_in(file, "late", PASSWORD)


# --------------------------------------------------------------------------------------------- F09


@pytest.fixture
def interrupted(coop: TestCoop, tmp_path: Path) -> Path:
    """A copy taken in the middle of a transaction: what a power cut leaves, journal included."""
    folder = coop.file.folder
    half = tmp_path / "Panne.coop"
    coop.file.close()
    shutil.copytree(folder, half)
    with closing(database.raw_connection(folder / DATABASE_NAME)) as raw:
        raw.execute("PRAGMA cache_size = 1")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE journal SET body = body || 'x'")
        raw.execute("UPDATE person SET family_name = family_name || 'x'")
        for name in (DATABASE_NAME, JOURNAL):
            shutil.copyfile(folder / name, half / name)
        raw.execute("ROLLBACK")
    held.forget()
    assert (half / DATABASE_NAME).read_bytes() != (folder / DATABASE_NAME).read_bytes()
    return half


def opened(folder: Path) -> list[str]:
    """What the verification says after signing in, or the refusal."""
    try:
        with open_coop(folder) as file:
            accounts.sign_in(file, "founder", PASSWORD)
            return [difference for one in verify(file) for difference in one.differences]
    except RuleBroken as refusal:
        return [f"{refusal.rule} {refusal}"]
    finally:
        held.forget()


def test_a_journal_left_by_a_crash_heals_the_file(interrupted: Path) -> None:
    assert opened(interrupted) == []
    assert not (interrupted / JOURNAL).exists()


def test_a_journal_that_was_deleted_is_noticed(interrupted: Path) -> None:
    (interrupted / JOURNAL).unlink()
    said = opened(interrupted)
    assert said
    assert said[0].startswith("FILE-03") or any("journal" in line for line in said)


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"random"], ids=["empty", "zeros", "random"])
def test_a_journal_that_is_none_changes_nothing(closed: Path, content: bytes) -> None:
    (closed / JOURNAL).write_bytes(os.urandom(9000) if content == b"random" else content)
    assert opened(closed) == []


def test_the_journal_of_another_co_op_changes_nothing_unseen(interrupted: Path, tmp_path: Path) -> None:
    place = tmp_path / "ailleurs"
    place.mkdir()
    with create_coop(place, "Autre") as other:
        accounts.found(other, "Anne", "Autre", "founder", PASSWORD, cost=CHEAP)
    held.forget()
    shutil.copyfile(interrupted / JOURNAL, other.folder / JOURNAL)
    said = opened(other.folder)
    assert said == [] or said[0].startswith(("FILE-03", "KEY-31"))


@pytest.mark.skipif(sys.platform != "linux", reason="gives up the powers of root as Linux knows them")
def test_a_journal_that_may_not_be_taken_away_is_not_played_by_half(interrupted: Path) -> None:
    interrupted.chmod(0o555)
    try:
        assert apart(without_powers.told, "sign_in", interrupted).startswith("FILE-0")
    finally:
        interrupted.chmod(0o755)
    assert opened(interrupted) == []


@pytest.mark.skipif(sys.platform != "linux", reason="gives up the powers of root as Linux knows them")
def test_where_one_may_not_write_nothing_is_half_written(coop: TestCoop, tmp_path: Path) -> None:
    """F06, for what leaves the co-op: a backup and an export."""
    folder, target = coop.file.folder, tmp_path / "clé"
    coop.file.close()
    target.mkdir()
    (target / "registre.pdf").write_bytes(b"ancien")
    target.chmod(0o555)
    try:
        assert apart(without_powers.told, "backup", folder, target).startswith(("FILE-06", "FICHIER-10"))
        assert apart(without_powers.told, "export", target / "registre.pdf").startswith("FICHIER-10")
    finally:
        target.chmod(0o755)
    assert [(path.name, path.read_bytes()) for path in target.iterdir()] == [("registre.pdf", b"ancien")]
    assert apart(without_powers.told, "export", target / "registre.pdf") == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="gives up the powers of root as Linux knows them")
def test_the_harness_sees_a_file_written_over_where_no_other_may_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: saved over the old one, not beside it."""
    monkeypatch.setattr(without_powers, "save", lambda path, content: path.write_bytes(content[:3]))
    target = tmp_path / "registre.pdf"
    target.write_bytes(b"ancien")
    tmp_path.chmod(0o555)
    try:
        assert apart(without_powers.told, "export", target) == "done"
    finally:
        tmp_path.chmod(0o755)
    assert target.read_bytes() == b"nou"


@pytest.mark.parametrize("name", ["-wal", "-shm"])
def test_a_stray_file_of_another_mode_changes_nothing(closed: Path, name: str) -> None:
    (closed / f"{DATABASE_NAME}{name}").write_bytes(os.urandom(6000))
    assert opened(closed) == []
