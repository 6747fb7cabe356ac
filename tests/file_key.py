"""The key of a co-op's file, for what opens it in another process, or after a window let go of it."""

from pathlib import Path

from coop_desk.core import slots
from coop_desk.core.crypto.file_keys import held

PASSWORD = "Peuplier-7-Canal!"


def learn_key(folder: Path, login: str = "founder", password: str = PASSWORD) -> None:
    """Give this process the key of a file, as somebody's signing in does."""
    opened = slots.opened_by(slots.read(folder), login, password)
    assert opened is not None
    for key in opened.keys:
        held.keep(key)
