"""Marks no reader may miss, in black and white: PROJET on a draft, EXEMPLE for an invented co-operative."""

import math
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.paper import faces
from coop_desk.paper.faces import MM


def words(draft: bool, demo: bool) -> tuple[str, ...]:
    """Give the marks of a page, in the order they are read."""
    return tuple(word for word, wanted in ((_("PROJET"), draft), (_("EXEMPLE"), demo)) if wanted)


def draw(canvas: Any, page: tuple[float, float], draft: bool, demo: bool) -> None:
    """Draw the framed marks at the upper right, and the same words in large pale letters behind the text."""
    shown = words(draft, demo)
    if not shown:
        return
    canvas.saveState()
    _behind(canvas, page, shown)
    x = page[0] - faces.RIGHT
    for word in reversed(shown):
        x = _framed(canvas, word, x, page[1] - 9 * MM) - 2 * MM
    canvas.restoreState()


def _framed(canvas: Any, word: str, right: float, top: float) -> float:
    size, spread = 9.5, 1.6
    wide = faces.width(word, "sans-bold", size) + spread * (len(word) - 1)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(faces.FINE)
    left = right - wide - 4 * MM
    canvas.rect(left, top - 6 * MM, right - left, 6 * MM)
    line = canvas.beginText(left + 2 * MM, top - 4.15 * MM)
    line.setFont("sans-bold", size)
    line.setCharSpace(spread)
    line.textOut(word)
    canvas.drawText(line)
    return float(left)


def _behind(canvas: Any, page: tuple[float, float], shown: tuple[str, ...]) -> None:
    size = 96
    canvas.saveState()
    canvas.translate(page[0] / 2, page[1] / 2)
    canvas.rotate(math.degrees(math.atan2(page[1], page[0])))
    canvas.setFillGray(0.925)
    y = size * (len(shown) - 1) * 0.6 - size * 0.33
    for word in shown:
        line = canvas.beginText(-faces.width(word, "sans-bold", size) / 2, y)
        line.setFont("sans-bold", size)
        line.textOut(word)
        canvas.drawText(line)
        y -= size * 1.2
    canvas.restoreState()
