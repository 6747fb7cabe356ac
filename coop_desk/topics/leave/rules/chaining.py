"""How the lines of a person's account are chained: nobody changes, adds or takes one away unseen."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps

START = "0" * 64
RULES_VERSION = "2026-11"
"""Which state of the rules wrote an entry."""

Told = Mapping[str, str | int | None]


def chained(previous: str, told: Told) -> str:
    """The hash of a line and of the one before it."""
    said = dumps([previous, dict(told)], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()


def broken_at(lines: Sequence[tuple[int, str, str, Told]]) -> int | None:
    """The number of the first line that is not the one that was written, or None; lines by number (LEAVE-90).

    Each line: its number, the hash it names before it, its own hash, and what it tells.
    """
    previous = START
    for expected, (number, before, own, told) in enumerate(lines, start=1):
        if number != expected or before != previous or own != chained(previous, told):
            return expected
        previous = own
    return None
