"""What a fresh clone installs is locked, whole, and says nothing of where it came from."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "build.lock")


def _entries(name: str) -> list[str]:
    return re.split(r"\n(?=\S)", (ROOT / "packaging" / name).read_text(encoding="utf-8").strip())


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hashes_and_names_no_host(name: str) -> None:
    for entry in _entries(name):
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry
        assert "://" not in entry


def test_the_lock_holds_every_dependency_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    locked = {entry.split("==")[0] for entry in _entries("requirements.lock")}
    names = {re.split(r"[<>=!~ ;\[]", line)[0].lower().replace("_", "-").replace(".", "-") for line in declared}
    assert names - locked == set()
    assert all(">=" in line for line in declared)


def test_the_continuous_check_is_the_command_of_the_readme() -> None:
    command = "python3 packaging/dev.py test"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines[-1] == command


def test_every_file_that_the_readme_shows_exists() -> None:
    shown = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) >= 2
    assert [name for name in shown if not (ROOT / name).is_file()] == []


def test_a_call_of_the_toolkit_without_answer_keeps_the_references_to_none() -> None:
    """A PySide that loses one at each call (6.12.0 under Python 3.11) ends the program after some thousands."""
    from PySide6.QtCore import QObject

    made = QObject()
    before = sys.getrefcount(None)
    for _time in range(500):
        made.setObjectName("x")
    assert sys.getrefcount(None) > before - 100
