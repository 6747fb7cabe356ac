"""One value as it is written in a file: by its kind and its format, never by the language of the computer."""

import re
from datetime import date
from fractions import Fraction

from coop_desk.topics.payroll.exporter.sources import NUMBERS, Kind

Value = str | date | Fraction | bool | None

_TOKENS = {"AAAA": 4, "AA": 2, "MM": 2, "JJ": 2}
_DATE_PICTURE = re.compile(r"(?:AAAA|AA|MM|JJ|[-/. ])+")
_NUMBER_PICTURE = re.compile(r"0(?:\.(0{1,3}))?")
_TEXT_PICTURE = re.compile(r"|upper|lower|(?:first|last) [1-9]\d?")
HOURS_AND_MINUTES = "h:mm"
_USUAL = {Kind.MONTH: "MM/AAAA", Kind.FLAG: "1/0", Kind.HALF: "AM/PM", Kind.PART: "J/M/A"}
LONGEST_NUMBER = 12


def usual(kind: Kind, date_format: str) -> str:
    """The format of a column that names none."""
    if kind is Kind.DATE:
        return date_format
    return "0.00" if kind in NUMBERS else _USUAL.get(kind, "")


def is_date_picture(picture: str) -> bool:
    """Whether a date can be written so."""
    return _DATE_PICTURE.fullmatch(picture) is not None


def fits(kind: Kind, picture: str) -> bool:
    """Whether a value of this kind can be written so."""
    if kind is Kind.TEXT:
        return _TEXT_PICTURE.fullmatch(picture) is not None
    if kind in (Kind.DATE, Kind.MONTH):
        return is_date_picture(picture) and (kind is Kind.MONTH or all(t in picture for t in ("AA", "MM", "JJ")))
    if kind in (Kind.FLAG, Kind.HALF, Kind.PART):
        return len(picture.split("/")) == (3 if kind is Kind.PART else 2)
    return _NUMBER_PICTURE.fullmatch(picture) is not None or (kind is Kind.HOURS and picture == HOURS_AND_MINUTES)


def least_width(kind: Kind, picture: str) -> int:
    """The width below which every value of this kind is refused: known before any is there."""
    if kind in (Kind.DATE, Kind.MONTH):
        return len(picture)
    if kind in (Kind.FLAG, Kind.HALF, Kind.PART):
        return max(len(word) for word in picture.split("/"))
    if kind in NUMBERS:
        return 4 if picture == HOURS_AND_MINUTES else len(picture)
    return 1


def decimals(picture: str) -> int:
    """How many decimals a number keeps."""
    found = _NUMBER_PICTURE.fullmatch(picture)
    return len(found[1] or "") if found is not None else 0


def written(kind: Kind, picture: str, value: Value, decimal: str) -> str:
    """Write one value; nothing for none."""
    if value is None:
        return ""
    if kind is Kind.TEXT:
        return _text(picture, str(value))
    if isinstance(value, Fraction):
        return _hours(value) if picture == HOURS_AND_MINUTES else _number(value, decimals(picture), decimal)
    if isinstance(value, date):
        return _date(picture, value)
    choices = picture.split("/")
    if kind is Kind.FLAG:
        return choices[0 if value else 1]
    return choices[{"AM": 0, "PM": 1}[str(value)] if kind is Kind.HALF else {"": 0, "AM": 1, "PM": 2}[str(value)]]


def rounded(value: Fraction, places: int) -> int:
    """The value in units of the last decimal kept, half away from zero."""
    top, bottom = abs(value).numerator * int(10**places), value.denominator
    whole = (2 * top + bottom) // (2 * bottom)
    return -whole if value < 0 else whole


def _number(value: Fraction, places: int, decimal: str) -> str:
    units = rounded(value, places)
    digits = str(abs(units)).rjust(places + 1, "0")
    text = f"{digits[:-places]}{decimal}{digits[-places:]}" if places else digits
    return f"-{text}" if units < 0 else text


def _hours(value: Fraction) -> str:
    minutes = rounded(value * 60, 0)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02d}"


def _date(picture: str, value: date) -> str:
    tokens = {"AAAA": f"{value.year:04d}", "AA": f"{value.year % 100:02d}", "MM": f"{value.month:02d}",
              "JJ": f"{value.day:02d}"}  # fmt: skip
    return re.sub("AAAA|AA|MM|JJ", lambda found: tokens[found[0]], picture)


def _text(picture: str, text: str) -> str:
    if picture in ("upper", "lower"):
        return text.upper() if picture == "upper" else text.lower()
    side, _space, count = picture.partition(" ")
    if not count:
        return text
    return text[: int(count)] if side == "first" else text[-int(count) :]
