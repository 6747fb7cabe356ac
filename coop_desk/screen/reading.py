"""What people type, read the French way: days, amounts and whole numbers."""

import re
from datetime import date

from coop_desk.core.i18n import _


class Unreadable(ValueError):
    """What was typed is not what the field holds; the message says what to type."""


def read_day(text: str, today: date) -> date | None:
    """Read 12/06/2026, 12.6.26, 120626 or 12/06 (this year); None when nothing is typed."""
    typed = text.strip()
    if not typed:
        return None
    parts = re.findall(r"\d+", typed)
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) == 2:
        parts.append(str(today.year))
    try:
        day, month, year = (int(part) for part in parts)
        return date(_whole_year(year, len(parts[2]), today), month, day)
    except ValueError:
        raise Unreadable(_("Écrivez la date ainsi : 12/06/2026.")) from None


def read_amount(text: str) -> int | None:
    """Read 1 234,50 or 1234.5 as cents; None when nothing is typed."""
    typed = re.sub(r"[\s\u00a0\u202f€]", "", text).replace("\N{MINUS SIGN}", "-")
    if not typed:
        return None
    found = re.fullmatch(r"(-?)(\d+)(?:[.,](\d{1,2}))?", typed)
    if found is None:
        raise Unreadable(_("Écrivez le montant ainsi : 1 234,50."))
    cents = int(found[2]) * 100 + int((found[3] or "0").ljust(2, "0"))
    return -cents if found[1] else cents


def read_integer(text: str) -> int | None:
    """Read 1 234 as a whole number; None when nothing is typed."""
    typed = re.sub(r"[\s\u00a0\u202f]", "", text).replace("\N{MINUS SIGN}", "-")
    if not typed:
        return None
    if not re.fullmatch(r"-?\d+", typed):
        raise Unreadable(_("Écrivez un nombre entier."))
    return int(typed)


def _whole_year(year: int, digits: int, today: date) -> int:
    if digits >= 3:
        return year
    century = today.year // 100 * 100
    return century + year if century + year <= today.year + 30 else century - 100 + year
