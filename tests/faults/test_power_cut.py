"""F02: the power goes at any moment under a sealed file. Nothing is ever corrupt, nothing acknowledged is ever lost.

The side file of keys is the one of the end: what is written beside the database is killed in F04.
"""

import random
from collections.abc import Hashable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coop_desk.core import accounts, database, delegating
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments import rotation
from coop_desk.core.file import CoopFile, create_coop, open_coop
from coop_desk.core.rights import Right
from tests.conftest import CHEAP, FOUNDED, PASSWORD
from tests.faults.form import times
from tests.faults.power_cut import CAN_RECORD, Done, RecordingDisk, cuts
from tests.topics.core.compartments.conftest import House

STATES = times(900, 9000)
ACTS = times(12, 60)
LOOKED_AT_WHOLE = times(10, 200)
NAME = "coop.db"
pytestmark = pytest.mark.skipif(
    not CAN_RECORD, reason="the library built for this system hides how it reaches the disk"
)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordingDisk]:
    """The program on a disk that is recorded; the backup that goes before a new key is killed in F04."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setattr(rotation, "keep_before", lambda _act: None)
    made = RecordingDisk()
    yield made
    made.leave()


def worked(disk: RecordingDisk, parent: Path) -> tuple[Path, dict[str, bytes], list[Done]]:
    """Found a co-op, then save, enrol and rotate; return its folder, its files before, and what the disk was told."""
    clock = Clock(FOUNDED)
    with create_coop(parent, "Panne", clock=clock) as file:
        house = House(file, clock, {"founder": accounts.found(file, "Anne", "Roy", "founder", PASSWORD, cost=CHEAP)})
        house.people["member"] = accounts.open_account(
            house.desk("founder"), "member", PASSWORD, given_name="Chloé", family_name="Hénaff", cost=CHEAP
        )
        house.entrust("member", "bank", starts=date(2026, 1, 2))
        for number in range(12):
            house.put("member", "founder", {"iban": f"n° {number}"})
        file.engine.dispose()
        assert file.is_sealed
        before = {NAME: (file.folder / NAME).read_bytes()}
        disk.told.clear()
        for number in range(ACTS):
            act(house, number)
            disk.told.append(Done("acknowledged", at=last_line(file)))
        told = list(disk.told)
    disk.leave()
    return file.folder, before, told


def act(house: House, number: int) -> None:
    """Mostly save; now and then enrol somebody, and rotate a key."""
    founder = house.desk("founder")
    if number % 6 == 2:
        accounts.open_account(founder, f"p{number}", PASSWORD, given_name="Zoé", family_name="Roy", cost=CHEAP)
    elif number % 6 == 5:
        keys.rotate_key(house.desk("member"), "bank")
    else:
        day = date(2026, 1, 2)
        delegating.give_right(founder, house.people["member"], Right.COOP_READ, None, day, None, f"décision {number}")


def last_line(file: CoopFile) -> int:
    with file.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT max(seq) FROM journal").scalar_one())


def journal_of(raw: database.Raw) -> list[Any]:
    return raw.execute("SELECT * FROM journal ORDER BY seq").fetchall()


def found_wrong(folder: Path, acknowledged: int, journal: list[Any]) -> str:
    """What is wrong with the file after the cut: corrupt, lost, or nothing. `journal`: as it was without the cut."""
    try:
        with closing(database.raw_connection(folder / NAME)) as raw:
            if raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "corrupt"
            unused = raw.execute("PRAGMA freelist_count").fetchone()[0]  # the others were just read
            if unused and raw.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
                return "corrupt"  # a page that nothing uses, but that a backup reads
            found = journal_of(raw)
            if raw.execute("PRAGMA foreign_key_check").fetchone() or found != journal[: len(found)]:
                return "corrupt"
    except (database.Fault, database.Shut):
        return "corrupt"
    return "lost" if len(found) < acknowledged else ""


def outcome(folder: Path, before: dict[str, bytes], told: list[Done], states: int) -> tuple[int, dict[str, int]]:
    """Cut the power and look at what is found each time; count the states and what was wrong."""
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    with closing(database.raw_connection(folder / NAME)) as raw:
        journal = journal_of(raw)
    wrong: dict[str, int] = {}
    looked_at: dict[tuple[Hashable, int], str] = {}
    every = max(1, states // LOOKED_AT_WHOLE)
    count = 0
    for state, acknowledged, files in cuts(before, told, states, chance):
        count += 1
        seen = (state, acknowledged)
        if seen not in looked_at:
            for path in folder.glob(f"{NAME}*"):
                path.unlink()
            for name, content in files.items():
                (folder / name).write_bytes(content)
            looked_at[seen] = found_wrong(folder, acknowledged, journal)
            if not looked_at[seen] and len(looked_at) % every == 0:
                with open_coop(folder, clock=Clock(FOUNDED)) as file:
                    looked_at[seen] = "corrupt" if any(v.differences for v in verify(file)) else ""
        if what := looked_at[seen]:
            wrong[what] = wrong.get(what, 0) + 1
    return count, wrong


@pytest.mark.usefixtures("profile")
def test_a_power_cut_corrupts_nothing_and_loses_nothing_acknowledged(
    disk: RecordingDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, before, told = worked(disk, tmp_path)
    assert not any("Hénaff".encode() in done.content for done in told), "each page is sealed before it is written"
    forgetting(monkeypatch, tmp_path)
    count, wrong = outcome(folder, before, told, STATES)
    assert wrong == {}
    assert count >= STATES * 9 // 10


def forgetting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A profile that has seen nothing yet: the files looked at go back and forth in time."""
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "another"))
    from coop_desk.core import anchors

    monkeypatch.setattr(anchors, "remember", lambda *_all, **_more: None)


@pytest.mark.parametrize(
    ("setting", "value", "damage"),
    [("synchronous", 0, "corrupt"), ("synchronous", 2, "lost"), ("journal_mode", "off", "corrupt")],
    ids=["synchronous=OFF", "synchronous=FULL", "no journal"],
)
def test_the_harness_sees_a_setting_that_loses(
    disk: RecordingDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: Any, damage: str
) -> None:
    monkeypatch.setitem(database._SETTINGS, setting, value)
    folder, before, told = worked(disk, tmp_path)
    monkeypatch.undo()
    forgetting(monkeypatch, tmp_path)
    _count, wrong = outcome(folder, before, told, 90)
    assert wrong.get(damage, 0) > 0, wrong
