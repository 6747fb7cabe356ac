"""The co-operative at the head of page one, with its legal mentions (FORM-09)."""

from dataclasses import dataclass
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, NNBSP, euros
from coop_desk.paper import faces, lines
from coop_desk.paper.faces import MM, Style
from coop_desk.paper.text import Words

NAME = Style("sans", 13, 17, strong=True)
LEGAL = Style("sans", 8.5, 11.5)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who prints: the identity of the co-operative on the day of the document.

    `form` is in full words; "à capital variable" is added to it when it is not there.
    `capital` in cents, None when it is not shown.
    `demo` prints EXEMPLE on every page.
    """

    name: str
    form: str
    seat: str
    rcs_city: str = ""
    siren: str = ""
    capital: int | None = None
    demo: bool = False

    def legal_lines(self) -> tuple[str, ...]:
        """Write the legal mentions under the name: form, capital, seat, registration (FORM-09)."""
        form = self.form
        if "capital variable" not in form:
            form = _("{form}, à capital variable").format(form=form)
        if self.capital is not None:
            form = _("{form} de {amount}").format(form=form, amount=euros(self.capital))
        seat = _("Siège social : {seat}").format(seat=self.seat) if self.seat else ""
        return tuple(line for line in (form, seat, self.registration()) if line)

    def registration(self) -> str:
        """Write the registration: 123 456 789 RCS Nantes."""
        digits = self.siren.replace(" ", "").replace(NBSP, "").replace(NNBSP, "")
        if not digits:
            return ""
        grouped = NNBSP.join(digits[place : place + 3] for place in range(0, len(digits), 3))
        if not self.rcs_city:
            return _("SIREN {number}").format(number=grouped)
        return _("{number} RCS {city}").format(number=grouped, city=self.rcs_city)


def put(canvas: Any, words: Words, style: Style, x: float, y: float, room: float) -> float:
    """Draw words from the top edge `y` downwards, in points; gives the height used."""
    from coop_desk.paper.flow import draw_lines

    set_lines = lines.broken(words, style, room)
    draw_lines(canvas, set_lines, style, x, y, room)
    return len(set_lines) * style.leading


def draw(canvas: Any, letterhead: Letterhead, page: tuple[float, float], room: float) -> float:
    """Draw the letterhead at the head of page one; gives the height below the upper margin, in points."""
    top = page[1] - 16 * MM
    y = top - put(canvas, letterhead.name, NAME, faces.LEFT, top, room) - 2
    for line in letterhead.legal_lines():
        y -= put(canvas, line, LEGAL, faces.LEFT, y, room)
    return page[1] - faces.TOP - y
