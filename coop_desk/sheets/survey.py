"""Look over the cells of a workbook before the library lays them out.

Values are read by the library. It cannot be left alone with a few things, found here in one pass that
keeps nothing: it gives an empty text for a cell in error, a formula whose result was not saved, a number without its
figures; it drops the tabs and line breaks of an ODS text; it reserves memory up to the last cell used, however far;
it goes through broken XML.
"""

import re
import zipfile

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.sheets.archive import refuse_damaged, refuse_trick
from coop_desk.sheets.cells import cell_name, refuse_break, refuse_cell, refuse_formula
from coop_desk.sheets.limits import ROWS, check_columns, refuse
from coop_desk.sheets.parts import Attributes, local, read_part

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_VALUES = {
    "float": "office:value",
    "percentage": "office:value",
    "currency": "office:value",
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
}
_HEADING_LINES = 20
"""Above the titles a file may carry headings, and blank lines between its rows."""


def survey_excel(archive: zipfile.ZipFile, part: str) -> None:
    """Look over one sheet of an XLSX workbook (RuleBroken FICHIER-02, -06 to -08)."""
    walk = _ExcelSheet()
    read_part(archive, part, walk.start, walk.end, walk.text)


def survey_opendocument(archive: zipfile.ZipFile) -> dict[str, RuleBroken]:
    """Look over every sheet of an ODS workbook; what forbids to read one of them, by its name."""
    walk = _OpenSheets()
    read_part(archive, "content.xml", walk.start, walk.end, walk.text)
    return walk.refused


def _check_place(line: int, column: int) -> None:
    check_columns(column + 1, line)
    if line > ROWS + _HEADING_LINES:
        words = _(
            "La cellule {cell} est remplie : ce fichier dépasse {rows} lignes. "
            "Effacez-la si elle ne sert pas, ou coupez-le en plusieurs fichiers."
        )
        refuse("FICHIER-02", words.format(cell=cell_name(line, column), rows=integer(ROWS)))


class _ExcelSheet:
    """The walk through a sheet: the current cell, and whether it holds a formula and a value."""

    def __init__(self) -> None:
        self._line = 0
        self._column = -1
        self._kind = ""
        self._formula = self._valued = False
        self._shown = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""
        tag = local(tag)
        if tag == "row":
            line = attributes.get("r", "")
            self._line = int(line) if re.fullmatch("[0-9]{1,7}", line) else self._line + 1
            self._column = -1
        elif tag == "c":
            self._place(attributes.get("r"))
            self._kind = attributes.get("t", "")
            self._formula = self._valued = False
            self._shown = ""
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "is"):
            self._valued = True
            self._shown = ""

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        match = _REFERENCE.fullmatch(reference)
        if not match:
            refuse_damaged()
        self._column = -1
        for letter in match[1]:
            self._column = (self._column + 1) * 26 + ord(letter) - 65
        self._line = int(match[2])

    def text(self, piece: str) -> None:
        """Gather what a cell holds, as far as it matters."""
        if len(self._shown) < 40:
            self._shown += piece

    def end(self, tag: str) -> None:
        """Leave an element."""
        if local(tag) != "c":
            return
        if self._formula and not (self._valued and (self._shown.strip() or self._kind == "str")):
            refuse_formula(self._line, self._column)
        if self._kind == "e":
            refuse_cell(self._line, self._column, self._shown)
        if self._valued:
            _check_place(self._line, self._column)


class _OpenSheets:
    """The walk through content.xml: which sheet and cell, how often it repeats, and what it shows."""

    def __init__(self) -> None:
        self.refused: dict[str, RuleBroken] = {}
        self._sheet = ""
        self._line = self._row_times = 1
        self._column = 0
        self._cell: Attributes | None = None
        self._shown = ""
        self._in_note = 0
        self._broken = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""
        if tag == "table:table":
            if self._cell is not None:
                refuse_trick()
            self._sheet = attributes.get("table:name", "")
            self._line = 1
        elif tag == "table:table-row":
            self._row_times = _times(attributes.get("table:number-rows-repeated"))
            self._column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            if self._cell is not None:
                refuse_damaged()
            self._cell = attributes
            self._shown = ""
            self._broken = False
        elif tag == "office:annotation":
            self._in_note += 1
        elif tag in ("text:tab", "text:line-break") and not self._in_note:
            self._broken = True

    def text(self, piece: str) -> None:
        """Gather what a cell shows, as far as it matters."""
        if self._cell is not None and not self._in_note and len(self._shown) < 40:
            self._shown += piece

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._line += self._row_times
        elif tag == "office:annotation":
            self._in_note -= 1

    def _end_cell(self, cell: Attributes) -> None:
        times = _times(cell.get("table:number-columns-repeated"))
        if "office:value-type" in cell or "table:formula" in cell or self._shown.strip():
            # every sheet is laid out, also those that are not read
            _check_place(self._line + self._row_times - 1, self._column + times - 1)
            try:
                self._check(cell)
            except RuleBroken as refusal:
                self.refused.setdefault(self._sheet, refusal)
        self._column += times

    def _check(self, cell: Attributes) -> None:
        kind = cell.get("office:value-type", "")
        if kind in _VALUES and _VALUES[kind] not in cell:
            refuse_cell(self._line, self._column, self._shown)
        if "table:formula" in cell and self._shown.startswith(("#", "Err:")):
            refuse_cell(self._line, self._column, self._shown)
        if "table:formula" in cell and not kind:
            refuse_formula(self._line, self._column)
        if self._broken and "office:string-value" not in cell:
            refuse_break(self._line, self._column)


def _times(text: str | None) -> int:
    if text is None or not re.fullmatch("[0-9]{1,9}", text):
        return 1
    return max(1, int(text))
