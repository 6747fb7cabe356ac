# ruff: noqa: E501 - tables of cases
"""Bad files of every kind: refused with a reason in French, or read right; never a crash, a hang or a partial read."""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coop_desk.core.errors import RuleBroken
from coop_desk.core.rulebook import rule
from coop_desk.sheets.read import read_table
from coop_desk.sheets.write import table_bytes

GOOD = "Nom;Ville\nPérez;Rennes\n"
FIRST = ("Pérez", "Rennes")

CSV_REFUSED: list[tuple[str, bytes, str, str]] = [
    ("empty", b"", "FICHIER-01", "vide"),
    ("mark only", b"\xef\xbb\xbf", "FICHIER-01", "aucune ligne"),
    ("header only", b"Nom;Ville\n", "FICHIER-01", "que des titres"),
    ("blank lines only", b"\n\n ; \n\r\n", "FICHIER-01", "aucune ligne"),
    ("NUL", b"Nom;Ville\nP\0;R\n", "FICHIER-03", "Ligne 2"),
    ("UTF-16 without mark", GOOD.encode("utf-16-be"), "FICHIER-03", "Ligne 1"),
    ("cut UTF-16", b"\xff\xfe" + GOOD.encode("utf-16-le") + b"x", "FICHIER-03", "CSV UTF-8"),
    ("damaged UTF-8", "Nom;Ville\néé;éé\nééé".encode() + b"\xe9;\n", "FICHIER-03", "Ligne 3"),
    ("no text at all", bytes(range(128, 256)) * 4, "FICHIER-03", "Ligne 1"),
    ("ragged", b"Nom;Ville\na;b\na;b;c\n", "FICHIER-04", "Ligne 3"),
    ("open quote", b'Nom;Ville\na;"b\nc;d\n', "FICHIER-04", "Ligne 2"),
    ("5 MB cell", b"Nom;Ville\n" + b"a" * 5_000_000 + b";b\n", "FICHIER-0", "Ligne 2"),
    ("12,000 characters", b"Nom;Ville\n" + b"a" * 12_000 + b";b\n", "FICHIER-02", "Ligne 2, colonne A"),
    ("a million columns", b"a;" * 1_000_000 + b"\n1\n", "FICHIER-02", "200 colonnes"),
    ("a million rows", b"a;b\n" + b"1;2\n" * 1_000_000, "FICHIER-02", "50\u202f000 lignes"),
    ("30 MB", b"a;b\n" * 7_500_000, "FICHIER-02", "20"),
    ("same header twice", "Nom;Prénom;nom\na;b;c\n".encode(), "FICHIER-05", "A, C"),
]
CSV_READ: list[tuple[str, bytes, tuple[str, ...]]] = [
    ("Latin-1", GOOD.encode("latin-1"), FIRST),
    ("Windows-1252 euro", "Nom;Ville\nPérez;10 €\n".encode("cp1252"), ("Pérez", "10 €")),
    ("UTF-16 LE", b"\xff\xfe" + GOOD.encode("utf-16-le"), FIRST),
    ("UTF-16 BE", b"\xfe\xff" + GOOD.encode("utf-16-be"), FIRST),
    ("UTF-32", b"\xff\xfe\0\0" + GOOD.encode("utf-32-le"), FIRST),
    ("commas", GOOD.replace(";", ",").encode(), FIRST),
    ("tabs", GOOD.replace(";", "\t").encode(), FIRST),
    ("CR ends", GOOD.replace("\n", "\r").encode(), FIRST),
    ("mixed separators", b"Nom;Ville\na,b;c\n", ("a,b", "c")),
    ("short row", b"Nom;Ville;Pays\na;b;c\na;b\n", ("a", "b", "c")),
    ("formulas stay text", b"Nom;Ville\n=1+1;@x\n", ("=1+1", "@x")),
    ("markup stays text", b"Nom;Ville\n<b>x;<img src=a>\n", ("<b>x", "<img src=a>")),
    ("one column", b"Nom\nRoy\n", ("Roy",)),
    ("quotes and lines", b'Nom;Ville\n"a ""b""\nc";d\n', ('a "b"\nc', "d")),
]


@pytest.mark.parametrize(
    ("content", "broken", "words"), [case[1:] for case in CSV_REFUSED], ids=[c[0] for c in CSV_REFUSED]
)
def test_a_bad_csv_is_refused_with_line_and_reason(tmp_path: Path, content: bytes, broken: str, words: str) -> None:
    path = tmp_path / "membres.csv"
    path.write_bytes(content)
    _refused(path, broken, words)


@pytest.mark.parametrize(("content", "first"), [case[1:] for case in CSV_READ], ids=[c[0] for c in CSV_READ])
def test_an_odd_csv_is_read_right(tmp_path: Path, content: bytes, first: tuple[str, ...]) -> None:
    path = tmp_path / "membres.csv"
    path.write_bytes(content)
    assert read_table(path).rows[0].cells == first


def test_a_short_row_ends_with_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "membres.csv"
    path.write_bytes(b"Nom;Ville;Pays\na;b;c\na;b\n")
    assert read_table(path).rows[1].cells == ("a", "b", "")


def _refused(path: Path, broken: str, words: str) -> None:
    begun = time.monotonic()
    with pytest.raises(RuleBroken) as refusal:
        read_table(path)
    assert refusal.value.rule.startswith(broken)
    assert rule(refusal.value.rule).words
    assert words in refusal.value.message
    assert time.monotonic() - begun < 30


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _workbook(change: Callable[[dict[str, bytes]], object], kind: Any = "xlsx") -> bytes:
    """A good workbook whose parts are changed."""
    parts = _parts(table_bytes(kind, ("Nom", "Ville"), [("Roy", "Rennes"), ("Le Goff", "Brest")]))
    change(parts)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _sheet(body: bytes) -> bytes:
    data = b"<worksheet " + SPACE + b"><sheetData>" + body + b"</sheetData></worksheet>"
    return _workbook(lambda parts: parts.update({SHEET: data}))


def _before(name: str, what: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({name: what + parts[name].split(b"?>", 1)[-1]})


def _good() -> bytes:
    return table_bytes("xlsx", ("Nom", "Ville"), [("Roy", "Rennes")])


def _wrong_checksum() -> bytes:
    content = bytearray(_workbook(lambda parts: None))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        where = archive.getinfo(SHEET).header_offset
    content[where + 30 + len(SHEET) + 20] ^= 0xFF
    return bytes(content)


def _no_sheet() -> bytes:
    def empty(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = b"<workbook " + SPACE + b"><sheets/></workbook>"

    return _workbook(empty)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HEADER = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nom</t></is></c><c r="B1" t="inlineStr"><is><t>V</t></is></c></row>'
)
FAKE = {"../a.xml": b"x"}
NOTE = b"<text:p>a<text:line-break/>b</text:p>"
LOCKED = {
    "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
}


def _cell(attributes: str, content: bytes = b"") -> bytes:
    """An ODS workbook whose second row begins with this cell."""
    cell = f"<table:table-cell {attributes}>".encode() + content + b"</table:table-cell>"

    def put(parts: dict[str, bytes]) -> None:
        before, row, after = parts["content.xml"].rpartition(b"<table:table-row>")
        parts["content.xml"] = before + row + cell + after

    return _workbook(put, "ods")


def _value(value: bytes) -> bytes:
    return _sheet(HEADER + b'<row r="2"><c r="A2">' + value + b"</c></row>")


WORKBOOKS: list[tuple[str, str, Callable[[], bytes], str, str]] = [
    ("not a zip", "a.xlsx", lambda: b"Nom;Ville\na;b\n", "FICHIER-06", "abîmé"),
    ("begins as a zip", "a.csv", lambda: b"PK\x03\x04" + b"x" * 300, "FICHIER-06", "abîmé"),
    ("cut in half", "a.xlsx", lambda: _good()[: len(_good()) // 2], "FICHIER-06", "abîmé"),
    ("cut at the end", "a.ods", lambda: table_bytes("ods", ("A",), [("b",)])[:-30], "FICHIER-06", "abîmé"),
    ("entity bomb", "a.xlsx", lambda: _workbook(_before(SHEET, ENTITIES)), "FICHIER-07", "pas construit"),
    ("external entity", "a.ods", lambda: _workbook(_before("content.xml", EXTERNAL), "ods"), "FICHIER-07", "pas construit"),
    ("four million rows", "a.xlsx", lambda: _sheet(b"<row/>" * 4_000_000), "FICHIER-0", ""),
    ("60,000 rows", "a.xlsx", lambda: _sheet(HEADER + b"<row><c><v>1</v></c></row>" * 60_000), "FICHIER-0", ""),
    ("last cell only", "a.xlsx", lambda: _sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "FICHIER-02", "200 colonnes"),
    ("no sheet", "a.xlsx", _no_sheet, "FICHIER-01", "aucune feuille"),
    ("formula alone", "a.xlsx", lambda: _sheet(HEADER + b'<row r="2"><c r="B2"><f>1+1</f></c></row>'), "FICHIER-08", "B2"),
    ("error cell", "a.xlsx", lambda: _sheet(HEADER + b'<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'), "FICHIER-08", "A2"),
    ("not a number", "a.xlsx", lambda: _sheet(HEADER + b'<row r="2"><c r="A2"><v>1e309</v></c></row>'), "FICHIER-08", "A2"),
    ("formula alone in ODS", "a.ods", lambda: _cell('table:formula="of:=1+1"'), "FICHIER-08", "A3"),
    ("error cell in ODS", "a.ods", lambda: _cell('table:formula="of:=1/0" office:value-type="string" office:string-value=""', b"<text:p>#DIV/0!</text:p>"), "FICHIER-08", "#DIV/0!"),
    ("number without figures", "a.ods", lambda: _cell('office:value-type="float"', b"<text:p>12</text:p>"), "FICHIER-08", "12"),
    ("not a number in ODS", "a.ods", lambda: _cell('office:value-type="float" office:value="NaN"'), "FICHIER-08", "A3"),
    ("words that would be stuck", "a.ods", lambda: _cell('office:value-type="string"', NOTE), "FICHIER-08", "saut de ligne"),
    ("number cut by a comment", "a.xlsx", lambda: _value(b"<v>1<!-- -->2</v>"), "FICHIER-06", "abîmé"),
    ("text hidden in CDATA", "a.ods", lambda: _cell('office:value-type="string"', b"<text:p><![CDATA[a]]></text:p>"), "FICHIER-06", "abîmé"),
    ("16 figures", "a.xlsx", lambda: _value(b"<v>1234567890123456</v>"), "FICHIER-08", "A2"),
    ("last line only", "a.xlsx", lambda: _sheet(HEADER + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "FICHIER-02", "A1048576"),
    ("a row repeated to the end", "a.ods", lambda: _workbook(lambda p: p.update({"content.xml": p["content.xml"].replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">', 1)}), "ods"), "FICHIER-02", "A1048576"),
    ("a cell repeated to the end", "a.ods", lambda: _cell('office:value-type="string" table:number-columns-repeated="16384"', b"<text:p>a</text:p>"), "FICHIER-02", "200 colonnes"),
    ("sheet in UTF-16", "a.xlsx", lambda: _workbook(lambda p: p.update({SHEET: p[SHEET].decode().encode("utf-16")})), "FICHIER-06", "abîmé"),
    ("two workbooks in one", "a.xlsx", lambda: _workbook(lambda p: p.update({"content.xml": b"<x/>"})), "FICHIER-06", "abîmé"),
    ("encrypted ODS", "a.ods", lambda: _workbook(lambda p: p.update(LOCKED), "ods"), "FICHIER-06", "mot de passe"),
    ("external link", "a.xlsx", lambda: _workbook(lambda p: p.update({"xl/externalLinks/e1.xml": b"<x/>"})), "FICHIER-07", "autres fichiers"),
    ("broken XML", "a.xlsx", lambda: _workbook(_before(SHEET, b"<x>")), "FICHIER-06", "abîmé"),
    ("broken XML in ODS", "a.ods", lambda: _workbook(_before("content.xml", b"<x>"), "ods"), "FICHIER-06", "abîmé"),
    ("encrypted or old xls", "a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FICHIER-06", "mot de passe"),
    ("old xls named csv", "a.csv", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "FICHIER-06", ".xls"),
    ("macros", "a.xlsx", lambda: _workbook(lambda p: p.update({"xl/vbaProject.bin": b"x"})), "FICHIER-07", "macros"),
    ("wrong checksum", "a.xlsx", _wrong_checksum, "FICHIER-06", "abîmé"),
    ("name going up", "a.xlsx", lambda: _workbook(lambda p: p.update(FAKE)), "FICHIER-07", "pas construit"),
    ("device name", "a.xlsx", lambda: _workbook(lambda p: p.update({"xl/NUL.xml": b"x"})), "FICHIER-07", "pas construit"),
    ("same name twice", "a.xlsx", lambda: _workbook(lambda p: p.update({"XL/workbook.xml": b"x"})), "FICHIER-07", "pas construit"),
    ("300 MB bomb", "a.xlsx", lambda: _workbook(lambda p: p.update({"xl/a.bin": b"\0" * 300_000_000})), "FICHIER-07", "pas construit"),
    ("100,000 entries", "a.xlsx", lambda: _workbook(lambda p: p.update({f"x/{n}": b"" for n in range(100_000)})), "FICHIER-07", "pas construit"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "make", "broken", "words"), [case[1:] for case in WORKBOOKS], ids=[c[0] for c in WORKBOOKS]
)
def test_a_bad_workbook_is_refused(
    tmp_path: Path, name: str, make: Callable[[], bytes], broken: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    _refused(path, broken, words)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_stored_result_of_a_formula_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(_sheet(HEADER + b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'))
    assert read_table(tmp_path / "a.xlsx").rows[0].cells == (2, "")


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_an_error_on_another_sheet_does_not_forbid_to_read_this_one(tmp_path: Path, name: str) -> None:
    if name == "a.ods":
        broken = b'<table:table table:name="Calculs"><table:table-row><table:table-cell table:formula="of:=1"/></table:table-row></table:table>'
        content = _workbook(
            lambda p: p.update(
                {"content.xml": p["content.xml"].replace(b"</table:table>", b"</table:table>" + broken)}
            ),
            "ods",
        )
        (tmp_path / name).write_bytes(content)
    else:
        book = Workbook()
        sheet: Any = book.active
        for row in (["Nom", "Ville"], ["Roy", "Rennes"]):
            sheet.append(row)
        book.create_sheet("Calculs").append(["=1+1", "#REF!"])
        book.save(tmp_path / name)
    table = read_table(tmp_path / name)
    assert table.rows[0].cells == ("Roy", "Rennes")
    assert table.other_sheets == ("Calculs",)
    _refused_sheet(tmp_path / name, "Calculs")


def _refused_sheet(path: Path, sheet: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_table(path, sheet)
    assert refusal.value.rule == "FICHIER-08"
    assert "A1" in refusal.value.message


def test_a_row_keeps_its_line_and_its_columns_when_the_first_ones_are_empty(tmp_path: Path) -> None:
    rows = b'<row r="4"><c r="C4"><v>1</v></c><c r="D4"><v>2</v></c></row><row r="9"><c r="D9"><v>0.30000000000000004</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(_sheet(rows))
    table = read_table(tmp_path / "a.xlsx")
    assert table.headers == ("(colonne A)", "(colonne B)", "1", "2")
    assert [(row.line, row.cells) for row in table.rows] == [(9, ("", "", "", Decimal("0.3")))]


def test_a_merged_row_gives_its_first_cell(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["Nom", "Ville"], ["Roy", "Rennes"], ["Fin", None]):
        sheet.append(row)
    sheet.merge_cells("A3:XFD3")
    book.save(tmp_path / "a.xlsx")
    assert [row.cells for row in read_table(tmp_path / "a.xlsx").rows] == [("Roy", "Rennes"), ("Fin", "")]


def test_rows_that_repeat_to_the_end_of_a_sheet_cost_nothing(tmp_path: Path) -> None:
    filler = b'<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    content = _workbook(
        lambda p: p.update({"content.xml": p["content.xml"].replace(b"</table:table>", filler + b"</table:table>")}),
        "ods",
    )
    (tmp_path / "a.ods").write_bytes(content)
    assert len(read_table(tmp_path / "a.ods").rows) == 2


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    _refused(tmp_path, "FICHIER-09", "n’est pas un fichier")
    _refused(tmp_path / "absent.csv", "FICHIER-09", "ne peut pas être ouvert")


@pytest.mark.skipif(sys.platform == "win32", reason="such devices are POSIX ones")
def test_a_device_and_a_pipe_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    _refused(tmp_path / "a.csv", "FICHIER-09", "n’est pas un fichier")
    _refused(Path("/dev/zero"), "FICHIER-09", "n’est pas un fichier")


@pytest.mark.skipif(sys.platform == "win32", reason="the bound is set by a POSIX call")
@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        ("bytearray(600 * 1024 * 1024)", "MemoryError"),
        ("__import__('socket').create_connection(('127.0.0.1', 9))", "RuntimeError"),
        ("__import__('subprocess').run(['true'])", "RuntimeError"),
        ("__import__('pathlib').Path(PLACE).write_text('x' * 9000)", "OSError"),
    ],
)
def test_the_guarded_reader_has_little_memory_and_reaches_nothing(tmp_path: Path, attempt: str, outcome: str) -> None:
    program = (
        f"from coop_desk.sheets.shutting_in import shut_in\nPLACE = {str(tmp_path / 'x')!r}\nshut_in()\n{attempt}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(outcome)
