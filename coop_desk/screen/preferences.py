"""What this PC remembers for its user: look, tips dismissed, columns chosen, recent co-ops."""

import contextlib
import json
from pathlib import Path
from typing import Any

from coop_desk.core import profile


def remembered(key: str, default: Any = None) -> Any:
    """What was remembered under this key, or the default."""
    return _read().get(key, default)


def remember(key: str, value: Any) -> None:
    """Keep a value that JSON can hold; silently forgotten when the folder cannot be written."""
    everything = _read()
    everything[key] = value
    target = folder() / "preferences.json"
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(json.dumps(everything, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(target)


def folder() -> Path:
    """The settings folder of this user (COOP_DESK_CONFIG when it is set)."""
    return profile.folder()


def _read() -> dict[str, Any]:
    try:
        kept = json.loads((folder() / "preferences.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
