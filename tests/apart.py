"""Something done in a fork of the test process: it may spoil its own surroundings, and has nothing to import."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from coop_desk.core.crypto.file_keys import held


def apart(do: Callable[..., str | None], *given: Any) -> str:
    """Return what it says once done; fails with its traceback when it raises. POSIX only."""
    reading, writing = os.pipe()
    child = forked()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            held.forget()  # like a program just started
            said, code = do(*given) or "", 0
        except BaseException:  # noqa: BLE001  (told by the parent)
            said = traceback.format_exc()
        finally:
            with open(writing, "w", encoding="utf-8") as pipe:
                pipe.write(said)
            os._exit(code)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        said = pipe.read()
    _child, status = os.waitpid(child, 0)
    assert status == 0, said
    return said


def forked() -> int:
    """Fork the test process: 0 in the child, which uses no thread of its parent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


@dataclass
class Beside:
    """A fork at work: its process, and the lines it tells."""

    process: int
    told: IO[str]

    def kill(self) -> None:
        """Kill it now; the lines it told can still be read."""
        os.kill(self.process, signal.SIGKILL)


@contextmanager
def beside(do: Callable[..., None], *given: Any) -> Iterator[Beside]:
    """Have a fork do something that tells lines (its first argument), until it ends or is killed. POSIX only."""
    reading, writing = os.pipe()
    child = forked()
    if child == 0:
        try:
            os.close(reading)
            held.forget()
            do(lambda line: os.write(writing, f"{line}\n".encode()), *given)
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, encoding="utf-8") as told:
        running = Beside(child, told)
        try:
            yield running
        finally:
            running.kill()
            os.waitpid(child, 0)
