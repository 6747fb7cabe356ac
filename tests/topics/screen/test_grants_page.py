"""«Qui peut quoi» at a date, by right, and on paper."""

from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.app.grants_document import who_may_pdf
from coop_desk.app.grants_page import GrantsPage
from coop_desk.app.letterhead import letterhead_of
from coop_desk.core import delegating
from coop_desk.core.delegating import GrantRow, ProposedTitle
from coop_desk.core.who_may import who_may
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
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
    assert page._state(given) == "décidé, pas encore commencé"
    page.day.write(date(2026, 5, 1))
    assert page._state(given) == "en vigueur"
    page.day.write(date(2026, 9, 1))
    assert page._state(given) == "terminé"


def propose(page: GrantsPage, coop: TestCoop, **more: object) -> None:
    page.show_giving()
    form = page.card.findChildren(Form)[-1]
    values = {"person_id": coop.person("nobody"), "code": "secretary", "starts_on": date(2026, 1, 2)}
    form.set_values(values | more)
    form.submit()


def test_a_title_is_proposed_then_given_quoting_the_decision(coop: TestCoop, qtbot: QtBot) -> None:
    page = page_of(coop, qtbot)
    propose(page, coop)
    row = page.list.chosen_record()
    assert isinstance(row, ProposedTitle)
    said = " | ".join(each.text() for each in page.card.findChildren(QLabel))
    assert "proposé, à décider" in said
    assert "Rien ne s’ouvre avant la décision." in said
    deciding = page.card.findChildren(Form)[0]
    deciding.set_values({"decision_kind": "assembly", "decided_on": date(2026, 1, 1), "reference": "4"})
    deciding.submit()
    given = page.list.chosen_record()
    assert isinstance(given, GrantRow)
    assert given.because == "Assemblée générale du 1er\N{NO-BREAK SPACE}janvier 2026, résolution 4"
    assert accessible_faults(page) == []


def test_a_proposal_is_withdrawn_saying_why(coop: TestCoop, qtbot: QtBot) -> None:
    page = page_of(coop, qtbot)
    propose(page, coop)
    dropping = page.card.findChildren(Form)[-1]
    dropping.set_values({"why": "Candidature retirée"})
    dropping.submit()
    assert not any(isinstance(row, ProposedTitle) for row in page.list.shown_records())


def test_a_decision_quoted_at_once_gives_the_title_and_by_half_does_not(coop: TestCoop, qtbot: QtBot) -> None:
    page = page_of(coop, qtbot)
    propose(page, coop, decision_kind="cooptation", decided_on=date(2026, 1, 1))
    assert "de quoi la retrouver" in page.card.findChildren(Form)[-1].fields["decision_kind"].said_fault()
    propose(page, coop, decision_kind="cooptation", decided_on=date(2026, 1, 1), reference="conseil")
    assert isinstance(page.list.chosen_record(), GrantRow)


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
    delegating.propose_title(coop.desk("secretary"), coop.person("nobody"), "manager", date(2026, 6, 1), None)
    delegating.give_title(coop.desk("founder"), coop.person("nobody"), "manager", date(2026, 2, 1), None, "Élection")
    page = page_of(coop, qtbot)
    page.print_all()
    assert page._preview is not None
    page.close_pdf()
    desk = coop.desk("manager")
    text = " ".join(" ".join(page_texts(who_may_pdf(who_may(desk), letterhead_of(desk)))).split())
    for words in (
        "Par personne",
        "Inès Pérez",
        "Fondation",
        "Par droit",
        "Ce que permet chaque titre",
        "(sur soi)",
        "Proposé, à décider",
        "Gouvernance des clés",
        "reste à faire",
        "à signer pour",
    ):
        assert words in text, words
