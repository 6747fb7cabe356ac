"""One opener at a time: a small file says who has the co-op open, on which PC, since when."""

import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

LOCK_NAME = "ouvert.json"
_BEING_WRITTEN = f".{LOCK_NAME}."
_GATE = ".ouverture"  # on Windows, while somebody looks at the lock


@dataclass(frozen=True, slots=True)
class Opener:
    """Who has the co-op open: user and PC names, process number, UTC instant in ISO form."""

    user: str
    computer: str
    process: int
    since: str

    @property
    def since_instant(self) -> datetime:
        """When the co-op was opened."""
        return datetime.fromisoformat(self.since)


def _me() -> Opener:
    return Opener(getpass.getuser(), socket.gethostname(), os.getpid(), datetime.now(UTC).isoformat("T", "seconds"))


def take(folder: Path, *, force: bool = False) -> Opener | None:
    """Take the lock and return None, or return who holds it. A dead process of this PC holds nothing."""
    path = folder / LOCK_NAME
    mine = json.dumps(asdict(_me())).encode()
    with _one_by_one(folder):
        while not _write_new(path, mine):
            holder = read(folder)
            if holder is not None and not force and not _dead(holder):
                return holder
            for left in (path, *folder.glob(f"{_BEING_WRITTEN}*")):
                left.unlink(missing_ok=True)
    return None


@contextmanager
def _one_by_one(folder: Path) -> Iterator[None]:
    """Let one process of this PC in at a time: two that find a dead lock would each take away what the other writes.

    The system lets go for whoever dies meanwhile. A disk that knows no such lock is done without.
    """
    with ExitStack() as at_the_end:
        with suppress(OSError):
            if sys.platform == "win32":
                import msvcrt

                gate = folder / _GATE
                descriptor = os.open(gate, os.O_CREAT | os.O_RDWR)
                at_the_end.callback(_remove_unless_held, gate)
                at_the_end.callback(os.close, descriptor)
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            else:
                import fcntl

                descriptor = os.open(folder, os.O_RDONLY)
                at_the_end.callback(os.close, descriptor)
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _remove_unless_held(gate: Path) -> None:
    """Windows removes no file that somebody else has open, and who waits there has."""
    with suppress(OSError):
        gate.unlink()


def _write_new(path: Path, content: bytes) -> bool:
    """Make the file with its content at once: nobody takes one being written for rubbish. False when it is there."""
    whole = path.with_name(f"{_BEING_WRITTEN}{os.getpid()}")
    try:
        whole.write_bytes(content)
        os.link(whole, path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links, such as most USB sticks: those of this PC come one by one
        if path.exists():
            return False
        try:
            with path.open("xb") as stream:
                stream.write(content)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    finally:
        whole.unlink(missing_ok=True)
    return True


def is_elsewhere(holder: Opener) -> bool:
    """True when the opener is on another PC: whether that session still lives cannot be known from here."""
    return holder.computer != socket.gethostname()


def release(folder: Path) -> None:
    """Give the lock back if it is ours."""
    with _one_by_one(folder):
        holder = read(folder)
        if holder is not None and holder.process == os.getpid() and holder.computer == socket.gethostname():
            (folder / LOCK_NAME).unlink(missing_ok=True)


def read(folder: Path) -> Opener | None:
    """Return who holds the lock; None when nobody does or the file says nothing sensible."""
    try:
        said = json.loads((folder / LOCK_NAME).read_text(encoding="utf-8"))
        return Opener(str(said["user"]), str(said["computer"]), int(said["process"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _dead(holder: Opener) -> bool:
    """True when the process was on this PC and is gone. Age never counts: an idle hour looks the same."""
    if is_elsewhere(holder):
        return False
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, holder.process)
        if not handle:
            return True
        code = ctypes.c_ulong()
        ctypes.windll.kernel32.GetExitCodeProcess(handle, ctypes.byref(code))
        ctypes.windll.kernel32.CloseHandle(handle)
        still_active = 259
        return code.value != still_active
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
