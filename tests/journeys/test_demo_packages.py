"""The demo's October in the files of every payroll program: the bytes kept of it, read back, whatever the locale."""

import json
import locale
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

import pytest

from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.core import accounts
from coop_desk.core.actions import Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import open_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.topics.payroll.exporter.reading_back import read_back
from coop_desk.topics.payroll.exporter.shelf import NAMES, shipped
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.records import FrozenMonth
from coop_desk.topics.payroll.service import frozen_month
from tests import golden
from tests.apart import apart
from tests.conftest import CHEAP, DEMO_DAY
from tests.file_key import learn_key
from tests.locales import make_locales
from tests.topics.payroll.exporter.october import exported

KEPT = Path(golden.__file__).parent / "payroll" / "demo"
MONTH, DELEGATE = "2026-10", "maiwenn.oeuvrard"
LOCALES = ("C", "POSIX", "fr_FR.UTF-8", "fr_FR.ISO-8859-1", "tr_TR.UTF-8")


@pytest.fixture
def october(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, FrozenMonth]]:
    """The desk of the demo's pay delegate, and the month of October whole."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    password = next(one.password for one in demo_accounts(demo) if one.login == DELEGATE)
    learn_key(demo, DELEGATE, password)
    with open_coop(demo, clock=Clock(datetime.combine(DEMO_DAY, time(10), UTC))) as file:
        desk = accounts.sign_in(file, DELEGATE, password)
        reading = Inner("test.october", "Octobre", reading=True)
        month = transact(
            file, reading, desk.person_id, EVERYONE, "", lambda act: frozen_month(act, MONTH), keys=desk.keyring
        )
        yield desk, month


def test_each_preset_writes_the_package_kept_of_it_and_its_reader_finds_the_month(
    october: tuple[Desk, FrozenMonth],
) -> None:
    desk, month = october
    for name in NAMES:
        package = service.export_month(desk, MONTH, name, "Essai de chaque format")
        files = {file: content for file, content in package.files if file != "bordereau.pdf"}
        again = service.take_package(desk, MONTH, package.manifest.number)
        assert again.files == package.files
        files["manifest.json"] = re.sub(rb'"\d{10,}"', b'"delegation"', files["manifest.json"])
        check_files(name, files)
        run, contents = exported(month, shipped(name), package.manifest.number)
        assert contents == {file: content for file, content in files.items() if file != "manifest.json"}
        read = read_back(name, shipped(name), run.files, list(contents.values()))
        assert (read.known, read.differences) == (True, ())
        assert read.lines == sum(len(file.lines) for file in run.files)


def check_files(name: str, files: dict[str, bytes]) -> None:
    """Compare with what is kept of a preset; COOP_DESK_UPDATE_GOLDEN keeps what is written now."""
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        (KEPT / name).mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (KEPT / name / file).write_bytes(content)
    assert files == {path.name: path.read_bytes() for path in (KEPT / name).iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="the locales are those of a fork")
def test_the_same_bytes_under_five_locales(october: tuple[Desk, FrozenMonth], tmp_path: Path) -> None:
    _desk, month = october
    folder = make_locales(tmp_path)
    usual = digests(month)
    assert {name: apart(digests_under, month, name, folder) for name in LOCALES} == dict.fromkeys(LOCALES, usual)


def digests_under(month: FrozenMonth, name: str, folder: Path) -> str:
    """The same in a process that speaks a language; one the computer does not have is like none."""
    os.environ |= {"LC_ALL": name, "LOCPATH": str(folder)}
    with suppress(locale.Error):
        locale.setlocale(locale.LC_ALL, "")
    return digests(month)


def digests(month: FrozenMonth) -> str:
    """What each preset makes of the month, as SHA-256."""
    made = {name: exported(month, shipped(name))[1] for name in NAMES}
    return json.dumps({name: [sha256(one).hexdigest() for one in files.values()] for name, files in made.items()})
