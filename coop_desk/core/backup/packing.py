"""The pack: a plain tar of the manifest, the database and the side file of keys, read back by our own careful loop."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from coop_desk.core.backup.manifest import Manifest, Part, damaged, read_manifest
from coop_desk.core.backup.source import DATABASE, KEYS

MANIFEST = "sauvegarde.json"
_MANIFEST_LIMIT = 1_000_000
_BLOCK = 1 << 20


class Reading(Protocol):
    """Anything bytes are read from in order."""

    def read(self, size: int = -1, /) -> bytes: ...


class Writing(Protocol):
    """Anything bytes are written to in order."""

    def write(self, content: bytes, /) -> int: ...


def digest(path: Path) -> Part:
    """Return the size and SHA-256 of a file."""
    counted = sha256()
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            counted.update(block)
            size += len(block)
    return Part(size, counted.hexdigest())


def pack(manifest: Manifest, files: dict[str, Path], into: BinaryIO) -> None:
    """Write the manifest first, then each file under its name."""
    with tarfile.TarFile.open(fileobj=into, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        content = manifest.as_bytes()
        tar.addfile(_entry(MANIFEST, len(content), manifest), io.BytesIO(content))
        for name, path in files.items():
            with path.open("rb") as stream:
                tar.addfile(_entry(name, manifest.parts[name].size, manifest), stream)


def _entry(name: str, size: int, manifest: Manifest) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o600
    entry.mtime = int(manifest.made.timestamp())
    return entry


def unpack(stream: Reading, into: Path | None) -> Manifest:
    """Read a pack whole and compare every digest; write the files into a folder when one is given.

    Raises RuleBroken BACKUP-02 on the first thing that should not be there, BACKUP-04 when it is newer than us.
    """
    with _sound_tar(stream) as tar:
        manifest: Manifest | None = None
        seen: set[str] = set()
        for entry in tar:
            content = tar.extractfile(entry) if entry.isreg() else None
            if content is None or entry.name in seen:
                raise damaged()
            if manifest is None:
                if entry.name != MANIFEST or entry.size > _MANIFEST_LIMIT:
                    raise damaged()
                manifest = read_manifest(content.read())
                _check_names(manifest)
                continue
            if entry.name not in manifest.parts:
                raise damaged()
            _take(content, manifest.parts[entry.name], into / entry.name if into else None)
            seen.add(entry.name)
    if manifest is None or seen != set(manifest.parts):
        raise damaged()
    return manifest


def _check_names(manifest: Manifest) -> None:
    if DATABASE not in manifest.parts or not set(manifest.parts) <= {DATABASE, KEYS}:
        raise damaged()


@contextmanager
def _sound_tar(stream: Reading) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.TarFile.open(fileobj=stream, mode="r|") as tar:  # type: ignore[call-overload]
            yield tar
    except (tarfile.TarError, EOFError, UnicodeDecodeError):
        raise damaged() from None


def _take(content: Reading, promised: Part, into: Path | None) -> None:
    counted = sha256()
    size = 0
    target = into.open("xb") if into else None
    try:
        while block := content.read(_BLOCK):
            counted.update(block)
            size += len(block)
            if size > promised.size:
                raise damaged()
            if target is not None:
                target.write(block)
    finally:
        if target is not None:
            target.close()
    if (size, counted.hexdigest()) != (promised.size, promised.sha256):
        raise damaged()
