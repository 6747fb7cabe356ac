"""A picture of strips on the screen: only the strips seen are painted, the keyboard goes over every place of them."""

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QToolTip

from coop_desk.paper.strips import Spot, Strip, Strips
from coop_desk.screen import theme
from coop_desk.screen.brush import Brush
from coop_desk.screen.pieces import set_property

MARGIN, EDGE = 12, 4
LEAST = 220
KEPT = 400
"""Strips drawn before that are kept, for the next time they are seen."""


@dataclass(frozen=True, slots=True)
class At:
    """Where the keyboard is: a strip, and a place of it."""

    strip: int
    spot: int


class StripsView(QAbstractScrollArea):
    """Names stay at the left and the head above while the rest is scrolled; `across` is the width of the rest."""

    moved = Signal(object, str)
    """The key of the place the keyboard is on, and its words."""
    opened = Signal(object)
    zoomed = Signal(int)
    """Nearer (1) or farther (-1)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "table")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(LEAST))
        edge = theme.px(4)  # so that the corners of the frame stay round
        self.setViewportMargins(edge, edge, edge, edge)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.chart: Strips | None = None
        self.across: float | None = None
        self.at: At | None = None
        self._tops: list[float] = [0.0]
        self._drawn: dict[int, Strip] = {}
        self._head: Strip | None = None
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    # -- what is shown

    def show_strips(self, chart: Strips, across: float | None = None) -> None:
        """Show another picture, the keyboard staying on the same thing; `across`: width of the rest at 100 %."""
        key = self.chosen_key()
        self.chart, self.across = chart, across
        self.setAccessibleDescription(chart.words)
        self._lay_out()
        self.at = None
        if key is None or not self.go_to(key):
            self.at = self._first()

    def chosen_key(self) -> Hashable | None:
        """What the keyboard is on."""
        spot = self._spot()
        return spot.key if spot is not None else None

    def go_to(self, key: Hashable) -> bool:
        """Put the keyboard on a place by its key; False when it is nowhere."""
        for strip in range(self.chart.count() if self.chart is not None else 0):
            for place, spot in enumerate(self._strip(strip).spots):
                if spot.key == key:
                    self._move(At(strip, place))
                    return True
        return False

    def centre(self, part: float) -> None:
        """Scroll sideways so that this part of the width (0 to 1) stands a quarter from the left."""
        bar = self.horizontalScrollBar()
        bar.setValue(round(part * self._width() * self._scale() - bar.pageStep() / 4))

    def whole_height(self) -> int:
        """The height, in pixels, at which nothing need be scrolled up or down."""
        bar = self.horizontalScrollBar().sizeHint().height()
        return round((self._tops[-1] + self._head_height()) * self._scale()) + bar + 3 * theme.px(MARGIN)

    def names(self) -> float:
        """The room of the names, in pixels at 100 %."""
        return self.chart.names(self._room()) if self.chart is not None else 0.0

    def _room(self) -> float:
        """The width of the whole view between its margins, in pixels at 100 %."""
        return max(self.viewport().width() - 2 * theme.px(MARGIN), 1) / self._scale()

    def _width(self) -> float:
        fits = max(self._room() - self.names(), 120.0)
        return fits if self.across is None else max(self.across, fits)

    @staticmethod
    def _scale() -> float:
        return theme.px(1000) / 1000

    def _lay_out(self) -> None:
        if self.chart is None:
            return
        self._drawn.clear()
        names, width = self.names(), self._width()
        self._head = self.chart.head(names, width)
        self._tops = [0.0]
        for place in range(self.chart.count()):
            self._tops.append(self._tops[-1] + self.chart.height(place, width))
        scale, seen = self._scale(), self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        room = seen.height() - round(self._head.height * scale)
        down.setPageStep(max(room, 1))
        down.setSingleStep(theme.px(30))
        down.setRange(0, max(0, round(self._tops[-1] * scale) + theme.px(MARGIN) - room))
        room = seen.width() - 2 * theme.px(MARGIN) - round(names * scale)
        across.setPageStep(max(room, 1))
        across.setSingleStep(theme.px(40))
        across.setRange(0, max(0, round(width * scale) - room))
        self.viewport().update()

    def _strip(self, place: int) -> Strip:
        found = self._drawn.get(place)
        if found is None and self.chart is not None:
            if len(self._drawn) > KEPT:
                self._drawn.clear()
            found = self._drawn[place] = self.chart.strip(place, self.names(), self._width())
        assert found is not None  # noqa: S101
        return found

    # -- the keyboard

    def _first(self) -> At | None:
        for strip in range(self.chart.count() if self.chart is not None else 0):
            if self._strip(strip).spots:
                return At(strip, 0)
        return None

    def _spot(self) -> Spot | None:
        if self.at is None or self.chart is None or self.at.strip >= self.chart.count():
            return None
        spots = self._strip(self.at.strip).spots
        return spots[self.at.spot] if self.at.spot < len(spots) else None

    def _move(self, at: At | None) -> None:
        if at is None:
            return
        self.at = at
        spot = self._spot()
        if spot is None:
            return
        self._show_spot(at.strip, spot)
        self.setAccessibleDescription(spot.words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.moved.emit(spot.key, spot.words)
        self.viewport().update()

    def _show_spot(self, strip: int, spot: Spot) -> None:
        scale = self._scale()
        top, high = self._tops[strip] * scale, (self._tops[strip + 1] - self._tops[strip]) * scale
        _bring(self.verticalScrollBar(), top, top + high)
        _bring(self.horizontalScrollBar(), spot.left * scale - theme.px(8), (spot.left + spot.width) * scale)

    def _beside(self, by: int) -> At | None:
        if self.at is None:
            return self._first()
        place = self.at.spot + by
        return At(self.at.strip, place) if 0 <= place < len(self._strip(self.at.strip).spots) else None

    def _below(self, by: int, rows: int = 1) -> At | None:
        """The place nearest in width, so many strips with places lower or higher."""
        spot = self._spot()
        if self.at is None or self.chart is None or spot is None:
            return self._first()
        strip, found = self.at.strip, None
        while rows and 0 <= strip + by < self.chart.count():
            strip += by
            spots = self._strip(strip).spots
            if spots:
                rows -= 1
                middle = spot.left + min(spot.width, 60) / 2
                far = [max(one.left - middle, middle - one.left - one.width, 0) for one in spots]
                found = At(strip, far.index(min(far)))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go over the places, Enter opens, + and − come nearer and go farther."""
        key, keys = event.key(), Qt.Key
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
            return
        if key in (keys.Key_Plus, keys.Key_Equal) or key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoomed.emit(1 if key in (keys.Key_Plus, keys.Key_Equal) else -1)
        elif key in (keys.Key_Return, keys.Key_Enter):
            if self._spot() is not None:
                self.opened.emit(self.chosen_key())
        elif key in (keys.Key_Left, keys.Key_Right):
            self._move(self._beside(1 if key == keys.Key_Right else -1))
        elif key in (keys.Key_Up, keys.Key_Down):
            self._move(self._below(1 if key == keys.Key_Down else -1))
        elif key in (keys.Key_PageUp, keys.Key_PageDown):
            self._move(self._below(1 if key == keys.Key_PageDown else -1, 10))
        elif key in (keys.Key_Home, keys.Key_End) and self.at is not None:
            last = len(self._strip(self.at.strip).spots) - 1
            self._move(At(self.at.strip, 0 if key == keys.Key_Home else last))
        else:
            super().keyPressEvent(event)

    # -- the mouse

    def spot_at(self, place: QPoint) -> At | None:
        """What is under a point of the view."""
        strip = self.strip_at(place)
        if strip is None:
            return None
        scale = self._scale()
        x = self._across_at(place)
        y = (place.y() + self.verticalScrollBar().value()) / scale - self._head_height() - self._tops[strip]
        for spot_place, spot in reversed(list(enumerate(self._strip(strip).spots))):
            if spot.left <= x <= spot.left + spot.width and spot.top <= y <= spot.top + spot.height:
                return At(strip, spot_place)
        return None

    def strip_at(self, place: QPoint) -> int | None:
        """The strip under a point."""
        scale = self._scale()
        y = (place.y() + self.verticalScrollBar().value()) / scale - self._head_height()
        if place.y() < self._head_height() * scale or y >= self._tops[-1]:
            return None
        return _under(self._tops, y)

    def _across_at(self, place: QPoint) -> float:
        left = theme.px(MARGIN) + self.names() * self._scale() - self.horizontalScrollBar().value()
        return (place.x() - left) / self._scale()

    def _head_height(self) -> float:
        return self._head.height if self._head is not None else 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked."""
        self._move(self.spot_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked twice."""
        if self.spot_at(event.position().toPoint()) is not None:
            self.opened.emit(self.chosen_key())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the mouse."""
        at = self.spot_at(event.position().toPoint())
        words = self._strip(at.strip).spots[at.spot].words if at is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), words, self.viewport())

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another width."""
        super().resizeEvent(event)
        self._lay_out()
        spot = self._spot()
        if self.hasFocus() and self.at is not None and spot is not None:
            self._show_spot(self.at.strip, spot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        set_property(self, "focused", True)
        if self.at is None:
            self.at = self._first()
        spot = self._spot()
        if spot is not None:
            self.moved.emit(spot.key, spot.words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        set_property(self, "focused", False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the strips that are seen, then the head over them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        if self.chart is not None and self._head is not None:
            self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        scale, head = self._scale(), self._head
        assert head is not None  # noqa: S101
        brush = Brush(painter, scale)
        left, names = theme.px(MARGIN), self.names() * scale
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        top, high, wide = head.height * scale, self.viewport().height(), self.viewport().width()
        rest = QRectF(left + names - EDGE, top, wide - left - names + EDGE, high - top)
        first = _under(self._tops, down / scale)
        for strip in range(first, len(self._tops) - 1):
            y = top + self._tops[strip] * scale - down
            if y > high:
                break
            drawn = self._strip(strip)
            painter.setClipRect(QRectF(0, top, left + names - 2 * EDGE, high - top))
            brush.draw(drawn.name, left, y)
            painter.setClipRect(rest)
            brush.draw(drawn.shapes, left + names - across, y, rest.left() + 2 * EDGE)
            if self.at is not None and self.at.strip == strip and self.at.spot < len(drawn.spots):
                self._paint_ring(painter, drawn.spots[self.at.spot], left + names - across, y)
        self.paint_over(painter, left + names - across, top - down)
        painter.setClipRect(QRectF(left + names - EDGE, 0, wide, top + 1))
        brush.draw(head.shapes, left + names - across, 0, rest.left() + 2 * EDGE)
        painter.setClipRect(QRectF(0, 0, left + names - 2 * EDGE, top + 1))
        brush.draw(head.name, left, 0)

    def paint_over(self, painter: QPainter, x: float, y: float) -> None:
        """Paint something over the strips, whose corner is there."""

    def _paint_ring(self, painter: QPainter, spot: Spot, x: float, y: float) -> None:
        if not self.hasFocus():
            return
        scale = self._scale()
        painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(
            QRectF(x + spot.left * scale, y + spot.top * scale, spot.width * scale, spot.height * scale).adjusted(
                -2, -2, 2, 2
            )
        )


def _bring(bar: QScrollBar, first: float, last: float) -> None:
    """Scroll just enough for a stretch to be seen, its beginning rather than its end."""
    if first < bar.value():
        bar.setValue(round(first))
    elif last > bar.value() + bar.pageStep():
        bar.setValue(round(min(first, last - bar.pageStep())))


def _under(tops: list[float], y: float) -> int:
    """The strip whose top is the last one over a height."""
    return max(0, bisect_right(tops, y) - 1)
