"""Back up and restore on a small disk of its own: run by test_faults, apart from the test process.

For each work, mounts a disk in memory, copies the co-op there, leaves so much room (and 64 kB), does the work. Says
as JSON what was refused each time and whether everything is as before; nothing where the system lends no disk.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import coop_desk.app.models  # noqa: F401
from coop_desk.core.backup import making, places, restoring
from coop_desk.core.backup.source import DATABASE, Source
from coop_desk.core.clock import Clock
from coop_desk.core.errors import RuleBroken
from tests.conftest import FOUNDED
from tests.faults.full_disk import Refused, mounts_of_one_s_own, small_disk
from tests.file_key import learn_key


def state_of(folder: Path) -> dict[str, bytes]:
    """Every file that must stay as it was."""
    kept = {p.name: p.read_bytes() for p in (folder / places.FIRST_PLACE).iterdir()}
    return {DATABASE: (folder / DATABASE).read_bytes(), **kept}


def worked(what: str, origin: Path, disk: Path, room: int) -> dict[str, Any]:
    """Fill the disk, do the work, compare."""
    size = sum(-(-p.stat().st_size // 4096) * 4096 for p in origin.rglob("*") if p.is_file()) + room + 65536
    small_disk(disk, f"size={size}")
    folder = disk / origin.name
    shutil.copytree(origin, folder)
    learn_key(folder)
    before, clock, refusal = state_of(folder), Clock(FOUNDED.replace(year=2027)), ["", ""]
    try:
        if what == "backup":
            making.back_up(Source(folder), clock.now(), "essai")
        else:
            backup = places.kept_in(folder / places.FIRST_PLACE)[0].path
            restoring.finish(restoring.prepare(Source(folder), backup, clock=clock), clock.now())
    except RuleBroken as broken:
        refusal = [broken.rule, broken.message]
    left = [
        p.name for p in folder.rglob(".*") if p.name.startswith((".sauvegarde", ".restauration", f".{folder.stem}"))
    ]
    return {"refusal": refusal, "same": state_of(folder) == before, "left": left}


def all_worked(origin: Path, disk: Path, works: Iterable[tuple[str, int]]) -> str:
    """Do each work on a disk of its own."""
    try:
        mounts_of_one_s_own()
        return json.dumps([worked(what, origin, disk, room) for what, room in works])
    except Refused:
        return ""
