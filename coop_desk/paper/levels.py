"""People and skills, a cell each: the darker the higher, with the level written in it, so it reads in grey as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coop_desk.paper import faces
from coop_desk.paper.pictures import PAPER, SMALL, Box, Label, Mark, Picture, Shape, measure, shortened

LINE, GROUP = 19.0, 22.0
LEAST, MOST = 24.0, 44.0
"""How wide a column may be, in pixels at 100 %."""
HIGHEST_HEAD = 165.0
SHADES = (0, 160, 370, 590, 1000)
"""The shade of each level; on the last one only, words are written in reverse."""
ROOMS = {False: (297 - 40, 210 - 50), True: (420 - 40, 297 - 50)}
"""Width and height in millimetres between the margins of a page turned on its side, A4 then A3."""
FIRST_TAKES = 46.0
"""Millimetres of the first page taken by the letterhead and the title."""


@dataclass(frozen=True, slots=True)
class LevelCell:
    """One cell: its shade from 0 to 4, and what is written in it; `edged` when something waits."""

    level: int
    words: str
    edged: bool = False


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One line; `strong` sums up the column over it."""

    name: str
    cells: tuple[LevelCell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LevelGrid:
    """Lines under the same columns; `groups` says over how many columns each group goes."""

    groups: tuple[tuple[str, int], ...]
    columns: tuple[str, ...]
    rows: tuple[LevelRow, ...]


def pages_of(grid: LevelGrid, *, a3: bool = False) -> tuple[Picture, ...]:
    """Cut a grid into pictures that each fit a page: columns first, then lines."""
    wide, high = (side * faces.MM / PAPER for side in ROOMS[a3])
    names = min(max((measure(row.name, strong=row.strong) for row in grid.rows), default=0.0), wide * 0.24) + 12
    fits = max(1, int((wide - names) // LEAST))
    head = GROUP + min(max((measure(name, SMALL) for name in grid.columns), default=0.0), HIGHEST_HEAD) + 12
    first = max(4, int((high - head - FIRST_TAKES * faces.MM / PAPER) // LINE))
    more = max(4, int((high - head) // LINE))
    found: list[Picture] = []
    for left in range(0, len(grid.columns), fits):
        part = _columns(grid, left, min(left + fits, len(grid.columns)))
        at, room = 0, first if not found else more
        while at < len(part.rows):
            rows = part.rows[at : at + room]
            found.append(_laid(LevelGrid(part.groups, part.columns, rows), wide, names, head))
            at, room = at + room, more
    return tuple(found)


def _columns(grid: LevelGrid, left: int, right: int) -> LevelGrid:
    """The same lines under some of the columns."""
    groups, at = [], 0
    for name, count in grid.groups:
        here = min(at + count, right) - max(at, left)
        if here > 0:
            groups.append((name, here))
        at += count
    rows = tuple(LevelRow(row.name, row.cells[left:right], row.strong) for row in grid.rows)
    return LevelGrid(tuple(groups), grid.columns[left:right], rows)


def _laid(grid: LevelGrid, wide: float, names: float, head: float) -> Picture:
    cell = min(MOST, (wide - names) / max(len(grid.columns), 1))
    height = head + LINE * len(grid.rows) + 2
    right = names + cell * len(grid.columns)
    shapes: list[Shape] = [*_heads(grid, names, cell, head)]
    for at, row in enumerate(grid.rows):
        top = head + LINE * at
        shapes.append(Mark(((0, top), (right, top)), "line", 0.6))
        shapes.append(Label(shortened(row.name, names - 8, strong=row.strong), 0, top + 14, strong=row.strong))
        for place, one in enumerate(row.cells):
            shapes += _cell(one, names + cell * place, top, cell, strong=row.strong)
    bottom = head + LINE * len(grid.rows)
    shapes.append(Mark(((0, bottom), (right, bottom)), "line", 0.6))
    at = 0
    for _name, count in grid.groups:
        x = names + cell * at
        shapes.append(Mark(((x, 0), (x, bottom)), "muted", 0.8))
        at += count
    return Picture(wide, height, tuple(shapes))


def _heads(grid: LevelGrid, names: float, cell: float, head: float) -> Iterator[Shape]:
    at = 0
    for name, count in grid.groups:
        words = shortened(name, cell * count - 6, SMALL, strong=True)
        yield Label(words, names + cell * at + 4, 14, strong=True, size=SMALL)
        at += count
    for place, name in enumerate(grid.columns):
        words = shortened(name, head - GROUP - 8, SMALL)
        yield Label(words, names + cell * (place + 0.5) + 4, head - 5, size=SMALL, turned=True)


def _cell(one: LevelCell, x: float, top: float, cell: float, *, strong: bool) -> Sequence[Shape]:
    found: list[Shape] = []
    if one.level:
        found.append(Box(x + 1, top + 1.5, cell - 2, LINE - 3, shade=SHADES[one.level]))
    if one.edged:
        found.append(Box(x + 1, top + 1.5, cell - 2, LINE - 3, edge="ink", dash="3 2"))
    if one.words:
        size = SMALL if measure(one.words, SMALL, strong=True) <= cell - 3 else SMALL - 2
        on = SHADES[one.level] if one.level else None
        bold = strong or bool(one.level)
        found.append(Label(one.words, x + cell / 2, top + 13.5, anchor="middle", strong=bold, size=size, on=on))
    return found
