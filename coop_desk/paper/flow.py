"""The parts of a document as Platypus flowables: measured once, cut between lines, drawn word for word."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from coop_desk.paper import faces, lines
from coop_desk.paper.faces import MM, Style
from coop_desk.paper.forms import Blanks
from coop_desk.paper.lines import Line
from coop_desk.paper.qr import QrCode, bars
from coop_desk.paper.signatures import Signatory
from coop_desk.paper.text import Rule, Text

_ASCENT = 0.76
"""Height of the letters over the base line, in parts of the size, to centre a line in its leading."""


def draw_lines(canvas: Any, set_lines: tuple[Line, ...], style: Style, x: float, top: float, room: float) -> None:
    """Draw lines downwards from their top edge, aligned in `room` points."""
    if not any(line.runs for line in set_lines):
        return
    drop = (style.leading - style.size) / 2 + style.size * _ASCENT
    pen = canvas.beginText()
    face = ""
    for place, line in enumerate(set_lines):
        spare = room - line.width
        shift = {"left": 0.0, "right": spare, "centre": spare / 2}[style.align]
        pen.setTextOrigin(x + shift, top - drop - place * style.leading)
        for run in line.runs:
            if run.face != face:
                pen.setFont(run.face, style.size)
                face = run.face
            pen.textOut(run.words.replace(faces.NO_BREAK_HYPHEN, "-"))
    canvas.drawText(pen)


class Prose(Flowable):  # type: ignore[misc]
    """A paragraph: cut between lines, never leaving one line alone at the foot or the head of a page."""

    def __init__(self, part: Text, rest: tuple[Line, ...] | None = None, begun: bool = False) -> None:
        super().__init__()
        self.part, self.begun = part, begun
        self._lines = rest
        self.keepWithNext = part.style.follows

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Cut the text into lines for this width."""
        self.room = room
        return room, len(self.set_lines(room)) * self.part.style.leading

    def set_lines(self, room: float) -> tuple[Line, ...]:
        """Give the lines for this width, cut the first time they are asked for."""
        style = self.part.style
        if self._lines is None:
            self._lines = lines.broken(self.part.words, style, room - style.left - style.right)
        return self._lines

    def split(self, room: float, height: float) -> list[Flowable]:
        """Cut between lines, two at least on each side."""
        all_lines = self.set_lines(room)
        fits = int((height + 0.01) // self.part.style.leading)
        fits = min(fits, len(all_lines) - 2)
        if fits < 2:
            return []
        head = Prose(self.part, all_lines[:fits], self.begun)
        head.spaceBefore = self.getSpaceBefore()
        return [head, Prose(self.part, all_lines[fits:], True)]

    def draw(self) -> None:
        """Draw the lines, and the mark that hangs before the first."""
        style = self.part.style
        all_lines = self.set_lines(self.room)
        height = len(all_lines) * style.leading
        room = self.room - style.left - style.right
        if self.part.mark and not self.begun:
            mark = lines.broken(self.part.mark, style, style.left)
            hang = min(style.left, 6 * MM)
            draw_lines(self.canv, mark[:1], style, style.left - hang, height, hang)
        draw_lines(self.canv, all_lines, style, style.left, height, room)

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Room above; none when the paragraph goes on from the page before."""
        return 0 if self.begun else self.part.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Room below."""
        return self.part.style.after


class Block(Flowable):  # type: ignore[misc]
    """Flowables kept on one page; let go only when they are taller than a page."""

    def __init__(self, contents: Sequence[Flowable]) -> None:
        super().__init__()
        self._content = list(contents)  # Platypus looks for this name

    @property
    def contents(self) -> tuple[Flowable, ...]:
        """What is kept together."""
        return tuple(self._content)

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Add up the heights, with the larger of two rooms between neighbours."""
        self.room = room
        return room, sum(gap + high for gap, high in self._heights(room))

    def _heights(self, room: float) -> list[tuple[float, float]]:
        found: list[tuple[float, float]] = []
        after = 0.0
        for place, one in enumerate(self._content):
            gap = max(after, one.getSpaceBefore()) if place else 0.0
            found.append((gap, one.wrap(room, 1e6)[1]))
            after = one.getSpaceAfter()
        return found

    def split(self, room: float, height: float) -> list[Flowable]:
        """Go to the next page whole, unless no page is high enough."""
        frame = getattr(self, "_frame", None)
        if frame is None:  # inside another block, which decides
            return []
        too_high = self.wrap(room, height)[1] > frame._height and self._content[0].wrap(room, height)[1] <= height
        return self._content if frame._atTop or too_high else []

    def draw(self) -> None:
        """Draw the contents downwards."""
        heights = self._heights(self.room)
        y = sum(gap + high for gap, high in heights)
        for one, (gap, high) in zip(self._content, heights, strict=True):
            y -= gap + high
            one.drawOn(self.canv, 0, y)

    def getSpaceBefore(self) -> float:  # noqa: N802
        """Room above: that of the first one."""
        return float(self._content[0].getSpaceBefore()) if self._content else 0

    def getSpaceAfter(self) -> float:  # noqa: N802
        """Room below: that of the last one."""
        return float(self._content[-1].getSpaceAfter()) if self._content else 0


class Headed(Block):
    """Headings and the beginning of what they announce: a long table begins under them, not on the next page."""

    def split(self, room: float, height: float) -> list[Flowable]:
        """Cut inside the last one when some of it fits under the headings."""
        *headings, last = self._content
        taken = self.wrap(room, height)[1] - last.wrap(room, height)[1]
        pieces = last.splitOn(self.canv, room, height - taken) if headings and height > taken else []
        if len(pieces) > 1:
            return [*headings, *pieces]
        frame = getattr(self, "_frame", None)  # nothing fits under the headings: they go to the next page as well
        return super().split(room, height) if frame is None or frame._atTop else []


class Drawn(Flowable):  # type: ignore[misc]
    """Something of a known height that is never cut."""

    def __init__(self, height: float, after: float = 0) -> None:
        super().__init__()
        self.height, self.spaceAfter = height, after

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.room = room
        return room, self.height

    def stroke(self, x: float, y: float, to: float, width: float = faces.THIN) -> None:
        """Draw a horizontal hairline, in points."""
        self.canv.setLineWidth(width)
        self.canv.line(x, y, to, y)


class Ruled(Drawn):
    """A hairline over the width."""

    def __init__(self, part: Rule) -> None:
        super().__init__(4 * MM, 2 * MM)
        self.part = part

    def draw(self) -> None:
        """Draw the line, dashed where the sheet is to be cut."""
        self.canv.saveState()
        if self.part.dashed:
            self.canv.setDash(3, 3)
        self.stroke(0, self.height / 2, self.room)
        self.canv.restoreState()


class SignatureRow(Drawn):
    """Signature blocks side by side: capacity, name, room to sign over a hairline."""

    def __init__(self, people: tuple[Signatory, ...], columns: int, height: float) -> None:
        super().__init__(height * MM, 4 * MM)
        self.people, self.columns = people, columns

    def draw(self) -> None:
        """Draw each block."""
        from coop_desk.paper.letterhead import put

        gutter = 8 * MM
        wide = (self.room - gutter * (self.columns - 1)) / self.columns
        for place, person in enumerate(self.people):
            x = place * (wide + gutter)
            top = self.height - put(self.canv, person.capacity, faces.CELL, x, self.height, wide)
            put(self.canv, person.name, Style("sans", 10, 13, strong=True), x, top, wide)
            self.stroke(x, 0, x + wide)


class BlankRow(Drawn):
    """Labels with a line to write on after each."""

    def __init__(self, part: Blanks, labels: tuple[str, ...]) -> None:
        super().__init__(9 * MM, 1 * MM)
        self.part, self.labels = part, labels

    def draw(self) -> None:
        """Draw the labels on the base line and the hairlines after them."""
        gutter = 6 * MM
        wide = (self.room - gutter * (self.part.columns - 1)) / self.part.columns
        for place, label in enumerate(self.labels):
            x = place * (wide + gutter)
            label_lines = lines.broken(label, faces.CELL, wide)
            draw_lines(self.canv, label_lines[:1], faces.CELL, x, 12 + 1 * MM, wide)
            begin = x + (label_lines[0].width + 2 * MM if label_lines else 0)
            self.stroke(begin, 1.6 * MM, x + wide)


class TickRow(Drawn):
    """Choices to tick: an empty square before each."""

    def __init__(self, choices: tuple[tuple[Line, ...], ...], style: Style, room: float) -> None:
        super().__init__(max(len(choice) for choice in choices) * style.leading, 4)
        self.choices, self.style, self.wide = choices, style, room

    def draw(self) -> None:
        """Draw the squares and the words."""
        for place, choice in enumerate(self.choices):
            x = place * self.wide
            square(self.canv, x, self.height - self.style.leading / 2)
            draw_lines(self.canv, choice, self.style, x + 6 * MM, self.height, self.wide - 6 * MM)


class PieceRow(Flowable):  # type: ignore[misc]
    """Small papers abreast, all of one height, with dashed lines where they are cut."""

    gutter, margin = 5 * MM, 4 * MM

    def __init__(self, pieces: Sequence[Sequence[Flowable]], columns: int) -> None:
        super().__init__()
        self.pieces, self.columns = [Block(each) for each in pieces], columns

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Take the height of one paper and its margins."""
        self.room = room
        self.inside = (room - 2 * self.gutter * (self.columns - 1)) / self.columns
        high = max(piece.wrap(self.inside, height)[1] for piece in self.pieces)
        return room, high + 2 * self.margin

    def split(self, room: float, height: float) -> list[Flowable]:
        """Never cut a ballot in two."""
        return []

    def draw(self) -> None:
        """Draw the papers, then the lines to cut along."""
        high = self.wrap(self.room, 1e6)[1]
        for place, piece in enumerate(self.pieces):
            x = place * (self.inside + 2 * self.gutter)
            piece.drawOn(self.canv, x, high - self.margin - piece.wrap(self.inside, 1e6)[1])
        self.canv.saveState()
        self.canv.setLineWidth(faces.HAIR)
        self.canv.setDash(3, 3)
        self.canv.line(0, 0, self.room, 0)
        for place in range(1, self.columns):
            x = place * (self.inside + 2 * self.gutter) - self.gutter
            self.canv.line(x, 0, x, high)
        self.canv.restoreState()


class QrSquare(Drawn):
    """A QR code in the middle of the width."""

    def __init__(self, part: QrCode) -> None:
        super().__init__(part.side * MM, 3 * MM)
        self.part = part

    def draw(self) -> None:
        """Draw the black bars, a hair wider than they are so that no white line shows between two rows."""
        across, black = bars(self.part.words)
        unit = self.height / across
        left = (self.room - self.height) / 2
        for column, row, length in black:
            self.canv.rect(
                left + column * unit, self.height - (row + 1) * unit, length * unit, unit * 1.02, stroke=0, fill=1
            )


def square(canvas: Any, x: float, middle: float, side: float = 3.2 * MM) -> None:
    """Draw an empty square to tick, its left edge at `x`, centred on the height `middle`."""
    canvas.setLineWidth(faces.FINE)
    canvas.rect(x, middle - side / 2, side, side)
