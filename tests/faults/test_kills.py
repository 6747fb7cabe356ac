"""F01 and F03: the program killed while it enrols, renews keys, or brings an older co-op up to date.

Kills while saving are with the core's own tests.
"""

import gzip
import random
import sys
import time
from pathlib import Path

import pytest

from coop_desk.core import accounts, database
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.file import DATABASE_NAME, open_coop
from tests.apart import apart
from tests.baseline import kept_file
from tests.faults.form import times
from tests.faults.killed import NOW, Work, enrol, migrate_and_kill, newest_epoch, rotate, work_and_kill
from tests.topics.core.compartments.conftest import House, founded_house, house
from tests.topics.core.test_migrations import described

__all__ = ["founded_house", "house"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with the signals of POSIX")
KILLS = times(15, 200)
OLDER = range(1, database.SCHEMA_VERSION)
MIGRATIONS_KILLED = times(40, 200)
LOOKED_AT_WHOLE = times(10, 1)


def seed() -> int:
    """A seed, printed."""
    chosen = random.randrange(10**6)
    print("seed", chosen)
    return chosen


def killed(house: House, work: Work, rounds: int, *, early: bool = False) -> set[str]:
    """Kill the program while it works on this co-op; return what it told, the co-op open again."""
    house.file.close()
    apart(work_and_kill, work, house.file.folder, rounds, seed(), early)
    house.file = open_coop(house.file.folder, clock=Clock(NOW))
    house.desks.clear()
    assert [v for v in verify(house.file) if v.differences] == []
    return set((house.file.folder / "told.txt").read_text(encoding="utf-8").split())


def missing(house: House, told: set[str]) -> set[str]:
    """The acknowledged accounts that are not there."""
    return told - {row.login for row in accounts.accounts(house.desk("founder"))}


def test_killed_while_enrolling_every_acknowledged_account_is_there_and_opens(house: House) -> None:
    told = killed(house, enrol, KILLS)
    assert len(told) >= KILLS
    assert missing(house, told) == set()
    for login in sorted(told)[:: max(1, len(told) // 10)]:
        assert house.sign_in(login).keyring is not None
    house.file.close()


def test_killed_while_keys_are_renewed_every_record_opens_and_no_epoch_is_lost(house: House) -> None:
    house.entrust("delegate", "bank")
    for number in range(20):
        house.put("delegate", ("member", "other")[number % 2], {"iban": f"n° {number}"})
    before = house.read("delegate")
    told = killed(house, rotate, KILLS)
    assert max(map(int, told)) <= newest_epoch(house.file)
    assert house.read("delegate") == before
    assert len(house.own("member")) == 10
    assert house.rows("SELECT DISTINCT n FROM sealed") == [(newest_epoch(house.file),)]
    house.file.close()


def test_the_harness_sees_what_is_acknowledged_too_early(house: House) -> None:
    assert missing(house, killed(house, enrol, 5, early=True))
    house.file.close()


# --------------------------------------------------------------------------------------------- F03


def older(parent: Path, version: int) -> Path:
    """The empty co-op kept of a version."""
    folder = parent / "Ancienne.coop"
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes(gzip.decompress(kept_file(version).read_bytes()))
    return folder


@pytest.mark.parametrize("version", OLDER)
def test_killed_while_it_is_brought_up_to_date_a_co_op_is_old_or_new(version: int, tmp_path: Path) -> None:
    measured = older(tmp_path, version)
    before = described(measured / DATABASE_NAME)
    began = time.monotonic()
    open_coop(measured).close()
    lasted = time.monotonic() - began
    after = described(measured / DATABASE_NAME)
    chance = random.Random(seed())
    kills = -(-MIGRATIONS_KILLED // len(OLDER))
    (tmp_path / "essais").mkdir()
    folder = older(tmp_path / "essais", version)
    moments = [chance.uniform(0, 1.2 * lasted) for _ in range(kills - 1)]
    apart(migrate_and_kill, folder, [*moments, 60])
    states = set()
    for number in range(kills):
        copy = folder.with_name(f"{number}.coop")
        found = database.header(copy / DATABASE_NAME)[1]
        assert found in (version, database.SCHEMA_VERSION)
        assert described(copy / DATABASE_NAME) == (after if found == database.SCHEMA_VERSION else before)
        states.add(found)
        if number % LOOKED_AT_WHOLE == 0:
            with open_coop(copy) as file:
                assert database.header(copy / DATABASE_NAME)[1] == database.SCHEMA_VERSION
                assert [v for v in verify(file) if v.differences] == []
    assert states == {version, database.SCHEMA_VERSION}
