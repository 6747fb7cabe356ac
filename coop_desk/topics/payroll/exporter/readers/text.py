"""Cells of a payroll file as a program would read them: nothing here is shared with what writes them."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO

Cells = dict[str, str]
Read = dict[str, str | date | Decimal | bool | None]


class Unreadable(ValueError):
    """A file is not what the payroll program expects: the line, and why."""


def table(content: bytes, encoding: str, separator: str, quoting: bool, columns: tuple[str, ...]) -> Iterator[Cells]:
    """The lines of a file whose first one names exactly these columns."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(f"1: {fault.reason}") from None
    if not text.endswith("\r\n") or "\n" in text.replace("\r\n", ""):
        raise Unreadable("line ends")
    if quoting:
        lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    else:
        lines = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE, strict=True)
    try:
        names = tuple(next(lines, []))
        if names != columns:
            raise Unreadable(f"1: {names}")
        for line in lines:
            if len(line) != len(columns):
                raise Unreadable(f"{lines.line_num}: {len(line)}")
            yield dict(zip(columns, line, strict=True))
    except csv.Error as fault:
        raise Unreadable(f"{lines.line_num}: {fault}") from None


def number(text: str, mark: str) -> Decimal | None:
    """A number with this decimal mark and no other sign than a minus in front."""
    if not text:
        return None
    if not re.fullmatch(rf"-?\d+(?:{re.escape(mark)}\d+)?", text, re.ASCII):
        raise Unreadable(text)
    try:
        return Decimal(text.replace(mark, "."))
    except InvalidOperation:
        raise Unreadable(text) from None


def day(text: str, pattern: str = "%d/%m/%Y") -> date | None:
    """A date written so."""
    if not text:
        return None
    try:
        return datetime.strptime(text, pattern).date()  # noqa: DTZ007  (a day, no instant)
    except ValueError:
        raise Unreadable(text) from None


def month(text: str) -> date | None:
    """The first day of a month written 2026-10."""
    return day(f"{text}-01", "%Y-%m-%d") if text else None


def flag(text: str, yes: str = "1", no: str = "0") -> bool | None:
    """A box that is ticked, or not, or not said."""
    if text not in ("", yes, no):
        raise Unreadable(text)
    return text == yes if text else None


def half(text: str, first: str = "AM", second: str = "PM") -> str:
    """A half day."""
    if text not in (first, second):
        raise Unreadable(text)
    return "AM" if text == first else "PM"
