"""The table of faults and attacks is whole, and every test it names is there."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
TABLE: dict[str, Any] = tomllib.loads((Path(__file__).with_name("table.toml")).read_text(encoding="utf-8"))
EVERYTHING = TABLE["faults"] | TABLE["attacks"]
NAMED = sorted(
    {test for line in EVERYTHING.values() for test in (*line.get("tests", ()), *line.get("catches", ()))}
    | {test for kind in ("planted", "bad_files") for tests in TABLE[kind].values() for test in tests}
)
FIXED = {"F01": (60, 1000), "F02": (900, 9000), "F03": (40, 200), "F07": (200, 5000)}


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[:5] == "test_")


def test_every_fault_and_attack_is_in_the_table() -> None:
    assert list(TABLE["faults"]) == [f"F{number:02d}" for number in range(1, 19)]
    assert list(TABLE["attacks"]) == [f"A{number:02d}" for number in range(1, 21)]
    assert len(TABLE["planted"]) == 20


def test_every_bad_file_is_in_the_table() -> None:
    numbers: set[int] = set()
    for said in TABLE["bad_files"]:
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", said):
            numbers |= set(range(int(first), int(last or first) + 1))
    assert numbers == set(range(1, 61))


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_not_tried_yet_says_why_and_is_not_tried(name: str) -> None:
    line = EVERYTHING[name]
    assert line["words"]
    assert bool(line.get("tests")) != bool(line.get("later"))
    if name.startswith("F") and "later" not in line:
        assert 0 < line["short"] <= line["long"]
        assert (line["short"], line["long"]) == FIXED.get(name, (line["short"], line["long"]))
        assert line["catches"], "a harness that was never seen to turn red shows nothing"


def test_only_the_server_is_for_later() -> None:
    assert [name for name, line in EVERYTHING.items() if "later" in line] == ["F17"]


def test_the_counts_are_those_of_the_tests() -> None:
    """Kills while saving, enrolling and renewing together; sectors; migrations; flips."""
    said = {
        "F01": ("times(30, 600)", "times(15, 200)", "times(15, 200)"),
        "F02": ("times(900, 9000)",),
        "F03": ("times(40, 200)",),
        "F07": ("times(200, 5000)",),
    }
    for name, counts in said.items():
        files = {test.split("::")[0] for test in EVERYTHING[name]["tests"]}
        text = "".join((TESTS / file).read_text(encoding="utf-8") for file in files)
        assert all(count in text for count in counts), name
        numbers = [tuple(map(int, re.findall(r"\d+", count))) for count in counts]
        assert tuple(map(sum, zip(*numbers, strict=True))) == (EVERYTHING[name]["short"], EVERYTHING[name]["long"])


@pytest.mark.parametrize("test", NAMED)
def test_a_test_that_the_table_names_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert (TESTS / file).is_file(), file
    assert not name or name.partition("[")[0] in names_in(file), test
    if "[" in name:
        assert name.partition("[")[2].rstrip("]") in (TESTS / file).read_text(encoding="utf-8")
