"""French as it is written: dates, hours, amounts, lists, and text folded for search."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from functools import lru_cache

from coop_desk.core.i18n import _, ngettext

NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"})
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def integer(number: int) -> str:
    """Write 1234567 as 1 234 567."""
    return f"{number:,}".replace(",", NNBSP).replace("-", "\N{MINUS SIGN}")


def votes(count: int | Fraction) -> str:
    """Write a number of votes exactly: 1234 gives 1 234, 28/9 gives 3 + 1/9."""
    whole, part = divmod(count, 1)
    if not part:
        return integer(int(whole))
    share = f"{part.numerator}/{part.denominator}"
    return f"{integer(int(whole))}{NBSP}+{NBSP}{share}" if whole else share


def amount(cents: int) -> str:
    """Write cents as euros without the sign: 123450 gives 1 234,50."""
    euros_part, cents_part = divmod(abs(cents), 100)
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}{integer(euros_part)},{cents_part:02d}"


def euros(cents: int) -> str:
    """Write cents as an amount in euros: 123450 gives 1 234,50 €."""
    return f"{amount(cents)}{NNBSP}€"


def day(value: date) -> str:
    """Write a date as 12/06/2026."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def long_day(value: date) -> str:
    """Write a date as 12 juin 2026, the first of a month as 1er."""
    first = f"1er{NBSP}" if value.day == 1 else f"{value.day}{NBSP}"
    return f"{first}{_MONTHS[value.month - 1]} {value.year}"


def long_month(value: date) -> str:
    """Write the month of a day: octobre 2026."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    """Write the month of a day where there is little room: oct."""
    return _SHORT_MONTHS[value.month - 1]


def full_day(value: date) -> str:
    """Write a date as vendredi 12 juin 2026."""
    return f"{_DAYS[value.weekday()]} {long_day(value)}"


def clock_time(value: datetime | time) -> str:
    """Write a time as 14 h 05; an instant is shown in the time of this PC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone()
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02d}"


def listed(words: Sequence[str]) -> str:
    """Join words as people say them: a, b et c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} et {last}").format(first=", ".join(words[:-1]), last=words[-1])


def either(words: Sequence[str]) -> str:
    """Join words of which one is meant: a, b ou c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} ou {last}").format(first=", ".join(words[:-1]), last=words[-1])


def ago_or_in(value: date, today: date) -> str:
    """Say how far a date is: aujourd’hui, dans 12 jours, il y a 3 mois."""
    days = (value - today).days
    if days == 0:
        return _("aujourd’hui")
    if days == 1:
        return _("demain")
    if days == -1:
        return _("hier")
    span = abs(days)
    if span < 60:
        words = ngettext("{n} jour", "{n} jours", span).format(n=span)
    elif span < 730:
        words = _("{n} mois").format(n=round(span / 30.44))
    else:
        words = ngettext("{n} an", "{n} ans", span // 365).format(n=span // 365)
    return (_("dans {span}") if days > 0 else _("il y a {span}")).format(span=words)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text without case, accents or ligatures, for searching and sorting."""
    spread = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in spread if not unicodedata.combining(c)).casefold()
