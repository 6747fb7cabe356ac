"""Where unfinished forms wait while the window is locked: sealed, in the user's own folder on this PC."""

import contextlib
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coop_desk.core import profile
from coop_desk.core.crypto.drafts import open_drafts, seal_drafts
from coop_desk.core.crypto.sealing import Unopened

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk

Drafts = list[dict[str, Any]]
_in_memory: dict[tuple[str, int], Drafts] = {}


def keep_drafts(desk: "Desk", forms: Drafts) -> None:
    """Keep what a person was typing; without keys in the session, in this process only and never on the disk."""
    place = _place_of(desk)
    if desk.keyring is None:
        _in_memory[(place, int(desk.person_id))] = forms
        return
    target = _file(desk)
    with contextlib.suppress(OSError):  # a full disk must not prevent locking
        if not forms:
            target.unlink(missing_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = target.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_bytes(seal_drafts(desk.keyring, place, forms))
        fresh.replace(target)


def kept_drafts(desk: "Desk") -> Drafts:
    """What this person was typing; nothing when there is none or it is not theirs."""
    place = _place_of(desk)
    if desk.keyring is None:
        return _in_memory.get((place, int(desk.person_id)), [])
    try:
        return open_drafts(desk.keyring, place, _file(desk).read_bytes())
    except (OSError, Unopened, ValueError):
        return []


def _place_of(desk: "Desk") -> str:
    return blake2b(str(desk.coop.folder.resolve()).encode(), digest_size=16).hexdigest()


def _file(desk: "Desk") -> Path:
    return profile.folder() / "drafts" / f"{_place_of(desk)}-{int(desk.person_id)}.sealed"
