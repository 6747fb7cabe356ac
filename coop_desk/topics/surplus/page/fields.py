"""A part of a whole, typed as a percentage and kept as an exact fraction."""

import re
from fractions import Fraction
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.screen.fields import TextField
from coop_desk.screen.reading import Unreadable
from coop_desk.screen.theme import px
from coop_desk.topics.surplus.rules.wording import part_words


class PartField(TextField):
    """A percentage from 0 to 100, with at most two decimals."""

    def __init__(self, name: str, title: str, **more: Any) -> None:
        super().__init__(name, title, unit="%", **more)
        self.line.setMaximumWidth(px(200))

    def read(self) -> Any:
        """The part, None when nothing is typed."""
        typed = re.sub(r"[\s\u00a0\u202f%]", "", self.line.text()).replace(",", ".")
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", typed) or Fraction(typed) > 100:
            raise Unreadable(_("Écrivez une part entre 0 et 100, par exemple 12,5."))
        return Fraction(typed) / 100

    def write(self, value: Any) -> None:
        """Put a part."""
        self.line.setText("" if value is None else part_words(value)[:-2])
