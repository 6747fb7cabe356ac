"""A QR code: squares drawn as vectors, from the words a telephone or a scanner reads back."""

from collections.abc import Iterator
from dataclasses import dataclass

QUIET = 4
"""Empty squares that a reader needs around the code."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """What is written in the code, and its side on paper, in millimetres."""

    words: str
    side: float = 38


def bars(words: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the side in squares, quiet zone included, and the black bars: column, row from the top, length."""
    import segno

    matrix = segno.make(words, error="q", micro=False, boost_error=False).matrix
    return len(matrix) + 2 * QUIET, tuple(_bars(matrix))


def _bars(matrix: tuple[bytearray, ...]) -> Iterator[tuple[int, int, int]]:
    for row, squares in enumerate(matrix):
        begin: int | None = None
        for column, black in enumerate([*squares, 0]):
            if black and begin is None:
                begin = column
            elif not black and begin is not None:
                yield begin + QUIET, row + QUIET, column - begin
                begin = None
