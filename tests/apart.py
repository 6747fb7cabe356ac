"""Something done in a fork of the test process: it may spoil its own surroundings, and has nothing to import."""

import os
import traceback
import warnings
from collections.abc import Callable
from typing import Any

from coop_desk.core.crypto.file_keys import held


def apart(do: Callable[..., str | None], *given: Any) -> str:
    """Return what it says once done; fails with its traceback when it raises. POSIX only."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child uses no thread of its parent
        child = os.fork()
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
