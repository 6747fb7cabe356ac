"""Numbers of days, and the lines that explain them to the person concerned."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import NNBSP, votes

Days = Fraction
"""A number of days inside the rules: always exact."""
NO_DAY = Days(0)


class Unit(StrEnum):
    """How days are counted: every day but the weekly rest day, or the days the co-op opens."""

    OUVRABLE = "ouvrable"
    OUVRE = "ouvre"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a result: the rule it follows and a sentence."""

    rule: str
    words: str


def exact(value: object, what: str) -> Days:
    """Read a number of days, written whole, decimal or as a fraction, never negative (LEAVE-01)."""
    try:
        found = Fraction(str(value)) if not isinstance(value, bool) else None
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or not 0 <= found <= 100_000:
        raise RuleBroken(
            "LEAVE-01",
            _("{what} : « {value} » n’est pas un nombre de jours possible. Corrigez-le.").format(
                what=what, value=str(value)[:40]
            ),
        )
    return found


def thousandths(days: Days) -> int:
    """Return the quantity that is kept: thousandths of a day, half away from zero (LEAVE-01)."""
    whole, left = divmod(abs(days) * 1000, 1)
    kept = int(whole) + (left >= Fraction(1, 2))
    return kept if days >= 0 else -kept


def from_thousandths(quantity: int) -> Days:
    """Return the days of a quantity that is kept (LEAVE-01)."""
    return Fraction(quantity, 1000)


def number(days: Days) -> str:
    """Write a number of days exactly: 2,5 or 22 + 11/12."""
    scaled = days * 1000
    if scaled.denominator != 1:
        return votes(days) if days >= 0 else f"\N{MINUS SIGN}{votes(-days)}"
    whole, part = divmod(abs(int(scaled)), 1000)
    decimals = f",{part:03d}".rstrip("0") if part else ""
    sign = "\N{MINUS SIGN}" if days < 0 else ""
    return f"{sign}{whole:,}".replace(",", NNBSP) + decimals


def in_days(days: Days) -> str:
    """Write days with their word: 1,5 jour, 2 jours."""
    return ngettext("{n} jour", "{n} jours", 1 if abs(days) < 2 else 2).format(n=number(days))


def in_months(months: Days) -> str:
    """Write months with their word."""
    return _("{n} mois").format(n=number(months))
