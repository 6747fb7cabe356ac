"""A file of accounting entries is checked line by line: each rule refused, both encodings, sums to the cent."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.__main__ import main
from coop_desk.core.words import NBSP, NNBSP
from coop_desk.topics.payroll import fec_file
from coop_desk.topics.payroll.fec_file import Checked, check_file
from coop_desk.topics.payroll.rules.fec.check import Check, Report
from coop_desk.topics.payroll.rules.fec.findings import KEPT
from coop_desk.topics.payroll.rules.fec.line import Asked
from coop_desk.topics.payroll.rules.fec.numbers import EntryNumbers
from coop_desk.topics.payroll.rules.fec.values import COLUMNS

NAME = "732829320FEC20261231.txt"
HEADER = "\t".join(COLUMNS)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def row(entry: str, account: str, debit: str, credit: str, **other: str) -> str:
    """A good line, but for what is said."""
    values = dict.fromkeys(COLUMNS, "")
    values |= {
        "JournalCode": "PA", "JournalLib": "Paie", "EcritureNum": entry, "EcritureDate": "20261031",
        "CompteNum": account, "CompteLib": "Rémunérations dues", "PieceRef": "PAIE-10", "PieceDate": "20261031",
        "EcritureLib": "Paie d’octobre", "Debit": debit, "Credit": credit, "ValidDate": "20261105",
    }  # fmt: skip
    return "\t".join((values | other).values())


GOOD = (
    HEADER,
    row("1", "641100", "2000,00", "0,00"),
    row("1", "431000", "", "416,81"),
    row("1", "442100", "0", "32,8", CompAuxNum="F1", CompAuxLib="Impôts", EcritureLet="A", DateLet="20261130"),
    row("1", "421000", "0,00", "1550,39", Montantdevise="-1550,39", Idevise="EUR"),
    row("2", "606000", "10", ""),
    row("2", "512000", "", "10"),
)


def checked(folder: Path, lines: tuple[str, ...], encoding: str = "utf-8", **asked: object) -> Checked:
    """Write the lines and check them."""
    path = folder / NAME
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return check_file(path, Asked(**asked))  # type: ignore[arg-type]


def found(report: Report) -> list[tuple[str, str, int | None, str]]:
    return [(one.rule, one.level, one.line, one.column) for one in report.findings]


def with_line(number: int, *lines: str) -> tuple[str, ...]:
    """The good file with other lines in the place of one, as an editor numbers them."""
    return (*GOOD[: number - 1], *lines, *GOOD[number:])


def changed(number: int, **values: str) -> tuple[str, ...]:
    fields = dict(zip(COLUMNS, GOOD[number - 1].split("\t"), strict=True)) | values
    return with_line(number, "\t".join(fields.values()))


def error(rule: str, line: int | None, column: str) -> tuple[str, str, int | None, str]:
    return rule, "error", line, column


def warning(rule: str, line: int | None, column: str) -> tuple[str, str, int | None, str]:
    return rule, "warning", line, column


BAD = {
    "a name of column": (with_line(1, HEADER.replace("Debit", "Débit")), [error("FEC-01", 1, "Debit")]),
    "a column too many": (with_line(1, f"{HEADER}\tNote"), [error("FEC-01", 1, "Idevise")]),
    "no header": (GOOD[1:], [error("FEC-01", 1, "JournalCode"), error("FEC-09", 2, "EcritureNum"),
                             error("FEC-10", None, "Debit")]),
    "semicolons": (tuple(line.replace("\t", ";") for line in GOOD), [error("FEC-02", 1, "JournalCode")]),
    "another separator": (with_line(3, GOOD[2].replace("\t", "|")), [error("FEC-02", 3, "JournalCode")]),
    "a line cut": (with_line(3, "\t".join(GOOD[2].split("\t")[:11])), [error("FEC-03", 3, "EcritureLib")]),
    "an empty line": (with_line(4, GOOD[3], ""), [error("FEC-04", 5, "")]),
    "no entry": ((HEADER,), [error("FEC-05", 1, "")]),
    **{
        f"{column} empty": (tuple(line if at == 0 else changed(at + 1, **{column: " "})[at]
                                  for at, line in enumerate(GOOD[:5])),
                            [error("FEC-06", line, column) for line in range(2, 6)])
        for column in ("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "PieceRef",
                       "PieceDate", "EcritureLib", "ValidDate")
    },
    **{
        f"the amount {text!r}": (changed(2, Debit=text), [error("FEC-07", 2, "Debit")])
        for text in ("2 000,00", f"2{NBSP}000,00", f"2{NNBSP}000,00", "2000.00", "2e3", "2000,000", "2000,", ",5",
                     "-2000,00", "2000,00 ", "٢٠٠٠", "9" * 40)
    },
    "an amount of currency": (changed(5, Montantdevise="1.550"), [error("FEC-07", 5, "Montantdevise")]),
    **{
        f"the day {text}": (changed(3, PieceDate=text), [error("FEC-08", 3, "PieceDate")])
        for text in ("20260230", "2026-10-31", "31102026", "18991231", "21000101", "2026１０31")
    },
    "a day of another year": ((*GOOD[:5], *(line.replace("20261031", "20251231", 1) for line in GOOD[5:])),
                              [error("FEC-08", 6, "EcritureDate"), error("FEC-08", 7, "EcritureDate")]),
    "a cent more": (changed(2, Debit="2000,01"), [error("FEC-09", 2, "EcritureNum"), error("FEC-10", None, "Debit")]),
    "an account of letters": (changed(6, CompteNum="60A"), [error("FEC-11", 6, "CompteNum")]),
    "debit and credit": (changed(6, Debit="15", Credit="5"), [error("FEC-12", 6, "Credit")]),
    "neither": (with_line(3, GOOD[2], row("1", "431000", "0,00", "")), [error("FEC-12", 4, "Debit")]),
    "half an account": (changed(6, CompAuxNum="F1"), [warning("FEC-13", 6, "CompAuxLib")]),
    "half a letter": (changed(4, EcritureLet=""), [warning("FEC-13", 4, "EcritureLet")]),
    "half a currency": (changed(5, Idevise=""), [warning("FEC-13", 5, "Idevise")]),
    "another day inside": (changed(4, EcritureDate="20261030"), [warning("FEC-14", 4, "EcritureDate")]),
    "another piece inside": (changed(4, PieceRef="B"), [warning("FEC-14", 4, "PieceRef")]),
    "a number used twice": ((*GOOD, *GOOD[1:5]), [warning("FEC-14", 8, "EcritureNum")]),
    "a number missing": (tuple(line.replace("PA\tPaie\t2", "PA\tPaie\t4") for line in GOOD),
                         [warning("FEC-15", 6, "EcritureNum")]),
    "a separator in a text": (changed(3, EcritureLib="Paie\td’octobre"), [error("FEC-16", 3, "Idevise")]),
    "a line break in a text": (changed(3, EcritureLib="Paie\nd’octobre"), [error("FEC-16", 3, "EcritureLib")]),
    "a byte order mark": (with_line(1, f"\ufeff{HEADER}"), [warning("FEC-17", 1, "")]),
    "a letter lost": (changed(3, EcritureLib="Paie \ufffd"), [error("FEC-18", 3, "EcritureLib")]),
    "a control character": (changed(3, EcritureLib="Paie \x1b[2J"), [error("FEC-18", 3, "EcritureLib")]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_each_rule_is_refused_with_its_line_and_column(case: str, tmp_path: Path) -> None:
    lines, expected = BAD[case]
    report = checked(tmp_path, lines, period=YEAR).report
    assert found(report) == expected
    assert all(one.words.endswith(".") for one in report.findings)
    assert "\x1b" not in "".join(one.value for one in report.findings)


def test_a_good_file_has_nothing_to_say_whatever_its_letters_and_line_ends(tmp_path: Path) -> None:
    utf_8 = checked(tmp_path, GOOD, period=YEAR)
    latin = checked(tmp_path, tuple(line.replace("’", "'") for line in GOOD), "iso8859-15")
    assert (utf_8.encoding, latin.encoding) == ("UTF-8", "ISO 8859-15")
    for one in (utf_8, latin):
        assert found(one.report) == []
        assert (one.report.lines, one.report.entries, one.report.debit, one.report.credit) == (6, 2, 201000, 201000)
    text = "\n".join(GOOD).replace("\t", "|")
    for end in ("\n", "\r", "\r\n"):
        (tmp_path / NAME).write_bytes(text.replace("\n", end).encode())
        told = check_file(tmp_path / NAME, Asked())
        assert (told.line_end, told.report.separator, found(told.report)) == (end, "|", [])


def test_bytes_that_are_no_letter_are_found_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / NAME
    written = "\r\n".join(GOOD).encode()
    path.write_bytes(written.replace(b"Imp\xc3\xb4ts", b"Imp\xf4ts"))
    assert found(check_file(path, Asked()).report) == [error("FEC-18", 4, "CompAuxLib")]
    windows = "\r\n".join(GOOD).encode("cp1252")
    path.write_bytes(windows)
    assert {one[0] for one in found(check_file(path, Asked()).report)} == {"FEC-18"}, "the apostrophe of Windows"


def test_entries_scattered_over_blocks_balance_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fec_file, "BLOCK", 700)
    lines = [row(str(n), account, *sides) for n in range(1, 200) for account, sides in
             (("601", (f"{n},07", "")), ("445", ("1,50", "")), ("401", ("", f"{n + 1},57")))]  # fmt: skip
    by_account = sorted(lines, key=lambda line: line.split("\t")[4])
    report = checked(tmp_path, (HEADER, *by_account)).report
    assert (found(report), report.entries) == ([], 199)
    by_account[250] = by_account[250].replace("1,50", "1,51")
    bad = [one.rule for one in checked(tmp_path, (HEADER, *by_account)).report.findings]
    assert bad == ["FEC-09", "FEC-10"]


@given(st.lists(st.lists(st.integers(1, 10**9), min_size=1, max_size=4), min_size=1, max_size=6), st.randoms())
def test_a_balanced_file_is_good_and_one_cent_moved_is_found(entries: list[list[int]], chance: Random) -> None:
    rows = [
        (str(n), cents, side)
        for n, amounts in enumerate(entries, 9)
        for cents, side in [*((cents, "debit") for cents in amounts), (sum(amounts), "credit")]
    ]
    chance.shuffle(rows)
    assert not report_of(rows).counts.keys() - {("FEC-14", "warning"), ("FEC-22", "warning")}
    at = chance.randrange(len(rows))
    number, cents, side = rows[at]
    rows[at] = (number, cents + 1, side)
    bad = [(one.rule, one.value) for one in report_of(rows).findings if one.level == "error"]
    assert bad[0] == ("FEC-09", number)
    assert [rule for rule, _value in bad] == ["FEC-09", "FEC-10"]


def report_of(rows: list[tuple[str, int, str]]) -> Report:
    check = Check(NAME, "\r\n", Asked())
    lines = [HEADER]
    for number, cents, side in rows:
        written = f"{cents // 100},{cents % 100:02d}"
        lines.append(row(number, "601", *((written, "") if side == "debit" else ("", written))))
    check.block("\r\n".join(lines), odd=False)
    return check.report()


@given(st.permutations(range(1, 30)), st.sets(st.integers(1, 29)))
def test_numbers_in_any_order_are_counted_and_their_gaps_known(order: list[int], left_out: set[int]) -> None:
    numbers = EntryNumbers()
    kept = [n for n in order if n not in left_out]
    for line, n in enumerate(kept):
        assert numbers.add("AC", f"F{n:02d}", line)
        assert not numbers.add("AC", f"F{n:02d}", line)
    assert len(numbers) == len(kept)
    missing = sorted(set(range(min(kept), max(kept))) - set(kept)) if kept else []
    gaps = list(numbers.gaps())
    assert [(gap.missing, gap.first) for gap in gaps] == ([(len(missing), f"F{missing[0]:02d}")] if missing else [])
    if gaps:
        assert kept[gaps[0].line] > missing[0]


def test_the_command_tells_a_person_and_a_script_and_ends_with_its_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / NAME

    def told(*arguments: str, name: str = NAME) -> tuple[int, str]:
        code = main(["fec", "check", str(tmp_path / name), *arguments])
        return code, capsys.readouterr().out.replace(NBSP, " ").replace(NNBSP, " ")

    checked(tmp_path, GOOD)
    totals = ("--net", "1550,39", "--gross", "2000.00", "--withheld", "32,80")
    code, said = told("--period", "2026-01-01..2026-12-31", *totals)
    assert code == 0
    assert said.splitlines() == [
        f"{NAME} (UTF-8, CRLF, séparateur tabulation)", "2 écritures, 6 lignes.",
        "Total au débit 2 010,00 €, au crédit 2 010,00 €.", "0 erreur, 0 avertissement.",
    ]  # fmt: skip

    code, said = told("--net", "1550,40", "--gross", "1", "--withheld", "0")
    assert code == 1
    assert "erreur FEC-19, Credit, « 1550,39 » : Le crédit des comptes 421 est de 1 550,39 € et la paie" in said
    assert [rule in said for rule in ("FEC-20, Debit", "FEC-21, Credit")] == [True, True]

    checked(tmp_path, tuple(line.replace("20261105", "") for line in GOOD))
    path.rename(tmp_path / "PAIE-2026-10-01.txt")
    code, said = told("--import", "--json", name="PAIE-2026-10-01.txt")
    data = json.loads(said)
    assert (code, data["errors"], data["warnings"], data["entries"], data["debit_cents"]) == (0, 0, 6, 2, 201000)
    assert data["findings"][0]["column"] == "ValidDate"
    code, said = told(name="PAIE-2026-10-01.txt")
    assert code == 1
    assert "avertissement FEC-22, « PAIE-2026-10-01.txt » : Le fichier de l’année s’appelle" in said

    many = [row("1", "60", "1", "") for _line in range(KEPT + 50)]
    checked(tmp_path, (HEADER, *many))
    said = told()[1]
    assert said.count("erreur FEC-11, ligne") == KEPT
    assert (
        f"FEC-11 (Un numéro de compte commence par trois chiffres) : les {KEPT} premiers sont montrés, sur 150." in said
    )

    path.write_bytes("\r\n".join(GOOD).encode("utf-16"))
    assert told()[0] == 2
    path.unlink()
    code, said = told("--json")
    assert (code, "unreadable" in json.loads(said)) == (2, True)
    with pytest.raises(SystemExit) as refused:
        told("--period", "2026-12-31..2026-01-01")
    assert refused.value.code == 2
