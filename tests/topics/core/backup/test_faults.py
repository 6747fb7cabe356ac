"""F04 and F05 for backups: killed at any moment, or on a full disk, something verified always remains."""

import json
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest

from coop_desk.core import accounts
from coop_desk.core.backup import making, places, protection, restoring, verbs
from coop_desk.core.backup.source import Source
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, open_coop
from coop_desk.core.model import PersonId
from tests.apart import apart
from tests.conftest import FOUNDED, PASSWORD, TestCoop
from tests.faults.form import times
from tests.file_key import learn_key
from tests.topics.core.backup import full_disk, killed

ROUNDS = times(7, 40)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked here")


def sound_ones(folder: Path, key: str) -> list[places.Kept]:
    """The backups that open and verify whole."""
    found = []
    for kept in places.kept_in(folder / places.FIRST_PLACE):
        restoring.try_out(kept.path, (key,) if kept.protected else ())
        found.append(kept)
    return found


@pytest.mark.parametrize("what", ["backup", "thin", "restore"])
def test_killed_at_any_moment_the_file_opens_and_every_backup_left_is_sound(
    coop: TestCoop, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = pyrage.x25519.Identity.generate()
    monkeypatch.setattr(protection, "_sources", [lambda _source: [str(identity.to_public())]])
    verbs.back_up(coop.desk("keeper"))
    folder = coop.file.folder
    coop.file.close()
    apart(killed.work_and_kill, what, folder, identity, ROUNDS, 4)
    with open_coop(folder) as file:
        found = verify(file)
    assert [one.differences for one in found] == [()] * len(found)
    assert sound_ones(folder, str(identity))


def test_killed_while_a_password_changes_the_former_or_the_new_one_opens(coop: TestCoop) -> None:
    folder = coop.file.folder
    verbs.back_up(coop.desk("keeper"))
    (folder / killed.TOLD).write_text(f"done {PASSWORD}\n", encoding="utf-8")
    coop.file.close()
    apart(killed.work_and_kill, "password", folder, pyrage.x25519.Identity.generate(), ROUNDS, 4)
    assert len((folder / killed.TOLD).read_text(encoding="utf-8").splitlines()) > ROUNDS
    held.forget()
    with open_coop(folder, clock=Clock(FOUNDED + timedelta(days=90))) as file:
        desk, _password = killed.sign_in_again(file, folder)
        assert desk.keyring is not None
        assert [one.differences for one in verify(file) if one.differences] == []
        with pytest.raises(Refused):
            accounts.sign_in(file, "secretary", PASSWORD)
    assert sound_ones(folder, "")


def test_the_harness_sees_a_password_acknowledged_too_early(coop: TestCoop) -> None:
    folder = coop.file.folder
    (folder / killed.TOLD).write_text("done Jamais-Donné-7!\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="neither"):
        killed.sign_in_again(coop.file, folder)


def test_the_harness_sees_a_backup_that_takes_its_name_too_early(coop: TestCoop) -> None:
    """The planted fault: a name given before the writing is over leaves a backup that does not open."""
    backup = verbs.back_up(coop.desk("keeper")).files[0]
    backup.write_bytes(backup.read_bytes()[:5000])
    with pytest.raises(RuleBroken):
        sound_ones(coop.file.folder, "")


SHARES = [("backup", 0), ("backup", 0.5), ("backup", 1.5), ("backup", 2.5),
          ("restore", 0), ("restore", 1.5), ("restore", 3.5)]  # fmt: skip
ENOUGH = 10**8


@pytest.fixture(scope="module")
def small_disks(
    founded_coop: tuple[Path, dict[str, PersonId]], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, float], dict[str, Any]]:
    """What came of each work on a disk in memory with such a share of the file left, or enough."""
    place = tmp_path_factory.mktemp("small disks")
    disk, folder = place / "disque", place / founded_coop[0].name
    disk.mkdir()
    if sys.platform != "linux":
        pytest.skip("a disk of one's own is lent by Linux")
    shutil.copytree(founded_coop[0], folder)
    learn_key(folder)
    making.back_up(Source(folder), FOUNDED, "essai")
    size = (folder / DATABASE_NAME).stat().st_size
    rooms = {(what, share): int(size * share) for what, share in SHARES}
    rooms |= {("backup", ENOUGH): ENOUGH, ("restore", ENOUGH): ENOUGH}
    said = apart(full_disk.all_worked, folder, disk, [(what, room) for (what, _share), room in rooms.items()])
    if not said:
        pytest.skip("this system lends no disk to an ordinary user")
    return dict(zip(rooms, json.loads(said), strict=True))


@pytest.mark.parametrize(("what", "share"), SHARES)
def test_on_a_full_disk_the_refusal_is_in_french_and_everything_is_as_before(
    small_disks: dict[tuple[str, float], dict[str, Any]], what: str, share: float
) -> None:
    said = small_disks[what, share]
    assert said["refusal"][0] in ("FILE-10", "FICHIER-10"), said
    assert "plein" in said["refusal"][1]
    assert said["same"]
    assert said["left"] == []


def test_with_room_the_same_script_succeeds(small_disks: dict[tuple[str, float], dict[str, Any]]) -> None:
    for what in ("backup", "restore"):
        assert small_disks[what, ENOUGH]["refusal"] == ["", ""]
        assert not small_disks[what, ENOUGH]["same"]
