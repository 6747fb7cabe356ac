"""Write an ODS workbook: one sheet, typed cells, no formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from coop_desk.core.i18n import _
from coop_desk.sheets.write import Amount, Value, printable, sheet_name

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.3" xmlns:office="{_OASIS}office:1.0" xmlns:table="{_OASIS}table:1.0"
 xmlns:text="{_OASIS}text:1.0" xmlns:style="{_OASIS}style:1.0" xmlns:number="{_OASIS}datastyle:1.0"
 xmlns:fo="{_OASIS}xsl-fo-compatible:1.0">
<office:automatic-styles>
<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>
<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-decimal-places="2"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="amount" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="title" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
"""
_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>\n"


def opendocument_bytes(
    headers: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "", notice: str = ""
) -> bytes:
    """The workbook as bytes."""
    body = [_HEAD, f"<table:table table:name={quoteattr(sheet_name(title))}>\n"]
    if notice:
        body.append(_row([_text(notice)]))
    body.append(_row([_text(header, ' table:style-name="title"') for header in headers]))
    body.extend(_row([_cell(value) for value in row]) for row in rows)
    body.append(_TAIL)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", "".join(body))
    return content.getvalue()


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>\n"


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _text(_("oui") if value else _("non"))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return _typed("date", f'office:date-value="{value.isoformat()}"', "day", f"{value:%d/%m/%Y}")
    if isinstance(value, Amount):
        return _number(value.decimal(), "amount")
    return _number(Decimal(value), "")


def _number(value: Decimal, style: str) -> str:
    return _typed("float", f'office:value="{value:f}"', style, f"{value:f}".replace(".", ","))


def _typed(kind: str, value: str, style: str, shown: str) -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell office:value-type="{kind}" {value}{styled}><text:p>{escape(shown)}</text:p>'
        "</table:table-cell>"
    )


def _text(text: str, attributes: str = "") -> str:
    """Spaces and line breaks are elements there, or they would be lost."""
    lines = printable(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string"{attributes}>{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    written = re.sub(r"^ +| +$| {2,}", _spaces, escape(line))
    return written.replace("\t", "<text:tab/>")


def _spaces(run: re.Match[str]) -> str:
    return f'<text:s text:c="{len(run[0])}"/>'
