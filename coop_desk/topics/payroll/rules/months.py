"""A month of pay, written "2026-10": its days, its neighbours, its compartment."""

import re
from calendar import monthrange
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day


def month_of(day: date) -> str:
    """Return the month a day belongs to."""
    return f"{day.year:04d}-{day.month:02d}"


def check_month(month: str) -> str:
    """Return the month; RuleBroken PAY-01 unless it is written "2026-10"."""
    if not re.fullmatch(r"20\d\d-(?:0[1-9]|1[0-2])", month):
        raise RuleBroken("PAY-01", _("Écrivez le mois ainsi : 2026-10."))
    return month


def first_day(month: str) -> date:
    """Return the first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """Return the last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def shifted(month: str, by: int) -> str:
    """Return the month that many months later, or earlier."""
    at = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def compartment_of(month: str) -> str:
    """Return the compartment that a month is sealed in."""
    return f"pay/{month[:4]}"


def month_words(month: str) -> str:
    """Write a month as people say it: octobre 2026."""
    return long_day(first_day(month)).split("\N{NO-BREAK SPACE}", 1)[1]
