"""Understand one cell: dates, amounts, numbers, answers and texts as people write them in France.

Each function returns None for an empty cell and refuses what could be read in two ways.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NoReturn

from coop_desk.core.i18n import _
from coop_desk.core.words import fold
from coop_desk.sheets.limits import refuse
from coop_desk.sheets.table import Cell

_SPACES = "[ \u00a0\u2009\u2007\u202f]"
_AMOUNT = re.compile(rf"([+\-\u2212]?)(\d+|\d{{1,3}}(?:{_SPACES}\d{{3}})+)(?:,(\d{{1,2}}))?", re.ASCII)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_PERCENT = re.compile(rf"(\d{{1,3}})(?:,(\d{{1,2}}))?{_SPACES}?(%?)", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]{2,}")
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"\u200b", "\u2060", "\ufeff", "\u00ad"}


def parse_text(cell: Cell) -> str | None:
    """Read a text, accents joined to their letters; spaces around it are dropped (FICHIER-17)."""
    text = unicodedata.normalize("NFC", _words(cell)).strip()
    for character in text:
        hidden = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in _JOINERS
        if hidden and character not in "\n\t" and character not in _INVISIBLE:
            refuse(
                "FICHIER-17",
                _("« {shown} » contient un caractère invisible qui change la lecture. Retapez cette cellule.").format(
                    shown=_shown("".join(c for c in text if c.isprintable()))
                ),
            )
    return "".join(c for c in text if c not in _INVISIBLE) or None


def parse_line(cell: Cell) -> str | None:
    """Read a text that holds on one line, such as a name."""
    text = parse_text(cell)
    return " ".join(text.split()) if text and ("\n" in text or "\t" in text) else text


def parse_date(cell: Cell) -> date | None:
    """Read jj/mm/aaaa, aaaa-mm-jj, or a date cell of a workbook (FICHIER-12)."""
    if isinstance(cell, date):
        return cell
    text = _words(cell).strip()
    if not text:
        return None
    if french := _FRENCH_DAY.fullmatch(text):
        day, month, year = map(int, french.groups())
    elif iso := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, iso.groups())
    else:
        _refuse_date(text)
    try:
        found = date(year, month, day)
    except ValueError:
        _refuse_date(text)
    if not 1800 <= found.year <= 2200:
        _refuse_date(text)
    return found


def _refuse_date(text: str) -> NoReturn:
    refuse(
        "FICHIER-12",
        _("« {shown} » n’est pas une date du calendrier. Écrivez jj/mm/aaaa, par exemple 12/06/2026.").format(
            shown=_shown(text)
        ),
    )


def parse_amount(cell: Cell) -> int | None:
    """Read an amount in euros and return cents: 1 234,56 gives 123456 (FICHIER-13)."""
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        cents = Decimal(cell) * 100
        if cents != cents.to_integral_value() or abs(cents) >= 10**15:
            _refuse_amount(str(cell))
        return int(cents)
    text = re.sub(rf"{_SPACES}*(€|EUR|euros?)$", "", _words(cell).strip())
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if not match or len(text) > 20:
        _refuse_amount(text)
    sign, whole, decimals = match.groups()
    cents_read = int(re.sub(_SPACES, "", whole)) * 100 + int((decimals or "").ljust(2, "0"))
    return -cents_read if sign in ("-", "\u2212") else cents_read


def _refuse_amount(text: str) -> NoReturn:
    refuse(
        "FICHIER-13",
        _("« {shown} » n’est pas un montant en euros. Écrivez par exemple 1 234,56, sans parenthèses.").format(
            shown=_shown(text)
        ),
    )


def parse_integer(cell: Cell) -> int | None:
    """Read a whole number (FICHIER-14)."""
    text = _words(cell).strip()
    if not text:
        return None
    match = _AMOUNT.fullmatch(text)
    if isinstance(cell, (bool, date)) or not match or int(match[3] or 0) or len(text) > 20:
        refuse(
            "FICHIER-14",
            _("« {shown} » n’est pas un nombre entier. Écrivez seulement des chiffres.").format(shown=_shown(text)),
        )
    value = int(re.sub(_SPACES, "", match[2]))
    return -value if match[1] in ("-", "\u2212") else value


def parse_yes_no(cell: Cell) -> bool | None:
    """Read oui or non, in the usual ways of ticking (FICHIER-15)."""
    if isinstance(cell, bool):
        return cell
    text = _words(cell).strip()
    if not text:
        return None
    if fold(text) in ("oui", "o", "vrai", "x", "1", "✓", "✔"):
        return True
    if fold(text) in ("non", "n", "faux", "0"):
        return False
    refuse("FICHIER-15", _("« {shown} » n’est ni oui ni non. Écrivez oui ou non.").format(shown=_shown(text)))


def parse_percent(cell: Cell) -> int | None:
    """Read a percentage and return hundredths of a percent: 80 % gives 8000 (FICHIER-16)."""
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        # a workbook keeps 80 % as 0.8
        hundredths = Decimal(cell) * (10_000 if cell <= 1 else 100)
        if not 0 <= hundredths <= 10_000 or hundredths != hundredths.to_integral_value():
            _refuse_percent(str(cell))
        return int(hundredths)
    text = _words(cell).strip()
    if not text:
        return None
    match = _PERCENT.fullmatch(text)
    if not match:
        _refuse_percent(text)
    value = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    ambiguous = not match[3] and 0 < value <= 100
    if value > 10_000 or ambiguous:
        _refuse_percent(text)
    return value


def _refuse_percent(text: str) -> NoReturn:
    refuse(
        "FICHIER-16",
        _("« {shown} » n’est pas un pourcentage de 0 à 100. Écrivez par exemple 80 %.").format(shown=_shown(text)),
    )


def parse_email(cell: Cell) -> str | None:
    """Read an e-mail address (FICHIER-18)."""
    text = parse_line(cell)
    if text is not None and not _EMAIL.fullmatch(text):
        refuse(
            "FICHIER-18",
            _("« {shown} » n’est pas une adresse électronique. Écrivez-la sous la forme nom@domaine.fr.").format(
                shown=_shown(text)
            ),
        )
    return text


def parse_postcode(cell: Cell) -> str | None:
    """Read a postal code; the zero that a workbook drops from 01000 comes back."""
    if isinstance(cell, int) and not isinstance(cell, bool) and 1_000 <= cell <= 99_999:
        return f"{cell:05d}"
    return parse_line(cell)


def _words(cell: Cell) -> str:
    """The cell as it would be typed."""
    if isinstance(cell, bool):
        return _("oui") if cell else _("non")
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
