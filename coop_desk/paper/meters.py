"""A line a person, with one or several bars side by side, each against a mark: hours and a fair share, points done."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from coop_desk.paper.pictures import SMALL, Box, Label, Mark, Shape, Tone, measure, shortened
from coop_desk.paper.strips import Spot, Strip, names_room

ROW, BAR, HEAD = 34.0, 18.0, 30.0
APART = 28.0


class Fill(StrEnum):
    """How a bar is drawn."""

    PLAIN = "plain"
    WARNED = "warned"
    """Hatched: it asks for attention."""
    OVER = "over"
    """Hatched the other way: it is past what it may be, or too late."""


@dataclass(frozen=True, slots=True)
class Meter:
    """A value from zero, the mark it is compared with, and its words; a `limit` is not to be passed."""

    value: int
    mark: int | None
    figure: str
    fill: Fill = Fill.PLAIN
    limit: bool = False


@dataclass(frozen=True, slots=True)
class MeterRow:
    """Somebody's bars, and all of it in words."""

    key: Hashable
    name: str
    meters: tuple[Meter, ...]
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class MeterChart:
    """Rows under the heads of their bars; `parts` share the width between them, `wholes` are the ends of the scales."""

    heads: tuple[str, ...]
    parts: tuple[int, ...]
    wholes: tuple[int, ...]
    rows: tuple[MeterRow, ...]
    words: str

    def count(self) -> int:
        """How many rows."""
        return len(self.rows)

    def names(self, width: float) -> float:
        """The room of the names."""
        return names_room([row.name for row in self.rows], width, strong=any(row.strong for row in self.rows))

    def height(self, place: int, width: float) -> float:
        """Every row is as high."""
        return ROW

    def heads_others(self, place: int) -> bool:
        """No row heads others."""
        return False

    def head(self, names: float, width: float) -> Strip:
        """What each bar says."""
        shapes: list[Shape] = [Mark(((0, HEAD), (width, HEAD)), "muted", 0.8)]
        for (left, room), words in zip(self._columns(width), self.heads, strict=True):
            shapes.append(Label(shortened(words, room, SMALL), left, HEAD - 10, "muted", size=SMALL))
        return Strip(HEAD, (Mark(((0, HEAD), (names, HEAD)), "muted", 0.8),), tuple(shapes))

    def strip(self, place: int, names: float, width: float) -> Strip:
        """One row."""
        row = self.rows[place]
        shapes: list[Shape] = [Mark(((0, ROW), (width, ROW)), "line", 0.6)]
        for at, ((left, room), meter) in enumerate(zip(self._columns(width), row.meters, strict=True)):
            shapes += self._meter(meter, left, room - self._figures(at), self.wholes[at])
        title = Label(shortened(row.name, names - 12, strong=row.strong), 0, ROW - 12, strong=row.strong)
        name = (title, Mark(((0, ROW), (names, ROW)), "line", 0.6))
        return Strip(ROW, name, tuple(shapes), (Spot(row.key, 0, 3, width - 2, ROW - 6, row.words),))

    def _columns(self, width: float) -> list[tuple[float, float]]:
        """Where each bar begins, and its room."""
        room = width - APART * (len(self.parts) - 1)
        found, left = [], 0.0
        for part in self.parts:
            wide = room * part / sum(self.parts)
            found.append((left, wide))
            left += wide + APART
        return found

    def _figures(self, at: int) -> float:
        """The room of the figures after the bars of a column."""
        return max((measure(row.meters[at].figure, strong=True) for row in self.rows), default=0.0) + 12

    @staticmethod
    def _meter(meter: Meter, left: float, room: float, whole: int) -> list[Shape]:
        scale, top = max(room, 20.0) / max(whole, 1), (ROW - BAR) / 2
        wide = meter.value * scale
        shapes: list[Shape] = [Mark(((left, top - 2), (left, top + BAR + 2)), "muted", 0.8)]
        match meter.fill:
            case _ if not meter.value:
                pass
            case Fill.PLAIN:
                shapes.append(Box(left, top, wide, BAR, "held", "held"))
            case Fill.WARNED:
                shapes.append(Box(left, top, wide, BAR, "surface", "ink", 0.8, hatch="planned"))
            case Fill.OVER:
                shapes.append(Box(left, top, wide, BAR, "surface", "lacking", 1.2, hatch="lacking", falling=True))
        end = left + wide
        if meter.mark is not None:
            at = left + meter.mark * scale
            tone: Tone = "lacking" if meter.limit else "ink"
            dash = "4 2" if meter.limit else ""
            shapes.append(Mark(((at, top - 4), (at, top + BAR + 4)), tone, 2.2, dash))
            end = max(end, at)
        strong = meter.fill is Fill.OVER
        shapes.append(Label(meter.figure, end + 8, ROW - 12, strong=strong))
        return shapes
