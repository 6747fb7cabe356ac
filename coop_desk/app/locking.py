"""Locking restarts the process: what was shown leaves the memory with it."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess

LOCKED_AS = "COOP_DESK_LOCKED_AS"
"""Tells the new process whose window was locked: the login proposed, nothing secret."""


def restart(coop: Path, login: str) -> bool:
    """Start the program again on the same co-op, locked; False when it could not be started."""
    frozen = getattr(sys, "frozen", False)
    arguments = [*(() if frozen else ("-m", "coop_desk")), str(coop)]
    os.environ[LOCKED_AS] = login
    try:
        started, _number = QProcess.startDetached(sys.executable, arguments)
    finally:
        del os.environ[LOCKED_AS]
    return bool(started)


def locked_as() -> str:
    """The login of the person whose window was locked, said once."""
    return os.environ.pop(LOCKED_AS, "")
