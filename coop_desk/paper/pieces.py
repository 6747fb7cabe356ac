"""Small papers printed several to a sheet, to be cut along dashed lines: ballots."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coop_desk.paper.sheet import Part


@dataclass(frozen=True, slots=True)
class Pieces:
    """The same small paper so many times, one or several abreast."""

    parts: tuple["Part", ...]
    copies: int
    columns: int = 2
