"""A picture of strips as a flowable: as wide as the page, cut between two strips, its head on each page."""

from reportlab.platypus.flowables import Flowable

from coop_desk.paper.pictures import PAPER, drawn
from coop_desk.paper.strips import Strips, whole

USUAL, LARGEST = 730.0, 1.3
"""Points of an A4 turned on its side, from which a picture grows, and how much: an A3 hangs on a wall."""


class StripsFlow(Flowable):  # type: ignore[misc]
    """Some strips of a picture; a heading never stays alone at the foot of a page."""

    def __init__(self, chart: Strips, first: int = 0, last: int | None = None) -> None:
        super().__init__()
        self.chart, self.first, self.spaceAfter = chart, first, 8
        self.last = chart.count() if last is None else last

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Lay out for this width."""
        self._room = room
        return room, self._heights(room)[-1]

    def split(self, room: float, height: float) -> list[Flowable]:
        """Cut where the height is used up, one strip at least on each side."""
        fits = sum(high <= height for high in self._heights(room)[1:])
        while fits and self.chart.heads_others(self.first + fits - 1):
            fits -= 1
        if not 0 < fits < self.last - self.first:
            return []
        cut = self.first + fits
        return [StripsFlow(self.chart, self.first, cut), StripsFlow(self.chart, cut, self.last)]

    def draw(self) -> None:
        """Draw the strips under their head."""
        larger = _larger(self._room)
        picture = whole(self.chart, self._room / PAPER / larger, self.first, self.last)
        self.canv.saveState()
        self.canv.scale(larger, larger)
        drawn(picture, self._room / larger).drawOn(self.canv, 0, 0)
        self.canv.restoreState()

    def _heights(self, room: float) -> list[float]:
        """Heights in points of the head alone, then with one strip, with two…"""
        larger = _larger(room)
        width, points = room / PAPER / larger, PAPER * larger
        names = self.chart.names(width)
        found = [(self.chart.head(names, width - names).height + 1) * points]
        for place in range(self.first, self.last):
            found.append(found[-1] + self.chart.height(place, width - names) * points)
        return found


def _larger(room: float) -> float:
    return min(max(room / USUAL, 1.0), LARGEST)
