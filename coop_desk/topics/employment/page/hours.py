"""The hours of a day, typed as people write them, and the seven of a week."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from coop_desk.core.i18n import _
from coop_desk.screen.fields import CheckField, Field, TextField
from coop_desk.screen.reading import Unreadable
from coop_desk.topics.employment.rules.schedules import MOST_WEEKS, Schedule, clock_words

DAYS = 7


class HoursField(TextField):
    """Hours of work of a day, kept in minutes: 7, 7,5 or 7 h 30."""

    def __init__(self, name: str, title: str, **more: Any) -> None:
        super().__init__(name, title, **more)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self) -> Any:
        """The minutes, zero when nothing is typed."""
        typed = re.sub(r"[\s\u00a0\u202f]", "", self.line.text()).lower()
        if not typed:
            return 0
        if found := re.fullmatch(r"(\d{1,2})(?:[h:](\d{0,2}))?", typed):
            minutes = int((found[2] or "0").ljust(2, "0")) if len(found[2] or "") != 1 else int(found[2]) * 10
            if minutes < 60:
                return int(found[1]) * 60 + minutes
        if (found := re.fullmatch(r"(\d{1,2})[.,](\d{1,2})", typed)) is not None:
            return int(found[1]) * 60 + int(found[2].ljust(2, "0")) * 60 // 100
        raise Unreadable(_("Écrivez 7, 7,5 ou 7 h 30."))

    def write(self, value: Any) -> None:
        """Put minutes."""
        self.line.setText(clock_words(value) if value else "0")


def week_fields() -> tuple[list[Field], list[tuple[str, str]]]:
    """The fields of a week, and of a second one when two alternate; those that stand on one line."""
    short = (_("Lun."), _("Mar."), _("Mer."), _("Jeu."), _("Ven."), _("Sam."), _("Dim."))
    fields: list[Field] = []
    abreast: list[tuple[str, str]] = []
    for week in range(MOST_WEEKS):
        for at, name in enumerate(short):
            title = name if week == 0 else _("{day}, 2e semaine").format(day=name)
            fields.append(HoursField(f"{week}-{at}", title, required=True, rules=("EMPLOY-02",) if at == 0 else ()))
            if at:
                abreast.append((f"{week}-0", f"{week}-{at}"))
        if week == 0:
            fields.append(CheckField("two", _("Deux semaines alternent")))
    return fields, abreast


def week_values(schedule: Schedule | None) -> dict[str, Any]:
    """What the fields of a week show of a schedule."""
    weeks = schedule.weeks if schedule is not None else ((0,) * DAYS,)
    values: dict[str, Any] = {"two": len(weeks) > 1}
    for week in range(MOST_WEEKS):
        for at in range(DAYS):
            values[f"{week}-{at}"] = weeks[week % len(weeks)][at]
    return values


def weeks_typed(values: dict[str, Any]) -> Sequence[Sequence[int]]:
    """The weeks that were typed."""
    return [[values[f"{week}-{at}"] for at in range(DAYS)] for week in range(MOST_WEEKS if values["two"] else 1)]
