"""Months across, one line a seat or a person: bars from a day to a day, told apart by shapes as well as colours."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, long_month, short_month
from coop_desk.paper.pictures import SMALL, Box, Label, Mark, Picture, Shape, Tone, measure, shortened
from coop_desk.paper.strips import Spot, Strip, fitted, names_room

BAR, LANE, SHADOW = 20.0, 23.0, 12.0
PAD = 4.0
HEAD, GROUP, COLUMNS = 38.0, 28.0, 44.0
NARROW, MIDDLING = 30.0, 72.0
"""Widths of a month from which its short name, then its whole name, is written."""


class Look(StrEnum):
    """How a bar is drawn."""

    FILLED = "filled"
    """Held now: filled."""
    OUTLINED = "outlined"
    """Decided, still to come: an outline."""
    PAST = "past"
    """Ended: a pale outline."""
    ACTING = "acting"
    """Held for a while without a choice: a broken outline, hatched."""
    PLANNED = "planned"
    """Only proposed: hatched."""
    SHADOW = "shadow"
    """Beside the holder before taking over: a low dashed bar."""
    LACKING = "lacking"
    """Nobody: hatched the other way, with its words."""
    AWAITED = "awaited"
    """To be filled by a vote or a draw: dashed, with its words."""


@dataclass(frozen=True, slots=True)
class Bar:
    """From a day to a day, both included: what it stands for, what is written in it, and all of it in words."""

    key: Hashable
    starts: date
    ends: date
    name: str
    look: Look
    words: str
    movable: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A seat, a mission or a person; `heading` heads those after it; `takes` says that bars may be dropped on it.

    `figures` are hours month by month, drawn as columns under the bars, with the most there may be.
    """

    key: Hashable
    name: str
    bars: tuple[Bar, ...] = ()
    heading: bool = False
    takes: bool = False
    figures: tuple[int, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lines over the same months, from the first day of `first`; `words` say the whole."""

    first: date
    months: int
    lines: tuple[Line, ...]
    words: str
    today: date | None = None

    @property
    def last(self) -> date:
        """The last day shown."""
        return month_at(self.first, self.months) - timedelta(days=1)

    def place(self, day: date) -> float:
        """How many months a day is after the first one; kept within what is shown."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        days = (month_at(day, 1) - day.replace(day=1)).days
        return min(max(months + (day.day - 1) / days, 0.0), float(self.months))

    def count(self) -> int:
        """How many lines."""
        return len(self.lines)

    def names(self, width: float) -> float:
        """The room of the names."""
        return names_room([line.name for line in self.lines], width)

    def height(self, place: int, width: float) -> float:
        """How high a line is: bars at the same time stand one under the other."""
        line = self.lines[place]
        if line.heading:
            return GROUP
        lanes, shadows = len(set(_lanes(_main(line)))) or 1, len(set(_lanes(_shadows(line))))
        return PAD + lanes * LANE + shadows * SHADOW + (COLUMNS if line.figures else 0) + PAD

    def heads_others(self, place: int) -> bool:
        """Whether a line is a heading."""
        return self.lines[place].heading

    def head(self, names: float, width: float) -> Strip:
        """Years, then months or quarters as they fit."""
        each = width / self.months
        shapes: list[Shape] = [Mark(((0, HEAD), (width, HEAD)), "muted", 0.8)]
        for place, day in enumerate(self._month_days()):
            if place == 0 or day.month == 1:
                until = min(self.months, place + 13 - day.month)
                year = str(day.year)
                if measure(year, strong=True) + 6 < each * (until - place):
                    room = each * (until - place) - measure(year, strong=True) - 8
                    shapes.append(Label(year, each * place + 4, 14, strong=True, room=room))
                shapes.append(Mark(((each * place, 2), (each * place, HEAD)), "line", 0.8))
            if each >= NARROW:
                words = short_month(day) if each < MIDDLING else long_month(day).split()[0]
                shapes.append(Label(words, each * (place + 0.5), 31, "muted", "middle", size=SMALL))
            elif day.month % 3 == 1 and place + 3 <= self.months:
                words = _("T{n}").format(n=day.month // 3 + 1)
                shapes.append(Label(words, each * (place + 1.5), 31, "muted", "middle", size=SMALL))
        return Strip(HEAD, (Mark(((0, HEAD), (names, HEAD)), "muted", 0.8),), tuple(shapes))

    def strip(self, place: int, names: float, width: float) -> Strip:
        """One line with its bars."""
        line, high, each = self.lines[place], self.height(place, width), width / self.months
        if line.heading:
            under = Mark(((0, high), (names, high)), "muted", 0.8)
            title = Label(shortened(line.name, names + width - 12, strong=True), 0, high - 8, strong=True)
            return Strip(high, (title, under), (Mark(((0, high), (width, high)), "muted", 0.8),))
        shapes: list[Shape] = [*self._rules(each, high), Mark(((0, high), (width, high)), "line", 0.6)]
        if self.today is not None and self.first <= self.today <= self.last:
            now = self.place(self.today) * each
            shapes.append(Mark(((now, 0), (now, high)), "ink", 1.2, "2 3"))
        spots = []
        main, shadows = _main(line), _shadows(line)
        lanes = _lanes(main)
        for bar, lane in zip(main, lanes, strict=True):
            drawn, spot = self._drawn(bar, each, PAD + lane * LANE, BAR)
            shapes += drawn
            spots.append(spot)
        below = PAD + (len(set(lanes)) or 1) * LANE
        lanes = _lanes(shadows)
        for bar, lane in zip(shadows, lanes, strict=True):
            drawn, spot = self._drawn(bar, each, below + lane * SHADOW - 1, SHADOW - 3)
            shapes += drawn
            spots.append(spot)
        shapes += _columns(line, each, below + len(set(lanes)) * SHADOW)
        title = Label(shortened(line.name, names - 12), 0, PAD + BAR - 5)
        name = (title, Mark(((0, high), (names, high)), "line", 0.6))
        return Strip(high, name, tuple(shapes), tuple(sorted(spots, key=lambda spot: (spot.left, spot.top))))

    def _month_days(self) -> list[date]:
        return [month_at(self.first, n) for n in range(self.months)]

    def _rules(self, each: float, high: float) -> list[Shape]:
        """Hairlines where quarters begin, stronger where years do."""
        found: list[Shape] = []
        for n, day in enumerate(self._month_days()):
            tone: Tone = "muted" if day.month == 1 else "line"
            if day.month % 3 == 1 or each >= NARROW:
                found.append(Mark(((each * n, 0), (each * n, high)), tone, 0.8 if day.month == 1 else 0.5))
        return found

    def _drawn(self, bar: Bar, each: float, top: float, high: float) -> tuple[list[Shape], Spot]:
        left = self.place(bar.starts) * each
        right = self.place(bar.ends + timedelta(days=1)) * each
        wide = max(right - left - 1.5, 2.0)
        spot = Spot(bar.key, left, top, wide, high, bar.words)
        return [_box(bar.look, left, top, wide, high), *_named(bar, left, top, wide, high)], spot


def month_at(first: date, months: int) -> date:
    """The first day of the month that comes so many months after another."""
    at = first.year * 12 + first.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _main(line: Line) -> list[Bar]:
    return sorted((bar for bar in line.bars if bar.look is not Look.SHADOW), key=lambda bar: (bar.starts, bar.ends))


def _shadows(line: Line) -> list[Bar]:
    return sorted((bar for bar in line.bars if bar.look is Look.SHADOW), key=lambda bar: (bar.starts, bar.ends))


def _lanes(bars: Sequence[Bar]) -> list[int]:
    """The lane of each bar: the first one that is free when it begins."""
    busy: list[date] = []
    found = []
    for bar in bars:
        lane = next((n for n, until in enumerate(busy) if until < bar.starts), len(busy))
        busy[lane:] = [bar.ends, *busy[lane + 1 :]]
        found.append(lane)
    return found


def _box(look: Look, left: float, top: float, wide: float, high: float) -> Box:
    match look:
        case Look.FILLED:
            return Box(left, top, wide, high, "held", "held")
        case Look.OUTLINED:
            return Box(left, top, wide, high, "surface", "held", 1.8)
        case Look.PAST:
            return Box(left, top, wide, high, "surface", "line")
        case Look.ACTING:
            return Box(left, top, wide, high, "surface", "held", 1.4, "5 3", hatch="held")
        case Look.PLANNED:
            return Box(left, top, wide, high, "surface", "ink", 0.8, hatch="planned")
        case Look.SHADOW:
            return Box(left, top, wide, high, "surface", "held", 1.2, "3 2")
        case Look.LACKING:
            return Box(left, top, wide, high, "surface", "lacking", 1.2, hatch="lacking", falling=True)
        case Look.AWAITED:
            return Box(left, top, wide, high, "surface", "muted", 1.0, "2 3")


def _named(bar: Bar, left: float, top: float, wide: float, high: float) -> list[Shape]:
    """What is written in a bar, on a clear ground when it is hatched."""
    if bar.look is Look.SHADOW:
        return []
    name = fitted(bar.name, wide - 10)
    if not name:
        return []
    tones: dict[Look, Tone] = {Look.FILLED: "on held", Look.PAST: "muted"}
    ground: Tone | None = "surface" if bar.look in (Look.ACTING, Look.PLANNED, Look.LACKING) else None
    spare = wide - 10 - measure(name)
    return [Label(name, left + 6, top + high - 5, tones.get(bar.look, "ink"), ground=ground, room=spare)]


def _columns(line: Line, each: float, top: float) -> list[Shape]:
    """Hours month by month, with the most there may be; a month over it is hatched, its figure strong."""
    if not line.figures:
        return []
    room, foot = COLUMNS - 16, top + COLUMNS - 2
    scale = room / max(*line.figures, line.most, 1)
    shapes: list[Shape] = []
    if line.most:
        wide = each * len(line.figures)
        shapes.append(Mark(((0, foot - line.most * scale), (wide, foot - line.most * scale)), "lacking", 1.4, "6 4"))
    for place, hours in enumerate(line.figures):
        over = bool(line.most) and hours > line.most
        high, left, wide = hours * scale, each * place + each * 0.2, each * 0.6
        if hours:
            tone: Tone = "lacking" if over else "muted"
            shapes.append(Box(left, foot - high, wide, high, "surface", tone, 1.0, hatch=tone, falling=over))
        words = integer(hours)
        if hours and measure(words, SMALL, strong=over) <= each:
            start = each * (place + 0.5) - measure(words, SMALL, strong=over) / 2
            shapes.append(Label(words, start, foot - high - 3, strong=over, size=SMALL, ground="surface"))
    return shapes


def legend(words: Mapping[Look, str], width: float) -> Picture:
    """What each kind of bar means, on as many lines as they need."""
    shapes: list[Shape] = []
    left, top = 0.0, 2.0
    for look, said in words.items():
        wide = 30 + 8 + measure(said, SMALL) + 20
        if left and left + wide > width:
            left, top = 0.0, top + 20
        high = SHADOW - 3 if look is Look.SHADOW else 12.0
        shapes.append(_box(look, left, top + (12 - high) / 2, 30, high))
        shapes.append(Label(said, left + 38, top + 11, size=SMALL))
        left += wide
    return Picture(width, top + 18, tuple(shapes))
