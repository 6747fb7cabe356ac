"""Match the columns of a file with what the program expects, and read every row with its errors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import fold, listed
from coop_desk.sheets.separated import INVISIBLE
from coop_desk.sheets.table import Cell, SheetTable


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is expected: its key in the program, its title and how a cell is read."""

    key: str
    title: str
    parse: Callable[[Cell], object]
    synonyms: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """What one line says, by column key; None where nothing is written."""

    line: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong on a line, in which column, by which rule."""

    line: int
    column: str
    rule: str
    message: str

    def sentence(self) -> str:
        """Say it in one sentence."""
        if not self.column:
            return _("Ligne {line} : {message}").format(line=self.line, message=self.message)
        return _("Ligne {line}, {column} : {message}").format(line=self.line, column=self.column, message=self.message)


def guess(
    columns: Sequence[Column], headers: Sequence[str], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Match column keys with titles of the file: as remembered, else by title and synonyms."""
    found: dict[str, str] = {}
    free = {_key(header): header for header in headers}
    known = {column.key for column in columns}
    for folded, key in (remembered or {}).items():
        if folded in free and key in known and key not in found:
            found[key] = free.pop(folded)
    for column in columns:
        names = (column.title, column.key, *column.synonyms)
        match = next((_key(name) for name in names if _key(name) in free), None)
        if column.key not in found and match is not None:
            found[column.key] = free.pop(match)
    return found


def remember(mapping: Mapping[str, str]) -> dict[str, str]:
    """What to keep so that the next file with the same titles is matched in the same way."""
    return {_key(header): key for key, header in mapping.items()}


def _key(header: str) -> str:
    """A title without case, accents, punctuation or unit: `Né(e) le` is `nee le`, `Versé (€)` is `verse`."""
    return " ".join("".join(c if c.isalnum() else " " if c in " -_/.'" else "" for c in fold(header)).split())


def check_required(columns: Sequence[Column], mapping: Mapping[str, str]) -> None:
    """Refuse to go on while a required column is matched with nothing (RuleBroken FICHIER-11)."""
    missing = [column.title for column in columns if column.required and column.key not in mapping]
    if missing:
        text = _("Il manque une colonne pour : {columns}. Choisissez la colonne du fichier qui la contient.")
        raise RuleBroken("FICHIER-11", text.format(columns=listed(missing)))


def parse_rows(
    table: SheetTable, columns: Sequence[Column], mapping: Mapping[str, str]
) -> tuple[list[ParsedRow], list[LineError]]:
    """Read every row; a row with an error is left out and each of its errors is told."""
    check_required(columns, mapping)
    places = [(column, table.headers.index(mapping[column.key])) for column in columns if column.key in mapping]
    parsed: list[ParsedRow] = []
    errors: list[LineError] = []
    for row in table.rows:
        values: dict[str, object] = {column.key: None for column in columns}
        wrong: list[LineError] = []
        for column, place in places:
            try:
                refuse_unread_formula(row.cells[place])
                values[column.key] = column.parse(row.cells[place])
                if column.required and values[column.key] is None:
                    raise RuleBroken("FICHIER-11", _("cette cellule est vide. Remplissez-la."))
            except RuleBroken as refusal:
                wrong.append(LineError(row.line, column.title, refusal.rule, refusal.message))
        errors.extend(wrong)
        if not wrong:
            parsed.append(ParsedRow(row.line, values))
    return parsed, errors


def refuse_unread_formula(cell: object) -> None:
    """Raise RuleBroken FICHIER-08 for a text that is a formula; a telephone may begin with + and an amount with -."""
    if isinstance(cell, str) and cell.lstrip(INVISIBLE).startswith(("=", "@", "＝", "＠")):
        raise RuleBroken(
            "FICHIER-08",
            _("« {text} » est une formule, pas une valeur. Remplacez-la par son résultat.").format(text=cell[:40]),
        )


def repeated(parsed: Sequence[ParsedRow], key: str, title: str) -> list[LineError]:
    """Tell the lines whose value was already given on an earlier line; empty ones are not compared."""
    first: dict[object, int] = {}
    errors: list[LineError] = []
    for row in parsed:
        value = row.values.get(key)
        if value is None:
            continue
        folded = fold(value) if isinstance(value, str) else value
        if folded in first:
            words = _("« {value} » est déjà à la ligne {first}. Gardez une seule des deux lignes.")
            message = words.format(value=value, first=first[folded])
            errors.append(LineError(row.line, title, "FICHIER-19", message))
        first.setdefault(folded, row.line)
    return errors
