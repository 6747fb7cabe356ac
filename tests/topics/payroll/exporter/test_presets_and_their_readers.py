"""Every preset writes the bytes kept of it, and its own reader finds the month in them."""

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from coop_desk.topics.payroll.exporter.readers.layouts import READERS
from coop_desk.topics.payroll.exporter.reading_back import read_back
from coop_desk.topics.payroll.exporter.reading_preset import preset_json, read_preset
from coop_desk.topics.payroll.exporter.shelf import NAMES, shipped
from tests import golden
from tests.topics.payroll.exporter.october import exported, october, variable

KEPT = Path(golden.__file__).parent / "payroll" / "exports"


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_writes_the_bytes_kept_of_it_and_its_reader_finds_the_same_month(name: str) -> None:
    month, preset = october(), shipped(name)
    run, files = exported(month, preset)
    folder = KEPT / name
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        folder.mkdir(parents=True, exist_ok=True)
        for file_name, content in files.items():
            (folder / file_name).write_bytes(content)
    assert files == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert exported(october(), preset)[1] == files
    read = read_back(name, preset, run.files, list(files.values()))
    assert read.known
    assert read.differences == ()
    assert read.lines == sum(len(file.lines) for file in run.files) > 2


def test_totals_read_back_are_those_of_the_month() -> None:
    month, preset = october(), shipped("123-paie")
    _run, files = exported(month, preset)
    days, typed = [list(reader(content)) for reader, content in zip(READERS["123-paie"], files.values(), strict=True)]
    assert sum(Decimal(str(d["hours"])) for d in days) * 60 == sum(a.minutes for a in month.absences)
    assert sum(Decimal(str(v["amount"])) for v in typed if v["amount"]) * 100 == sum(
        v.amount or 0 for v in month.variables
    )
    weekend = [d for d in days if str(d["day"]) in ("2026-10-24", "2026-10-25")]
    assert [(d["in_22"], d["in_26"], d["in_30"]) for d in weekend] == [(0, 1, 1), (0, 0, 1)]


def test_a_preset_is_the_same_after_being_shared() -> None:
    for name in NAMES:
        assert read_preset(preset_json(shipped(name))) == shipped(name)


@settings(max_examples=25, deadline=None)
@given(
    some.lists(
        some.tuples(
            some.sampled_from(["001", "014", "020", "031"]),
            some.sampled_from(["H_SUP25", "PRIME_X", "TITRES_RESTO", "REMB_FRAIS"]),
            some.integers(-(10**7), 10**7),
            some.text(some.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=20),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_written_is_read_back_whatever_it_is(lines: list[tuple[str, str, int, str]]) -> None:
    made = tuple(
        variable(who, code, figure * (1 if code in ("PRIME_X", "REMB_FRAIS") else 10), comment="x" + said)
        for who, code, figure, said in lines
    )
    month = replace(october(), variables=(*made, variable("001", "H_NUIT", 1000)))
    for name in ("generique", "spaiectacle", "123-paie"):
        preset = shipped(name)
        run, files = exported(month, preset)
        assert read_back(name, preset, run.files, list(files.values())).differences == ()
