"""The table as a flowable: widths from the contents, heads on each page, rows cut only if too tall."""

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.platypus.flowables import Flowable

from coop_desk.paper import faces, lines
from coop_desk.paper.faces import MM, Style
from coop_desk.paper.flow import Block, draw_lines, square
from coop_desk.paper.lines import Line
from coop_desk.paper.tables import Align, Column, Table
from coop_desk.paper.text import Words

_PAD = 2.2 * MM
_FAIR, _WIDE = 0.3, 35
"""Part of the sheet that a column of sentences keeps; width in millimetres from which another column wraps for it."""
_ROOM = 2.2
"""Room above and below the words of a row, in points."""

_SHORT = 180
"""A table no higher than this, in points, is never cut."""

_WORTH = 300
"""Less room than this, in points, is left empty rather than begin a table with one row."""

Cells = tuple[tuple[Line, ...], ...]


class Ledger(Flowable):  # type: ignore[misc]
    """A table laid out once for a width; pieces of it keep the widths and the heads."""

    def __init__(self, part: Table, then: Sequence[Flowable] = (), pieces: "Layout | None" = None) -> None:
        super().__init__()
        self.part, self.then = part, Block(then)
        self._layout = pieces
        self.spaceAfter = part.after
        self.spaceBefore = 4

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Choose the widths and cut every cell into lines, once."""
        self.room = room
        return room, self.layout(room).height() + self._ending(room)

    def _ending(self, room: float) -> float:
        """Height of what stays with the last rows."""
        high = self.then.wrap(room, 1e6)[1]
        return float(high + max(self.then.getSpaceBefore(), self.part.after)) if high else 0.0

    def layout(self, room: float) -> "Layout":
        """Give the layout for this width, made the first time it is asked for."""
        if self._layout is None:
            self._layout = Layout.of(self.part, room)
        return self._layout

    def split(self, room: float, height: float) -> list[Flowable]:
        """Cut between rows: never a head alone, never the totals alone, never a row that fits a page."""
        both = self.layout(room).cut(height)
        if not both:
            return []
        return [Ledger(self.part, (), both[0]), Ledger(self.part, self.then.contents, both[1])]

    def draw(self) -> None:
        """Draw the heads, the rows, the totals and the hairlines, then what stays with them."""
        below = self._ending(self.room)
        self.canv.saveState()
        self.canv.translate(0, below)
        self.layout(self.room).draw(self.canv)
        self.canv.restoreState()
        if below:
            self.then.drawOn(self.canv, 0, 0)


class Layout:
    """A table, or the piece of one that stands on a page, cut into lines."""

    def __init__(
        self,
        part: Table,
        widths: list[float],
        head: Cells,
        rows: list[Cells],
        kept: list[bool],
        totals: list[Cells],
        decimals: list[float],
    ) -> None:
        self.part, self.widths, self.head = part, widths, head
        self.rows, self.kept, self.totals, self.decimals = rows, kept, totals, decimals

    @classmethod
    def of(cls, part: Table, room: float) -> "Layout":
        """Lay a table out for a width in points."""
        widths = _widths(part, room)
        strong = _strong(part.style)

        def cells(row: tuple[Words, ...], style: Style) -> Cells:
            return tuple(lines.broken(cell, style, wide - _PAD) for cell, wide in zip(row, widths, strict=True))

        rows = [cells(row, strong if n in part.strong else part.style) for n, row in enumerate(part.rows)]
        heads = any(column.head for column in part.columns)
        return cls(
            part,
            widths,
            cells(tuple(column.head for column in part.columns), strong) if heads else (),
            rows,
            [n in part.strong for n in range(len(rows))],
            [cells(row, strong) for row in part.totals],
            [_decimals(part, place) for place in range(len(part.columns))],
        )

    def row_height(self, cells: Cells, plain: bool = True) -> float:
        """Height of a row in points; heads and totals are as high as their words."""
        high = max((len(cell) for cell in cells), default=1) * self.part.style.leading + 2 * _ROOM
        return max(high, self.part.row_height * MM) if plain else high

    def height(self) -> float:
        """Height of the piece in points."""
        head = self.row_height(self.head, plain=False) if self.head else 0
        totals = sum(self.row_height(row, plain=False) for row in self.totals)
        return head + totals + sum(self.row_height(row) for row in self.rows)

    def cut(self, height: float) -> tuple["Layout", ...]:
        """Cut so that the first piece fits in a height; nothing when it cannot be cut well."""
        if height < self.height() <= _SHORT:
            return ()
        used = self.row_height(self.head, plain=False) if self.head else 0
        fits = 0
        for row in self.rows:
            used += self.row_height(row)
            if used > height + 0.01:
                break
            fits += 1
        if fits == len(self.rows):
            fits = max(fits - 2, 1) if len(self.rows) > 2 else fits - 1
        while fits > 1 and self.kept[fits - 1]:
            fits -= 1
        if len(self.rows) - fits == 1 and fits > 2 and not self.kept[fits - 2]:
            fits -= 1
        if fits < 2 and height < _WORTH:
            return ()
        if fits < 1:
            return self._cut_row(height)
        return (
            self._piece(self.rows[:fits], self.kept[:fits], []),
            self._piece(self.rows[fits:], self.kept[fits:], self.totals),
        )

    def _cut_row(self, height: float) -> tuple["Layout", ...]:
        """Cut a single row taller than a page between its lines."""
        head = self.row_height(self.head, plain=False) if self.head else 0
        first = self.rows[0] if self.rows else ()
        longest = max((len(cell) for cell in first), default=0)
        count = min(int((height - head - 2 * _ROOM) // self.part.style.leading), longest - 2)
        if count < 2:
            return ()
        upper = tuple(cell[:count] for cell in first)
        lower = tuple(cell[count:] for cell in first)
        return (
            self._piece([upper], [False], []),
            self._piece([lower, *self.rows[1:]], self.kept, self.totals),
        )

    def _piece(self, rows: list[Cells], kept: list[bool], totals: list[Cells]) -> "Layout":
        return Layout(self.part, self.widths, self.head, rows, kept, totals, self.decimals)

    def draw(self, canvas: Any) -> None:
        """Draw from the top of the piece downwards."""
        top = y = self.height()
        wide = sum(self.widths)
        strong = _strong(self.part.style)
        canvas.setStrokeGray(0)
        if self.head:
            y = self._row(canvas, self.head, y, strong, head=True)
            _stroke(canvas, 0, y, wide, faces.FINE)
        for place, row in enumerate(self.rows):
            y = self._row(canvas, row, y, strong if self.kept[place] else self.part.style)
            last = place == len(self.rows) - 1
            _stroke(canvas, 0, y, wide, faces.FINE if last and self.head else faces.HAIR)
        for row in self.totals:
            y = self._row(canvas, row, y, strong, total=True)
        if self.totals:
            _stroke(canvas, 0, y, wide, faces.FINE)
        if self.part.upright:
            self._uprights(canvas, top)

    def _row(
        self, canvas: Any, cells: Cells, top: float, style: Style, head: bool = False, total: bool = False
    ) -> float:
        bottom = top - self.row_height(cells, plain=not (head or total))
        slack = top - bottom - max((len(cell) for cell in cells), default=1) * style.leading - 2 * _ROOM
        x = 0.0
        for place, (cell, column) in enumerate(zip(cells, self.part.columns, strict=True)):
            room = self.widths[place] - _PAD
            left = x + (_PAD / 2 if self.part.upright else 0 if place == 0 else _PAD / 2)
            upper = top - _ROOM - slack / 2 if not head else bottom + _ROOM + len(cell) * style.leading
            if column.box and not cell and not head and not total:
                square(canvas, left + room / 2 - 1.6 * MM, top - (top - bottom) / 2)
            elif column.align == "decimal" and not head:
                tail = _tail(cell, style)
                edge = room - self.decimals[place] + tail
                draw_lines(canvas, cell, _aligned(style, "right"), left, upper, edge)
            else:
                draw_lines(canvas, cell, _aligned(style, column.align), left, upper, room)
            x += self.widths[place]
        return bottom

    def _uprights(self, canvas: Any, top: float) -> None:
        canvas.setLineWidth(faces.HAIR)
        x = 0.0
        for wide in (0.0, *self.widths):
            x += wide
            canvas.line(x, 0, x, top)
        _stroke(canvas, 0, top, sum(self.widths), faces.FINE)


def _stroke(canvas: Any, x: float, y: float, to: float, width: float) -> None:
    canvas.setLineWidth(width)
    canvas.line(x, y, to, y)


def _strong(style: Style) -> Style:
    return Style(style.family, style.size, style.leading, after=0, strong=True)


def _aligned(style: Style, align: Align) -> Style:
    to: Literal["left", "right", "centre"] = "right" if align == "decimal" else align
    return Style(style.family, style.size, style.leading, align=to, strong=style.strong)


def _tail(cell: tuple[Line, ...], style: Style) -> float:
    """Width of what stands after the decimal comma, the comma included; the sign € is part of it."""
    if not cell or not cell[-1].runs:
        return 0.0
    words = cell[-1].runs[-1]
    cut = words.words.rfind(",")
    if cut < 0:
        cut = len(words.words.rstrip("\N{NARROW NO-BREAK SPACE}€% "))
    return faces.width(words.words[cut:], words.face, style.size)


def _decimals(part: Table, place: int) -> float:
    if part.columns[place].align != "decimal":
        return 0.0
    cells = [row[place] for row in (*part.rows, *part.totals)]
    return max((_tail(lines.broken(cell, part.style, 1e9), part.style) for cell in cells), default=0.0)


def _widths(part: Table, room: float) -> list[float]:
    """Give each column the width its contents need; columns that grow share what is left, or give way.

    They keep a fair width while other wide columns can wrap too: sentences are not squeezed into one word a line.
    """
    natural = [_needed(part, place, column) for place, column in enumerate(part.columns)]
    growing = [place for place, column in enumerate(part.columns) if column.grows]
    spare = room - sum(natural)
    if spare >= 0:
        for place in growing:
            natural[place] += spare / len(growing)
        return natural
    short = -spare
    others = [place for place in range(len(natural)) if place not in growing]
    wide = [place for place in others if natural[place] > _WIDE * MM]
    fair = _FAIR * room / max(1, len(growing))
    for places, floor in ((growing, fair), (wide, 0.0), (growing, 0.0), (others, 0.0)):
        if short <= 0.01:
            break
        give = {
            place: max(natural[place] - max(_least(part, place, part.columns[place]), floor), 0.0) for place in places
        }
        available = sum(give.values())
        taken = min(short, available)
        for place, room_given in give.items():
            natural[place] -= taken * room_given / available if available else 0.0
        short -= taken
    if short > 0.01:
        total = sum(natural)
        natural = [wide * room / total for wide in natural]
    return natural


def _needed(part: Table, place: int, column: Column) -> float:
    if column.width:
        return column.width * MM
    strong = _strong(part.style)
    body = max((lines.natural(row[place], part.style) for row in part.rows), default=0.0)
    heads = max((lines.natural(words, strong) for words in _strong_words(part, place, column)), default=0.0)
    return max(body, heads) + _PAD + 0.5


def _least(part: Table, place: int, column: Column) -> float:
    if column.width:
        return column.width * MM
    strong = _strong(part.style)
    if column.align == "decimal":
        return _needed(part, place, column)
    body = max((lines.longest_word(row[place], part.style) for row in part.rows), default=0.0)
    heads = max((lines.longest_word(words, strong) for words in _strong_words(part, place, column)), default=0.0)
    return max(body, heads) + _PAD + 0.5


def _strong_words(part: Table, place: int, column: Column) -> tuple[Words, ...]:
    return (column.head, *(row[place] for row in part.totals))
