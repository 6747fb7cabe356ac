"""Write an ODS workbook: one sheet, typed cells, no formula."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from coop_desk.core.i18n import _
from coop_desk.sheets.write import Amount, Value, printable, sheet_name

if TYPE_CHECKING:
    from odfdo import Cell, Row

_STYLES = (
    '<number:date-style style:name="N101"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>",
    '<number:number-style style:name="N102"><number:number number:decimal-places="2" number:min-integer-digits="1"'
    ' number:grouping="true"/></number:number-style>',
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N101"/>',
    '<style:style style:name="amount" style:family="table-cell" style:data-style-name="N102"/>',
    '<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>",
)


def opendocument_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "", notice: str = ""
) -> bytes:
    """The workbook as bytes."""
    from odfdo import Document, Table

    book = Document("spreadsheet")
    for style in _STYLES:
        book.insert_style(style, automatic=True)
    sheet = Table(sheet_name(title))
    book.body.clear()
    book.body.append(sheet)  # while empty: the time to move a full table grows with its square
    lines = [_row([_cell(header, "title") for header in headers]), *(_row(map(_cell, row)) for row in rows)]
    sheet.extend_rows([_row([_cell(notice)]), *lines] if notice else lines)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _row(cells: "Iterable[Cell]") -> "Row":
    from odfdo import Row

    row = Row()
    row.extend_cells(cells)
    return row


def _cell(value: Value, style: str | None = None) -> "Cell":
    from odfdo import Cell

    if value is None or value == "":
        return Cell()
    if isinstance(value, bool):
        return Cell(_("oui") if value else _("non"))
    if isinstance(value, str):
        return _text(printable(value), style)
    if isinstance(value, date):
        return Cell(value, text=f"{value:%d/%m/%Y}", style="day")
    if isinstance(value, Amount):
        return _number(value.decimal(), "amount")
    return _number(Decimal(value))


def _number(value: Decimal, style: str | None = None) -> "Cell":
    from odfdo import Cell

    return Cell(value, text=f"{value:f}".replace(".", ","), style=style)


def _text(text: str, style: str | None) -> "Cell":
    """Its lines are paragraphs, its tabs and repeated spaces are elements there, or they would be lost."""
    from odfdo import Cell, Paragraph

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cell = Cell(text, style=style)
    if text != " ".join(text.split()):
        cell.delete_children()
        for line in text.split("\n"):
            cell.append(Paragraph(line))
    return cell
