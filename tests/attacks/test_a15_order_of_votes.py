"""A15: from a ballot to its voter by the order of the votes. The same look, each storage rule switched off in turn."""

import os
from itertools import count
from pathlib import Path

import pytest

from coop_desk.core import ballot_file
from tests.attacks.urn_order import look_at_runs

TIMES = int(os.environ.get("COOP_DESK_LONG", "1"))
RUNS = {6: 80, 20: 20, 60: 7}
"""So many that chance alone leaves 0.4 to 0.6 less than once in a million."""
WITH_ROWID = tuple(table.replace(" WITHOUT ROWID", "") for table in ballot_file.TABLES)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a page reaches the disk changes nothing to what is in it."""
    monkeypatch.setitem(ballot_file.SETTINGS, "synchronous", 0)


@pytest.mark.parametrize("voters", [6, 20, 60])
def test_nothing_on_the_disk_tells_the_order_of_the_votes(tmp_path: Path, voters: int) -> None:
    told = look_at_runs(tmp_path, voters, RUNS[voters] * TIMES)
    assert told.telling() == set(), told.shares()
    assert set(told.shares()) == {"select", "raw", "end", "page"}, told
    assert list(tmp_path.iterdir()) == []


def test_in_reinforced_mode_neither(tmp_path: Path) -> None:
    told = look_at_runs(tmp_path, 20, RUNS[20], length=608)
    assert told.telling() == set(), told.shares()


# Each rule alone is enough to give the order away; above the number of ballots from which the file is no longer
# written whole again, two more are needed, which that rewriting makes up for below it.


def test_the_look_sees_rows_numbered_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_file, "TABLES", WITH_ROWID)
    for voters in RUNS:
        assert look_at_runs(tmp_path, voters, 3).telling() >= {"select", "raw"}


def test_the_look_sees_places_that_are_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn = count()
    monkeypatch.setattr(ballot_file, "new_place", lambda: next(turn).to_bytes(16, "big"))
    for voters in RUNS:
        assert look_at_runs(tmp_path, voters, 3).telling() >= {"select", "raw"}


def test_the_look_sees_a_file_that_is_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_file, "WHOLE_UNDER", 0)
    assert look_at_runs(tmp_path, 6, 10).telling() >= {"raw", "page"}


def test_the_look_sees_a_write_ahead_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ballot_file.SETTINGS, "journal_mode", "wal")
    for voters in RUNS:
        assert "beside" in look_at_runs(tmp_path, voters, 2).telling()


def test_above_the_rewriting_the_look_sees_what_is_not_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_file, "WHOLE_UNDER", 0)
    assert "copies" not in look_at_runs(tmp_path, 60, 4).telling()
    monkeypatch.setitem(ballot_file.SETTINGS, "secure_delete", 0)
    assert "copies" in look_at_runs(tmp_path, 60, 4).telling()


def test_above_the_rewriting_the_look_sees_rows_that_spill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_file, "WHOLE_UNDER", 0)
    assert "raw" not in look_at_runs(tmp_path, 60, RUNS[60]).telling()
    monkeypatch.setattr(ballot_file, "LENGTHS", (2000,))
    assert "end" in look_at_runs(tmp_path, 60, 2, length=2000).telling()
