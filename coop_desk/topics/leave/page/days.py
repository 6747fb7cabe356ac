"""A number of days, typed as people write it and kept in thousandths."""

from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.fields import TextField
from coop_desk.screen.reading import Unreadable
from coop_desk.topics.leave.rules.explained import exact, from_thousandths, in_days, number, thousandths


def days_words(quantity: int) -> str:
    """A quantity in days with their word."""
    return in_days(from_thousandths(quantity))


def signed(quantity: int) -> str:
    """A quantity with its sign: + 2,5 or − 3."""
    words = number(from_thousandths(abs(quantity)))
    return f"\N{MINUS SIGN}{words}" if quantity < 0 else f"+{words}" if quantity else words


def plain_number(quantity: int) -> str:
    """A quantity as a number: 12,5."""
    return number(from_thousandths(quantity))


class DaysField(TextField):
    """Days, kept in thousandths: 2,5 or −1."""

    def __init__(self, name: str, title: str, *, negative: bool = False, **more: Any) -> None:
        super().__init__(name, title, unit=_("jours"), **more)
        self._negative = negative
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setMaximumWidth(theme.px(200))

    def read(self) -> Any:
        """The thousandths, None when nothing is typed."""
        typed = "".join(self.line.text().split()).replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
        typed = typed.replace("\N{MINUS SIGN}", "-").removeprefix("+")
        if not typed:
            return None
        minus = self._negative and typed.startswith("-")
        try:
            found = thousandths(exact(typed.removeprefix("-") if minus else typed, _("Jours")))
        except RuleBroken:
            raise Unreadable(_("Écrivez un nombre de jours : 2,5 par exemple.")) from None
        return -found if minus else found

    def write(self, value: Any) -> None:
        """Put thousandths."""
        self.line.setText("" if value is None else plain_number(value))
