"""A disk that may lose its power at any moment: what SQLite asks of it is recorded, then played up to a point.

The program runs as it is, on its own library and on sealed files: under SQLCipher, which seals each page before it is
written, the files go through a layer that notes each write, truncation, flush and deletion. What was not flushed when
the power goes is lost, kept, or kept in part, by sectors of 512 bytes.
"""

import ctypes
import random
from collections.abc import Hashable, Iterator, Sequence
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlcipher3 import _sqlite3 as sealing_library

SECTOR = 512
FATES = ("lost", "kept", "random")
DONE = 0  # SQLITE_OK
_LIBRARY = ctypes.CDLL(sealing_library.__file__)
CAN_RECORD = hasattr(_LIBRARY, "sqlite3_vfs_register")


@dataclass(frozen=True, slots=True)
class Done:
    """One thing done to the disk: write, truncate, sync, delete; or told to the person: acknowledged."""

    what: str
    name: str = ""
    at: int = 0
    content: bytes = b""


# What the library calls to reach the disk, as sqlite3.h declares it. Only what is noted has its arguments spelt out.
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Methods(Structure):
    """sqlite3_io_methods: how one file is used."""

    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        *((f"other{n}", c_void_p) for n in range(13)),
    )


class _File(Structure):
    """sqlite3_file: a file begins with where its methods are."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Disk(Structure):
    """sqlite3_vfs: how files are opened and deleted."""

    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("following", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        *((f"other{n}", c_void_p) for n in range(13)),
    )


class RecordingDisk:
    """The disk under the program's own library, until `leave`; `told` is everything that was asked of it."""

    def __init__(self) -> None:
        self.told: list[Done] = []
        self._library = _LIBRARY
        self._library.sqlite3_vfs_find.restype = POINTER(_Disk)
        self._real: Any = self._library.sqlite3_vfs_find(None).contents
        self._names: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}  # the layer over each kind of file; the library keeps pointing to it
        self._layer = _copied(self._real)
        self._layer.name = b"recording"
        self._layer.open, self._layer.delete = _Open(self._open), _Delete(self._delete)
        self._library.sqlite3_vfs_register(ctypes.byref(self._layer), 1)

    def leave(self) -> None:
        """Let the library reach the disk directly again, once every file is closed."""
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._layer))

    def _open(self, _disk: int, path: int | None, file: int, flags: int, flags_out: int | None) -> int:
        code = int(self._real.open(ctypes.addressof(self._real), path, file, flags, flags_out))
        opened = _File.from_address(file)
        if code == DONE and opened.methods:
            self._names[file] = _name_at(path)
            kind = ctypes.addressof(opened.methods.contents)
            if kind not in self._methods:
                self._methods[kind] = self._noting(opened.methods.contents)
            opened.methods = ctypes.pointer(self._methods[kind])
        return code

    def _noting(self, real: _Methods) -> _Methods:
        layer: _Methods = _copied(real)

        def write(file: int, content: int, size: int, at: int) -> int:
            self.told.append(Done("write", self._names[file], at, ctypes.string_at(content, size)))
            return int(real.write(file, content, size, at))

        def truncate(file: int, size: int) -> int:
            self.told.append(Done("truncate", self._names[file], size))
            return int(real.truncate(file, size))

        def sync(file: int, flags: int) -> int:
            self.told.append(Done("sync", self._names[file]))
            return int(real.sync(file, flags))

        layer.write, layer.truncate, layer.sync = _Write(write), _Truncate(truncate), _Sync(sync)
        return layer

    def _delete(self, _disk: int, path: int, sync_folder: int) -> int:
        code = int(self._real.delete(ctypes.addressof(self._real), path, sync_folder))
        self.told.append(Done("delete", _name_at(path), sync_folder))
        return code


def _name_at(path: int | None) -> str:
    return Path(ctypes.string_at(path).decode()).name if path else ""


def _copied(one: Any) -> Any:
    return type(one).from_buffer_copy(one)


@dataclass
class Platter:
    """What is safe on the disk at one moment, and what waits."""

    safe: dict[str, bytearray]
    waiting: list[Done] = field(default_factory=list)
    acknowledged: int = 0
    settled: int = 0  # how often something waiting became safe

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
                self.settled += 1
        self.waiting = [w for w in self.waiting if w.name != name]

    def after_the_cut(self, fate: str, chance: random.Random) -> dict[str, bytearray]:
        """The files as the next start finds them; those that are safe are not to be changed."""
        if fate == "lost" or not self.waiting:
            return self.safe
        touched = {waiting.name for waiting in self.waiting}
        found = {name: bytearray(content) if name in touched else content for name, content in self.safe.items()}
        for waiting in self.waiting:
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
        return found


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
) -> Iterator[tuple[Hashable, int, dict[str, bytearray]]]:
    """Cut the power at random moments: yield what tells one state from another, what was acknowledged, the files."""
    moments = set(chance.sample(range(len(told)), min(len(told), states // len(FATES))))
    platter = Platter({name: bytearray(content) for name, content in before.items()})
    for number, done in enumerate(told):
        platter.take(done)
        if number in moments:
            for fate in FATES:
                waits = platter.waiting and fate != "lost"
                state = (platter.settled, fate, number) if waits else platter.settled
                yield state, platter.acknowledged, platter.after_the_cut(fate, chance)
