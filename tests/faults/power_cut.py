"""A disk that may lose its power at any moment: what SQLite asks of it is recorded, then played up to a point.

The program runs as it is, on another build of SQLite (apsw) whose files go through a recording layer. What was not
flushed when the power goes is lost, kept, or kept in part, by sectors of 512 bytes.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
FATES = ("lost", "kept", "random")


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done to the disk: write, truncate, sync, delete; or told to the person: acknowledged."""

    what: str
    name: str = ""
    at: int = 0
    content: bytes = b""


class RecordingFile(apsw.VFSFile):
    """A file whose writes are noted."""

    def __init__(self, told: list[Done], filename: Any, flags: list[int]) -> None:
        self.told = told
        self.name = Path(filename.filename() if isinstance(filename, apsw.URIFilename) else filename).name
        super().__init__("", filename, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.told.append(Done("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self.told.append(Done("truncate", self.name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self.told.append(Done("sync", self.name))
        super().xSync(flags)


class RecordingDisk(apsw.VFS):
    """The disk as SQLite sees it; `told` is everything that was asked of it."""

    def __init__(self) -> None:
        self.told: list[Done] = []
        super().__init__("recording", "")

    def xOpen(self, name: Any, flags: list[int]) -> RecordingFile:
        return RecordingFile(self.told, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self.told.append(Done("delete", Path(filename).name, int(syncdir)))


class Raw:
    """A connection to the recording disk, spoken to as the standard library's."""

    def __init__(self, path: Path, disk: str) -> None:
        self.real = apsw.Connection(str(path), vfs=disk)
        self.isolation_level: str | None = None

    @property
    def in_transaction(self) -> bool:
        return self.real.in_transaction

    def cursor(self) -> "RawCursor":
        return RawCursor(self.real)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "RawCursor":
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, count: int, function: Callable[..., Any], **more: Any) -> None:
        self.real.create_scalar_function(name, function, count, **more)

    def close(self) -> None:
        self.real.close()


class RawCursor:
    """What a statement gives, read at once."""

    def __init__(self, real: apsw.Connection) -> None:
        self.real = real
        self.description: Any = None
        self.rowcount = self.lastrowid = -1
        self.arraysize = 1
        self.rows: Iterator[Any] = iter(())

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "RawCursor":
        cursor = self.real.cursor()
        self.description = None

        def note(_cursor: Any, _sql: str, _values: Any) -> bool:
            with suppress(apsw.ExecutionCompleteError):
                self.description = cursor.description
            return True

        cursor.exec_trace = note
        self.rows = iter(cursor.execute(sql, tuple(values)).fetchall())
        self.description = self.description or None
        self.rowcount, self.lastrowid = self.real.changes(), self.real.last_insert_rowid()
        return self

    def executemany(self, sql: str, many: Sequence[Sequence[Any]]) -> "RawCursor":
        changed = sum(self.execute(sql, values).rowcount for values in many)
        self.rowcount = changed
        return self

    def fetchone(self) -> Any:
        return next(self.rows, None)

    def fetchall(self) -> list[Any]:
        return list(self.rows)

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return list(islice(self.rows, size or self.arraysize))

    def __iter__(self) -> Iterator[Any]:
        return self.rows

    def close(self) -> None:
        self.rows = iter(())


@dataclass
class Platter:
    """What is safe on the disk at one moment, and what waits."""

    safe: dict[str, bytearray]
    waiting: list[Done] = field(default_factory=list)
    acknowledged: int = 0

    def take(self, done: Done) -> None:
        """Go on by one thing."""
        if done.what == "acknowledged":
            self.acknowledged = done.at
        elif done.what == "sync":
            self._settle(done.name)
        else:
            self.waiting.append(done)
            if done.what == "delete" and done.at:
                self._settle(done.name)

    def _settle(self, name: str) -> None:
        for waiting in self.waiting:
            if waiting.name == name:
                _apply(self.safe, waiting)
        self.waiting = [w for w in self.waiting if w.name != name]

    def after_the_cut(self, fate: str, chance: random.Random) -> dict[str, bytes]:
        """The files as the next start finds them."""
        found = {name: bytearray(content) for name, content in self.safe.items()}
        for waiting in self.waiting if fate != "lost" else ():
            if fate == "kept":
                _apply(found, waiting)
            elif waiting.what != "write":
                if chance.random() < 0.5:
                    _apply(found, waiting)
            else:
                for start in range(0, len(waiting.content), SECTOR):
                    if chance.random() < 0.5:
                        part = waiting.content[start : start + SECTOR]
                        _apply(found, Done("write", waiting.name, waiting.at + start, part))
        return {name: bytes(content) for name, content in found.items()}


def _apply(files: dict[str, bytearray], done: Done) -> None:
    if done.what == "delete":
        files.pop(done.name, None)
        return
    content = files.setdefault(done.name, bytearray())
    if done.what == "truncate":
        del content[done.at :]
        return
    if len(content) < done.at:
        content.extend(bytes(done.at - len(content)))
    content[done.at : done.at + len(done.content)] = done.content


def cuts(
    before: dict[str, bytes], told: Sequence[Done], states: int, chance: random.Random
) -> Iterator[tuple[str, int, dict[str, bytes]]]:
    """Cut the power at random moments: yield the fate of what waited, what was acknowledged, the files found."""
    moments = set(chance.sample(range(len(told)), min(len(told), states // len(FATES))))
    platter = Platter({name: bytearray(content) for name, content in before.items()})
    for number, done in enumerate(told):
        platter.take(done)
        if number in moments:
            for fate in FATES:
                yield fate, platter.acknowledged, platter.after_the_cut(fate, chance)
