"""Pictures of a count, laid out once for screen and paper: bars and their majority line, duels, grades.

Widths and heights are in pixels at 100 %. Colours are said by what they mean, so that a picture reads in grey as well:
what wins is dark, what was received is hatched, what was lost is an empty dashed outline. In a calendar of terms, what
is held is filled, what is only planned is hatched, what lacks is hatched the other way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Any, Literal

from coop_desk.paper import faces

Tone = Literal[
    "ink", "muted", "line", "strong", "soft", "on strong", "limit", "surface", "held", "on held", "planned", "lacking"
]
Anchor = Literal["start", "middle", "end"]
SIZE, SMALL = 13.0, 11.5
ROW, BAR = 34.0, 20.0
PAPER = 0.72
"""Points on paper for one pixel."""
GREYS: dict[Tone, float] = {
    "ink": 0.0, "muted": 0.3, "line": 0.7, "strong": 0.25, "soft": 0.86, "on strong": 1.0, "limit": 0.0, "surface": 1.0,
    "held": 0.3, "on held": 1.0, "planned": 0.45, "lacking": 0.0,
}  # fmt: skip
MOST_SHADE = 0.85
"""The darkest of the shades of a scale, in parts of the strong tone."""
DARKEST = 0.65
"""The same on paper, in parts of black: a mark in ink is seen on it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `shade` from 0 to 1000 mixes the strong tone into the surface and goes before `fill`.

    `hatch` draws slanted strokes over the fill, `falling` when they go down to the right.
    """

    x: float
    y: float
    width: float
    height: float
    fill: Tone | None = None
    edge: Tone | None = None
    thick: float = 1.0
    dash: str = ""
    shade: int | None = None
    hatch: Tone | None = None
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A straight line."""

    points: tuple[tuple[float, float], tuple[float, float]]
    tone: Tone
    thick: float = 1.0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words, `x` being where `anchor` says; `on` is the shade they are written on, `turned` reads upwards."""

    words: str
    x: float
    y: float
    tone: Tone = "ink"
    anchor: Anchor = "start"
    strong: bool = False
    size: float = SIZE
    on: int | None = None
    ground: Tone | None = None
    room: float = 0.0
    turned: bool = False


Shape = Box | Mark | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in a frame, y downwards."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Somebody's figure: what they keep, what they received, what they lost; the words at the end of the bar."""

    name: str
    value: int | Fraction
    figure: str
    gained: int | Fraction = 0
    lost: int | Fraction = 0
    strong: bool = False
    units: int = 0
    """Small squares drawn after the figure: seats."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from the left, with the line that is to be reached and what it is called."""

    bars: tuple[Bar, ...]
    limit: int | Fraction | None = None
    limit_words: str = ""


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades of one candidate, best first: how many of each, which one is at the middle, and its words."""

    name: str
    counts: tuple[int, ...]
    median: int
    figure: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class GradeChart:
    """Stacked bars of the same length with the mark of the middle; `scale` names the grades, best first."""

    scale: tuple[str, ...]
    rows: tuple[Grades, ...]
    middle_words: str


@dataclass(frozen=True, slots=True)
class Duels:
    """One candidate against each: the figures in the order of the rows (None against oneself), and whether they win."""

    name: str
    cells: tuple[tuple[str, bool] | None, ...]
    figure: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class DuelChart:
    """Who beats whom: a table whose dark cells are duels won by the name of the row."""

    rows: tuple[Duels, ...]
    words: str


Chart = BarChart | GradeChart | DuelChart


def laid(chart: Chart, width: float) -> Picture:
    """Lay a chart out in a width."""
    match chart:
        case BarChart():
            return _bars(chart, width)
        case GradeChart():
            return _grades(chart, width)
        case DuelChart():
            return _duels(chart, width)


def measure(words: str, size: float = SIZE, *, strong: bool = False) -> float:
    """How wide words are."""
    return faces.width(words, "sans-strong" if strong else "sans", size)


def shortened(words: str, room: float, size: float = SIZE, *, strong: bool = False) -> str:
    """Cut words that do not fit, with an ellipsis."""
    if measure(words, size, strong=strong) <= room:
        return words
    while words and measure(f"{words}…", size, strong=strong) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def _names(names: Sequence[str], width: float) -> float:
    """The room of the names at the left."""
    return min(max((measure(name, strong=True) for name in names), default=0.0), width * 0.34) + 12


def _named(name: str, room: float, y: float, strong: bool) -> Label:
    return Label(shortened(name, room - 12, strong=strong), 0, y, strong=strong)


# ------------------------------------------------------------------------------------------------------------ bars


def _bars(chart: BarChart, width: float) -> Picture:
    left = _names([bar.name for bar in chart.bars], width)
    after = max((measure(bar.figure, strong=bar.strong) for bar in chart.bars), default=0.0) + 10
    squares = 14.0 * max((bar.units for bar in chart.bars), default=0)
    after += squares + (8 if squares else 0)
    inner = max(60.0, width - left - after)
    whole = max((bar.value + bar.gained + bar.lost for bar in chart.bars), default=Fraction(0))
    whole = max(whole, chart.limit or 0, 1)
    top = 26.0 if chart.limit is not None else 6.0
    height = top + ROW * len(chart.bars) + 2

    def x(value: int | Fraction) -> float:
        return left + inner * float(Fraction(value) / whole)

    found: list[Shape] = []
    if chart.limit is not None:
        at = x(chart.limit)
        half = measure(chart.limit_words, SMALL) / 2
        found.append(Label(chart.limit_words, min(max(at, half), width - half), 14, "limit", "middle", size=SMALL))
        found.append(Mark(((at, top - 6), (at, height - 2)), "limit", 1.6, "6 4"))
    found.append(Mark(((left, top), (left, height - 2)), "muted"))
    for place, bar in enumerate(chart.bars):
        y = top + ROW * place + (ROW - BAR) / 2
        found.append(_named(bar.name, left, y + BAR - 5, bar.strong))
        end = x(bar.value)
        if bar.value:
            found.append(Box(left, y, end - left, BAR, "strong" if bar.strong else "soft", "strong"))
        if bar.gained:
            found += _hatched(end, y, x(bar.value + bar.gained) - end)
            end = x(bar.value + bar.gained)
        if bar.lost:
            found.append(Box(end, y, x(bar.value + bar.gained + bar.lost) - end, BAR, None, "muted", dash="4 3"))
            end = x(bar.value + bar.gained + bar.lost)
        words = measure(bar.figure, strong=bar.strong)
        found.append(Box(end + 5, y, words + 6, BAR, "surface"))  # the line stops at the words
        found.append(Label(bar.figure, end + 8, y + BAR - 5, strong=bar.strong))
        found += [Box(end + 16 + words + 14 * at, y + 5, 10, 10, "strong", "strong") for at in range(bar.units)]
    return Picture(width, height, tuple(found))


def _hatched(x: float, y: float, wide: float) -> list[Shape]:
    """Draw upright strokes in an outline: what was received."""
    found: list[Shape] = [Box(x, y, wide, BAR, "surface", "strong")]
    at = x + 4
    while at < x + wide - 1:
        found.append(Mark(((at, y + 1), (at, y + BAR - 1)), "strong", 1.4))
        at += 4
    return found


# ----------------------------------------------------------------------------------------------------------- grades


def _grades(chart: GradeChart, width: float) -> Picture:
    left = _names([row.name for row in chart.rows], width)
    after = max((measure(row.figure, strong=row.strong) for row in chart.rows), default=0.0) + 10
    inner = max(120.0, width - left - after)
    top, last = 24.0, len(chart.scale) - 1
    foot = top + ROW * len(chart.rows)
    middle = left + inner / 2
    found: list[Shape] = [
        Label(chart.middle_words, middle, 14, "limit", "middle", size=SMALL),
        Mark(((middle, top - 4), (middle, foot + 2)), "limit", 1.6, "6 4"),  # behind the bars, seen between them
    ]
    for place, row in enumerate(chart.rows):
        y = top + ROW * place + (ROW - BAR) / 2
        found.append(_named(row.name, left, y + BAR - 5, row.strong))
        whole, x = sum(row.counts) or 1, left
        outlined: Box | None = None
        for at, count in enumerate(row.counts):
            wide = inner * count / whole
            if not count:
                continue
            shade = 1000 * (last - at) // max(last, 1)
            found.append(Box(x, y, wide, BAR, edge="strong", thick=0.8, shade=shade))
            words = str(count)
            if measure(words, SMALL) + 4 <= wide:
                found.append(Label(words, x + wide / 2, y + BAR - 6, anchor="middle", size=SMALL, on=shade))
            if at == row.median:
                outlined = Box(x, y - 3, wide, BAR + 6, edge="ink", thick=2.4)
            x += wide
        if outlined is not None:
            found.append(outlined)
        found.append(Label(row.figure, left + inner + 8, y + BAR - 5, strong=row.strong))
    shapes, height = _scale(chart.scale, width, foot + 10)
    return Picture(width, height, (*found, *shapes))


def _scale(scale: Sequence[str], width: float, top: float) -> tuple[list[Shape], float]:
    """Name the shades, best first, on as many lines as they need."""
    found: list[Shape] = []
    x, y, last = 0.0, top, len(scale) - 1
    for at, words in enumerate(scale):
        wide = 24 + measure(words, SMALL) + 16
        if x and x + wide > width:
            x, y = 0.0, y + 20
        found.append(Box(x, y + 2, 16, 12, edge="muted", shade=1000 * (last - at) // max(last, 1)))
        found.append(Label(words, x + 22, y + 13, size=SMALL))
        x += wide
    return found, y + 22


# ------------------------------------------------------------------------------------------------------------ duels


def _duels(chart: DuelChart, width: float) -> Picture:
    names = [f"{place}. {row.name}" for place, row in enumerate(chart.rows, 1)]
    left = _names(names, width)
    after = max((measure(row.figure, strong=True) for row in chart.rows), default=0.0) + 12
    cell = min(72.0, max(26.0, (width - left - after) / max(len(names), 1)))
    top = 44.0
    found: list[Shape] = [Label(shortened(chart.words, width, SMALL), 0, 12, "muted", size=SMALL)]
    for place, (name, row) in enumerate(zip(names, chart.rows, strict=True)):
        y = top + ROW * place
        middle = left + cell * (place + 0.5)
        found.append(Label(f"{place + 1}", middle, top - 8, "ink", "middle", strong=row.strong))
        found.append(_named(name, left, y + ROW / 2 + 5, row.strong))
        for at, held in enumerate(row.cells):
            x = left + cell * at
            if held is None:
                found.append(Box(x, y, cell, ROW, edge="line"))
                found.append(Mark(((x, y), (x + cell, y + ROW)), "line"))
                continue
            words, wins = held
            found.append(Box(x, y, cell, ROW, "strong" if wins else "surface", "line"))
            tone: Tone = "on strong" if wins else "muted"
            size = SIZE if measure(words) + 4 <= cell else SMALL
            found.append(Label(words, x + cell / 2, y + ROW / 2 + 5, tone, "middle", strong=wins, size=size))
        found.append(Label(row.figure, left + cell * len(names) + 10, y + ROW / 2 + 5, strong=row.strong))
    return Picture(width, top + ROW * len(names) + 4, tuple(found))


# -------------------------------------------------------------------------------------------------- screen and paper


def _mixed(surface: str, strong: str, shade: int) -> str:
    """Mix two colours written #RRGGBB."""
    part = shade / 1000 * MOST_SHADE
    channels = [
        round(int(surface[at : at + 2], 16) * (1 - part) + int(strong[at : at + 2], 16) * part) for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def svg(picture: Picture, colours: dict[Tone, str], family: str, scale: float = 1.0) -> bytes:
    """Write a picture as SVG for the screen, enlarged by `scale`."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width * scale:.0f}" '
        f'height="{picture.height * scale:.0f}" viewBox="0 0 {picture.width:.1f} {picture.height:.1f}">'
    ]
    for shape in with_grounds(picture.shapes):
        match shape:
            case Box():
                fill = colours[shape.fill] if shape.fill else "none"
                if shape.shade is not None:
                    fill = _mixed(colours["surface"], colours["strong"], shape.shade)
                edge = f' stroke="{colours[shape.edge]}" stroke-width="{shape.thick}"' if shape.edge else ""
                dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
                parts.append(
                    f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" '
                    f'height="{shape.height:.1f}" fill="{fill}"{edge}{dash}/>'
                )
                if shape.hatch:
                    path = "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for (x1, y1), (x2, y2) in strokes(shape))
                    parts.append(f'<path d="{path}" fill="none" stroke="{colours[shape.hatch]}" stroke-width="1.2"/>')
            case Mark():
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
                dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
                parts.append(
                    f'<polyline points="{points}" fill="none" stroke="{colours[shape.tone]}" '
                    f'stroke-width="{shape.thick}"{dash}/>'
                )
            case Label():
                tone = _on(shape) if shape.on is not None else shape.tone
                turn = f' transform="rotate(-90 {shape.x:.1f} {shape.y:.1f})"' if shape.turned else ""
                parts.append(
                    f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" fill="{colours[tone]}" font-size="{shape.size}" '
                    f'font-weight="{600 if shape.strong else 400}" font-family="{escape(family)}" '
                    f'text-anchor="{shape.anchor}"{turn}>{escape(shape.words)}</text>'
                )
    return "\n".join([*parts, "</svg>"]).encode()


def cleared(label: Label) -> Box | None:
    """The clear ground behind words that start at `x`, when they stand on a hatched place."""
    if label.ground is None:
        return None
    wide = measure(label.words, label.size, strong=label.strong) + 6
    return Box(label.x - 3, label.y - label.size, wide, label.size + 3, label.ground)


@lru_cache(maxsize=4000)
def strokes(box: Box) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The slanted strokes of a hatched rectangle, cut at its edges; falling ones are closer."""
    found = []
    wide, high, step = box.width, box.height, 5.0 if box.falling else 6.0
    at = step / 2
    while at < wide + high:
        x1, y1 = min(at, wide), max(0.0, at - wide)
        x2, y2 = max(0.0, at - high), min(at, high)
        if box.falling:
            x1, x2 = wide - x1, wide - x2
        found.append(((box.x + x1, box.y + y1), (box.x + x2, box.y + y2)))
        at += step
    return found


def with_grounds(shapes: Sequence[Shape]) -> Iterator[Shape]:
    """The shapes, each clear ground before its words."""
    for shape in shapes:
        if isinstance(shape, Label) and (ground := cleared(shape)) is not None:
            yield ground
        yield shape


def moved(shape: Shape, right: float, down: float) -> Shape:
    """The same shape elsewhere."""
    if isinstance(shape, Mark):
        (x1, y1), (x2, y2) = shape.points
        return replace(shape, points=((x1 + right, y1 + down), (x2 + right, y2 + down)))
    return replace(shape, x=shape.x + right, y=shape.y + down)


def _on(label: Label) -> Tone:
    """Ink on a light shade, its reverse on a dark one."""
    return "on strong" if (label.on or 0) > 600 else "ink"


def drawing(chart: Chart, room: float) -> Any:
    """Make the drawing of a chart for paper, in a width in points, in greys only."""
    return drawn(laid(chart, room / PAPER), room)


def drawn(picture: Picture, room: float) -> Any:
    """Make the drawing of a picture for paper, in a width in points, in greys only."""
    from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
    from reportlab.lib.colors import Color

    for face in ("sans", "sans-strong"):
        faces.widths(face)
    made = Drawing(room, picture.height * PAPER)

    def grey(tone: Tone) -> Any:
        return Color(*[GREYS[tone]] * 3)

    for shape in with_grounds(picture.shapes):
        match shape:
            case Box():
                filled = grey(shape.fill) if shape.fill else None
                if shape.shade is not None:
                    filled = Color(*[1 - shape.shade / 1000 * DARKEST] * 3)
                box = Rect(
                    shape.x * PAPER, (picture.height - shape.y - shape.height) * PAPER, shape.width * PAPER,
                    shape.height * PAPER, fillColor=filled, strokeColor=grey(shape.edge) if shape.edge else None,
                    strokeWidth=shape.thick * PAPER * 0.8,
                )  # fmt: skip
                box.strokeDashArray = _dash(shape.dash)
                made.add(box)
                for (x1, y1), (x2, y2) in strokes(shape) if shape.hatch else ():
                    made.add(
                        Line(
                            x1 * PAPER, (picture.height - y1) * PAPER, x2 * PAPER, (picture.height - y2) * PAPER,
                            strokeColor=grey(shape.hatch or "ink"), strokeWidth=0.7 * PAPER,
                        )
                    )  # fmt: skip
            case Mark():
                (x1, y1), (x2, y2) = shape.points
                line = Line(
                    x1 * PAPER, (picture.height - y1) * PAPER, x2 * PAPER, (picture.height - y2) * PAPER,
                    strokeColor=grey(shape.tone), strokeWidth=shape.thick * PAPER,
                )  # fmt: skip
                line.strokeDashArray = _dash(shape.dash)
                made.add(line)
            case Label():
                tone = _on(shape) if shape.on is not None else shape.tone
                words = String(
                    0, 0, shape.words, fontName="sans-strong" if shape.strong else "sans",
                    fontSize=shape.size * PAPER, textAnchor=shape.anchor, fillColor=grey(tone),
                )  # fmt: skip
                x, y = shape.x * PAPER, (picture.height - shape.y) * PAPER
                if shape.turned:
                    made.add(Group(words, transform=(0, 1, -1, 0, x, y)))
                else:
                    words.x, words.y = x, y
                    made.add(words)
    return made


def _dash(dash: str) -> list[float] | None:
    return [float(part) * PAPER for part in dash.split()] or None
