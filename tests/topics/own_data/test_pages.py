"""«Mes données» clicked."""

import json
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.core.ids import PersonId
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.own_data.page import OwnAccessesPage, OwnDataPage
from tests.conftest import TestCoop


def test_a_drawer_is_chosen_and_read(coop: TestCoop, chloe: PersonId, qtbot: QtBot) -> None:
    page = OwnDataPage(coop.desk("nobody"))
    qtbot.addWidget(page)
    page.show()
    page.open_record("identity")
    assert "chloe@exemple.fr" in [each.text() for each in page.card.findChildren(QLabel)]
    page.open_record("recorded")
    assert "Léon Girard" in [each.text() for each in page.card.findChildren(QLabel)]
    page.open_record("refunds")
    assert "Rien." in [each.text() for each in page.card.findChildren(QLabel)]
    assert accessible_faults(page) == []


def test_everything_is_shown_as_it_prints_and_taken_away(
    coop: TestCoop, chloe: PersonId, qtbot: QtBot, tmp_path: Path
) -> None:
    page = OwnDataPage(coop.desk("nobody"))
    qtbot.addWidget(page)
    page.show()
    page.print_all()
    assert page._preview is not None
    page.close_pdf()
    dialog = page.take_away()
    assert dialog is not None
    dialog.selectFile(str(tmp_path / "moi.json"))
    dialog.accept()
    qtbot.waitUntil((tmp_path / "moi.json").exists)
    assert json.loads((tmp_path / "moi.json").read_text(encoding="utf-8"))["person"]["name"] == "Chloé Hénaff"
    assert "moi.json" in page.head.state()


def test_who_read_my_data_is_listed_and_printed(coop: TestCoop, chloe: PersonId, qtbot: QtBot) -> None:
    page = OwnAccessesPage(coop.desk("nobody"))
    qtbot.addWidget(page)
    page.show()
    assert [one.actor for one in page.list.shown_records()] == ["Éloïse Lefèvre", "Inès Pérez"]
    page.print_accesses()
    assert page._preview is not None
    page.close_pdf()
    assert accessible_faults(page) == []


def test_an_empty_record_says_so(coop: TestCoop, qtbot: QtBot) -> None:
    page = OwnAccessesPage(coop.desk("keeper"))
    qtbot.addWidget(page)
    page.show()
    assert "Personne d’autre que vous" in " ".join(each.text() for each in page.findChildren(QLabel))
