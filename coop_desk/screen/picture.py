"""A picture of a count on the screen: the drawing that is printed, in the colours of the moment."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_desk.paper.pictures import Chart, Picture, Tone, laid, svg
from coop_desk.screen import theme

NARROWEST = 300
COLOURS: dict[Tone, str] = {
    "ink": "text", "muted": "muted", "line": "line", "strong": "accent", "soft": "accent_ground",
    "on strong": "on_accent", "limit": "warn", "surface": "surface",
    "held": "held", "on held": "on_held", "planned": "planned", "lacking": "lacking",
}  # fmt: skip
"""The colour of the screen that stands for each tone of a picture."""


class PictureView(QWidget):
    """A chart as wide as it may be; `for_room` makes it fill its frame, as far as the whole of it shows."""

    def __init__(self, *, for_room: bool = False) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._picture: Picture | None = None
        self._renderer = QSvgRenderer(self)
        self._for_room = for_room
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy if for_room else QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(NARROWEST))

    def show_chart(self, chart: Chart | None, words: str = "") -> None:
        """Draw another chart; `words` say it to those who do not see it."""
        self._chart = chart
        self.setAccessibleName(words)
        self.setVisible(chart is not None)
        self._draw()

    def sizeHint(self) -> QSize:
        """As wide as a line of text, as high as the chart needs."""
        return QSize(theme.px(640), self._height(theme.px(640)))

    def _height(self, width: int) -> int:
        if self._chart is None:
            return 0
        scale = theme.px(100) / 100
        return round(laid(self._chart, max(width / scale, NARROWEST)).height * scale)

    def _draw(self) -> None:
        if self._chart is None:
            return
        scale = theme.px(100) / 100
        if self._for_room:
            scale = self._room_scale()
        self._picture = laid(self._chart, max(self.width() / scale, NARROWEST))
        colours = {tone: theme.colour_name(name) for tone, name in COLOURS.items()}
        if self._for_room:
            colours["surface"] = theme.colour_name("ground")
        self._renderer.load(QByteArray(svg(self._picture, colours, theme.FAMILY)))
        if not self._for_room:
            self.setFixedHeight(round(self._picture.height * scale))
        self.update()

    def _room_scale(self) -> float:
        """The largest scale at which the whole chart shows."""
        if self._chart is None:
            return 1.0
        for scale in (3.2, 2.8, 2.4, 2.0, 1.7, 1.4, 1.2, 1.0, 0.8):
            if (
                self.width() / scale >= NARROWEST
                and laid(self._chart, self.width() / scale).height * scale <= self.height()
            ):
                return scale
        return 0.7

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again for another width."""
        super().resizeEvent(event)
        self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing at its place."""
        if self._picture is None or self._chart is None:
            return
        painter = QPainter(self)
        scale = self.width() / self._picture.width
        self._renderer.render(painter, QRectF(0, 0, self.width(), self._picture.height * scale))
        painter.end()
