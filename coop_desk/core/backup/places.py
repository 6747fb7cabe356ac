"""Where backups go, how they are named, and what is known of the last verified one."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.saving import save

STATE = "sauvegardes.json"
FIRST_PLACE = "sauvegardes"
_STAMP = "%Y%m%dT%H%M%SZ"
MARK = 10
_NAME = re.compile(
    r"(?P<coop>.+) (?P<stamp>\d{8}T\d{6}Z) n(?P<number>\d+) (?P<head>[A-Z2-7-]{24}) (?P<mark>[0-9a-f]{10})"
    r"\.coop-sauvegarde\.tar(?P<age>\.age)?"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in a place, as its name tells it: made when (UTC), up to which journal line; size in bytes."""

    path: Path
    made: datetime
    number: int
    head: str
    mark: str
    protected: bool
    size: int

    @property
    def label(self) -> str:
        """Number and head of the journal."""
        return f"n° {self.number} · {self.head}"


@dataclass(frozen=True, slots=True)
class Last:
    """The last verified backup: when (UTC, ISO), its name, up to which line, in which places."""

    at: str
    name: str
    number: int
    head: str
    places: tuple[str, ...]

    @property
    def made(self) -> datetime:
        """When it was made, UTC."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class State:
    """What this PC knows of the backups of a co-op: other places, the last good one, what failed since."""

    coop: str = ""
    places: tuple[str, ...] = ()
    last: Last | None = None
    problem: str = ""


def read_state(folder: Path) -> State:
    """Read what is known; nothing is known when the file is missing or says nothing sensible."""
    try:
        said = json.loads((folder / STATE).read_text(encoding="utf-8"))
        last = said["last"]
        found = None
        if last is not None:
            places = tuple(str(p) for p in last["places"])
            found = Last(str(last["at"]), str(last["name"]), int(last["number"]), str(last["head"]), places)
            if found.made.tzinfo is None:
                return State()
        return State(str(said["coop"]), tuple(str(p) for p in said["places"]), found, str(said["problem"]))
    except (OSError, ValueError, KeyError, TypeError):
        return State()


def write_state(folder: Path, state: State) -> None:
    """Replace what is known, whole."""
    content = json.dumps({"v": 1, **asdict(state)}, ensure_ascii=False, indent=1)
    save(folder / STATE, content.encode())


def places_of(folder: Path) -> tuple[Path, ...]:
    """Every place asked for: beside the database, then those chosen."""
    return (folder / FIRST_PLACE, *(Path(p) for p in read_state(folder).places))


def file_name(manifest: Manifest) -> str:
    """Name a backup by its co-op, instant, journal line and head: its label is readable in any file list."""
    stamp = manifest.made.astimezone(UTC).strftime(_STAMP)
    ending = ".tar.age" if manifest.protected else ".tar"
    label = f"n{manifest.journal_number} {manifest.journal_head}"
    return f"{manifest.name} {stamp} {label} {manifest.coop[:MARK]}.coop-sauvegarde{ending}"


def kept_in(place: Path, mark: str = "") -> list[Kept]:
    """Return the backups in a place, newest first; of one co-op when its mark is given. An absent place holds none."""
    try:
        known = [kept for path in place.iterdir() if (kept := _known(path)) is not None]
    except OSError:
        return []
    ours = [kept for kept in known if not mark or kept.mark == mark[:MARK]]
    return sorted(ours, key=lambda k: (k.made, k.number), reverse=True)


def kept_everywhere(places: Iterable[Path], mark: str = "") -> list[Kept]:
    """Return the backups of every place, newest first."""
    found = [kept for place in places for kept in kept_in(place, mark)]
    return sorted(found, key=lambda k: (k.made, k.number), reverse=True)


def _known(path: Path) -> Kept | None:
    said = _NAME.fullmatch(path.name)
    if said is None or not path.is_file():
        return None
    try:
        made = datetime.strptime(said["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Kept(path, made, int(said["number"]), said["head"], said["mark"], bool(said["age"]), path.stat().st_size)
