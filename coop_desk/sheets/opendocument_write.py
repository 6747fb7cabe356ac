"""Write an ODS workbook: one sheet, typed cells, no formula.

The library makes the file and its styles; the rows are written as text, for a thousand of them would cost it seconds.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from coop_desk.core.i18n import _
from coop_desk.sheets.write import Amount, Value, printable, sheet_name

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
_EMPTY = "<table:table-cell/>"
_EMPTY_TABLE = re.compile(rb"(<table:table [^>]*)/>")
_SPACES = re.compile(" {2,}|^ | $|\t")


def opendocument_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "", notice: str = ""
) -> bytes:
    """The workbook as bytes."""
    from odfdo import Container, Document, Table

    book = Document("spreadsheet")
    for style in _STYLES:
        book.insert_style(style, automatic=True)
    book.body.clear()
    book.body.append(Table(sheet_name(title)))
    frame = io.BytesIO()
    book.save(frame)
    whole = Container(frame)
    before, opening, after = _EMPTY_TABLE.split(bytes(whole.get_part("content.xml")), maxsplit=1)  # type: ignore[arg-type]
    lines = "".join(_lines(headers, rows, notice)).encode("utf-8")
    whole.set_part("content.xml", b"".join((before, opening, b">", lines, b"</table:table>", after)))
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def _lines(headers: Sequence[str], rows: Iterable[Sequence[Value]], notice: str) -> Iterator[str]:
    if notice:
        yield _line([_cell(notice)])
    yield _line([_text(header, "title") for header in headers])
    for row in rows:
        yield _line(map(_cell, row))


def _line(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, bool):
        return _text(_("oui") if value else _("non"))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        stored = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}" table:style-name="day"'
        return f"<table:table-cell {stored}><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
    if isinstance(value, Amount):
        return _number(value.decimal(), ' table:style-name="amount"')
    return _number(Decimal(value))


def _number(value: Decimal, style: str = "") -> str:
    shown = f"{value:f}"
    stored = f'office:value-type="float" office:value="{shown}"{style}'
    return f"<table:table-cell {stored}><text:p>{shown.replace('.', ',')}</text:p></table:table-cell>"


def _text(text: str, style: str = "") -> str:
    """Its lines are paragraphs, its tabs and repeated spaces are elements there, or they would be lost."""
    text = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    kept = f" office:string-value={quoteattr(text)}" if len(lines) > 1 or "\t" in text else ""
    paragraphs = "".join(f"<text:p>{_SPACES.sub(_space, escape(line))}</text:p>" for line in lines)
    named = f" table:style-name={quoteattr(style)}" if style else ""
    return f'<table:table-cell office:value-type="string"{kept}{named}>{paragraphs}</table:table-cell>'


def _space(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'
