"""Do something while no file may grow beyond a size, or on a disk that is really full: run by test_full_disk.

Each in a process of its own.
"""

import ctypes
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, delegating
from coop_desk.core.clock import Clock
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.rights import Right
from coop_desk.core.saving import save
from coop_desk.sheets.write import write_table
from tests.conftest import CHEAP, PASSWORD

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BALLAST = "lest"
MEGABYTE = 1_000_000
NEW_MOUNTS, NEW_USER, PRIVATE = 0x20000, 0x10000000, 0x44000  # CLONE_NEWNS, CLONE_NEWUSER, MS_REC | MS_PRIVATE
NEW = "Saule-9-Rivière-Neuve!"


def bound(size: int) -> None:
    """From now on, no file of this process grows beyond so many bytes."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Refused(Exception):
    """This system lets nobody but its administrator have a small disk."""


def mounts_of_one_s_own() -> None:
    """From now on, what this process mounts is seen by it alone. Raise Refused where the system does not allow it."""
    system = ctypes.CDLL(None, use_errno=True)
    spaces = NEW_MOUNTS if os.geteuid() == 0 else NEW_MOUNTS | NEW_USER
    if system.unshare(spaces) != 0 or system.mount(None, b"/", None, PRIVATE, None) != 0:
        raise Refused


def small_disk(folder: Path, options: str) -> None:
    """Mount a disk in memory there. Raise Refused where the system does not lend one."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, options.encode()) != 0:
        raise Refused


class SmallDisk:
    """A disk of a few megabytes, seen by this process alone, that holds a copy of a folder."""

    def __init__(self, folder: Path) -> None:
        """Raise Refused where the system does not lend one."""
        self.folder = folder
        within = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        mounts_of_one_s_own()
        small_disk(folder, f"size={sum(map(len, within.values())) + 2 * MEGABYTE},nr_inodes=40")
        for name, content in within.items():
            (folder / name).write_bytes(content)

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        room = os.statvfs(self.folder)
        (self.folder / BALLAST).write_bytes(bytes(max(0, room.f_bavail * room.f_bsize - left)))

    def fill_with_names(self) -> None:
        """Leave room, and no place for one more file."""
        with suppress(OSError):
            for number in range(50):
                (self.folder / f"{BALLAST}{number}").touch()

    def free(self) -> None:
        """Give the room back."""
        for path in self.folder.glob(f"{BALLAST}*"):
            path.unlink()


def on_a_small_disk(folder: Path) -> str:
    """Save and renew a key, the disk really full each time, then with room again; the rules told, one a line."""
    accounts.FULL_COST = CHEAP
    try:
        disk = SmallDisk(folder)
    except Refused:
        return ""
    said: list[str] = []
    with open_coop(folder, clock=Clock(NOW)) as file:
        delegate, founder = (accounts.sign_in(file, who, PASSWORD) for who in ("delegate", "founder"))
        day = date(2026, 3, 2)
        acts: tuple[Callable[[], object], ...] = (
            lambda: delegating.give_right(founder, delegate.person_id, Right.COOP_READ, None, day, None, "x" * 60_000),
            lambda: keys.rotate_key(delegate, "bank"),
        )
        fillings: tuple[Callable[[], None], ...] = (
            lambda: disk.fill(0),
            lambda: disk.fill(16_384),
            disk.fill_with_names,
        )
        for fill in fillings:
            for act in acts:
                for full in (True, False):
                    if full:
                        fill()
                    said.append(_told(act))
                    disk.free()
    return "\n".join(said)


def _told(do: Callable[[], object]) -> str:
    try:
        do()
    except RuleBroken as refusal:
        return f"{refusal.rule} {refusal}"
    return "done"


def work(what: str, place: Path, size: int) -> None:
    """Do what is asked, the disk full from the moment it begins."""
    if what == "pdf":
        bound(size)
        save(place, b"%PDF" + bytes(100_000))
    elif what == "csv":
        bound(size)
        write_table(place, ("Nom", "Ville"), [("Hénaff", "Rennes")] * 5000)
    elif what == "migrate":
        bound(size)
        open_coop(place, clock=Clock(NOW)).close()
    else:
        with open_coop(place, clock=Clock(NOW)) as file:
            desk = accounts.sign_in(file, "delegate", PASSWORD)
            manager = accounts.sign_in(file, "founder", PASSWORD)
            bound(size)
            if what == "password":
                accounts.change_password(desk, PASSWORD, NEW, cost=CHEAP)
            elif what == "rotate":
                keys.rotate_key(desk, "bank")
            else:
                day = date(2026, 3, 2)
                delegating.give_right(manager, desk.person_id, Right.COOP_READ, None, day, None, "x" * 200_000)


def told(what: str, place: Path, size: int) -> str:
    """The rule and words of the refusal, or `done`, of: password, rotate, save, migrate, pdf, csv."""
    accounts.FULL_COST = CHEAP
    return _told(lambda: work(what, place, size))
