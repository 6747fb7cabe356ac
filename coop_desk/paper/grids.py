"""Days side by side, a line a person: filled, hatched, half or empty, so that a calendar reads in black and white."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from coop_desk.paper import faces
from coop_desk.paper.pictures import SMALL, Box, Label, Mark, Picture, Shape, measure, shortened

ROOM = (297 - 25 - 20) * faces.MM
"""Points between the margins of a page turned on its side."""
LINE, HEAD = 20.0, 34.0
CELL = 15.0
"""Height of a cell in its line."""


class Fill(StrEnum):
    """How the cell of a day is drawn."""

    NONE = "none"
    FULL = "full"
    HALF = "half"
    HATCHED = "hatched"
    GREY = "grey"
    CROSSED = "crossed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days drawn alike, by their places from 0; the places of a year are its days."""

    first: int
    last: int
    fill: Fill


@dataclass(frozen=True, slots=True)
class GridLine:
    """Somebody's days; `figure` is written at the end of the line."""

    name: str
    stretches: tuple[Stretch, ...]
    figure: str = ""


@dataclass(frozen=True, slots=True)
class DayGrid:
    """Lines over the same days. `heads`: where each head begins, its words, and a second line of words."""

    days: int
    heads: tuple[tuple[int, str, str], ...]
    lines: tuple[GridLine, ...]
    figures: str = ""


def laid_days(grid: DayGrid, width: float) -> Picture:
    """Lay a grid out in a width."""
    left = min(max((measure(line.name) for line in grid.lines), default=0.0), width * 0.2) + 10
    right = max((measure(line.figure) for line in grid.lines), default=0.0)
    right = max(right, measure(grid.figures, SMALL)) + 10 if grid.figures else 4
    each = (width - left - right) / grid.days
    height = HEAD + LINE * len(grid.lines)

    def x(place: int) -> float:
        return left + each * place

    shapes: list[Shape] = []
    for place, words, under in grid.heads:
        shapes.append(Mark(((x(place), HEAD - 4), (x(place), height)), "line", 0.6))
        end = next((at for at, _words, _under in grid.heads if at > place), grid.days)
        middle = (x(place) + x(end)) / 2
        shapes.append(Label(words, middle, HEAD - 20, anchor="middle", size=SMALL))
        shapes.append(Label(under, middle, HEAD - 8, "muted", "middle", size=SMALL))
    if grid.figures:
        shapes.append(Label(grid.figures, width, HEAD - 8, "muted", "end", size=SMALL))
    for at, line in enumerate(grid.lines):
        top = HEAD + LINE * at
        shapes.append(Mark(((0, top), (width, top)), "line", 0.6))
        shapes.append(Label(shortened(line.name, left - 8), 0, top + 14))
        for one in line.stretches:
            shapes += _drawn(x(one.first), x(one.last + 1), top + (LINE - CELL) / 2, one.fill)
        if line.figure:
            shapes.append(Label(line.figure, width, top + 14, anchor="end"))
    shapes.append(Mark(((0, height), (width, height)), "line", 0.6))
    return Picture(width, height, tuple(shapes))


def _drawn(left: float, right: float, top: float, fill: Fill) -> list[Shape]:
    wide = right - left
    draw: dict[Fill, Callable[[], list[Shape]]] = {
        Fill.NONE: list,
        Fill.FULL: lambda: [Box(left, top, wide, CELL, "strong")],
        Fill.HALF: lambda: [
            Box(left, top + CELL / 2, wide, CELL / 2, "strong"),
            Box(left, top, wide, CELL, None, "strong"),
        ],
        Fill.HATCHED: lambda: [Box(left, top, wide, CELL, "surface", "strong"), *_strokes(left, right, top)],
        Fill.GREY: lambda: [Box(left, top, wide, CELL, "soft")],
        Fill.CROSSED: lambda: [
            Box(left, top, wide, CELL, "soft"),
            Mark(((left, top + CELL), (right, top)), "muted", 0.8),
            Mark(((left, top), (right, top + CELL)), "muted", 0.8),
        ],
    }
    return draw[fill]()


def _strokes(left: float, right: float, top: float) -> list[Shape]:
    found: list[Shape] = []
    at = left + 3
    while at < right - 1:
        found.append(Mark(((at, top + 1), (at, top + CELL - 1)), "strong", 1.2))
        at += 4
    return found
