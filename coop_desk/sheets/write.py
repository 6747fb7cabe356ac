"""Write a table as CSV, XLSX or ODS, the French way, with nothing that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.sheets.separated import looks_like_formula
from coop_desk.sheets.table import FileKind
from coop_desk.sheets.timeless import timeless

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount to write with two decimals, in cents."""

    cents: int

    def decimal(self) -> Decimal:
        """The same in euros."""
        return Decimal(self.cents).scaleb(-2)


Value = str | int | Decimal | date | bool | Amount | None


def write_table(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "", notice: str = ""
) -> None:
    """Write the file in the format its name asks for; whole or not at all (RuleBroken FICHIER-06, FICHIER-10)."""
    save(path, table_bytes(kind_of(path), headers, rows, title, notice))


def kind_of(path: Path) -> FileKind:
    """The format that a file name asks for (RuleBroken FICHIER-06)."""
    kinds: dict[str, FileKind] = {".csv": "csv", ".xlsx": "xlsx", ".ods": "ods"}
    try:
        return kinds[path.suffix.casefold()]
    except KeyError:
        words = _("« {name} » : choisissez un nom qui finit par .csv, .xlsx ou .ods.")
        raise RuleBroken("FICHIER-06", words.format(name=path.name)) from None


def table_bytes(
    kind: FileKind, headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "", notice: str = ""
) -> bytes:
    """The file as bytes; a notice (such as who exported it) stands alone above the titles."""
    if kind == "xlsx":
        from coop_desk.sheets.excel_write import excel_bytes

        return timeless(excel_bytes(headers, rows, title, notice))
    if kind == "ods":
        from coop_desk.sheets.opendocument_write import opendocument_bytes

        return timeless(opendocument_bytes(headers, rows, title, notice))
    return _separated(headers, rows, notice)


def _separated(headers: Sequence[str], rows: Iterable[Sequence[Value]], notice: str) -> bytes:
    """Semicolons, UTF-8 with its mark, decimal comma, dd/mm/yyyy: what a French spreadsheet opens at once."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    if notice:
        writer.writerow([_harmless(notice)])
    writer.writerow([_harmless(header) for header in headers])
    writer.writerows([_typed(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _typed(value: Value) -> str:
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, Amount):
        value = value.decimal()
    return "" if value is None else f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet could run; reading takes it back."""
    text = printable(text)
    return f"'{text}" if looks_like_formula(text.lstrip("'")) else text


def printable(text: str) -> str:
    """Replace what no file can hold: control characters and halves of letters."""
    return _UNWRITABLE.sub("\ufffd", text)


def sheet_name(title: str) -> str:
    """A name that every spreadsheet accepts for a sheet."""
    return "".join(c for c in printable(title) if c not in "[]:*?/\\'\ufffd")[:31].strip() or _("Feuille")
