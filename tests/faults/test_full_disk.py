"""F05: the disk is full while something is saved, renewed, migrated, printed: said in French, and all is as before.

Backups and restorings are with their own tests.
"""

import os
import sys
from pathlib import Path

import pytest

from coop_desk.core import database, saving, slots
from coop_desk.core.check import verify
from coop_desk.core.compartments import delegating
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME
from tests.apart import apart
from tests.conftest import TestCoop
from tests.faults import full_disk
from tests.faults.test_kills import OLDER, older
from tests.topics.core.compartments.conftest import House, founded_house, house
from tests.topics.core.compartments.test_rotation import everything
from tests.topics.core.test_file_faults import full_disk as without_room
from tests.topics.core.test_migrations import described

__all__ = ["founded_house", "house"]
bounded = pytest.mark.skipif(sys.platform == "win32", reason="the bound on files of POSIX")


def on_a_full_disk(what: str, place: Path, size: int) -> str:
    """What came of it, in a process whose files may not grow."""
    return apart(full_disk.told, what, place, size)


def in_french(said: str) -> bool:
    return said.startswith(("FILE-10", "FICHIER-10", "BACKUP-")) and "plein" in said


@pytest.fixture
def sealed(house: House) -> House:
    """Twenty records of the bank details."""
    house.entrust("delegate", "bank")
    for number in range(20):
        house.put("delegate", "member", {"iban": f"n° {number}"})
    return house


def test_while_keys_are_renewed(sealed: House) -> None:
    before = everything(sealed)
    with without_room(sealed.file), pytest.raises(RuleBroken, match="plein") as refusal:
        delegating.rotate_key(sealed.desk("delegate"), "bank")
    assert refusal.value.rule == "FILE-10"
    assert everything(sealed) == before
    assert delegating.rotate_key(sealed.desk("delegate"), "bank") == 20


@bounded
@pytest.mark.parametrize("what", ["save", "rotate", "password"])
def test_whatever_could_not_be_written_the_co_op_opens_as_before(sealed: House, what: str) -> None:
    before = everything(sealed)["sealed"]
    names = set(sealed.rows("SELECT login, active FROM account"))
    sealed.file.close()
    folder = sealed.file.folder
    size = 600 if what == "password" else (folder / DATABASE_NAME).stat().st_size
    assert in_french(on_a_full_disk(what, folder, size))
    assert not list(folder.glob(".*.tmp"))
    slots.read(folder)
    with_house = House(sealed.file, sealed.clock, sealed.people)
    assert with_house.rows("SELECT * FROM sealed") == before
    assert set(with_house.rows("SELECT login, active FROM account")) == names
    if what == "save":
        assert on_a_full_disk(what, folder, 10**9) == "done"


@pytest.mark.skipif(sys.platform != "linux", reason="a disk of one's own is lent by Linux")
def test_a_disk_that_is_really_full_is_said_to_be_and_with_room_the_same_is_done(sealed: House) -> None:
    """Not one byte left, a few pages left, no place for one more file: saving, then renewing a key."""
    sealed.file.close()
    said = apart(full_disk.on_a_small_disk, sealed.file.folder)
    if not said:
        pytest.skip("this system lends no disk to an ordinary user")
    for line, full in zip(said.splitlines(), [True, False] * 6, strict=True):
        assert in_french(line) if full else line == "done", said


@bounded
@pytest.mark.parametrize("version", [OLDER[0], OLDER[-1]])
def test_while_a_co_op_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    folder = older(tmp_path, version)
    file = folder / DATABASE_NAME
    before = described(file)
    assert in_french(on_a_full_disk("migrate", folder, file.stat().st_size + 4096))
    assert database.header(file)[1] == version
    assert described(file) == before


@bounded
@pytest.mark.parametrize(("what", "name"), [("pdf", "registre.pdf"), ("csv", "membres.csv")])
def test_while_a_paper_or_a_list_is_written(tmp_path: Path, what: str, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"ancien")
    said = on_a_full_disk(what, target, 4096)
    assert said.startswith("FICHIER-10")
    assert target.read_bytes() == b"ancien"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_short_write_is_not_taken_for_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the length is not looked at."""
    target = tmp_path / "registre.pdf"
    target.write_bytes(b"ancien")
    real = os.fdopen

    def short(descriptor: int, mode: str) -> object:
        stream = real(descriptor, mode)
        write = stream.write
        stream_write = lambda content: write(content[: len(content) // 2])

        class Short:
            def __enter__(self) -> "Short":
                return self

            def __exit__(self, *_exc: object) -> None:
                stream.close()

            def __getattr__(self, name: str) -> object:
                return stream_write if name == "write" else getattr(stream, name)

        return Short()

    monkeypatch.setattr(os, "fdopen", short)
    with pytest.raises(RuleBroken) as refusal:
        saving.save(target, b"nouveau")
    assert refusal.value.rule == "FICHIER-10"
    assert target.read_bytes() == b"ancien"


def test_after_a_full_disk_the_verification_finds_nothing(coop: TestCoop) -> None:
    """The next save, once there is room, follows the last one that was whole."""
    before = verify(coop.file)
    with without_room(coop.file), pytest.raises(RuleBroken):
        for number in range(200):
            coop.join(f"p{number}", "Zoé", "Roy", None)
    assert [one for one in verify(coop.file) if one.differences] == []
    assert len(before) == len(verify(coop.file))
