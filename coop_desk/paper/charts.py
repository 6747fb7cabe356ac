"""Line charts: one drawing, for the screen as SVG and for paper as vectors, readable in grey, labels on the lines."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

STEPS = 4
LEFT, RIGHT, TOP, BOTTOM = 44.0, 190.0, 10.0, 24.0
SIZE = 12.0
APART = 17.0
DASHES = ("", "7 3", "2 3")


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, its values in thousandths of the whole, and the limit drawn beside it when there is one.

    A moment without value is left blank.
    """

    name: str
    values: tuple[int | None, ...]
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over the same moments; `labels` name some of the moments, empty for the others.

    `height` in millimetres is its height on paper.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    height: float = 62

    @property
    def blank(self) -> bool:
        """Whether no line has a value to show."""
        return all(value is None for line in self.series for value in line.values)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A broken line; `tone` is the place of its colour: 0 for ink, 1 for hairlines, then one per series."""

    points: tuple[tuple[float, float], ...]
    tone: int
    width: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a point, the end of the line of writing being `anchor`: start, middle or end."""

    text: str
    x: float
    y: float
    tone: int
    anchor: str = "start"


def shapes(chart: LineChart, width: float, height: float) -> list[Stroke | Words]:
    """Lay a chart out in a frame, y downwards."""
    inner_width, inner_height = width - LEFT - RIGHT, height - TOP - BOTTOM
    last = max(1, len(chart.labels) - 1)

    def x(place: int) -> float:
        return LEFT + inner_width * place / last

    def y(value: int) -> float:
        return TOP + inner_height * (1000 - value) / 1000

    found: list[Stroke | Words] = []
    for step in range(STEPS + 1):
        value = 1000 * step // STEPS
        found.append(Stroke(((LEFT, y(value)), (width - RIGHT, y(value))), 1, 0.8))
        found.append(Words(f"{value // 10}\N{NARROW NO-BREAK SPACE}%", LEFT - 8, y(value) + 4, 0, "end"))
    for place, label in enumerate(chart.labels):
        if label:
            found.append(Words(label, x(place), height - 6, 0, "middle"))
    for place, line in enumerate(chart.series):
        tone, dash = place + 2, DASHES[place % len(DASHES)]
        if line.limit is not None:
            found.append(Stroke(((LEFT, y(line.limit)), (width - RIGHT, y(line.limit))), tone, 0.8, "1 4"))
        found += [Stroke(points, tone, 2.0, dash) for points in _runs(line, x, y)]
    ends = [
        (y(last_value), place)
        for place, line in enumerate(chart.series)
        if line.values and (last_value := line.values[-1]) is not None
    ]
    below = TOP - APART
    for level, place in sorted(ends):
        below = max(level, below + APART)
        found.append(Words(chart.series[place].name, width - RIGHT + 10, below + 4, place + 2))
    return found


def _runs(line: Series, x: Callable[[int], float], y: Callable[[int], float]) -> list[tuple[tuple[float, float], ...]]:
    """The unbroken parts of a line; a moment alone becomes a short stroke."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(line.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x(place), y(value)))
    return [tuple(run) if len(run) > 1 else ((run[0][0] - 4, run[0][1]), run[0]) for run in runs if run]


def svg(chart: LineChart, width: int, height: int, colours: tuple[str, ...], family: str) -> bytes:
    """Write a chart as SVG for the screen, in pixels; `colours` are ink, hairline, then one per series."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">']
    for shape in shapes(chart, width, height):
        colour = colours[min(shape.tone, len(colours) - 1)]
        if isinstance(shape, Stroke):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
            dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
            parts.append(
                f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{shape.width}"{dash}/>'
            )
        else:
            parts.append(
                f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" fill="{colour}" font-size="{SIZE}" '
                f'font-family="{escape(family)}" text-anchor="{shape.anchor}">{escape(shape.text)}</text>'
            )
    return "\n".join([*parts, "</svg>"]).encode()


def drawing(chart: LineChart, width: float, height: float) -> Any:
    """Make the drawing of a chart for paper, in points, in ink only: dashes tell the lines apart."""
    from reportlab.graphics.shapes import Drawing, PolyLine, String
    from reportlab.lib.colors import Color, black

    from coop_desk.paper import faces

    faces.widths("sans")
    grey = Color(0.72, 0.72, 0.72)
    made = Drawing(width, height)
    for shape in shapes(chart, width, height):
        if isinstance(shape, Stroke):
            points = [number for x, y in shape.points for number in (x, height - y)]
            line = PolyLine(points, strokeColor=grey if shape.tone == 1 else black, strokeWidth=shape.width * 0.6)
            line.strokeDashArray = [float(part) for part in shape.dash.split()] or None
            made.add(line)
        else:
            made.add(
                String(shape.x, height - shape.y, shape.text, fontName="sans", fontSize=8.5, textAnchor=shape.anchor)
            )
    return made
