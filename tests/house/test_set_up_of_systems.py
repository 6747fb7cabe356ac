"""The set-up finds the packages of the system it runs on: names of Debian 12, of Ubuntu 24.04, older Pythons."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DEBIAN_12 = {"libglib2.0-0", "libcups2", "libegl1", "python3.11-venv"}
UBUNTU_24 = {"libglib2.0-0t64", "libcups2t64", "libegl1", "python3.12-venv"}
UBUNTU_22 = {"libglib2.0-0", "python3.11", "python3.11-venv"}

System = Callable[[Iterable[str]], Path]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Linux packages")


@pytest.fixture
def dev() -> ModuleType:
    """The set-up program, as a module."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def system(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    """A system whose package lists hold these names; returns the file where its `apt-get` writes what it was asked."""

    def made(names: Iterable[str]) -> Path:
        programs, lists, asked = tmp_path / "bin", tmp_path / "lists", tmp_path / "asked"
        programs.mkdir()
        lists.mkdir()
        (lists / "main_Packages").touch()
        known = " ".join(sorted(names))
        _program(programs / "apt-cache", f'[ "$1" = pkgnames ] || exit 100; for n in {known}; do echo "$n"; done')
        _program(
            programs / "apt-get",
            f'echo "$@" >> {asked}; [ "$1" = install ] || exit 0\n'
            f'for w in "$@"; do case "$w" in install|-*) continue;; esac\n'
            f'  case " {known} " in *" $w "*) ;; *) exit 100;; esac; done',
        )
        monkeypatch.setenv("PATH", str(programs))
        monkeypatch.setattr(dev, "APT_LISTS", lists)
        monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
        return asked

    return made


def _program(path: Path, words: str) -> None:
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("names", "expected"),
    [(DEBIAN_12, "libglib2.0-0 libcups2 libegl1"), (UBUNTU_24, "libglib2.0-0t64 libcups2t64 libegl1")],
    ids=["debian-12", "ubuntu-24.04"],
)
def test_the_names_asked_are_those_of_the_system(
    dev: ModuleType, system: System, names: set[str], expected: str
) -> None:
    asked = system(names)
    assert dev.install_system_packages(["libglib2.0-0", "libcups2", "libegl1"])
    (line,) = asked.read_text(encoding="utf-8").splitlines()
    assert line == f"install -y --no-install-recommends {expected} -qq"


def test_a_name_nobody_knows_is_said_and_the_rest_is_installed(
    dev: ModuleType, system: System, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = system(UBUNTU_24)
    assert dev.install_system_packages(["libegl1", "libmusic7"])
    assert "libmusic7" in capfd.readouterr().out
    assert asked.read_text(encoding="utf-8").split() == ["install", "-y", "--no-install-recommends", "libegl1", "-qq"]


def test_somebody_without_the_right_is_told_the_command_with_the_names_of_the_system(
    dev: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = system(UBUNTU_24)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    assert not dev.install_system_packages(["libglib2.0-0", "libegl1"])
    told = capfd.readouterr().out
    assert "sudo apt-get install -y --no-install-recommends libglib2.0-0t64 libegl1\n" in told
    assert not asked.exists()


def test_an_older_python_installs_a_newer_one_and_goes_on_with_it(
    dev: ModuleType, system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = system(UBUNTU_22)
    newer = tmp_path / "bin" / "python3.11"
    get = tmp_path / "bin" / "apt-get"
    _program(newer.with_name("kept"), f'echo went on with "$@" >> {asked}')
    get.write_text(get.read_text("utf-8") + f"/bin/cp {newer.with_name('kept')} {newer}\n", encoding="utf-8")
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert dev.main(["test", "-q"]) == 0
    first, last = asked.read_text(encoding="utf-8").splitlines()
    assert first == "install -y --no-install-recommends python3.11 python3.11-venv -qq"
    assert last.startswith("went on with ")
    assert last.endswith("dev.py test -q")


def test_an_older_python_without_the_right_tells_the_command(
    dev: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    system(UBUNTU_22)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert dev.main(["run"]) == 1
    told = capfd.readouterr().out
    assert "Python 3.11 or newer is needed; this is Python 3.10." in told
    assert "sudo apt-get install -y --no-install-recommends python3.11 python3.11-venv\n" in told


def test_an_older_python_where_no_newer_one_is_to_be_had_says_where_to_get_it(
    dev: ModuleType, system: System, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = system({"libegl1"})
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    assert dev.main(["run"]) == 1
    told = capfd.readouterr().out
    assert "https://www.python.org/downloads/" in told
    assert "python3.12 packaging/dev.py run\n" in told
    assert not asked.exists()
