"""A secret in memory: bytes that no text, copy or pickle of the object ever shows."""

from hmac import compare_digest
from typing import Never


class Secret:
    """Some secret bytes; `reveal()` is the only way to them, and stands in `core/crypto` alone."""

    __slots__ = ("_held",)

    def __init__(self, held: bytes) -> None:
        self._held = bytes(held)

    def reveal(self) -> bytes:
        """The bytes themselves, to hand to libsodium at once and keep nowhere."""
        return self._held

    @property
    def size(self) -> int:
        """How many bytes are held."""
        return len(self._held)

    def forget(self) -> None:
        """Drop the bytes; whoever asks later gets nothing."""
        self._held = b""

    def __repr__(self) -> str:
        return "Secret(•)"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and compare_digest(self._held, other._held)

    __hash__ = None  # type: ignore[assignment]

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("a secret is neither copied nor pickled")

    def __copy__(self) -> Never:
        raise TypeError("a secret is neither copied nor pickled")

    def __deepcopy__(self, memo: object) -> Never:
        raise TypeError("a secret is neither copied nor pickled")
