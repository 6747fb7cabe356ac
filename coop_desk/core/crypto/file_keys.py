"""The keys of the files this process has opened: in memory only, until the window is closed or locked."""

from collections.abc import Iterator
from typing import Never

from coop_desk.core.crypto.secret import Secret

SALT = 16  # the first bytes of a sealed file: random, and its own


class FileKeys:
    """The file keys given to this process by the people who signed in. They open files and carry no right."""

    __slots__ = ("_given", "_met")

    def __init__(self) -> None:
        self._given: list[Secret] = []
        self._met: dict[bytes, Secret] = {}

    def keep(self, key: Secret) -> None:
        """Add a key; the newest is tried first."""
        if key not in self._given:
            self._given.insert(0, key)

    def met(self, salt: bytes, key: Secret) -> None:
        """Remember which key opened the file that begins with this salt."""
        self._met[salt] = key

    def for_salt(self, salt: bytes) -> Iterator[Secret]:
        """Yield the keys to try on a file, the one that opened it before first."""
        known = self._met.get(salt)
        if known is not None:
            yield known
        yield from (key for key in self._given if key is not known)

    def forget(self) -> None:
        """Drop every key: nothing of any co-op can be read in this process any more."""
        for key in (*self._given, *self._met.values()):
            key.forget()
        self._given.clear()
        self._met.clear()

    def __repr__(self) -> str:
        return f"FileKeys({len(self._given)})"

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("keys are neither copied nor pickled")

    def __deepcopy__(self, memo: object) -> Never:
        raise TypeError("keys are neither copied nor pickled")


def spoken(key: Secret) -> str:
    """Write a raw key the way the file library takes it, to hand to it at once."""
    return f"\"x'{key.reveal().hex()}'\""


held = FileKeys()
