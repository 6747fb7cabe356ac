"""The program killed while it saves, and while it brings a file up to date."""

import random
import shutil
import sys
from pathlib import Path

import pytest

from coop_desk.core import database, delegating, upgrade
from coop_desk.core.check import verify
from coop_desk.core.file import DATABASE_NAME, open_coop
from tests.apart import apart
from tests.conftest import TestCoop
from tests.faults.form import times
from tests.topics.core.killed import BEGUN, migrate_and_kill, save_and_kill
from tests.topics.core.test_migrations import NOW, described, people, write_later

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
KILLS = times(30, 600)


def run_saver(coop: TestCoop, rounds: int, seed: int, *, early: bool = False) -> Path:
    """Run the saver on this co-op, closed, and return its folder."""
    coop.file.close()
    folder = coop.file.folder
    apart(save_and_kill, folder, coop.person("manager"), coop.person("nobody"), rounds, seed, early)
    return folder


def lost(coop: TestCoop, folder: Path) -> tuple[set[str], int]:
    """Return the acknowledged acts that are missing, and how many were acknowledged; everything else must hold."""
    with open_coop(folder, clock=coop.clock) as file:
        coop.file = file
        assert [v for v in verify(file) if v.differences] == []
        kept = {row.because for row in delegating.grants(coop.desk("manager"))}
    told = {f"décision {number}" for number in (folder / "told.txt").read_text(encoding="utf-8").split()}
    return told - kept, len(told)


def test_kills_while_saving_lose_nothing_that_was_acknowledged(coop: TestCoop) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    folder = run_saver(coop, KILLS, seed)
    missing, told = lost(coop, folder)
    assert missing == set(), f"seed {seed}"
    assert told >= KILLS


def test_the_harness_sees_an_act_acknowledged_too_early(coop: TestCoop) -> None:
    folder = run_saver(coop, 8, 7, early=True)
    missing, _told = lost(coop, folder)
    assert missing


SLOWLY = """import pathlib, time
    for step in range(12):
        op.execute(f"CREATE TABLE step_{step} (id INTEGER)")
        pathlib.Path(BEGUN).touch()
        time.sleep(0.01)"""
MOMENTS = ("0.02", "0.05", "+0.02", "+0.05", "+0.08", "+0.1", "+0.12", "+0.15", "+1.5")


def slowly_migrated(coop: TestCoop, tmp_path: Path) -> tuple[Path, Path]:
    """A migration long enough to be killed in, and the file it is for."""
    coop.file.close()
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    write_later(scripts, SLOWLY.replace("BEGUN", repr(str(scripts / BEGUN))))
    return scripts, coop.file.folder / DATABASE_NAME


def test_a_killed_migration_leaves_the_old_tables_or_the_new_ones(coop: TestCoop, tmp_path: Path) -> None:
    scripts, original = slowly_migrated(coop, tmp_path)
    old, everybody = described(original), people(original)
    apart(migrate_and_kill, scripts, original, MOMENTS, False)
    states = []
    for moment in MOMENTS:
        file = original.with_name(f"{moment}.db")
        found = described(file)
        new = "later" in found
        assert ("step_0" in found, "step_11" in found) == (new, new)
        assert new or found == old
        assert database.header(file) == (database.APPLICATION_ID, NOW + 1 if new else NOW)
        assert people(file) == everybody
        states.append(new)
    assert set(states) == {False, True}


def test_the_harness_sees_a_migration_outside_of_a_transaction(coop: TestCoop, tmp_path: Path) -> None:
    scripts, original = slowly_migrated(coop, tmp_path)
    moments = [f"+{hundredths / 100}" for hundredths in range(1, 12, 2)]
    apart(migrate_and_kill, scripts, original, moments, True)
    found = [described(original.with_name(f"{moment}.db")) for moment in moments]
    assert any("step_0" in tables and "step_11" not in tables for tables in found)
