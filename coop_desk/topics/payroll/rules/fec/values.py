"""A value of a file of accounting entries: columns, amounts and days, read exactly or not at all."""

import re
from datetime import date

COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
SEPARATORS = ("\t", "|")
FILLED_COLUMNS = (0, 1, 2, 3, 4, 5, 8, 9, 10)
"""Places of the columns that are always filled; ValidDate is judged apart."""

FIRST_YEAR, LAST_YEAR = 1900, 2099

_AMOUNT = re.compile(r"([0-9]+)(?:,([0-9]{1,2}))?")
_LONGEST_AMOUNT = 30  # digits; Python refuses to read numbers of thousands of them
_DAY = re.compile(r"[0-9]{8}")
_ACCOUNT = re.compile(r"[0-9]{3}")


def cents(text: str) -> int | None:
    """Read an amount as cents: 1234,5 is 123450, an empty one 0; None when it is not written as it must be."""
    if not text:
        return 0
    found = _AMOUNT.fullmatch(text)
    if found is None or len(text) > _LONGEST_AMOUNT:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def day(text: str) -> date | None:
    """Read AAAAMMJJ; None when there is no such day between 1900 and 2099."""
    if _DAY.fullmatch(text) is None or not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def is_account(text: str) -> bool:
    """True when the account starts with three digits."""
    return _ACCOUNT.match(text) is not None
