"""Find the titles of a table and give every row the same width."""

from collections import Counter
from collections.abc import Sequence

from coop_desk.core.i18n import _
from coop_desk.core.words import fold
from coop_desk.sheets.limits import check_columns, check_rows, column_letters, refuse
from coop_desk.sheets.table import Cell, SheetRow


def titled(rows: Sequence[SheetRow]) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
    """Split titles from rows; a heading alone on its line above the titles is passed over."""
    if not rows:
        refuse("FICHIER-01", _("Ce fichier ne contient aucune ligne. Choisissez un autre fichier."))
    start = _title_line(rows)
    headers = _headers(rows[start])
    body = rows[start + 1 :]
    if not body:
        refuse("FICHIER-01", _("Ce fichier n’a que des titres : il n’y a aucune ligne à importer."))
    check_rows(len(body))
    check_columns(len(headers), rows[start].line)
    return headers, tuple(_fitted(row, len(headers)) for row in body)


def _title_line(rows: Sequence[SheetRow]) -> int:
    start = 0
    while start < min(10, len(rows) - 1) and _filled(rows[start]) == 1 and _filled(rows[start + 1]) != 1:
        start += 1
    if _filled(rows[0]) == 1 and _filled(rows[min(start, len(rows) - 1)]) == 1:
        return 0
    return start


def _filled(row: SheetRow) -> int:
    return sum(not is_empty(cell) for cell in row.cells)


def is_empty(cell: Cell) -> bool:
    """Whether a cell holds nothing, or only spaces."""
    return isinstance(cell, str) and not cell.strip()


def _headers(row: SheetRow) -> tuple[str, ...]:
    names = [" ".join(str(cell).split()) for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    for folded, count in Counter(fold(name) for name in names if name).items():
        if count > 1:
            same = [column_letters(place) for place, name in enumerate(names) if fold(name) == folded]
            text = _("Ligne {line} : les colonnes {columns} ont le même titre. Donnez un titre à chacune.")
            refuse("FICHIER-05", text.format(line=row.line, columns=", ".join(same)))
    return tuple(name or _("(colonne {letters})").format(letters=column_letters(n)) for n, name in enumerate(names))


def _fitted(row: SheetRow, width: int) -> SheetRow:
    for place, cell in enumerate(row.cells[width:], start=width):
        if not is_empty(cell):
            text = _(
                "Ligne {line} : la colonne {column} contient une valeur mais n’a pas de titre. "
                "Le séparateur est peut-être aussi dans le texte : corrigez cette ligne dans votre tableur."
            )
            refuse("FICHIER-04", text.format(line=row.line, column=column_letters(place)))
    missing = ("",) * (width - len(row.cells))
    return SheetRow(row.line, row.cells[:width] + missing)
