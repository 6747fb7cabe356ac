"""The guarded reader: `python -m coop_desk.sheets.reader FILE`, little memory, little time, no network.

A packed program, which has no `-m`, is started again as `coop-desk --sheet-reader FILE`. The answer, on the
standard output, is one JSON value: the table, or why it was refused.
"""

import json
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, choose_language
from coop_desk.sheets.archive import open_archive
from coop_desk.sheets.limits import FILE_BYTES, check_size, refuse
from coop_desk.sheets.separated import read_separated
from coop_desk.sheets.shutting_in import shut_in
from coop_desk.sheets.table import Cell, SheetRow, SheetTable
from coop_desk.sheets.titles import titled
from coop_desk.sheets.workbook import Workbook

READER = "--sheet-reader"


def read_content(name: str, content: bytes, sheet: str | None = None) -> SheetTable:
    """Read a file by what it holds, not by its name."""
    check_size(len(content))
    suffix = Path(name).suffix.casefold()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")) or suffix in (".xlsx", ".ods", ".xlsm"):
        return _read_workbook(name, content, sheet)
    return read_separated(name, content)


def _read_workbook(name: str, content: bytes, wanted: str | None) -> SheetTable:
    workbook = Workbook(content, open_archive(content))
    if wanted is not None and wanted not in workbook.sheets:
        refuse("FICHIER-06", _("Ce classeur n’a pas de feuille « {sheet} ».").format(sheet=wanted))
    for sheet in [wanted] if wanted is not None else workbook.sheets:
        rows = workbook.rows(sheet)
        if rows:
            headers, body = titled(rows)
            others = tuple(other for other in (*workbook.sheets, *workbook.hidden) if other != sheet)
            return SheetTable(
                name=name, kind=workbook.kind, headers=headers, rows=body, sheet=sheet, other_sheets=others
            )
    refuse("FICHIER-01", _("Ce classeur n’a aucune feuille remplie. Choisissez un autre fichier."))


def packed_table(table: SheetTable) -> dict[str, object]:
    """The table as JSON values."""
    fields: dict[str, object] = {name: getattr(table, name) for name in SheetTable.__slots__ if name != "rows"}
    return fields | {"rows": [[row.line, [_packed(cell) for cell in row.cells]] for row in table.rows]}


def unpacked_table(fields: dict[str, object]) -> SheetTable:
    """The table back from JSON values; TypeError or ValueError when they are not one."""
    rows = fields.pop("rows")
    if not isinstance(rows, list):
        raise TypeError("rows")
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    kept = tuple(SheetRow(line, tuple(_unpacked(cell) for cell in cells)) for line, cells in rows)
    return SheetTable(rows=kept, **plain)  # type: ignore[arg-type]


def _packed(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    return ["d", cell.isoformat()] if isinstance(cell, date) else cell


def _unpacked(cell: object) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        return Decimal(text) if kind == "n" else date.fromisoformat(text)
    if isinstance(cell, (str, int)):
        return cell
    raise TypeError("cell")


def main(path: str, sheet: str | None = None) -> int:
    """Read one file and answer."""
    choose_language(os.environ.get("COOP_DESK_LANGUAGE", "fr"))
    shut_in()
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(FILE_BYTES + 1)
        answer = {"table": packed_table(read_content(Path(path).name, content, sheet))}
        written = json.dumps(answer)
    except RuleBroken as refusal:
        written = json.dumps({"refused": [refusal.rule, refusal.message]})
    with open(1, "w", encoding="utf-8", closefd=False) as out:  # a packed program has no `sys.stdout` on Windows
        out.write(written)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
