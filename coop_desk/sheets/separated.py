"""Read CSV: the encoding, the separator and the lines, counted while reading."""

import codecs
import csv
import io
from collections import Counter
from typing import NoReturn

from coop_desk.core.i18n import _
from coop_desk.sheets.limits import check_cell, check_columns, check_rows, check_size, refuse
from coop_desk.sheets.table import Cell, SheetRow, SheetTable
from coop_desk.sheets.titles import titled

_BOMS = (  # the longest first: UTF-32 LE begins as UTF-16 LE does
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SEPARATORS = (";", "\t", ",", "|")
_FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
INVISIBLE = " \u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff"


def read_separated(name: str, content: bytes) -> SheetTable:
    """Read the bytes of a CSV file (RuleBroken FICHIER-01 to FICHIER-05)."""
    check_size(len(content))
    text, encoding, bom, guessed = decoded(content)
    separator = find_separator(text)
    headers, rows = titled(lines(text, separator))
    return SheetTable(
        name=name,
        kind="csv",
        headers=headers,
        rows=rows,
        encoding=encoding,
        separator=separator,
        bom=bom,
        needs_confirmation=guessed,
    )


def decoded(content: bytes) -> tuple[str, str, bool, bool]:
    """Return text, name of the encoding, whether a mark gave it, whether it is a guess to confirm."""
    for mark, codec, name in _BOMS:
        if content.startswith(mark):
            try:
                return _without_nul(content[len(mark) :].decode(codec)), name, True, False
            except UnicodeDecodeError as problem:
                _refuse_characters(content[len(mark) :], problem.start)
    if b"\0" in content:
        _refuse_characters(content, content.index(b"\0"))
    try:
        return content.decode("utf-8"), "UTF-8", False, False
    except UnicodeDecodeError as problem:
        if _mostly_utf8(content):
            _refuse_characters(content, problem.start)
    try:
        return content.decode("cp1252"), "Windows-1252", False, True
    except UnicodeDecodeError as problem:
        _refuse_characters(content, problem.start)


def _without_nul(text: str) -> str:
    if "\0" in text:
        _refuse_characters(text.encode("utf-8"), text.index("\0"))
    return text


def _mostly_utf8(content: bytes) -> bool:
    """A few damaged letters in a UTF-8 file, rather than an older encoding."""
    text = content.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - damaged > damaged


def _refuse_characters(content: bytes, position: int) -> NoReturn:
    line = content.count(b"\n", 0, position) + 1
    text = _(
        "Ligne {line} : ce fichier contient des caractères qui ne sont pas du texte. "
        "Dans votre tableur, enregistrez-le au format « CSV UTF-8 » ou en .xlsx."
    )
    refuse("FICHIER-03", text.format(line=line))


def find_separator(text: str) -> str:
    """Choose what gives the first lines the most columns, and the most often the same number."""
    start = "".join(text[:200_000].splitlines(keepends=True)[:30])
    best, best_score = ";", (0, 0)
    for separator in _SEPARATORS:
        try:
            sizes = [len(row) for row in csv.reader(io.StringIO(start, newline=""), delimiter=separator) if any(row)]
        except csv.Error:
            continue
        for width, same in Counter(size for size in sizes if size > 1).most_common(1):
            if (same, width) > best_score:
                best, best_score = separator, (same, width)
    return best


def lines(text: str, separator: str) -> list[SheetRow]:
    """Split the text in rows of cells; every bound is checked as it goes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[SheetRow] = []
    line = 1
    try:
        for cells in reader:
            check_columns(len(cells), line)
            for column, cell in enumerate(cells):
                check_cell(cell, line, column)
            if any(cell.strip() for cell in cells):
                found.append(SheetRow(line, tuple(map(_plain, cells))))
                check_rows(len(found) - 1)
            line = reader.line_num + 1
    except csv.Error:
        words = _(
            "Ligne {line} : un guillemet ouvert n’est pas refermé, ou une cellule est trop longue. "
            "Corrigez cette ligne dans votre tableur."
        )
        refuse("FICHIER-04", words.format(line=line))
    return found


def _plain(cell: str) -> Cell:
    """Take back the apostrophe that keeps a text from being run as a formula."""
    if cell.startswith("'") and looks_like_formula(cell.lstrip("'")):
        return cell[1:]
    return cell


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could run this text: = + - @ first, also after spaces or invisible characters."""
    return text.lstrip(INVISIBLE).startswith(_FORMULA_STARTS)
