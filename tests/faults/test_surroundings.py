"""F13 to F15: another language, another zone, no temporary folder, no home, no font, no printer, little memory."""

import json
import locale
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coop_desk.core import accounts, resources
from coop_desk.core.backup import restoring
from coop_desk.core.clock import Clock
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.model import PersonId
from coop_desk.topics.shares.importing import import_members
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue
from tests.apart import apart
from tests.conftest import CHEAP, FOUNDED, TestCoop
from tests.faults import exporter
from tests.faults.form import LONG, seconds
from tests.file_key import learn_key
from tests.locales import make_locales

ROOT = Path(__file__).parents[2]

CO_OP = Identity(
    name="Les Ateliers du Canal", form=Form.SARL, seat="12 quai du Canal, 44000 Nantes", rcs_city="Nantes",
    siren="732 829 320", created_on=date(2018, 1, 4),
)  # fmt: skip


@pytest.fixture(scope="module")
def stocked(founded_coop: tuple[Path, dict[str, PersonId]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A co-op of twenty-eight people, closed."""
    founded, cast = founded_coop
    folder = tmp_path_factory.mktemp("stocked") / founded.name
    shutil.copytree(founded, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setenv("COOP_DESK_CONFIG", str(folder.parent / "profil"))
        learn_key(folder)
        with open_coop(folder, clock=Clock(FOUNDED)) as file:
            made = TestCoop(file, file.clock, cast["founder"])
            manager = made.desk_of(cast["manager"])
            statutes.record_identity(manager, CO_OP)
            statutes.set_up_statutes(manager, [NewValue("share_nominal", "5000", article="art. 7")])
            statutes.finish_set_up(manager)
            import_members(made.desk_of(cast["registrar"]), resources.path("samples", "associes.csv"))
    return folder


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The locales of the tests."""
    return make_locales(tmp_path_factory.mktemp("locales"))


def exported(folder: Path, place: Path, *words: str, begun: bool = True, **environment: str) -> dict[str, Any]:
    """Export everything from a copy of the co-op, in such surroundings; not `begun`: in a fork of the tests."""
    place.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, place / folder.name)
    (place / "sorties").mkdir()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    surroundings |= {"COOP_DESK_CONFIG": str(place / "profil"), "PYTHONPATH": str(ROOT)} | environment
    if not surroundings["COOP_DESK_CONFIG"]:
        del surroundings["COOP_DESK_CONFIG"]
    said: dict[str, Any]
    if not begun:
        said = json.loads(apart(exporter.in_a_fork, place / folder.name, place / "sorties", surroundings, *words))
        return said
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.exporter", str(place / folder.name), str(place / "sorties"), *words],
        cwd=ROOT, env=surroundings, capture_output=True, timeout=seconds(60), check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    said = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def usual(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is exported on an ordinary French PC."""
    place = tmp_path_factory.mktemp("usual")
    french = {"LC_ALL": "C.UTF-8", "TZ": "Europe/Paris"}
    said: dict[str, str] = exported(stocked, place, "locale", begun=False, **french)["said"]
    assert all(len(digest) == 64 for digest in said.values()), said
    return said


SURROUNDINGS: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "fr_FR": {"LC_ALL": "fr_FR.UTF-8"},
    "fr_FR Latin-1": {"LC_ALL": "fr_FR.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "tr_TR in the zone of Kiritimati": {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    "unknown": {"LC_ALL": "xx_XX.UTF-8"},
    "POSIX without UTF-8 mode, folder named Délégué €": {
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
}


@pytest.mark.parametrize("where", SURROUNDINGS)
def test_the_same_exports_byte_for_byte_wherever_they_are_made(
    stocked: Path, usual: dict[str, str], locales: Path, tmp_path: Path, where: str
) -> None:
    place = tmp_path / ("Délégué €" if "€" in where else "ici")
    begun = "PYTHONUTF8" in SURROUNDINGS[where]  # elsewhere Python begins the same
    made = exported(stocked, place, "locale", begun=begun, LOCPATH=str(locales), **SURROUNDINGS[where])["said"]
    assert made == usual
    assert len(list((place / "sorties").iterdir())) == len(usual) - 1


def lets_the_system_write(_folder: Path) -> dict[str, Callable[[], bytes]]:
    """The planted fault: an export whose months and amounts are those of the locale."""
    return {"mois.txt": lambda: f"{date(2026, 6, 12):%B} {locale.str(1.5)}".encode()}


def test_the_harness_sees_an_export_that_follows_the_locale(
    locales: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (locales / "fr_FR.UTF-8").is_dir():
        pytest.skip("no locale can be made here")
    monkeypatch.setattr(exporter, "exports", lets_the_system_write)
    (tmp_path / "vide").mkdir()
    made = [
        exported(tmp_path / "vide", tmp_path / name, "locale", begun=False, LOCPATH=str(locales), LC_ALL=name)["said"]
        for name in ("C", "fr_FR.UTF-8")
    ]
    assert made[0] != made[1]


# --------------------------------------------------------------------------------------------- F14


def test_a_full_temporary_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup is tried out there."""

    def full(*_where: str | None) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(RuleBroken, match="plein") as refusal:
        restoring.try_out(tmp_path / "sauvegarde.tar")
    assert refusal.value.rule == "FILE-10"


def test_the_harness_sees_a_full_temporary_folder_that_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: what the disk says goes up as it is."""
    monkeypatch.setattr(restoring, "french_faults", lambda _folder: nullcontext())
    with pytest.raises(OSError, match="No space left"):
        test_a_full_temporary_folder_is_said(tmp_path, monkeypatch)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="a folder that nobody may write in")
def test_without_home_font_nor_temporary_folder_the_exports_are_the_same(
    stocked: Path, usual: dict[str, str], tmp_path: Path
) -> None:
    """Nothing is put aside in a temporary folder, kept in a home that is not there, nor drawn with other fonts."""
    homeless = {"HOME": "/proc/nowhere", "XDG_CONFIG_HOME": "/proc/nowhere", "COOP_DESK_CONFIG": ""}
    fontless = {"FONTCONFIG_FILE": os.devnull, "FONTCONFIG_PATH": str(tmp_path), "QT_QPA_FONTDIR": str(tmp_path)}
    assert exported(stocked, tmp_path / "ici", "no_temp", begun=False, **homeless, **fontless)["said"] == usual


# --------------------------------------------------------------------------------------------- F15


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory of Linux")
def test_everything_is_exported_in_512_megabytes(stocked: Path, usual: dict[str, str], tmp_path: Path) -> None:
    assert exported(stocked, tmp_path / "ici", "memory")["said"] == usual


@pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory of Linux")
def test_the_harness_sees_what_takes_more() -> None:
    def take() -> str:
        exporter.spoil(["memory"])
        try:
            return str(len(bytearray(exporter.MEMORY)))
        except MemoryError:
            return "refused"

    assert apart(take) == "refused"


@pytest.mark.skipif(not LONG or sys.platform != "linux", reason="the long form")
def test_five_hundred_members_and_twenty_years_hold_in_512_megabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.bench import big

    monkeypatch.setattr(big, "MEMBERS", 500)
    monkeypatch.setattr(big, "FIRST_YEAR", 2006)
    monkeypatch.setattr(big, "YEARS", 20)
    folder = big.make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.in_little_memory", str(folder)],
        cwd=ROOT, env=os.environ | {"COOP_DESK_CONFIG": str(tmp_path / "profil")}, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    taken: dict[str, float] = json.loads(done.stdout)
    budgets = {"sign in": 1.5, "members": 0.1, "situation": 0.1, "movements": 0.1, "save": 0.1}
    assert {what: time for what, time in taken.items() if time > 3 * budgets[what]} == {}
