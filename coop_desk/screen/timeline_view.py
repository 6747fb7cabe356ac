"""A calendar of bars on the screen: nearer and farther, and bars carried to another line or other months."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from coop_desk.core.i18n import _
from coop_desk.core.words import long_month
from coop_desk.paper.timelines import Bar, Line, Timeline, month_at
from coop_desk.screen import theme
from coop_desk.screen.strips_view import StripsView

ZOOMS = (13.0, 38.0, 92.0)
"""Pixels of a month at 100 %: years, quarters, months."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A bar on its way: where it was taken, the line it is over, and by how many months it is moved."""

    bar: Bar
    line: int
    months: int = 0


class TimelineView(StripsView):
    """Lines over months; with `carrying`, a bar dragged (or moved with Shift and the arrows) is told, never moved."""

    carried = Signal(object, object, object)
    """The key of the bar, the key of the line it was dropped on, and the first day it would have."""

    def __init__(self, name: str, *, carrying: bool = False) -> None:
        super().__init__(name)
        self._carrying = carrying
        self._zoom = 1
        self._in_hand: Carried | None = None
        self._pressed: QPoint | None = None
        self._timeline: Timeline | None = None

    @property
    def zoom(self) -> int:
        """0 for years, 1 for quarters, 2 for months."""
        return self._zoom

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other bars, as near as before; the first time, today a quarter from the left."""
        first = self._timeline is None or self._timeline.first != timeline.first
        self._timeline, self._in_hand = timeline, None
        self.show_strips(timeline, ZOOMS[self._zoom] * timeline.months)
        if first and timeline.today is not None:
            self.centre(timeline.place(timeline.today) / timeline.months)

    def set_zoom(self, zoom: int) -> None:
        """Come nearer or go farther, keeping in sight what the keyboard is on."""
        self._zoom = min(max(zoom, 0), len(ZOOMS) - 1)
        if self._timeline is not None:
            at = self.at
            self.show_strips(self._timeline, ZOOMS[self._zoom] * self._timeline.months)
            if at is None:
                return
            spot = self._strip(at.strip).spots[at.spot]
            self.centre(spot.left / self._width())

    # -- carrying

    def _line(self, place: int) -> Line | None:
        return self._timeline.lines[place] if self._timeline is not None else None

    def _take(self) -> bool:
        """Take in hand the bar the keyboard is on, if it may be moved."""
        line = self._line(self.at.strip) if self.at is not None else None
        key = self.chosen_key()
        bar = next((one for one in line.bars if one.key == key), None) if line is not None else None
        if not self._carrying or bar is None or not bar.movable or self.at is None:
            return False
        self._in_hand = Carried(bar, self.at.strip)
        return True

    def _carry(self, months: int, lines: int) -> None:
        held = self._in_hand
        if held is None or self._timeline is None:
            return
        line = held.line
        while lines and 0 <= line + lines < self._timeline.count():
            line += lines
            if self._timeline.lines[line].takes:
                held = replace(held, line=line)
                break
        self._in_hand = replace(held, months=held.months + months)
        self._say_carried()

    def _say_carried(self) -> None:
        held, timeline = self._in_hand, self._timeline
        if held is None or timeline is None:
            return
        words = _("{name} sur « {line} », à partir de {month}. Entrée pour poser, Échap pour laisser.")
        said = words.format(
            name=held.bar.name, line=timeline.lines[held.line].name, month=long_month(self._first_day(held))
        )
        self.setAccessibleDescription(said)
        self.moved.emit(held.bar.key, said)
        self.viewport().update()

    def _first_day(self, held: Carried) -> date:
        starts = held.bar.starts
        return month_at(starts.replace(day=1), held.months)

    def _drop(self) -> None:
        held, self._in_hand = self._in_hand, None
        self.viewport().update()
        if held is not None and self._timeline is not None:
            line = self._timeline.lines[held.line]
            if line.takes:
                self.carried.emit(held.bar.key, line.key, self._first_day(held))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift and the arrows carry a bar, Enter drops it, Escape lets it be."""
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
        }  # fmt: skip
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = steps.get(Qt.Key(event.key()))
        if step is not None and (shifted or self._in_hand is not None):
            if self._in_hand is not None or self._take():
                self._carry(*step)
        elif self._in_hand is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._drop()
        elif self._in_hand is not None and event.key() == Qt.Key.Key_Escape:
            self._in_hand = None
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, and get ready to carry."""
        super().mousePressEvent(event)
        place = event.position().toPoint()
        self._pressed = place if self.spot_at(place) is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the bar along, once the mouse has really moved."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._in_hand is None and not (far and self._take()):
            return
        held, timeline = self._in_hand, self._timeline
        if held is None or timeline is None:
            return
        line = self.strip_at(place)
        takes = line is not None and timeline.lines[line].takes
        each = self._width() * self._scale() / timeline.months
        months = round((place.x() - self._pressed.x()) / each)
        self._in_hand = replace(held, line=line if takes and line is not None else held.line, months=months)
        self._say_carried()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Drop what is in hand."""
        self._pressed = None
        self._drop()

    def paint_over(self, painter: QPainter, x: float, y: float) -> None:
        """The outline of the bar in hand, where it would be dropped."""
        held, timeline = self._in_hand, self._timeline
        if held is None or timeline is None:
            return
        scale, each = self._scale(), self._width() / timeline.months
        left = timeline.place(self._first_day(held)) * each
        wide = (timeline.place(held.bar.ends) - timeline.place(held.bar.starts)) * each
        place = QRectF(x + left * scale, y + (self._tops[held.line] + 4) * scale, max(wide, each) * scale, 20 * scale)
        painter.fillRect(place, theme.colour("accent_ground"))
        painter.setPen(QPen(theme.colour("accent"), theme.px(2), Qt.PenStyle.DashLine))
        painter.drawRect(place)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(13, 600))
        painter.drawText(place.adjusted(theme.px(6), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, held.bar.name)
