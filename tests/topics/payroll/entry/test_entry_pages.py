"""The page of the entry of pay: typed, imported, corrected, its file written where the person says."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.payroll.entry import service
from coop_desk.topics.payroll.entry.records import Form, Kind
from coop_desk.topics.payroll.page.entries import EntriesPage
from coop_desk.topics.payroll.page.entry_accounts import EntryAccountsPage
from tests.conftest import TestCoop
from tests.topics.payroll.entry.test_entry import AMOUNTS, SHEETS, entrusted


def shown(qtbot: QtBot, coop: TestCoop, page: type[EntriesPage] | type[EntryAccountsPage], who: str) -> EntriesPage:
    made = page(coop.desk(who))
    qtbot.addWidget(made)
    made.resize(1150, 740)
    made.show()
    return made  # type: ignore[return-value]


def test_an_entry_is_typed_corrected_and_its_file_written(qtbot: QtBot, coop: TestCoop, tmp_path: Path) -> None:
    coop.once(entrusted)
    page = shown(qtbot, coop, EntriesPage, "payer")
    page.new_action.trigger()
    form = page.typing.form
    assert form is not None
    assert (form.fields["month"].read(), form.fields["piece"].read()) == ("2026-10", "PAIE-2026-10")
    form.set_values({f"line:{key}": cents for key, cents in AMOUNTS.items()} | {"line:net": 155040, "net": 155039})
    form.submit()
    assert "n’est pas équilibrée" in form._refusal.words()
    form.fields["line:net"].write(155039)
    assert "Équilibrée" in page.typing._sum.text()
    form.submit()
    (kept,) = service.entries(page.desk)
    assert accessible_faults(page) == []
    page.begin_correction(service.entry(page.desk, kept.id))
    form = page.typing.form
    assert form is not None
    assert form.fields["line:gross"].read() == 200000
    form.set_values({"reason": "La retraite patronale a changé.", "line:pension_employer": 1300})
    form.submit()
    newest = service.entries(page.desk)[0]
    assert (newest.kind, newest.corrects) == (Kind.CORRECTION, 1)
    dialog = page.ask_file(newest, Form.TABS)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "PAIE.txt"))
    dialog.close()
    assert (tmp_path / "PAIE.txt").read_bytes() == service.entry(page.desk, newest.id).files[0].content
    page.begin_reversal(service.entry(page.desk, newest.id))
    assert accessible_faults(page) == []


def test_an_entry_is_imported_with_its_faults_told_first(qtbot: QtBot, coop: TestCoop, tmp_path: Path) -> None:
    coop.once(entrusted)
    page = shown(qtbot, coop, EntriesPage, "payer")
    path = tmp_path / "paie.csv"
    path.write_text(SHEETS["amount and side"].replace("431000", "43"), encoding="utf-8")
    assert page.typing.form is None
    for _turn in range(2):
        page.import_action.trigger()
        form = page.importing.form
        assert form is not None
        form.set_values({"month": "2026-10", "file": path})
        form.submit()
        qtbot.waitUntil(lambda: page.importing.form is None, timeout=10_000)
        path.write_text(SHEETS["amount and side"], encoding="utf-8")
    assert page.typing.form is not None, "the second time the lines are right"
    page.typing.form.set_values({"gross": 200000, "net": 155039})
    page.typing.form.submit()
    (kept,) = service.entries(page.desk)
    assert service.entry(page.desk, kept.id).entry.lines[0].account == "641100"
    page.begin_correction(service.entry(page.desk, kept.id))
    assert accessible_faults(page) == []


def test_the_bookkeeper_reads_and_takes_the_file_and_the_accounts_are_chosen(qtbot: QtBot, coop: TestCoop) -> None:
    coop.once(entrusted)
    page = shown(qtbot, coop, EntriesPage, "bookkeeper")
    assert not page.new_action.isEnabled()
    accounts = shown(qtbot, coop, EntryAccountsPage, "payer")
    accounts.list.choose("shares")
    accounts._keep(
        accounts.list.chosen_record(),
        {"title": "Parts retenues", "debit": None, "debit_label": None, "credit": "101300", "credit_label": "Capital",
         "in_use": True},
        None,
    )  # fmt: skip
    assert [line.credit for line in service.chart(page.desk).lines if line.key == "shares"] == ["101300"]
    assert accessible_faults(accounts) == []
    assert date(2026, 10, 31) < accounts.desk.today
