"""The key of a co-op's file, for what opens it in another process, or after a window let go of it."""

from pathlib import Path

from coop_desk.core import database, slots
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.file import DATABASE_NAME

PASSWORD = "Peuplier-7-Canal!"


def learn_key(folder: Path, login: str = "founder", password: str = PASSWORD) -> None:
    """Give this process the key of a file, as somebody's signing in does."""
    if opens(folder):
        return
    opened = slots.opened_by(slots.read(folder), login, password)
    assert opened is not None
    for key in opened.keys:
        held.keep(key)


def opens(folder: Path) -> bool:
    """Whether this process has the key of a file already."""
    try:
        database.key_of(folder / DATABASE_NAME)
    except database.Shut:
        return False
    return True
