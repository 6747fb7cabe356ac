"""The pages of the month of pay, worked from the keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from coop_desk.core.ids import PersonId
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.page import Page
from coop_desk.screen.privacy import privacy
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.page.checks import ChecksPage
from coop_desk.topics.payroll.page.history import HistoryPage
from coop_desk.topics.payroll.page.month import PayMonthPage
from coop_desk.topics.payroll.page.months import PayMonthsPage
from coop_desk.topics.payroll.page.own import OwnPayPage
from coop_desk.topics.payroll.page.settings import PaySettingsPage
from coop_desk.topics.payroll.rules.catalogue import Group
from coop_desk.topics.payroll.rules.lines import Line
from tests.topics.core.compartments.conftest import House
from tests.topics.payroll.conftest import MARCH
from tests.topics.payroll.test_months import lines

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier


def shown(qtbot: QtBot, page: Page) -> None:
    """Show a page at the size of a small screen."""
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitExposed(page):
        page.show()


def strike(qtbot: QtBot, page: PayMonthPage, *keys: Qt.Key) -> None:
    """Strike keys in the grid, or in the line being typed."""
    for key in keys:
        editor = page.grid.view.viewport().findChild(QLineEdit)
        qtbot.keyClick(editor if editor is not None and editor.isVisible() else page.grid.view, key)


def type_in(qtbot: QtBot, page: PayMonthPage, text: str, end: Qt.Key = Key.Key_Return) -> None:
    """Type over a cell and leave it."""
    qtbot.keyClicks(page.grid.view, text[0])
    editor = page.grid.view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, text[1:])
    leave(qtbot, page, end)


def leave(qtbot: QtBot, page: PayMonthPage, end: Qt.Key = Key.Key_Return) -> None:
    """Leave the line being typed."""
    typing = QAbstractItemView.State.EditingState
    qtbot.keyClick(page.grid.view.viewport().findChild(QLineEdit), end)
    qtbot.waitUntil(lambda: page.grid.view.state() != typing)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def figures(house: House, who: str) -> list[tuple[str, int]]:
    """The codes and figures that stand for somebody."""
    return [(line.code, line.figure) for line in lines(house, MARCH, who)]


def test_a_month_is_typed_like_a_spreadsheet(qtbot: QtBot, paying: House, tmp_path: Path) -> None:
    service.open_month(paying.desk("delegate"), MARCH)
    page = PayMonthPage(paying.desk("delegate"))
    shown(qtbot, page)
    page.open_record(MARCH)
    grid = page.grid
    assert [one.words for one in grid.model.rows] == ["Chloé Hénaff", "Inès Pérez", "Léon Girard", "Odile Tanguy"]
    page.show_group(Group.PAY)
    assert grid.place() == (0, 1)
    type_in(qtbot, page, "12,50", Key.Key_Tab)
    assert grid.place() == (0, 2)
    type_in(qtbot, page, "300")
    assert grid.place() == (1, 1)  # Enter goes back under the cell where Tab began
    assert figures(paying, "member") == [("COMM", 1_250), ("AVANCE", 30_000)]
    strike(qtbot, page, Key.Key_Up, Key.Key_F2)
    editor = grid.view.viewport().findChild(QLineEdit)
    assert editor.text() == "12,50"
    editor.setText("13")
    leave(qtbot, page)
    strike(qtbot, page, Key.Key_Up, Key.Key_Right, Key.Key_Delete)
    assert figures(paying, "member") == [("COMM", 1_300)]
    for expected in ([("COMM", 1_300), ("AVANCE", 30_000)], [("COMM", 1_250), ("AVANCE", 30_000)]):
        page.undo_action.trigger()
        assert figures(paying, "member") == expected

    grid.go_to(0, 1)
    QGuiApplication.clipboard().setText("1\t2\n3\tabc\n")
    qtbot.keyClick(grid.view, Key.Key_V, Control)
    assert page.refusal.words().startswith("Inès Pérez, Avance à reprendre")
    assert figures(paying, "manager") == []  # nothing of the block was written
    QGuiApplication.clipboard().setText("1\t2\n3\t4\n")
    qtbot.keyClick(grid.view, Key.Key_V, Control)
    assert (figures(paying, "manager"), page.refusal.isVisible()) == ([("COMM", 300), ("AVANCE", 400)], False)
    page.undo_action.trigger()
    assert figures(paying, "manager") == []
    grid.go_to(3, 1)
    qtbot.keyClick(grid.view, Key.Key_V, Control)
    assert "déborde" in page.refusal.words()
    type_in(qtbot, page, "-4")
    assert "négatif" in page.refusal.words()
    QGuiApplication.clipboard().clear()

    sheet = tmp_path / "variables.csv"
    sheet.write_text("Matricule;COMM;TITRES_RESTO\nM004;25,00;18\nM999;1;1\n", encoding="utf-8")
    page.ask_import()
    page.read_file(sheet)
    qtbot.waitUntil(lambda: "M999" in said(page))
    assert figures(paying, "other") == []
    sheet.write_text("Matricule;COMM;TITRES_RESTO\nM004;25,00;18\n", encoding="utf-8")
    page.read_file(sheet)
    qtbot.waitUntil(lambda: "2 saisies à enregistrer" in said(page))
    page.keep_plan(service.preview_import(page.desk, MARCH, _table(sheet)))
    assert figures(paying, "other") == [("COMM", 2_500), ("TITRES_RESTO", 18_000)]

    grid.go_to(0, 1)
    page.turn()
    assert grid.model.rows[0].words == "Heures normales"
    type_in(qtbot, page, "7")
    assert ("H_NORM", 7_000) in figures(paying, "member")
    assert accessible_faults(page) == []
    page.card.ask_line()
    form = page.card.form
    assert form is not None
    form.set_values({"code": "SORTIE", "starts": date(2026, 3, 31), "comment": "fin de contrat"})
    form.submit()
    assert Line("SORTIE", starts=date(2026, 3, 31), comment="fin de contrat") in lines(paying, MARCH, "member")
    assert accessible_faults(page) == []


def _table(path: Path) -> object:
    from coop_desk.sheets.read import read_table

    return read_table(path)


def said(page: Page) -> str:
    """Everything written on a page."""
    return " ".join(each.text() for each in page.findChildren(QLabel))


def test_amounts_are_hidden_on_a_pc_that_hides_them(qtbot: QtBot, paying: House) -> None:
    leon = paying.desk("delegate")
    service.open_month(leon, MARCH)
    page = PayMonthPage(leon)
    shown(qtbot, page)
    page.open_record(MARCH)
    page.show_group(Group.PAY)
    type_in(qtbot, page, "987,65")
    privacy.choose(True)
    try:
        assert "987,65" not in said(page)
        assert page.grid.model.index(0, 1).data() == "••••"
        assert not page.grid.model.flags(page.grid.model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    finally:
        privacy.choose(False)
    assert page.grid.model.index(0, 1).data() == "987,65"


def test_months_checks_history_settings_and_ones_own_pay(qtbot: QtBot, paying: House) -> None:
    leon, ines = paying.desk("delegate"), paying.desk("manager")
    months = PayMonthsPage(leon)
    shown(qtbot, months)
    assert "Ouvrez mars 2026" in said(months)
    gone: list[tuple[str, object]] = []
    months.go_asked.connect(lambda name, record: gone.append((name, record)))
    months.open_action.trigger()
    qtbot.waitUntil(lambda: gone == [("payroll.month", MARCH)])
    month = PayMonthPage(leon)
    shown(qtbot, month)
    month.open_record((MARCH, paying.people["member"]))
    assert month.chosen() is not None
    type_in(qtbot, month, "3,5")

    checks = ChecksPage(leon)
    shown(qtbot, checks)
    checks.go_asked.connect(lambda name, record: gone.append((name, record)))
    checks.open_record(MARCH)
    qtbot.waitUntil(lambda: bool(checks.list.shown_records()))
    assert {one.kind for one in checks.list.shown_records()} == {"Journée de solidarité"}
    checks.list.choose(checks.list.model.key(checks.list.shown_records()[0]))
    checks.prepare_action.trigger()
    qtbot.waitUntil(lambda: gone[-1] == ("payroll", MARCH))

    months = PayMonthsPage(ines)
    shown(qtbot, months)
    months.list.choose(MARCH)
    months._do("Validation…", service.validate_month, months.list.chosen_record())
    qtbot.waitUntil(lambda: "Validé" in said(months))
    months.ask_why(months.list.chosen_record(), service.ask_reopening, "Demander")
    assert accessible_faults(months) == []
    history = HistoryPage(leon)
    shown(qtbot, history)
    history.open_record(MARCH)
    assert {"Mois ouvert", "Préparé", "Contrôlé et validé", "Heures normales"} == {
        one.what for one in history.list.shown_records()
    }
    settings = PaySettingsPage(leon)
    shown(qtbot, settings)
    settings.run(service.add_bonus, "Prime d’ancienneté")
    assert [one.code for one in settings.list.shown_records()] == ["PRIME_PRIME_D_ANCIENNETE"]
    own = OwnPayPage(paying.desk("member"))
    shown(qtbot, own)
    assert [one.figure for one in own.list.shown_records()] == ["3,5\N{NO-BREAK SPACE}heures"]
    for page in (checks, history, settings, own):
        assert accessible_faults(page) == []


def test_the_second_person_is_left_out_by_decision_only(paying: House) -> None:
    """L11: the option is the co-op's; whoever gives titles records it, with the decision."""
    leon, founder = paying.desk("delegate"), paying.desk("founder")
    service.open_month(leon, MARCH)
    service.prepare_month(leon, MARCH)
    with pytest.raises(Exception, match="titres"):
        service.set_second_person(leon, False, date(2026, 3, 1), "Moi")
    with pytest.raises(Exception, match="Citez la décision"):
        service.set_second_person(founder, False, date(2026, 3, 1), " ")
    service.set_second_person(founder, False, date(2026, 3, 1), "Assemblée du 1er mars 2026")
    assert not service.pay_settings(leon).second_person
    with pytest.raises(Exception, match="SIRET"):
        service.set_siret(leon, "123 456 789 00012")
    service.set_siret(leon, "732 829 320 00074")
    assert (service.pay_settings(leon).siret, PersonId(1)) == ("73282932000074", 1)
