"""Open an XLSX or ODS workbook that the archive checks let through: stored values only, nothing is computed."""

import io
import zipfile
from datetime import date

from coop_desk.sheets.archive import refuse_damaged
from coop_desk.sheets.cells import RawCell, cell_value, refuse_cell
from coop_desk.sheets.limits import check_rows
from coop_desk.sheets.parts import Attributes, local, read_part
from coop_desk.sheets.survey import survey_excel, survey_opendocument
from coop_desk.sheets.table import Cell, FileKind, SheetRow
from coop_desk.sheets.titles import is_empty

_KINDS: dict[str, FileKind] = {"content.xml": "ods", "xl/workbook.xml": "xlsx"}
_TWO_DAYS_IN_ONE = date(1900, 2, 28)
"""In XLSX the library also gives this day for 29 February 1900, which spreadsheets count and which never was."""


class Workbook:
    """A workbook held open: its visible sheets in their order, the hidden ones, and the rows of each."""

    def __init__(self, content: bytes, archive: zipfile.ZipFile) -> None:
        """Open it (RuleBroken FICHIER-02, -06, -07)."""
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        found = [kind for name, kind in _KINDS.items() if name in archive.namelist()]
        if len(found) != 1:
            refuse_damaged()
        self.kind = found[0]
        self._archive = archive
        if self.kind == "ods":
            self._refused = survey_opendocument(archive)
        else:
            self._parts = _sheet_parts(archive)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except CalamineError:
            refuse_damaged()
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        self.sheets = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        self.hidden = [sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible]

    def rows(self, sheet: str) -> list[SheetRow]:
        """Read the rows of one sheet that are not empty (RuleBroken FICHIER-02, -06 to -08)."""
        from python_calamine import CalamineError

        if self.kind == "xlsx":
            survey_excel(self._archive, self._parts.get(sheet, ""))
        elif sheet in self._refused:
            raise self._refused[sheet]
        try:
            lines = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError:
            refuse_damaged()
        found: list[SheetRow] = []
        for line, raw in enumerate(lines, start=1):
            cells = tuple(self._value(cell, line, column) for column, cell in enumerate(raw))
            if not all(map(is_empty, cells)):
                check_rows(len(found))
                found.append(SheetRow(line, cells))
        return found

    def _value(self, raw: RawCell, line: int, column: int) -> Cell:
        if raw == _TWO_DAYS_IN_ONE and self.kind == "xlsx":
            refuse_cell(line, column, "29/02/1900")
        return cell_value(raw, line, column)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet; the other parts that will be read are looked over."""
    targets: dict[str, str] = {}
    parts: dict[str, str] = {}

    def link(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            target = attributes.get("Target", "")
            targets.setdefault(attributes.get("Id", ""), target[1:] if target.startswith("/") else f"xl/{target}")

    def sheet(tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheet":
            link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            parts.setdefault(attributes.get("name", ""), targets.get(link, ""))

    read_part(archive, "xl/_rels/workbook.xml.rels", link)
    read_part(archive, "xl/workbook.xml", sheet)
    for name in {"xl/sharedStrings.xml", "xl/styles.xml"}.intersection(archive.namelist()):
        read_part(archive, name)
    return parts
