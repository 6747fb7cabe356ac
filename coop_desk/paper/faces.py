"""The two typefaces and the measures of the page; registered once, embedded as subsets."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from coop_desk.core import resources

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
TOP, RIGHT, BOTTOM, LEFT = 25 * MM, 20 * MM, 25 * MM, 20 * MM
WIDTH = PAGE[0] - LEFT - RIGHT
HAIR, THIN, FINE = 0.25, 0.4, 0.7
"""Widths of the three lines, in points."""

Face = Literal["serif", "serif-italic", "serif-strong", "serif-bold", "sans", "sans-italic", "sans-strong", "sans-bold"]
_FILES: dict[Face, str] = {
    "serif": "SourceSerif4-Regular.ttf",
    "serif-italic": "SourceSerif4-Italic.ttf",
    "serif-strong": "SourceSerif4-SemiBold.ttf",
    "serif-bold": "SourceSerif4-Bold.ttf",
    "sans": "SourceSans3-Regular.ttf",
    "sans-italic": "SourceSans3-Italic.ttf",
    "sans-strong": "SourceSans3-SemiBold.ttf",
    "sans-bold": "SourceSans3-Bold.ttf",
}


NO_BREAK_HYPHEN = "\u2011"
"""Drawn as a hyphen: the serif has no glyph for it."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: typeface, size and leading in points, room around it in points."""

    family: Literal["serif", "sans"] = "serif"
    size: float = 10.5
    leading: float = 14.5
    before: float = 0
    after: float = 6
    left: float = 0
    right: float = 0
    align: Literal["left", "right", "centre"] = "left"
    strong: bool = False
    italic: bool = False
    follows: bool = False
    """The text stays with what comes after it."""


TEXT = Style()
TITLE = Style("sans", 16, 21, before=4, after=4, strong=True, follows=True)
SUBTITLE = Style("sans", 11, 15, after=12, follows=True)
HEADING = Style("sans", 12, 16, before=13, after=4, strong=True, follows=True)
SUBHEADING = Style("sans", 10.5, 14, before=7, after=3, strong=True, follows=True)
CELL = Style("sans", 9, 12, after=0)
SMALL = Style("sans", 8.5, 11.5, after=4)


@cache
def widths(face: Face) -> dict[int, float]:
    """Make a typeface known to the press; gives the width of its characters, in thousandths."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(face, str(resources.path("fonts", _FILES[face])))
    pdfmetrics.registerFont(font)
    known = font.face.charToGlyph
    return {code: wide for code, wide in font.face.charWidths.items() if code in known}


def holds(face: Face, character: str) -> bool:
    """Say whether the typeface can print this character."""
    return ord(character) in widths(face)


@lru_cache(maxsize=40000)
def width(text: str, face: Face, size: float) -> float:
    """Measure a text set in one typeface, in points."""
    known = widths(face)
    return sum(known.get(ord(c), 500) for c in text.replace(NO_BREAK_HYPHEN, "-")) * size / 1000
