"""The pages of the accounts: my own, everybody's, a month closed, a setting changed, the bookkeeper's balances."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.app.command_line import DONE, IMPOSSIBLE, run
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.card import Card
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.sheets.write import table_bytes
from coop_desk.topics.employment import service as employment
from coop_desk.topics.leave import service
from coop_desk.topics.leave.page.balances import AccountsPage, OwnAccountsPage
from coop_desk.topics.leave.page.closing import ClosingPage
from coop_desk.topics.leave.page.importing import BalancesImportPage
from coop_desk.topics.leave.page.settings import LeaveSettingsPage
from tests.conftest import TestCoop
from tests.file_key import PASSWORD
from tests.topics.leave.people_at_work import HIRED, people_at_work

JUNE_2025 = date(2025, 6, 1)
TYPED: dict[str, dict[str, Any]] = {
    "waiver_allowed": {"value": False},
    "carry_months": {"value": 18},
    "rest_days_a_year": {"value": 9_500},
    "rest_days_until": {"day_of": 31, "month_of": 12},
    "open_days": {"day-6": True},
    "birth_notice_days": {"second": 40},
    "announced_on": {"value": date(2026, 7, 1), "day": date(2027, 5, 1), "because": "Affichage"},
}


def written(card: Card) -> str:
    """Every word of a card, with plain spaces."""
    words = "\n".join(one.text() for one in card.findChildren(QLabel))
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def fill(card: Card, values: dict[str, Any]) -> Form:
    """Fill the form that was opened last in a card, and send it."""
    form: Form = card.findChildren(Form)[-1]
    form.set_values(values)
    form.submit()
    return form


def shown(page: Page, qtbot: QtBot) -> Any:
    """A page as somebody sees it."""
    qtbot.addWidget(page)
    page.show()
    return page


def press(card: Card, text: str) -> None:
    """Press the button of a card."""
    next(one for one in card.findChildren(QPushButton) if one.text().startswith(text)).click()


def test_a_month_is_closed_and_each_balance_says_why(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(people_at_work)
    rose, aicha = coop.desk("rose"), coop.person("aicha")
    page = shown(ClosingPage(rose), qtbot)
    page.open_record(None)
    qtbot.waitUntil(lambda: bool(page.list.shown_records()))
    page.list.choose(aicha)
    assert "Aucun solde d’ouverture" in written(page.card)
    page.close_month(date(2026, 6, 1))
    qtbot.waitUntil(lambda: bool(service.closings(rose).done))
    qtbot.waitUntil(lambda: not page.list.shown_records())
    page.show_past()
    assert "juin 2026" in written(page.card)
    assert accessible_faults(page) == []
    own = shown(OwnAccountsPage(coop.desk("aicha")), qtbot)
    assert "62,5 jours, en jours ouvrables" in written(own.card)
    assert own.card.entries is not None
    own.card.entries.choose(own.card.entries.shown_records()[0].entry.number)
    assert "Travail : 1 mois × 2,5 = 2,5 jours" in written(own.card)
    own.day_field.write(date(2025, 3, 31))
    own.day_field.changed.emit()
    assert [line.balance for line in own.list.shown_records()] == [25_000]
    assert accessible_faults(own) == []


def test_what_is_written_in_an_account_by_hand_is_seen_by_two(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(people_at_work)
    aicha = coop.person("aicha")
    page = shown(AccountsPage(coop.desk("rose")), qtbot)
    line = next(one for one in page.list.shown_records() if one.person_id == aicha)
    page.forms.ask_opening(line)
    fill(page.card, {"quantity": 12_000, "day": date(2026, 5, 31), "period": JUNE_2025})
    page.forms.ask_children(line)
    fill(page.card, {"period": JUNE_2025, "children": 1, "young": True})
    page.forms.ask_split(line)
    fill(page.card, {"period": JUNE_2025, "earned": 30_000, "inside": 18_000, "outside": 4_000, "block": 12_000})
    page.forms.ask_carry(line)
    fill(page.card, {"period": JUNE_2025, "first": date(2026, 1, 5), "last": date(2027, 5, 30)})
    page.forms.ask_correction(line)
    fill(page.card, {"quantity": -1_000, "day": date(2026, 6, 30), "reason": "Jour compté deux fois en mai"})
    assert page.refusal.isVisible()
    assert accessible_faults(page) == []
    other = shown(AccountsPage(coop.desk("sacha")), qtbot)
    other.open_record("corrections")
    press(other.card, "Accorder")
    balance = next(one for one in service.accounts(coop.desk("sacha")) if one.person_id == aicha).balance
    assert balance == 12_000 + 2_000 + 1_000 - 1_000
    assert service.corrections(coop.desk("rose")) == []


def test_every_setting_is_changed_from_a_day_with_its_decision(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(people_at_work)
    page = shown(LeaveSettingsPage(coop.desk("rose")), qtbot)
    for line in page.list.shown_records():
        page.open_record(line.name)
        typed = TYPED.get(line.name, {})
        fill(page.card, {"day": date(2027, 6, 1), "because": "Accord du 2 juillet 2026"} | typed)
    found = {line.name: line for line in service.leave_settings(coop.desk("rose"), date(2027, 6, 1))}
    said = {name: found[name].value.replace("\u00a0", " ") for name in (
        "waiver_allowed", "carry_months", "rest_days_a_year", "rest_days_until", "open_days", "birth_notice_days"
    )}  # fmt: skip
    assert said == {
        "waiver_allowed": "non", "carry_months": "18 mois", "rest_days_a_year": "9,5 jours",
        "rest_days_until": "31 décembre", "open_days": "lundi, mardi, mercredi, jeudi, vendredi et samedi",
        "birth_notice_days": "15 à 40 jours",
    }  # fmt: skip
    assert all(line.decided for line in found.values())
    page.open_record("carry_months")
    form = fill(page.card, {"value": 12, "day": date(2028, 6, 1), "because": "AG"})
    assert "quinze mois" in form.fields["value"].said_fault()
    assert accessible_faults(page) == []


def test_the_bookkeepers_balances_are_compared_then_settled_by_a_decision(
    coop: TestCoop, qtbot: QtBot, tmp_path: Path
) -> None:
    coop.once(people_at_work)
    rose = coop.desk("rose")
    employment.record_matricule(coop.desk("rose"), coop.person("bilal"), HIRED, "0007")
    service.record_opening(rose, coop.person("bilal"), "CP", 10_000, date(2026, 5, 31), JUNE_2025)
    file = tmp_path / "soldes.csv"
    rows = [["0007", "Caron", "11,5", "2,5"], ["", "Benali Aïcha", "25", "2,5"], ["", "Inconnu Jean", "3", ""]]
    file.write_bytes(table_bytes("csv", ["Matricule", "Nom", "Solde CP N-1", "Solde CP N"], rows))
    page = shown(BalancesImportPage(rose), qtbot)
    page.ask_file()
    page.read(file, date(2026, 6, 30))
    fill(page.card, {})
    gaps = {(gap.name, gap.figure): (gap.theirs, gap.ours) for gap in page.list.shown_records()}
    assert gaps == {
        ("Bilal Caron", "previous"): (11_500, 10_000), ("Bilal Caron", "current"): (2_500, 0),
        ("Aïcha Benali", "previous"): (25_000, 0), ("Aïcha Benali", "current"): (2_500, 0),
    }  # fmt: skip
    assert "Ligne 4 : personne de ce nom" in written(page.card)
    page.settle([gap.key for gap in page.found.gaps], "Soldes du cabinet au 30 juin")
    assert [one.quantity for one in service.corrections(rose)] == [1_500, 2_500]
    page.list.choose(page.found.gaps[0].key)
    assert "Solde d’ouverture" in written(page.card)
    balances = {line.name: line.balance for line in service.accounts(rose)}
    assert balances["Aïcha Benali"] == 27_500, "an empty account takes their figures up"
    assert balances["Bilal Caron"] == 10_000, "the other waits for a second person"
    assert accessible_faults(page) == []


def test_the_command_line_counts_a_leave_with_the_schedule_of_that_day(
    coop: TestCoop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coop.once(people_at_work)
    folder = str(coop.file.folder)
    coop.file.close()
    monkeypatch.setenv("COOP_DESK_PASSWORD", PASSWORD)
    asked = ["leave", "count", folder, "--as", "rose", "--from", "2026-07-14", "--to", "21/07/2026"]
    assert run([*asked, "--person", "bilal"]) == DONE
    said = capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Bilal Caron, du 14 juillet 2026 au 21 juillet 2026" in said
    assert "mercredi 22 juillet 2026 : 1 (jour ouvrable) [LEAVE-52]" in said, "Bilal comes back on Thursday"
    assert "mardi 14 juillet" not in said, "a holiday, then a Wednesday he never works: the leave starts on Thursday"
    assert "Total : 6 jours" in said
    assert run([*asked, "--json"]) == DONE
    assert '"days": "6"' in capsys.readouterr().out
    assert run([*asked[:-1], "2026-07-01"]) == IMPOSSIBLE
