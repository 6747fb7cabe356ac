"""The entry of a month of pay: balanced to the cent, equal to the totals, written, read back, sealed, corrected."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from coop_desk.core import accounts
from coop_desk.core.check import verify
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.sheets.read import read_table
from coop_desk.topics.payroll.entry import service, writing
from coop_desk.topics.payroll.entry.importing import guessed_columns
from coop_desk.topics.payroll.entry.records import Draft, Form, Kind, Line, Plan, Totals
from coop_desk.topics.payroll.entry.rules import layout
from coop_desk.topics.payroll.entry.rules.booking import check_draft, reversal
from coop_desk.topics.payroll.entry.rules.chart import lines_of
from coop_desk.topics.payroll.fec_file import check_stream
from coop_desk.topics.payroll.rules.fec.line import Asked
from tests.conftest import PASSWORD, TestCoop
from tests.golden import check_text

TODAY = date(2026, 11, 3)
TOTALS = Totals(net=155039, gross=200000, withheld=3280)
# The example of the reference: one person, 2,000.00 gross; the employer's share is 30 and 12.
AMOUNTS = {
    "gross": 200000, "social_employee": 33661, "pension_employee": 8020, "withheld": 3280, "net": 155039,
    "social_employer": 3000, "pension_employer": 1200,
}  # fmt: skip


def line(account: str, debit: int = 0, credit: int = 0, words: str = "Paie d’octobre") -> Line:
    return Line(account, "Salaires", words, debit, credit)


GOOD = Draft(
    "2026-10",
    date(2026, 10, 31),
    "PAIE-2026-10",
    (line("641100", 200000), line("431000", 0, 41681), line("442100", 0, 3280), line("421000", 0, 155039)),
    TOTALS,
)


def without(at: int, *lines: Line) -> Draft:
    return replace(GOOD, lines=(*GOOD.lines[:at], *lines, *GOOD.lines[at + 1 :]))


BAD = {
    "a cent too much": (without(0, line("641100", 200001)), "ECR-01"),
    "no line": (replace(GOOD, lines=()), "ECR-01"),
    "letters for an account": (without(0, line("64A", 200000)), "ECR-02"),
    "both sides": (without(0, line("641100", 200000, 1)), "ECR-02"),
    "a negative amount": (without(0, line("641100", -200000)), "ECR-02"),
    "a bar in a text": (without(0, line("641100", 200000, words="Paie | octobre")), "ECR-02"),
    "a line break in a text": (without(0, line("641100", 200000, words="Paie\noctobre")), "ECR-02"),
    "a formula": (without(0, line("641100", 200000, words="=1+1")), "ECR-02"),
    "half an auxiliary account": (without(0, replace(line("641100", 200000), auxiliary="F1")), "ECR-02"),
    "no piece": (replace(GOOD, piece=""), "ECR-02"),
    "another gross": (replace(GOOD, totals=replace(TOTALS, gross=200001)), "ECR-03"),
    "another net": (replace(GOOD, totals=replace(TOTALS, net=155038)), "ECR-03"),
    "another withholding": (replace(GOOD, totals=replace(TOTALS, withheld=0)), "ECR-03"),
    "a day before the month": (replace(GOOD, day=date(2026, 9, 30)), "ECR-04"),
    "a day to come": (replace(GOOD, day=date(2026, 11, 4)), "ECR-04"),
}


@pytest.mark.parametrize("fault", BAD)
def test_an_entry_that_is_not_sound_is_refused_before_anything_is_kept(fault: str) -> None:
    draft, rule = BAD[fault]
    check_draft(GOOD, TODAY)
    with pytest.raises(RuleBroken) as refused:
        check_draft(draft, TODAY)
    assert refused.value.rule == rule


def entrusted(coop: TestCoop) -> None:
    """Nour prepares pay and opens 2026; Odile of the firm reads and exports 2026."""
    coop.on(TODAY)
    coop.join("payer", "Nour", "Benali", "pay_delegate")
    for who, right in (("payer", "write"), ("bookkeeper", "read")):
        delegate_keys(
            coop.desk("founder"), "pay/2026", coop.person(who), right, TODAY, None, "Assemblée du 20 juin", export=True
        )
        accounts.sign_in(coop.file, "payer", PASSWORD)  # hands the keys over


def typed(coop: TestCoop, **changed: int) -> Draft:
    """The entry as the page makes it of one amount a line."""
    chart = service.chart(coop.desk("payer"))
    lines = lines_of(chart, AMOUNTS | changed, _("Paie, octobre 2026"))
    return Draft("2026-10", date(2026, 10, 31), "PAIE-2026-10", lines, TOTALS)


def test_the_example_of_the_reference_makes_the_accounts_it_shows(coop: TestCoop) -> None:
    coop.once(entrusted)
    shown = [(one.account, one.debit, one.credit) for one in typed(coop).lines]
    assert shown == [
        ("641100", 200000, 0), ("431000", 0, 33661), ("437300", 0, 8020), ("442100", 0, 3280), ("421000", 0, 155039),
        ("645100", 3000, 0), ("431000", 0, 3000), ("645300", 1200, 0), ("437300", 0, 1200),
    ]  # fmt: skip


def test_shares_kept_from_pay_wait_for_the_account_that_the_bookkeeper_chooses(coop: TestCoop) -> None:
    coop.once(entrusted)
    kept = {"shares": 5000, "net": 150039}
    with pytest.raises(RuleBroken) as refused:
        typed(coop, **kept)
    assert refused.value.rule == "ECR-05"
    shares = Plan("shares", _("Parts sociales retenues sur la paie"), "", "", "467000", "Associés, parts retenues")
    service.change_account(coop.desk("payer"), shares)
    assert ("467000", 5000) in [(one.account, one.credit) for one in typed(coop, **kept).lines]


def test_an_entry_is_kept_given_corrected_and_nothing_before_it_changes(coop: TestCoop) -> None:
    coop.once(entrusted)
    payer = coop.desk("payer")
    number = service.record_entry(payer, typed(coop))
    with pytest.raises(RuleBroken) as twice:
        service.record_entry(payer, typed(coop))
    assert twice.value.rule == "ECR-07"
    first = service.entry(payer, number)
    assert {file.name for file in first.files} == {"PAIE-2026-10-01.txt", "PAIE-2026-10-01.csv"}
    given = [service.give_file(coop.desk("bookkeeper"), number, form) for form in (*Form, Form.TABS)]
    assert [one.sha256 for one in given] == [*(file.sha256 for file in first.files), first.files[0].sha256]
    for file in (given[0], given[4]):
        check_text(file.content.decode("utf-8-sig").replace("\r\n", "\n"), f"payroll/pay_entry_{file.form}")

    with pytest.raises(RuleBroken) as silent:
        service.correct_entry(payer, number, "erreur", typed(coop))
    assert silent.value.rule == "ECR-08"
    mended = typed(coop, social_employer=3050)
    second = service.correct_entry(payer, number, "La part patronale était celle de septembre.", mended)
    after = service.entry(payer, second)
    assert [(each.number, each.debit) for each in after.entries] == [(2, 204200), (3, 204250)]
    assert {(one.account, one.credit) for one in after.entries[0].lines if one.credit} == {
        ("641100", 200000), ("645100", 3000), ("645300", 1200),
    }  # fmt: skip
    assert service.entry(payer, number).files == first.files
    with pytest.raises(RuleBroken):
        service.correct_entry(payer, number, "Encore une fois corrigée.", mended)
    service.reverse_entry(payer, second, "La paie d’octobre est refaite en entier.", TODAY)
    listed = [(one.number, one.kind, one.corrects, one.settled_by) for one in service.entries(payer)]
    assert listed == [(3, Kind.REVERSAL, 2, None), (2, Kind.CORRECTION, 1, 3), (1, Kind.ENTRY, None, 2)]
    assert [one.by for one in service.entries(payer)[2].given] == ["Odile Tanguy"] * 6
    assert [v.differences for v in verify(coop.file) if v.differences] == []


def test_without_the_key_of_the_year_there_is_nothing_and_without_the_right_even_less(coop: TestCoop) -> None:
    coop.once(entrusted)
    number = service.record_entry(coop.desk("payer"), typed(coop))
    for who in ("manager", "keeper", "secretary", "nobody"):
        with pytest.raises(Refused):
            service.entries(coop.desk(who))
    with pytest.raises(Refused):  # reads and exports, writes nothing
        service.record_entry(coop.desk("bookkeeper"), typed(coop))
    coop.join("late", "Sam", "Tardif", "pay_delegate")  # the title without the key
    assert service.entries(coop.desk("late")) == ()
    with pytest.raises(Refused):
        service.entry(coop.desk("late"), number)
    draft = replace(typed(coop), month="2025-12", day=date(2025, 12, 31))
    with pytest.raises(Refused):
        service.record_entry(coop.desk("payer"), draft)


def test_letters_that_a_form_does_not_have_leave_it_unwritten_and_say_where(coop: TestCoop) -> None:
    coop.once(entrusted)
    made = typed(coop)
    draft = replace(made, lines=(replace(made.lines[0], words="Paie, salaire de Łucja"), *made.lines[1:]))
    number = service.record_entry(coop.desk("payer"), draft)
    assert [file.form for file in service.entry(coop.desk("payer"), number).files] == [Form.TABS, Form.BARS, Form.CSV]
    with pytest.raises(RuleBroken, match=r"Ligne 2, EcritureLib : « Ł »"):
        service.give_file(coop.desk("payer"), number, Form.TABS_LATIN)


def test_a_file_that_does_not_read_back_is_refused_and_nothing_is_kept(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    coop.once(entrusted)
    draft = typed(coop)
    for fault in (lambda cents: f"{cents // 100}.{cents % 100:02d}", lambda cents: f"{cents + 1},00"):
        monkeypatch.setattr(layout, "_euros", fault)
        with pytest.raises(RuleBroken) as refused:
            service.record_entry(coop.desk("payer"), draft)
        assert refused.value.rule == "ECR-06"
    assert service.entries(coop.desk("payer")) == ()


SHEETS = {
    "compte;libellé;débit;crédit": (
        "Compte;Libellé;Débit;Crédit\n641100;Brut;2 000,00;\n431000;URSSAF;;416,81\n442100;PAS;;32,80\n"
        "421000;Nets;;1550,39\n108000;rien;0;0\n"
    ),
    "amount and side": (
        "N° compte;Nom du compte;Montant;Sens\n641100;Salaires;2000;D\n431000;URSSAF;416,81;C\n"
        "442100;PAS;32,80;C\n421000;Nets;1550,39;C\n"
    ),
    "a negative debit is a credit": (
        "Compte;Débit;Crédit\n641100;2000;\n431000;-416,81;\n442100;;32,80\n421000;;1550,39\n"
    ),
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_the_payroll_tool_gives_the_lines(coop: TestCoop, tmp_path: Path, sheet: str) -> None:
    coop.once(entrusted)
    path = tmp_path / "paie.csv"
    path.write_text(SHEETS[sheet], encoding="utf-8")
    table = read_table(path)
    found = service.read_lines(coop.desk("payer"), table, guessed_columns(table), "2026-10")
    assert found.errors == ()
    assert [(one.account, one.debit, one.credit) for one in found.lines] == [
        ("641100", 200000, 0), ("431000", 0, 41681), ("442100", 0, 3280), ("421000", 0, 155039),
    ]  # fmt: skip
    service.foresee_entry(coop.desk("payer"), replace(GOOD, lines=found.lines))


def test_a_fec_comes_back_as_it_went_out_and_faults_of_a_sheet_are_told_by_line(coop: TestCoop, tmp_path: Path) -> None:
    coop.once(entrusted)
    payer = coop.desk("payer")
    booking = service.entry(payer, service.record_entry(payer, typed(coop)))
    for file in booking.files[:4]:
        path = tmp_path / file.name
        path.write_bytes(file.content)
        table = read_table(path)
        found = service.read_lines(payer, table, guessed_columns(table), "2026-10")
        assert [(one.account, one.debit, one.credit) for one in found.lines] == [
            (one.account, one.debit, one.credit) for one in booking.entry.lines
        ]
        late = service.read_lines(payer, table, guessed_columns(table), "2026-11")
        assert len(late.errors) == len(booking.entry.lines), "an older month is not taken for this one"
    path = tmp_path / "faux.csv"
    path.write_text("Compte;Libellé;Débit;Crédit\n64;Brut;1;\n999999;Sans nom;1;\n641100;Brut;1;1\n641100;B;1,2,3;\n")
    table = read_table(path)
    found = service.read_lines(payer, table, guessed_columns(table), "2026-10")
    assert [(error.line, error.rule) for error in found.errors] == [
        (2, "ECR-09"), (3, "ECR-09"), (4, "ECR-09"), (5, "FICHIER-13"),
    ]  # fmt: skip


SAME_BYTES = """
from datetime import date
from coop_desk.topics.payroll.entry.records import Accounting, Line, Totals
from coop_desk.topics.payroll.entry.writing import written_files
lines = Line("641100", "Salaires été", "I i", 1234567, 0), Line("421000", "Rémunérations dues", "I i", 0, 1234567)
entry = Accounting(1, date(2026, 10, 31), "PAIE-2026-10", lines)
files, _no = written_files("2026-10", 1, ("PA", "Paie"), (entry,), Totals(gross=1234567))
print(*(file.sha256 for file in files))
"""


def test_the_same_entry_is_the_same_bytes_whatever_the_locale() -> None:
    written = []
    for locale in ("C", "tr_TR.UTF-8"):
        around = os.environ | {"LC_ALL": locale, "PYTHONPATH": str(Path(__file__).parents[4])}
        done = subprocess.run([sys.executable, "-c", SAME_BYTES], capture_output=True, env=around, check=True)
        written.append(done.stdout.split())
    assert len(written[0]) == len(Form)
    assert written[0] == written[1]


def test_a_reversal_undoes_to_the_cent_and_its_file_is_sound() -> None:
    entry = writing.Accounting(1, GOOD.day, GOOD.piece, GOOD.lines)
    undone = reversal(entry, 2, GOOD.day, "Extourne")
    totals: dict[str, int] = {}
    for one in (*entry.lines, *undone.lines):
        totals[one.account] = totals.get(one.account, 0) + one.debit - one.credit
    assert set(totals.values()) == {0}
    content = layout.written(Form.BARS, ("PA", "Paie"), (entry, undone))
    report = check_stream(BytesIO(content), "PAIE.txt", Asked(importing=True, net=155039)).report
    assert (report.errors, report.entries, report.separator) == (0, 2, "|")
