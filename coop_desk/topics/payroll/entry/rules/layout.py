"""How the file of an entry is written: the 18 columns of the FEC, or a plain table; the same bytes each time."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, NNBSP, integer
from coop_desk.core.words import day as in_words
from coop_desk.topics.payroll.entry.records import Accounting, Form, Line
from coop_desk.topics.payroll.rules.fec.values import COLUMNS

CSV_COLUMNS = ("Date", "Journal", "Compte", "Auxiliaire", "Piece", "Libelle", "Debit", "Credit")
SEPARATORS = {Form.TABS: "\t", Form.TABS_LATIN: "\t", Form.BARS: "|", Form.BARS_LATIN: "|", Form.CSV: ";"}
ENCODINGS = {
    Form.TABS: "utf-8",
    Form.BARS: "utf-8",
    Form.TABS_LATIN: "iso8859-15",
    Form.BARS_LATIN: "iso8859-15",
    Form.CSV: "utf-8-sig",
}
_LATIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "…": "...", NNBSP: NBSP})
"""Declared on the screen: ISO 8859-15 has no curly apostrophe nor quotes, no dash, no ellipsis, no thin space."""

Journal = tuple[str, str]


def file_name(month: str, number: int, form: Form) -> str:
    """Name the file of a month: never that of the legal file of a year."""
    return f"PAIE-{month}-{number:02d}.{'csv' if form is Form.CSV else 'txt'}"


def written(form: Form, journal: Journal, entries: Sequence[Accounting]) -> bytes:
    """Return the bytes of a file; RuleBroken ECR-10 when a character cannot be written, with its line and column."""
    rows = list(_table(journal, entries) if form is Form.CSV else _fec(journal, entries))
    if ENCODINGS[form] == "iso8859-15":
        rows = [[cell.translate(_LATIN) for cell in row] for row in rows]
        _check_letters(rows)
    text = io.StringIO(newline="")
    if form is Form.CSV:
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    else:
        text.writelines(SEPARATORS[form].join(row) + "\r\n" for row in rows)
    return text.getvalue().encode(ENCODINGS[form])


def _fec(journal: Journal, entries: Sequence[Accounting]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    code, label = journal
    for entry in entries:
        when = f"{entry.day:%Y%m%d}"
        for line in entry.lines:
            yield [
                code, label, str(entry.number), when, line.account, line.account_label, line.auxiliary,
                line.auxiliary_label, entry.piece, when, line.words, _euros(line.debit), _euros(line.credit),
                "", "", "", "", "",
            ]  # fmt: skip


def _table(journal: Journal, entries: Sequence[Accounting]) -> Iterator[list[str]]:
    yield list(CSV_COLUMNS)
    for entry in entries:
        for line in entry.lines:
            yield [
                in_words(entry.day), journal[0], line.account, line.auxiliary, entry.piece, line.words,
                _euros(line.debit), _euros(line.credit),
            ]  # fmt: skip


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def _check_letters(rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            try:
                cell.encode("iso8859-15")
            except UnicodeEncodeError as fault:
                letter = cell[fault.start]
                raise RuleBroken(
                    "ECR-10",
                    _(
                        "Ligne {line}, {column} : « {letter} » ({name}) ne s’écrit pas en ISO 8859-15. Gardez l’UTF-8, "
                        "ou changez ce texte."
                    ).format(
                        line=integer(number),
                        column=COLUMNS[at],
                        letter=letter,
                        name=unicodedata.name(letter, "?").capitalize(),
                    ),
                ) from None


def read_table(content: bytes) -> list[tuple[date, str, str, str, str, int, int]]:
    """Read a plain table back: day, account, auxiliary, piece, words, debit and credit in cents."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    return [(_day(row[0]), row[2], row[3], row[4], row[5], _cents(row[6]), _cents(row[7])) for row in rows[1:]]


def as_read(entries: Sequence[Accounting]) -> list[tuple[date, str, str, str, str, int, int]]:
    """What reading the plain table back must give."""
    return [_read(entry, line) for entry in entries for line in entry.lines]


def _read(entry: Accounting, line: Line) -> tuple[date, str, str, str, str, int, int]:
    return entry.day, line.account, line.auxiliary, entry.piece, line.words, line.debit, line.credit


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def _cents(text: str) -> int:
    whole, _comma, cents = text.partition(",")
    return int(whole) * 100 + int(cents)
