"""Months of a case by their number, as people say them."""

from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import long_month
from coop_desk.topics.roles.rotation.case import Case

VOWELS = frozenset("aeiouy")
"""First letters before which « de » loses its own."""


def month_day(case: Case, month: int) -> date:
    """The first day of a month by its number; a negative one is before the plan."""
    year, number = (int(part) for part in case.first_month.split("-"))
    at = year * 12 + number - 1 + month
    return date(at // 12, at % 12 + 1, 1)


def month_words(case: Case, month: int) -> str:
    """A month by its number: « mars 2026 »."""
    return long_month(month_day(case, month))


def months_words(case: Case, first: int, last: int) -> str:
    """From a month to a month, both included."""
    if first == last:
        return _("en {month}").format(month=month_words(case, first))
    begins = month_words(case, first)
    words = _("d’{first} à {last}") if begins[0] in VOWELS else _("de {first} à {last}")
    return words.format(first=begins, last=month_words(case, last))
