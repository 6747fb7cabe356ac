"""Write an XLSX workbook: one sheet, typed cells, no formula, and nothing put aside on the disk meanwhile.

The library keeps each sheet in a temporary file, in clear, until it is packed: what leaves a sealed compartment would
stay readable among the deleted files of the disk. Here the sheet is kept in memory.
"""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from coop_desk.core.i18n import _
from coop_desk.sheets.separated import looks_like_formula
from coop_desk.sheets.write import Amount, Value, printable, sheet_name


def excel_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str, notice: str) -> bytes:
    """Write the workbook; a notice stands alone above the titles."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    bold = Font(bold=True)
    sheet.freeze_panes = f"A{3 if notice else 2}"
    sheet._writer = WorksheetWriter(sheet, io.BytesIO())
    sheet._writer.write_top()

    def cell(value: Value, heading: bool = False) -> Cell | int | Decimal | None:
        if value is None or (isinstance(value, (int, Decimal)) and not isinstance(value, bool)):
            return value
        made = WriteOnlyCell(sheet, value=None)
        if isinstance(value, str):
            made.value = printable(value)
            made.data_type = "s"
            made.quotePrefix = looks_like_formula(value)
        elif isinstance(value, Amount):
            made.value, made.number_format = value.decimal(), "#,##0.00"
        elif isinstance(value, bool):
            made.value = _("oui") if value else _("non")
        else:
            made.value, made.number_format = value, "dd/mm/yyyy"
        if heading:
            made.font = bold
        return made

    if notice:
        sheet.append([cell(notice)])
    sheet.append([cell(header, heading=True) for header in headers])
    for row in rows:
        sheet.append([cell(value) for value in row])
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        _InMemory(book, packed).write_data()
    return content.getvalue()


class _InMemory(ExcelWriter):
    """Packs sheets from where they were written: the memory."""

    _archive: ZipFile

    def write_worksheet(self, sheet: Any) -> None:
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts, sheet._drawing.images = sheet._charts, sheet._images
        sheet.close()
        sheet._rels = sheet._writer._rels
        self._archive.writestr(sheet.path[1:], sheet._writer.out.getvalue())
        self.manifest.append(sheet)
