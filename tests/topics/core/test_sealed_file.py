"""The file layer: nobody reads the file without a password, whatever becomes of its key or of the side file."""

import base64
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from coop_desk.core import accounts, bundles, database, saving, sealing_file, slots
from coop_desk.core.check import verify
from coop_desk.core.crypto import file_keys
from coop_desk.core.crypto.file_keys import FileKeys
from coop_desk.core.crypto.sealing import new_key
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, create_coop, open_coop
from coop_desk.core.reading_journal import journal_lines
from tests.conftest import CHEAP, PASSWORD, TestCoop
from tests.faults.form import times

NEW = "Tilleul-9-Passerelle!"


@pytest.fixture
def closed(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed co-op, in a process that knows no key: its folder."""
    coop.file.close()
    forget(monkeypatch)
    return coop.file.folder


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a new process: no key is known any more."""
    fresh = FileKeys()
    for module in (file_keys, database, sealing_file):
        monkeypatch.setattr(module, "held", fresh)


def test_another_program_finds_no_database(closed: Path) -> None:
    with closing(sqlite3.connect(closed / DATABASE_NAME)) as raw, pytest.raises(sqlite3.DatabaseError, match="not a"):
        raw.execute("SELECT count(*) FROM sqlite_master")


def test_it_stays_shut_until_somebody_signs_in(closed: Path) -> None:
    with open_coop(closed) as file:
        assert file.is_shut
        with pytest.raises(database.Shut):
            accounts.is_founded(file)
        with pytest.raises(Refused):
            accounts.sign_in(file, "keeper", "pas le bon")
        assert file.is_shut
        assert accounts.sign_in(file, "KEEPER", PASSWORD).person_id
        assert [v for v in verify(file) if v.differences] == []


def test_wrong_passwords_are_slowed_down_and_told_to_the_journal_once_it_is_open(closed: Path) -> None:
    with open_coop(closed) as file:
        for login in ("keeper", "personne", "keeper", "keeper"):
            with pytest.raises(Refused):
                accounts.sign_in(file, login, "faux")
        with pytest.raises(accounts.TooSoon):
            accounts.sign_in(file, "keeper", PASSWORD)
        time.sleep(1.05)
        accounts.sign_in(file, "keeper", PASSWORD)
        founder = accounts.sign_in(file, "founder", PASSWORD)
        assert any("4 essais refusés" in s for line in journal_lines(founder) for s in line.said)


def test_a_library_that_ignores_the_key_is_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "library", sqlite3)
    with pytest.raises(RuleBroken) as refusal:
        create_coop(tmp_path, "Neuve")
    assert refusal.value.rule == "FILE-15"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_came_out_in_clear_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_use_key", lambda _raw, _key: None)  # as a library would that ignores it
    with pytest.raises(RuleBroken) as refusal:
        database.begin_sealed(tmp_path / DATABASE_NAME, new_key())
    assert refusal.value.rule == "FILE-15"
    assert list(tmp_path.iterdir()) == []


def test_a_database_in_clear_put_in_its_place_is_refused(closed: Path, tmp_path: Path) -> None:
    plain = database.engine_for(tmp_path / "clair.db")
    with plain.begin() as connection:
        database.create_tables(connection)
    plain.dispose()
    shutil.copyfile(tmp_path / "clair.db", closed / DATABASE_NAME)
    with pytest.raises(RuleBroken) as refusal:
        open_coop(closed)
    assert refusal.value.rule == "KEY-31"


# ------------------------------------------------------------------------------------------------ the side file


@pytest.mark.parametrize(
    "spoil",
    [b"", b"{", b"\xff\xfe", b'{"content": {}, "checksum": ""}', b"[" * 5000],
    ids=["empty", "cut", "no text", "no content", "deep"],
)
def test_of_a_spoilt_side_file_the_previous_one_is_read_and_without_both_it_is_said(closed: Path, spoil: bytes) -> None:
    before = closed / f"{slots.KEYS}.1"
    shutil.copyfile(closed / slots.KEYS, before)
    (closed / slots.KEYS).write_bytes(spoil)
    with open_coop(closed) as file:
        accounts.sign_in(file, "keeper", PASSWORD)
    for name in (slots.KEYS, before.name):
        (closed / name).write_bytes(spoil)
    with open_coop(closed, read_only=True) as file:
        if file.is_shut:
            with pytest.raises(RuleBroken) as refusal:
                accounts.sign_in(file, "keeper", PASSWORD)
            assert refusal.value.rule == "KEY-30"


def test_a_spoilt_side_file_does_not_take_the_place_of_the_previous_one(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off between the two files, the one that reads is there."""
    shutil.copyfile(closed / slots.KEYS, closed / f"{slots.KEYS}.1")
    good = slots.read(closed)
    (closed / slots.KEYS).write_bytes(b"{}")

    def cut_off(path: Path, content: bytes) -> None:
        if path.name == slots.KEYS:
            raise SystemExit
        path.write_bytes(content)

    monkeypatch.setattr(saving, "save", cut_off)
    with pytest.raises(SystemExit):
        slots.write(closed, good)
    assert slots.read(closed) == good


def test_each_flipped_byte_of_the_side_file_is_noticed(closed: Path) -> None:
    content = (closed / slots.KEYS).read_bytes()
    chance = random.Random(1)
    for place in chance.sample(range(len(content)), times(200, 2000)):
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << chance.randrange(8)
        try:
            assert slots.from_bytes(bytes(spoilt)) == slots.from_bytes(content)  # an escaped letter, written otherwise
        except (ValueError, LookupError, TypeError):
            continue


def test_a_missing_or_foreign_side_file_opens_nothing(closed: Path, tmp_path: Path) -> None:
    (closed / slots.KEYS).rename(tmp_path / "ailleurs")
    (closed / f"{slots.KEYS}.1").unlink(missing_ok=True)
    with pytest.raises(RuleBroken) as refusal:
        open_coop(closed)
    assert refusal.value.rule == "KEY-30"
    with create_coop(tmp_path, "Autre") as other:
        accounts.found(other, "Paul", "Autre", "keeper", PASSWORD, cost=CHEAP)
        shutil.copyfile(other.folder / slots.KEYS, closed / slots.KEYS)
    with open_coop(closed) as file:
        with pytest.raises(RuleBroken) as refusal:
            accounts.sign_in(file, "keeper", PASSWORD)
        assert refusal.value.rule == "KEY-31"
        assert file.is_shut


def test_senseless_parameters_are_refused_before_they_are_used(closed: Path) -> None:
    kept = slots.read(closed)
    slot = next(s for s in kept.slots if s.mark == kept.mark("keeper"))
    said = json.loads(slot.bundles[0])
    said["memory"] = 2**40
    doctored = json.dumps(said).encode()
    slots.write(closed, kept.with_slot(slots.Slot(slot.mark, slot.person, (doctored,), slot.keys)))
    with open_coop(closed) as file:
        with pytest.raises(RuleBroken) as refusal:
            accounts.sign_in(file, "keeper", PASSWORD)
        assert refusal.value.rule == "KEY-01"


def test_no_login_and_no_name_is_written_in_it(closed: Path) -> None:
    content = (closed / slots.KEYS).read_bytes()
    for word in (b"keeper", "Ménard".encode(), b"founder"):
        assert word not in content
        assert base64.b64encode(word)[:-2] not in content


def test_the_slots_follow_the_accounts(coop: TestCoop) -> None:
    founder = accounts.sign_in(coop.file, "founder", PASSWORD)
    accounts.close_account(founder, coop.person("nobody"))
    assert slots.read(coop.file.folder).of_person(coop.person("nobody")) is not None  # database first
    accounts.sign_in(coop.file, "founder", PASSWORD)
    kept = slots.read(coop.file.folder)
    assert kept.of_person(coop.person("nobody")) is None
    assert {s.person for s in kept.slots} == set(coop.cast.values()) - {coop.person("nobody")}
    assert kept.root is not None


def test_a_password_changed_by_halves_is_settled_by_the_file(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The side file is written first: killed before the commit, the former password still stands, and alone."""
    keeper = accounts.sign_in(coop.file, "keeper", PASSWORD)
    folder = coop.file.folder

    def killed(_act: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("coop_desk.core.limits.ActSession.finish", killed)
        with pytest.raises(KeyboardInterrupt):
            accounts.change_password(keeper, PASSWORD, NEW, cost=CHEAP)
    coop.file.close()
    slot = slots.read(folder).of_person(coop.person("keeper"))
    assert slot is not None
    assert len(slot.bundles) == 2
    forget(monkeypatch)
    with open_coop(folder, clock=coop.clock) as file:
        with pytest.raises(Refused):
            accounts.sign_in(file, "keeper", NEW)
        accounts.sign_in(file, "keeper", PASSWORD)
    slot = slots.read(folder).of_person(coop.person("keeper"))
    assert slot is not None
    assert len(slot.bundles) == 1


# ------------------------------------------------------------------------------------------------- from a clear file


def in_clear(folder: Path) -> None:
    """Write the file as the version before did: in clear, without a side file."""
    file = folder / DATABASE_NAME
    plain = folder / "clair.db"
    with closing(database.raw_connection(file)) as raw:
        raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
        for name in ("application_id", "user_version"):
            raw.execute(f"PRAGMA plain.{name} = {raw.execute(f'PRAGMA {name}').fetchone()[0]}")
        raw.execute("DETACH DATABASE plain")
    plain.replace(file)
    for left in folder.glob(f"{slots.KEYS}*"):
        left.unlink()


def test_a_file_in_clear_is_sealed_at_the_first_session(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    coop.file.close()
    folder = coop.file.folder
    in_clear(folder)
    assert b"M\xc3\xa9nard" in (folder / DATABASE_NAME).read_bytes()
    with open_coop(folder, clock=coop.clock) as file:
        assert not file.is_shut
        accounts.sign_in(file, "keeper", PASSWORD)
        assert file.is_sealed
        assert [v for v in verify(file) if v.differences] == []
    assert b"M\xc3\xa9nard" not in (folder / DATABASE_NAME).read_bytes()
    assert {p.name for p in folder.iterdir()} >= {DATABASE_NAME, slots.KEYS}
    assert not list(folder.glob("*.scelle"))
    forget(monkeypatch)
    with open_coop(folder, clock=coop.clock) as file:
        for login in coop.cast:
            accounts.sign_in(file, login, PASSWORD)


def test_killed_between_the_sealed_file_and_its_slots_it_opens(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    coop.file.close()
    folder = coop.file.folder
    in_clear(folder)

    def killed(_folder: Path) -> None:
        raise KeyboardInterrupt

    with open_coop(folder, clock=coop.clock) as file, monkeypatch.context() as patch:
        patch.setattr(slots, "finish_sealing", killed)
        with pytest.raises(KeyboardInterrupt):
            accounts.sign_in(file, "keeper", PASSWORD)
    forget(monkeypatch)
    with open_coop(folder, clock=coop.clock) as file:
        accounts.sign_in(file, "manager", PASSWORD)
        assert file.is_sealed


# ------------------------------------------------------------------------------------------------- another key


def test_after_a_change_of_key_everybody_opens_it_and_the_old_key_does_not(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.sign_in(coop.file, "founder", PASSWORD)
    old = coop.file.file_key()
    sealing_file.change_key(coop.file)
    assert coop.file.file_key() != old
    coop.file.close()
    fresh = FileKeys()
    fresh.keep(old)
    monkeypatch.setattr(database, "held", fresh)
    with pytest.raises(database.Shut):
        database.raw_connection(coop.file.database)
    forget(monkeypatch)
    with open_coop(coop.file.folder, clock=coop.clock) as file:
        for login in coop.cast:
            accounts.sign_in(file, login, PASSWORD)


@pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
def test_killed_while_the_key_changes_it_opens_each_time(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """F04: the slots hold the present key and the next one; one of them opens the file."""
    accounts.sign_in(coop.file, "founder", PASSWORD)
    folder, clock = coop.file.folder, coop.clock
    coop.file.close()
    kept = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    chance, changed = random.Random(4), set()
    for _round in range(times(15, 60)):
        child = os.fork()
        if child == 0:
            try:
                with open_coop(folder, clock=clock) as file:
                    sealing_file.change_key(file)
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with monkeypatch.context() as patch:
            forget(patch)
            with open_coop(folder, clock=clock) as file:
                accounts.sign_in(file, "founder", PASSWORD)
                assert [v for v in verify(file) if v.differences] == []
            changed.add(slots.read(folder).slots[0].keys)
        for name, content in kept.items():
            (folder / name).write_bytes(content)
        (folder / f"{DATABASE_NAME}-journal").unlink(missing_ok=True)


def test_the_harness_sees_slots_written_after_the_key(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: with the slots written last, a kill in between shuts everybody out."""
    accounts.sign_in(coop.file, "founder", PASSWORD)
    monkeypatch.setattr(slots, "write", lambda _folder, _slots: None)
    sealing_file.change_key(coop.file)
    coop.file.close()
    forget(monkeypatch)
    with open_coop(coop.file.folder, clock=coop.clock) as file, pytest.raises(RuleBroken):
        accounts.sign_in(file, "founder", PASSWORD)


def test_bundles_and_slots_say_the_same(coop: TestCoop) -> None:
    accounts.sign_in(coop.file, "founder", PASSWORD)
    kept = slots.read(coop.file.folder)
    with closing(database.raw_connection(coop.file.database)) as raw:
        stored = dict(raw.execute(f"SELECT holder_id, content FROM {bundles.StoredBundle.__tablename__}").fetchall())
    assert {s.person: s.bundles for s in kept.slots} == {person: (content,) for person, content in stored.items()}
