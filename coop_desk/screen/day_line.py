"""The day a list is shown for: one field on one line over the list."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core.i18n import _
from coop_desk.screen.fields import DayField


def day_line(field: DayField, changed: Callable[[], object]) -> QHBoxLayout:
    """Put the field after its words, and tell when a whole date was typed."""
    field.lay_on_one_line()
    field.changed.connect(lambda: None if field.fault() else changed())
    line = QHBoxLayout()
    line.addWidget(field)
    line.addStretch(1)
    return line


def day_field(today: date) -> DayField:
    """Make the field, on today."""
    field = DayField("on", _("Situation au"), today=today, required=True)
    field.write(today)
    return field


def day_of(field: DayField, today: date) -> date:
    """Return the day typed, today while what is typed is not a day."""
    asked = field.so_far()
    return asked if isinstance(asked, date) else today
