"""The co-ops opened lately on this PC."""

import os
from pathlib import Path

from coop_desk.screen import preferences

KEPT = 8


def recent_coops() -> list[Path]:
    """The folders opened lately that are still there, the last one first."""
    kept = preferences.remembered("recent", [])
    return [Path(each) for each in kept if isinstance(each, str) and Path(each).is_dir()]


def demo_home() -> Path:
    """Where this user's demonstration is made."""
    if chosen := os.environ.get("COOP_DESK_CONFIG"):
        return Path(chosen) / "demo"
    import platformdirs

    return Path(platformdirs.user_data_dir("coop-desk", appauthor=False)) / "demo"


def note_opened(folder: Path) -> None:
    """Put a folder first in the list."""
    others = [str(each) for each in recent_coops() if each != folder]
    preferences.remember("recent", [str(folder), *others][:KEPT])
