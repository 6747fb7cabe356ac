"""Read the visible sheets of an XLSX workbook: stored values only, nothing is computed."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from coop_desk.sheets.archive import refuse_damaged
from coop_desk.sheets.cells import Rows, number, refuse_cell, refuse_formula, serial_day
from coop_desk.sheets.limits import check_cell
from coop_desk.sheets.parts import Attributes, read_part
from coop_desk.sheets.table import Cell, SheetRow

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets, by name, and what is needed to read their cells."""

    archive: zipfile.ZipFile
    sheets: dict[str, str]
    hidden: tuple[str, ...]
    from_1904: bool

    def rows(self, sheet: str) -> list[SheetRow]:
        """Read one sheet."""
        dates = _date_styles(self.archive)
        return _Sheet(_shared_texts(self.archive), dates, self.from_1904).read(self.archive, self.sheets[sheet])


def open_excel(archive: zipfile.ZipFile) -> Workbook:
    """List the sheets of the workbook."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}
    hidden: list[str] = []
    settings: Attributes = {}

    def link(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            settings.update(attributes)
        if tag == "sheet" and attributes.get("id") in targets:
            if attributes.get("state", "visible") == "visible":
                sheets[attributes.get("name", "")] = targets[attributes["id"]]
            else:
                hidden.append(attributes.get("name", ""))

    if "xl/workbook.xml" not in archive.namelist():
        refuse_damaged()
    read_part(archive, "xl/_rels/workbook.xml.rels", link)
    read_part(archive, "xl/workbook.xml", sheet)
    return Workbook(archive, sheets, tuple(hidden), settings.get("date1904") in ("1", "true"))


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(tag: str, _attributes: Attributes) -> None:
        if tag == "si":
            pieces.clear()
        elif tag in inside:
            inside[tag] += 1

    def end(tag: str) -> None:
        if tag == "si":
            texts.append("".join(pieces))
            check_cell(texts[-1], 0, 0)
        elif tag in inside:
            inside[tag] -= 1

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(piece)

    if "xl/sharedStrings.xml" in archive.namelist():
        read_part(archive, "xl/sharedStrings.xml", start, end, text)
    return texts


def _date_styles(archive: zipfile.ZipFile) -> set[str]:
    """Which cell styles, by number, show a date."""
    own: set[int] = set()
    found: set[str] = set()
    cells: list[bool] = []
    place = {"cellXfs": False}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and _shows_a_date(attributes.get("formatCode", "")):
            own.add(_whole(attributes.get("numFmtId")))
        elif tag == "cellXfs":
            place[tag] = True
        elif tag == "xf" and place["cellXfs"]:
            shape = _whole(attributes.get("numFmtId"))
            if shape in own or shape in _DATE_FORMATS:
                found.add(str(len(cells)))
            cells.append(True)

    def end(tag: str) -> None:
        if tag == "cellXfs":
            place[tag] = False

    if "xl/styles.xml" in archive.namelist():
        read_part(archive, "xl/styles.xml", start, end)
    return found


def _shows_a_date(code: str) -> bool:
    plain = _QUOTED.sub("", code).casefold()
    return any(letter in plain for letter in ("d", "j", "yy", "aa", "h", "ss")) and "general" not in plain


def _whole(text: str | None) -> int:
    if text is None or not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        return 0
    return int(text)


class _Sheet:
    """The walk through one sheet: where it is, and what the current cell holds so far."""

    def __init__(self, texts: list[str], dates: set[str], from_1904: bool) -> None:
        self._texts = texts
        self._dates = dates
        self._from_1904 = from_1904
        self._rows = Rows()
        self._line = 0
        self._column = -1
        self._cell: Attributes = {}
        self._pieces: list[str] = []
        self._reading = False
        self._formula = False
        self._valued = False

    def read(self, archive: zipfile.ZipFile, part: str) -> list[SheetRow]:
        """Walk the part and return its rows."""
        read_part(archive, part, self._start, self._end, self._text)
        return self._rows.found

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._line = _whole(attributes.get("r")) or self._line + 1
            self._column = -1
            self._rows.begin(self._line)
        elif tag == "c":
            self._cell = attributes
            self._column = self._place(attributes.get("r"))
            self._pieces = []
            self._formula = self._valued = False
        elif tag == "f":
            self._formula = True
        elif tag in ("v", "t"):
            self._reading = self._valued = True

    def _place(self, reference: str | None) -> int:
        match = _REFERENCE.fullmatch(reference or "")
        if not match:
            return self._column + 1
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        return column - 1

    def _text(self, piece: str) -> None:
        if self._reading:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = False
        elif tag == "c":
            self._rows.put(self._column, self._value())
        elif tag == "row":
            self._rows.finish()

    def _value(self) -> Cell:
        text = "".join(self._pieces)
        if self._formula and not self._valued:
            refuse_formula(self._line, self._column)
        kind = self._cell.get("t", "n")
        read: dict[str, Callable[[], Cell]] = {
            "s": lambda: self._shared(text),
            "b": lambda: text.strip() == "1",
            "e": lambda: refuse_cell(self._line, self._column, text),
            "n": lambda: self._number(text),
        }
        return read[kind]() if text and kind in read else text

    def _shared(self, text: str) -> str:
        place = _whole(text.strip())
        if place >= len(self._texts):
            refuse_damaged()
        return self._texts[place]

    def _number(self, text: str) -> Cell:
        value = number(text.strip(), self._line, self._column)
        if self._cell.get("s") in self._dates:
            return serial_day(value, self._from_1904, self._line, self._column)
        return value
