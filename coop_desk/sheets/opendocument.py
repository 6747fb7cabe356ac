"""Read the visible sheets of an ODS workbook: stored values only, nothing is computed."""

import zipfile
from dataclasses import dataclass, field
from datetime import datetime

from coop_desk.sheets.archive import refuse_damaged
from coop_desk.sheets.cells import Rows, day_or_words, number, refuse_cell, refuse_formula
from coop_desk.sheets.limits import CHARACTERS, COLUMNS, check_columns
from coop_desk.sheets.parts import Attributes, read_part
from coop_desk.sheets.table import Cell, SheetRow

_CELLS = ("table-cell", "covered-table-cell")
_LAST_LINE = 1_048_576


@dataclass(slots=True)
class OpenSheets:
    """The sheets found so far, those that are shown and those that are not."""

    sheets: dict[str, list[SheetRow]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)


def open_opendocument(archive: zipfile.ZipFile) -> OpenSheets:
    """Read every sheet of the workbook (RuleBroken FICHIER-06 to FICHIER-08)."""
    if "content.xml" not in archive.namelist():
        refuse_damaged()
    walk = _Content()
    read_part(archive, "content.xml", walk.start, walk.end, walk.text)
    return walk.found


class _Content:
    """The walk through content.xml: which sheet, row and cell, and the text gathered."""

    def __init__(self) -> None:
        self.found = OpenSheets()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: tuple[str, bool] | None = None
        self._depth = 0
        self._rows = Rows()
        self._line = 1
        self._row_times = 1
        self._column = 0
        self._cell: Attributes = {}
        self._paragraphs: list[list[str]] = []
        self._in_paragraph = 0
        self._in_note = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """Enter an element."""
        if tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._sheet = (attributes.get("name", ""), attributes.get("style-name", "") in self._hidden_styles)
                self._rows, self._line = Rows(), 1
        elif self._depth != 1:
            return
        elif tag == "table-row":
            self._row_times = _times(attributes.get("number-rows-repeated"))
            self._column = 0
            self._rows.begin(self._line)
        elif tag in _CELLS:
            self._cell = attributes
            self._paragraphs = []
        elif tag == "annotation":
            self._in_note += 1
        elif tag == "p" and not self._in_note:
            self._in_paragraph += 1
            self._paragraphs.append([])
        elif self._in_paragraph:
            spaces = {"s": " " * min(_times(attributes.get("c")), CHARACTERS), "tab": "\t", "line-break": "\n"}
            self.text(spaces.get(tag, ""))

    def text(self, piece: str) -> None:
        """Gather the words of a cell."""
        if self._in_paragraph and not self._in_note:
            self._paragraphs[-1].append(piece)

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag == "table":
            self._depth -= 1
            if self._depth == 0 and self._sheet:
                name, hidden = self._sheet
                if hidden:
                    self.found.hidden.append(name)
                else:
                    self.found.sheets[name] = self._rows.found
        elif self._depth != 1:
            return
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table-row":
            self._rows.finish(self._row_times)
            self._line += self._row_times
        elif tag == "annotation":
            self._in_note -= 1
        elif tag == "p" and not self._in_note:
            self._in_paragraph -= 1

    def _end_cell(self) -> None:
        times = _times(self._cell.get("number-columns-repeated"))
        value = self._value()
        if value != "":
            check_columns(self._column + times, self._line)
            for column in range(self._column, self._column + min(times, COLUMNS)):
                self._rows.put(column, value)
        self._column += times

    def _value(self) -> Cell:
        kind = self._cell.get("value-type", "")
        text = "\n".join("".join(paragraph) for paragraph in self._paragraphs)
        if kind in ("float", "percentage", "currency"):
            return number(self._cell.get("value", ""), self._line, self._column)
        if kind == "date":
            return self._day(self._cell.get("date-value", ""))
        if kind == "boolean":
            return self._cell.get("boolean-value") == "true"
        if "formula" in self._cell:
            if text.startswith(("#", "Err:")):
                refuse_cell(self._line, self._column, text)
            if not kind:
                refuse_formula(self._line, self._column)
        return self._cell.get("string-value", text) if kind == "string" else text

    def _day(self, text: str) -> Cell:
        try:
            return day_or_words(datetime.fromisoformat(text))
        except ValueError:
            refuse_cell(self._line, self._column, text)


def _times(text: str | None) -> int:
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 9:
        return 1
    return max(1, min(int(text), _LAST_LINE))
