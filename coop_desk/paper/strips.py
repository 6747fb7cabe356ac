"""Pictures made of strips one under the other: a screen draws those that are seen, paper cuts between two."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from coop_desk.paper.pictures import SIZE, Picture, Shape, measure, moved, shortened

NAMES = 0.3
"""Most of the width that the names at the left may take."""
LEAST_CUT = 4
"""Letters under which a name cut short tells nobody."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a strip that the keyboard reaches: what it stands for, where it is, and its words."""

    key: Hashable
    left: float
    top: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip: the shapes of its name, those at the right of it, and the places to go to, all from its own corner."""

    height: float
    name: tuple[Shape, ...]
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...] = ()


class Strips(Protocol):
    """A picture made of strips; widths are in pixels at 100 %."""

    @property
    def words(self) -> str:
        """What the whole picture says, for those who do not see it."""

    def count(self) -> int:
        """How many strips there are."""

    def names(self, width: float) -> float:
        """The room of the names at the left of a picture this wide."""

    def head(self, names: float, width: float) -> Strip:
        """What stands over the strips, `names` wide at the left and `width` at its right."""

    def strip(self, place: int, names: float, width: float) -> Strip:
        """One strip."""

    def height(self, place: int, width: float) -> float:
        """How high a strip is, without drawing it."""

    def heads_others(self, place: int) -> bool:
        """Whether a strip is the heading of those after it."""


def names_room(names: list[str], width: float, *, strong: bool = False) -> float:
    """The room that names need at the left of a picture, as far as there is."""
    return min(max((measure(name, strong=strong) for name in names), default=0.0) + 20, width * NAMES)


def fitted(name: str, room: float, size: float = SIZE, *, strong: bool = False) -> str:
    """A name as it fits: whole, cut (somebody's given name is kept whole), its initials, or nothing."""
    parts = name.split()
    short = [f"{parts[0]} {parts[1][0]}.", parts[0]] if len(parts) == 2 else []
    cut = shortened(name, room, size, strong=strong) if len(parts) != 2 else ""
    readable = [cut] if len(cut) > LEAST_CUT else []
    for words in (name, *short, *readable, "".join(part[0] for part in parts)):
        if measure(words, size, strong=strong) <= room:
            return words
    return ""


def whole(chart: Strips, width: float, first: int = 0, last: int | None = None) -> Picture:
    """Lay some strips of a picture out under its head, in a width."""
    names = chart.names(width)
    shapes: list[Shape] = []
    down = 0.0
    places = range(first, chart.count() if last is None else last)
    for strip in (chart.head(names, width - names), *(chart.strip(n, names, width - names) for n in places)):
        shapes += [moved(shape, 0, down) for shape in strip.name]
        shapes += [moved(shape, names, down) for shape in strip.shapes]
        down += strip.height
    return Picture(width, down + 1, tuple(shapes))
