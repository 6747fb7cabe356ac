"""«Qui peut quoi» at a date, by right, and on paper."""

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.app.grants_document import who_may_pdf
from coop_desk.app.grants_page import GrantsPage
from coop_desk.app.letterhead import letterhead_of
from coop_desk.core import delegating
from coop_desk.core.who_may import who_may
from coop_desk.paper.sheet import page_texts
from tests.conftest import TestCoop


def page_of(coop: TestCoop, qtbot: QtBot) -> GrantsPage:
    page = GrantsPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_state_is_that_of_the_day_chosen(coop: TestCoop, qtbot: QtBot) -> None:
    because = "Assemblée du 20 février 2026, résolution 4"
    delegating.give_title(
        coop.desk("founder"), coop.person("nobody"), "secretary", date(2026, 3, 1), date(2026, 8, 31), because
    )
    page = page_of(coop, qtbot)
    (given,) = [row for row in page.list.shown_records() if row.because == because]
    assert page._state(given) == "À venir"
    page.day.write(date(2026, 5, 1))
    assert page._state(given) == "En vigueur"
    page.day.write(date(2026, 9, 1))
    assert page._state(given) == "Terminé"


def test_each_right_is_said_with_who_holds_it_and_until_when(coop: TestCoop, qtbot: QtBot) -> None:
    delegating.give_title(
        coop.desk("founder"), coop.person("nobody"), "secretary", date(2026, 1, 2), date(2026, 8, 31), "Mandat"
    )
    page = page_of(coop, qtbot)
    page.show_rights()
    said = " | ".join(each.text() for each in page.card.findChildren(QLabel))
    assert "Sceller les procès-verbaux" in said
    assert "Chloé Hénaff (Secrétariat des assemblées, jusqu’au 31/08/2026)" in said


def test_it_prints_by_person_by_right_and_by_title(coop: TestCoop, qtbot: QtBot) -> None:
    page = page_of(coop, qtbot)
    page.print_all()
    assert page._preview is not None
    page.close_pdf()
    desk = coop.desk("manager")
    text = " ".join(" ".join(page_texts(who_may_pdf(who_may(desk), letterhead_of(desk)))).split())
    for words in ("Par personne", "Inès Pérez", "Fondation", "Par droit", "Ce que permet chaque titre", "(sur soi)"):
        assert words in text, words
