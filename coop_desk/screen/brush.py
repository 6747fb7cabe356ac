"""Shapes of a picture painted on the screen, in the colours of the moment: the same shapes are printed."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from coop_desk.paper.pictures import Box, Label, Mark, Shape, Tone, cleared, strokes
from coop_desk.screen import theme
from coop_desk.screen.picture import COLOURS


class Brush:
    """Draws the shapes of a picture with the colours of the moment."""

    def __init__(self, painter: QPainter, scale: float) -> None:
        self._painter, self._scale = painter, scale
        self._colours: dict[Tone, QColor] = {tone: theme.colour(name) for tone, name in COLOURS.items()}
        self._fonts: dict[tuple[float, bool], QFont] = {}

    def draw(self, shapes: Iterable[Shape], x: float, y: float, seen: float | None = None) -> None:
        """Draw shapes from a corner of the view; words slide right to stay right of `seen`, as far as they may."""
        scale, painter = self._scale, self._painter
        for shape in shapes:
            match shape:
                case Box():
                    self._box(shape, x, y)
                case Mark():
                    painter.setPen(self._pen(shape.tone, shape.thick, shape.dash))
                    (x1, y1), (x2, y2) = shape.points
                    painter.drawLine(QLineF(x + x1 * scale, y + y1 * scale, x + x2 * scale, y + y2 * scale))
                case Label():
                    self._label(shape if seen is None else _in_sight(shape, (seen - x) / scale), x, y)

    def _pen(self, tone: Tone, thick: float, dash: str = "") -> QPen:
        pen = QPen(self._colours[tone], max(1.0, thick * self._scale))
        if dash:
            pen.setDashPattern([float(part) / max(thick, 1) for part in dash.split()])
        return pen

    def _box(self, box: Box, x: float, y: float) -> None:
        painter, scale = self._painter, self._scale
        place = QRectF(x + box.x * scale, y + box.y * scale, box.width * scale, box.height * scale)
        if box.fill is not None:
            painter.fillRect(place, self._colours[box.fill])
        if box.hatch is not None:
            painter.setPen(self._pen(box.hatch, 1.2))
            painter.drawLines(
                [
                    QLineF(x + x1 * scale, y + y1 * scale, x + x2 * scale, y + y2 * scale)
                    for (x1, y1), (x2, y2) in strokes(box)
                ]
            )
        if box.edge is not None:
            painter.setPen(self._pen(box.edge, box.thick, box.dash))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)

    def _label(self, shape: Label | None, x: float, y: float) -> None:
        if shape is None:
            return
        kind = (shape.size, shape.strong)
        font = self._fonts.get(kind)
        if font is None:
            font = theme.font(15, 600 if shape.strong else 400)
            font.setPixelSize(round(shape.size * self._scale))
            self._fonts[kind] = font
        painter = self._painter
        ground = cleared(shape)
        if ground is not None:
            self._box(ground, x, y)
        painter.setFont(font)
        painter.setPen(self._colours[shape.tone])
        at = QPointF(x + shape.x * self._scale, y + shape.y * self._scale)
        if shape.anchor != "start":
            wide = painter.fontMetrics().horizontalAdvance(shape.words)
            at.setX(at.x() - (wide if shape.anchor == "end" else wide / 2))
        painter.drawText(at, shape.words)


def _in_sight(shape: Label, seen: float) -> Label | None:
    """Words as far right as it takes to be seen whole; None when they cannot."""
    if not shape.room or shape.x >= seen:
        return shape
    return replace(shape, x=seen) if shape.x + shape.room >= seen else None
