"""The folder of this user on this PC: preferences, and what was last seen of each co-op."""

import os
from pathlib import Path


def folder() -> Path:
    """The settings folder of this user (COOP_DESK_CONFIG when it is set); it may not exist yet."""
    if chosen := os.environ.get("COOP_DESK_CONFIG"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_dir("coop-desk", appauthor=False))
