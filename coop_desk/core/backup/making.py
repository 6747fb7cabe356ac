"""Make a backup: copied, verified, packed, protected, written, read again; only then are old ones thinned."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import coop_desk
from coop_desk.core.backup import keepers, packing, places, thinning
from coop_desk.core.backup import recovery_key as recovery_key  # declares whom backups are made for
from coop_desk.core.backup.manifest import Manifest
from coop_desk.core.backup.protection import Counting, protect, recipients, uncover
from coop_desk.core.backup.source import DATABASE, KEYS, Source, check_whole, counts_of, last_line, mark_of
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import flush_folder

WORKSHOP = ".sauvegarde-"
_PART = ".part"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was verified: what it holds, where it is, and the places where it could not go, in words."""

    manifest: Manifest
    files: tuple[Path, ...]
    problems: tuple[str, ...]


def back_up(source: Source, now: datetime, reason: str, into: Sequence[Path] | None = None) -> Made:
    """Back a co-op up in each of its places (or in those given) and return what was verified.

    Raises RuleBroken (FILE-03 damaged file, FILE-10 disk full, BACKUP-01 not read back, BACKUP-06 place missing,
    BACKUP-08 nothing to keep) when it is verified nowhere; old backups then all stay.
    """
    wanted = places.places_of(source.folder) if into is None else tuple(into)
    try:
        with french_faults(source.folder), _workshop(source.folder) as shop:
            made = _make(source, shop, now, reason, wanted)
    except RuleBroken as broken:
        _note_problem(source.folder, broken.message)
        raise
    for file in made.files:
        thin(file.parent, made.manifest.coop, now)
    _note(source.folder, made)
    return made


def thin(place: Path, mark: str, now: datetime) -> list[Path]:
    """Take away the old backups of a co-op that no period keeps, and what a killed program left; return them."""
    found = places.kept_in(place, mark)
    kept = thinning.to_keep((one.made for one in found), now.astimezone().date())
    gone = [one.path for one in found if one.made not in kept]
    for path in gone:
        with suppress(OSError):
            path.unlink()
    return gone


def _make(source: Source, shop: Path, now: datetime, reason: str, wanted: Sequence[Path]) -> Made:
    keys = recipients(source)
    manifest, files = _copy(source, shop, now, reason, protected=bool(keys))
    packed = shop / "pack.tar"
    with packed.open("xb") as stream:
        packing.pack(manifest, files, stream)
    with packed.open("rb") as stream:
        packing.unpack(stream, None)
    written: list[Path] = []
    faults: list[RuleBroken] = []
    for place in wanted:
        try:
            written.append(_deliver(packed, manifest, keys, place, own=place.parent == source.folder))
            keepers.write_beside(source, place, f"{manifest.name} {manifest.coop[: places.MARK]}")
        except RuleBroken as broken:
            faults.append(broken)
    if not written:
        raise faults[0]
    return Made(manifest, tuple(written), tuple(broken.message for broken in faults))


def _copy(
    source: Source, shop: Path, now: datetime, reason: str, *, protected: bool
) -> tuple[Manifest, dict[str, Path]]:
    """Copy the database through its own backup, open the copy again, and say what it holds."""
    copied = shop / DATABASE
    if not source.database.is_file():
        raise FileNotFoundError(source.database)
    with closing(source.connect()) as raw, closing(source.connect(copied)) as copy:
        check_whole(raw)
        raw.backup(copy)
    with closing(source.connect(copied, read_only=True)) as raw:
        check_whole(raw)
        last = last_line(raw)
        if last is None:
            raise RuleBroken("BACKUP-08", _("Cette coopérative est encore vide : il n’y a rien à sauvegarder."))
        files = {DATABASE: copied}
        if source.keys.exists():
            files[KEYS] = shop / KEYS
            shutil.copyfile(source.keys, files[KEYS])
        manifest = Manifest(
            coop=mark_of(raw),
            name=source.folder.stem,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            reason=reason,
            version=coop_desk.__version__,
            schema=int(raw.execute("PRAGMA user_version").fetchone()[0]),
            protected=protected,
            counts=counts_of(raw),
            journal_number=last.number,
            journal_hash=last.hash,
            journal_head=last.head,
            journal_at=last.at.isoformat(timespec="seconds"),
            journal_words=last.words,
            parts={name: packing.digest(path) for name, path in files.items()},
        )
    return manifest, files


def _deliver(packed: Path, manifest: Manifest, keys: Sequence[str], place: Path, *, own: bool) -> Path:
    """Write the backup in one place, flush, rename, and read it again from the disk."""
    with french_faults(place):
        if own:
            place.mkdir(exist_ok=True)
        elif not place.is_dir():
            raise RuleBroken(
                "BACKUP-06",
                _(
                    "L’emplacement de sauvegarde « {name} » est introuvable : branchez le disque, "
                    "ou choisissez un autre emplacement."
                ).format(name=place),
            )
        final = place / places.file_name(manifest)
        _sweep(place, manifest)
        part = place / f".{final.name}{_PART}"
        try:
            written = _write(packed, part, keys)
            os.replace(part, final)
        finally:
            part.unlink(missing_ok=True)
        flush_folder(place)
        if packing.digest(final).sha256 != written:
            final.unlink(missing_ok=True)
            raise _not_read_back(place)
    return final


def _write(packed: Path, part: Path, keys: Sequence[str]) -> str:
    """Write the pack, encrypted when there are keys, read it back, and return the digest of what is on the disk."""
    once = ""
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        if keys:
            written, once = protect(packed, stream, keys)
        else:
            counting = Counting(stream)
            with packed.open("rb") as pack:
                shutil.copyfileobj(pack, counting, 1 << 20)
            written = counting.digest()
        stream.flush()
        os.fsync(stream.fileno())
    again = Counting()
    try:
        if keys:
            uncover(part, again, [once])
        else:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, again, 1 << 20)
    except RuleBroken:
        raise _not_read_back(part.parent) from None
    if again.digest() != packing.digest(packed).sha256:
        raise _not_read_back(part.parent)
    return written


def _not_read_back(place: Path) -> RuleBroken:
    return RuleBroken(
        "BACKUP-01",
        _(
            "La sauvegarde écrite dans « {name} » ne se relit pas telle qu’elle a été écrite : elle n’est pas gardée. "
            "Les sauvegardes d’avant y sont toujours. Changez de disque."
        ).format(name=place),
    )


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """Give a private folder for the time of the work; those a killed program left are emptied first."""
    for left in folder.glob(f"{WORKSHOP}*"):
        shutil.rmtree(left, ignore_errors=True)
    shop = Path(tempfile.mkdtemp(prefix=WORKSHOP, dir=folder))
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _sweep(place: Path, manifest: Manifest) -> None:
    for left in place.glob(f".*{_PART}"):
        if manifest.coop[:10] in left.name:
            left.unlink(missing_ok=True)


def _note(folder: Path, made: Made) -> None:
    manifest = made.manifest
    last = places.Last(
        manifest.made_at,
        made.files[0].name,
        manifest.journal_number,
        manifest.journal_head,
        tuple(str(file.parent) for file in made.files),
    )
    state = replace(places.read_state(folder), coop=manifest.coop, last=last, problem=" ".join(made.problems))
    places.write_state(folder, state)


def _note_problem(folder: Path, words: str) -> None:
    with suppress(RuleBroken):
        places.write_state(folder, replace(places.read_state(folder), problem=words))
