"""F10 and F11: a second session beside the first, in a process of its own, also where locks do nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from coop_desk.core import accounts, database, lock
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.file import AlreadyOpen, open_coop
from tests.apart import beside
from tests.conftest import FOUNDED, TestCoop
from tests.file_key import learn_key

ROOT = Path(__file__).parents[2]
FIRST = """
import sys
from pathlib import Path
import coop_desk.app.models
from coop_desk.core.clock import Clock
from coop_desk.core.file import open_coop
from tests.conftest import FOUNDED
from tests.file_key import learn_key
folder = Path(sys.argv[1])
learn_key(folder)
with open_coop(folder, clock=Clock(FOUNDED)) as file:
    print("open", flush=True)
    sys.stdin.read()
"""


def hold_open(tell: Callable[[str], None], folder: Path) -> None:
    """Open the co-op, and keep it."""
    learn_key(folder)
    with open_coop(folder, clock=Clock(FOUNDED)):
        tell("open")
        signal.pause()


@contextmanager
def open_elsewhere(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The co-op held open by another process."""
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as first:  # fmt: skip
        try:
            assert first.stdout is not None
            assert first.stdout.readline() == "open\n"
            yield first
        finally:
            first.kill()


def test_the_second_session_is_refused_reads_and_writes_once_the_first_was_killed(coop: TestCoop) -> None:
    coop.file.close()
    folder = coop.file.folder
    with open_elsewhere(folder) as first:
        with pytest.raises(AlreadyOpen) as refusal:
            open_coop(folder)
        assert refusal.value.holder.process == first.pid
        with open_coop(folder, read_only=True, clock=coop.clock) as reading:
            assert reading.read_only
        first.kill()
        first.wait()
        with open_coop(folder, clock=coop.clock) as file:
            coop.file = file
            coop.join("late", "Zoé", "Roy", None)
            assert [one for one in verify(file) if one.differences] == []


def test_forced_beside_a_living_session_no_update_is_lost(coop: TestCoop) -> None:
    """The database's own locks stay on behind the file that names the opener."""
    folder = coop.file.folder
    with open_coop(folder, force=True, clock=coop.clock) as second:
        other = TestCoop(second, coop.clock, coop.person("founder"))
        for number in range(3):
            coop.join(f"a{number}", "Zoé", "Roy", None)
            other.join(f"b{number}", "Zoé", "Roy", None)
        logins = {row.login for row in accounts.accounts(other.desk("founder"))}
        assert {f"{who}{number}" for who in "ab" for number in range(3)} <= logins
        assert [one for one in verify(second) if one.differences] == []


def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database on a disk whose locks do nothing, as some shares have it."""
    real = database._connect

    def connect(path: Path, *, read_only: bool = False) -> database.Raw:
        if sys.platform == "win32" or read_only:
            return real(path, read_only=read_only)
        uri = f"{path.resolve().as_uri()}?mode=rwc&vfs=unix-none"
        return database.library.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    monkeypatch.setattr(database, "_connect", connect)


@pytest.mark.skipif(sys.platform == "win32", reason="a disk without locks, as POSIX systems simulate it")
def test_where_locks_do_nothing_the_second_writer_is_still_refused(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.file.close()
    without_locks(monkeypatch)
    folder = coop.file.folder
    with beside(hold_open, folder) as first:
        assert first.told.readline() == "open\n"
        with pytest.raises(AlreadyOpen):
            open_coop(folder)
    with open_coop(folder) as file:
        coop.file = file
        coop.join("late", "Zoé", "Roy", None)
        assert lock.read(folder) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="a disk without locks, as POSIX systems simulate it")
def test_the_harness_sees_two_writers_at_once_without_locks(coop: TestCoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: with locks the second writer waits; without, both are let in at once."""
    file = coop.file.database
    for locked in (True, False):
        if not locked:
            without_locks(monkeypatch)
        with closing(database.raw_connection(file)) as one, closing(database.raw_connection(file)) as two:
            two.execute("PRAGMA busy_timeout = 0")
            one.execute("BEGIN IMMEDIATE")
            if locked:
                with pytest.raises(database.Fault, match="locked"):
                    two.execute("BEGIN IMMEDIATE")
            else:
                two.execute("BEGIN IMMEDIATE")
                two.execute("ROLLBACK")
            one.execute("ROLLBACK")
