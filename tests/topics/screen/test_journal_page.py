"""The journal says of each line who signed it, and what was read of whom without naming them."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coop_desk.app.journal_page import JournalPage
from coop_desk.core import accounts
from coop_desk.core.errors import Refused
from coop_desk.core.model import Person
from coop_desk.sheets.read import read_table
from coop_desk.topics.own_data.page import OwnAccessesPage
from tests.topics.core.compartments.conftest import House, founded_house, house
from tests.topics.screen.test_page import shown

__all__ = ["founded_house", "house"]


@pytest.fixture
def read(house: House) -> House:
    """A wrong password, then the bank details of one member, then of everybody, read by the delegate."""
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    with pytest.raises(Refused):
        accounts.sign_in(house.file, "member", "pas le bon mot")
    house.act("delegate", lambda act: act.sealed.read("bank", house.people["member"]))
    house.act("delegate", lambda act: act.sealed.read("bank"))
    return house


def words_of(page: JournalPage) -> str:
    return " ".join(one.text() for one in page.card.findChildren(QLabel))


def test_each_line_says_who_signed_it(read: House, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, JournalPage(read.desk("founder")))
    page.list.filter_by("Non signés")
    (line,) = page.list.shown_records()
    page.list.choose(line.seq)
    assert "Non signée : aucune session n’était ouverte." in words_of(page)
    page.list.filter_by("")
    page.list.choose(page.list.shown_records()[-1].seq)
    assert "Signée par Anne Fondatrice, avec ses clés." in words_of(page)


def test_it_says_how_many_people_protected_data_were_read_of_and_never_whose(
    read: House, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, JournalPage(read.desk("founder")))
    everybody, one = page.list.shown_records()[:2]
    page.list.choose(one.seq)
    assert "celles d’une personne, qui seule le lit" in words_of(page)
    assert "Hénaff" not in words_of(page)
    page.list.choose(everybody.seq)
    assert "celles de 4 personnes" in words_of(page)


def test_a_line_of_a_batch_shows_its_first_records_and_counts_the_others(
    house: House, qtbot: QtBot, dressed: QApplication
) -> None:
    people = [Person(family_name=f"Nom{n}", given_name="Zoé") for n in range(23)]
    house.act("founder", lambda act: act.session.add_all(people))
    page = shown(qtbot, JournalPage(house.desk("founder")))
    line = next(one for one in page.list.shown_records() if len(one.changes) == 23)
    page.list.choose(line.seq)
    assert "Nom19" in words_of(page)
    assert "Nom20" not in words_of(page)
    assert "Et 3 autres fiches" in words_of(page)


def test_the_file_with_values_says_it_too(read: House, qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    page = shown(qtbot, JournalPage(read.desk("founder")))
    page.write_values(tmp_path / "journal.xlsx")
    rows = read_table(tmp_path / "journal.xlsx").rows
    cells = {str(cell) for row in rows for cell in row.cells}
    assert "Signée par Léon Girard, avec ses clés." in cells
    assert "Non signée : aucune session n’était ouverte." in cells


def test_the_person_finds_both_on_her_own_page(read: House, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, OwnAccessesPage(read.desk("member")))
    assert [one.said for one in page.list.shown_records()] == ["Données protégées lues : Coordonnées bancaires."] * 2
    assert len(shown(qtbot, OwnAccessesPage(read.desk("other"))).list.shown_records()) == 1
