"""What is written is read back the same, and nothing in it runs in a spreadsheet."""

import io
import os
import shlex
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from coop_desk.core.errors import RuleBroken
from coop_desk.core.saving import save
from coop_desk.sheets.read import read_table
from coop_desk.sheets.reader import packed_table, read_content, unpacked_table
from coop_desk.sheets.table import FileKind
from coop_desk.sheets.values import parse_amount, parse_date, parse_integer
from coop_desk.sheets.write import Amount, Value, table_bytes, write_table

KINDS: tuple[FileKind, ...] = ("csv", "xlsx", "ods")
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1).filter(lambda text: text.strip())
DANGEROUS = ("=1+1", "+33 6", "-2", "@SUM(A1)", "  =1", "\u200b=1", "＝1", "'=1", "''=1", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            TEXTS,
            st.dates(date(1901, 1, 1), date(2199, 1, 1)),
            st.integers(-(10**11), 10**11),
            st.integers(0, 10**9),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_rows_come_back(kind: FileKind, rows: list[tuple[str, date, int, int]]) -> None:
    written = [(text, day, Amount(cents), count) for text, day, cents, count in rows]
    content = table_bytes(kind, ("Nom", "Jour", "Montant", "Parts"), written, title="Membres")
    table = unpacked_table(packed_table(read_content(f"a.{kind}", content)))
    assert table.headers == ("Nom", "Jour", "Montant", "Parts")
    assert [
        (row.cells[0], parse_date(row.cells[1]), parse_amount(row.cells[2]), parse_integer(row.cells[3]))
        for row in table.rows
    ] == rows


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_is_harmless_and_comes_back(kind: FileKind, text: str) -> None:
    content = table_bytes(kind, ("Nom", "Ville"), [(text, "Rennes")])
    assert read_content(f"a.{kind}", content).rows[0].cells[0] == text
    if kind == "csv":
        assert content.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    elif kind == "xlsx":
        cell = load_workbook(io.BytesIO(content)).active["A2"]  # type: ignore[index,union-attr]
        assert cell.data_type in ("s", "inlineStr")


def test_csv_is_what_a_french_spreadsheet_opens_at_once() -> None:
    rows: list[list[Value]] = [["Pérez", date(2026, 6, 12), Amount(-123450), Decimal("1.5"), True, None, "01000"]]
    content = table_bytes("csv", ["Nom", "Le", "Montant", "Jours", "Actif", "Vide", "CP"], rows, notice="EXEMPLE")
    assert content.startswith(b"\xef\xbb\xbfEXEMPLE\r\n")
    assert content.decode("utf-8-sig").splitlines()[2] == "Pérez;12/06/2026;-1234,50;1,5;oui;;01000"
    assert read_content("a.csv", content).headers[0] == "Nom"


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_above_the_titles_is_passed_over_when_reading(kind: FileKind) -> None:
    content = table_bytes(kind, ("Nom", "Ville"), [("Roy", "Rennes")], notice="Confidentiel, exporté par Inès Pérez")
    table = read_content(f"a.{kind}", content)
    assert table.headers == ("Nom", "Ville")
    assert [row.cells for row in table.rows] == [("Roy", "Rennes")]


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_file_can_hold_is_replaced(kind: FileKind) -> None:
    content = table_bytes(kind, ("Nom", "Ville"), [("a\x01b\ud800c\ufffe", "x")])
    assert read_content(f"a.{kind}", content).rows[0].cells[0] == "a\ufffdb\ufffdc\ufffd"


def test_spaces_and_lines_are_kept_in_a_workbook() -> None:
    text = "  deux   espaces\net une ligne\tpuis "
    for kind in ("xlsx", "ods"):
        assert read_content(f"a.{kind}", table_bytes(kind, ("A", "B"), [(text, "x")])).rows[0].cells[0] == text


def test_a_file_is_written_whole_and_read_by_the_guarded_reader(tmp_path: Path) -> None:
    for kind in KINDS:
        path = tmp_path / f"membres.{kind}"
        write_table(path, ("Nom", "Né le"), [("Pérez", date(1983, 2, 18))], title="Membres")
        write_table(path, ("Nom", "Né le"), [("Roy", date(1983, 2, 18))], title="Membres")
        table = read_table(path)
        assert table.kind == kind
        assert table.rows[0].cells[0] == "Roy"
        assert table.described()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["membres.csv", "membres.ods", "membres.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for the packed program by a shell script")
def test_a_packed_program_is_its_own_guarded_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "coop-desk"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m coop_desk "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    write_table(tmp_path / "€ à lire.xlsx", ("Nom", "Né le"), [("Roy", date(1983, 2, 18))], title="Membres")
    (tmp_path / "vide.csv").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    assert read_table(tmp_path / "€ à lire.xlsx", "Membres").rows[0].cells == ("Roy", date(1983, 2, 18))
    with pytest.raises(RuleBroken) as refusal:
        read_table(tmp_path / "vide.csv")
    assert refusal.value.rule == "FICHIER-01"


def test_a_format_that_is_not_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken) as refusal:
        write_table(tmp_path / "membres.xls", ("Nom",), [])
    assert refusal.value.rule == "FICHIER-06"


@pytest.mark.parametrize(("place", "words"), [("absent/a.csv", "n’existe plus"), ("dossier", "est un dossier")])
def test_a_place_that_cannot_be_written_is_said_in_french(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(RuleBroken) as refusal:
        save(tmp_path / place, b"x")
    assert refusal.value.rule == "FICHIER-10"
    assert words in refusal.value.message
    assert list((tmp_path / "dossier").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is set by a POSIX call")
def test_a_disk_too_full_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "membres.csv"
    save(path, b"old")
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from coop_desk.core.errors import RuleBroken\n"
        "from coop_desk.core.saving import save\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n    save(Path(sys.argv[1]), b'x' * 10_000)\n"
        "except RuleBroken as refusal:\n    print(refusal.rule, 'plein' in refusal.message)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "FICHIER-10 True\n"
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["membres.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are POSIX ones")
def test_a_read_only_folder_is_said_in_french(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        with pytest.raises(RuleBroken, match="Vous ne pouvez pas écrire"):
            save(tmp_path / "a.csv", b"x")
    finally:
        if root:
            os.seteuid(0)
        tmp_path.chmod(0o700)


def test_a_hidden_sheet_is_left_aside_and_said(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    secret: Any = book.active
    secret.title, secret.sheet_state = "Brouillon", "hidden"
    secret.append(["Ne pas", "lire"])
    shown = book.create_sheet("Membres")
    shown.append(["Nom", "Versé", "Né le", "Part", "Fini", "Code", "À", "Heure", "Durée"])
    shown.append(
        [
            "Roy",
            12.5,
            date(1980, 2, 1),
            0.8,
            True,
            "01000",
            datetime(2026, 6, 12, 14, 5),
            time(9, 30),
            timedelta(hours=26),
        ]
    )
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert (table.sheet, table.other_sheets) == ("Membres", ("Brouillon",))
    assert table.rows[0].cells == (
        *("Roy", Decimal("12.5"), date(1980, 2, 1), Decimal("0.8"), True),
        *("01000", "12/06/2026 14:05", "09:30", "26:00"),
    )


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_dates_are_right_in_both_ways_of_counting_and_a_day_that_never_was_is_refused(
    tmp_path: Path, epoch: datetime
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.epoch = epoch
    sheet: Any = book.active
    for row in (["Le"], [date(1983, 2, 18)], [date(2026, 11, 21)]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [row.cells for row in read_table(tmp_path / "a.xlsx").rows] == [(date(1983, 2, 18),), (date(2026, 11, 21),)]
    sheet.append([60])
    sheet["A4"].number_format = "dd/mm/yyyy"
    book.save(tmp_path / "a.xlsx")
    if epoch is WINDOWS_EPOCH:
        with pytest.raises(RuleBroken, match="A4"):
            read_table(tmp_path / "a.xlsx")
    else:
        assert read_table(tmp_path / "a.xlsx").rows[2].cells == (date(1904, 3, 1),)
