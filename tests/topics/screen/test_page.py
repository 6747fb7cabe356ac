"""A page runs verbs with care: refusals are shown, saved state is said, what is not allowed is not there."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from coop_desk.app.accounts_page import AccountsPage
from coop_desk.app.grants_page import GrantsPage
from coop_desk.app.journal_page import JournalPage
from coop_desk.app.preferences_page import PreferencesPage
from coop_desk.core import accounts, delegating
from coop_desk.core.errors import RuleBroken
from coop_desk.screen import icons, theme
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.card import Card
from coop_desk.screen.figures import Figure, Figures
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.shortcuts import shortcuts_at_hand
from coop_desk.topics.shares.page.situation import SharesPage
from tests.conftest import TestCoop

P = TypeVar("P", bound=Page)
GOOD = "Peuplier-9-Quai!"


def shown(qtbot: QtBot, page: P) -> P:
    """Show a page as the window would."""
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def form_of(page: AccountsPage | GrantsPage) -> Form:
    """The form in the card now."""
    return page.card.findChildren(Form)[-1]


def buttons(page: Page) -> list[str]:
    """The words of the buttons that can be pressed at the head."""
    return [each.accessibleName() for each in page.head.findChildren(QPushButton) if each.isVisible()]


def test_a_form_sent_is_kept_said_and_shown(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.show_opening()
    form = form_of(page)
    form.set_values({"given_name": "Maël", "family_name": "Roy", "login": "mael", "password": GOOD})
    with qtbot.waitSignal(page.ran):
        form.submit()
    assert page.head.state().startswith("Enregistré à ")
    assert page.list.chosen_record().name == "Maël Roy"


def test_a_rule_broken_in_the_background_falls_under_its_field(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.show_opening()
    form = form_of(page)
    form.set_values({"given_name": "Maël", "family_name": "Roy", "login": "mael", "password": "court"})
    form.submit()
    qtbot.waitUntil(lambda: "trop facile" in form.fields["password"].said_fault())
    assert page.head.state() == ""


def test_a_refusal_says_its_rule_its_source_and_the_next_step(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, GrantsPage(coop.desk("manager")))
    pressed: list[str] = []
    page.next_steps["ACCOUNT-06"] = ("Voir les accès", lambda: pressed.append("accounts"))
    page.refuse(RuleBroken("ACCOUNT-06", "Demandez à une autre personne."))
    assert "Demandez à une autre personne." in page.refusal.words()
    assert "ACCOUNT-06" in page.refusal.words()
    page.refusal._next.click()
    assert pressed == ["accounts"]


def test_what_the_desk_may_not_do_is_not_offered(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    keeper = shown(qtbot, GrantsPage(coop.desk("keeper")))
    assert coop.desk("keeper").allows(delegating.propose_title) is False
    assert "Proposer un titre" not in buttons(keeper)
    assert "Proposer un titre" not in [words for _keys, words in shortcuts_at_hand(keeper)]
    secretary = shown(qtbot, GrantsPage(coop.desk("secretary")))
    assert coop.desk("secretary").allows(delegating.give_title) is False
    assert "Proposer un titre" in buttons(secretary)
    secretary.show_giving()
    assert "decision_kind" not in form_of(secretary).fields


def test_a_title_is_given_and_ended_from_the_page(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, GrantsPage(coop.desk("founder")))
    page.show_giving()
    form = form_of(page)
    person = coop.person("nobody")
    today = page.desk.today
    decision = {"decision_kind": "assembly", "decided_on": today, "reference": "4"}
    form.set_values({"person_id": person, "code": "secretary", "starts_on": today} | decision)
    form.submit()
    given = page.list.chosen_record()
    assert given.holder == "Chloé Hénaff"
    form = form_of(page)
    form.set_values({"ends_on": today, "because": "Démission"})
    form.submit()
    assert page.list.chosen_record().ends_on == today


def test_nobody_gives_a_title_to_oneself_and_the_page_says_so(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, GrantsPage(coop.desk("founder")))
    page.show_giving()
    form = form_of(page)
    decision = {"decision_kind": "mandate", "decided_on": page.desk.today, "reference": "Moi-même"}
    form.set_values({"person_id": coop.person("founder"), "code": "bookkeeper"} | decision)
    form.submit()
    assert "soi-même" in form.fields["person_id"].said_fault()


def test_the_journal_shows_refusals_and_old_and_new_values(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    with pytest.raises(Exception, match="aucun de vos titres"):
        accounts.accounts(coop.desk("nobody"))
    page = shown(qtbot, JournalPage(coop.desk("keeper")))
    page.list.filter_by("Refusés")
    assert [line.actor for line in page.list.shown_records()] == ["Chloé Hénaff"]
    page.list.filter_by("")
    page.list.choose(page.list.shown_records()[-1].seq)
    assert page.card.isVisible()


def test_a_list_prints_over_the_page_and_escape_comes_back(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page._preview.isVisible()
    assert page._preview.pages.page_count == 1
    qtbot.keyClick(page._preview.pages, Qt.Key.Key_Escape)
    assert not page._preview.isVisible()
    assert page.list.isVisible()


def test_a_list_is_exported_where_the_person_says(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("acces")
    dialog.accept()
    qtbot.waitUntil(lambda: (tmp_path / "acces.csv").exists())
    assert page.head.state() == "Exporté dans acces.csv"


def test_the_tip_of_a_page_is_dismissed_for_ever(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    first = shown(qtbot, AccountsPage(coop.desk("keeper")))
    assert first._tip.isVisible()
    next(each for each in first._tip.findChildren(QPushButton) if each.text() == "J’ai compris").click()
    again = shown(qtbot, AccountsPage(coop.desk("keeper")))
    assert not again._tip.isVisible()


def test_an_empty_page_says_how_to_begin(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    began: list[bool] = []
    action = page.add_action("Commencer ici", lambda: began.append(True))
    page.show_figures(Figure("1", "accès"))
    page.show_empty(True, "Rien pour l’instant.", action)
    assert page._empty.isVisible()
    assert not page.figures.isVisible()
    page._empty._begin.click()
    assert began == [True]
    page.show_empty(False)
    assert page.list.isVisible()
    assert page.figures.isVisible()


def test_preferences_are_kept_and_put_on(coop: TestCoop, qtbot: QtBot, dressed: QApplication) -> None:
    from coop_desk.app.start import chosen_look

    page = shown(qtbot, PreferencesPage(coop.desk("nobody")))
    page.form.set_values({"scheme": "dark", "text_percent": 150, "dense": True, "lock_minutes": 5})
    with qtbot.waitSignal(page.look_chosen):
        page.form.submit()
    assert chosen_look() == theme.Look("dark", 150, True)
    page.form.set_values({"lock_minutes": 31})
    page.form.submit()
    assert page.form.fields["lock_minutes"].said_fault() == "Au plus 30."


@pytest.mark.parametrize("page_class", [AccountsPage, GrantsPage, JournalPage, PreferencesPage])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_is_named_and_nothing_is_wider_than_the_window(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, page_class: type[Page], percent: int
) -> None:
    theme.wear(dressed, theme.Look("light", percent))
    page = shown(qtbot, page_class(coop.desk("founder")))
    page.resize(1366 - theme.px(60), 700)
    if isinstance(page, AccountsPage):
        page.show_opening()
    if isinstance(page, GrantsPage):
        page.show_giving()
    qtbot.wait(20)
    assert accessible_faults(page) == []
    assert page._layers.currentWidget().horizontalScrollBar().maximum() == 0


def test_the_keyboard_goes_round_a_page_and_is_never_trapped(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, GrantsPage(coop.desk("founder")))
    page.show_giving()
    page.begin()
    start = dressed.focusWidget()
    seen = []
    for _step in range(60):
        seen.append(dressed.focusWidget())
        assert seen[-1] is not None
        qtbot.keyClick(seen[-1], Qt.Key.Key_Tab)
        if dressed.focusWidget() is start:
            break
    assert dressed.focusWidget() is start
    assert len(set(seen)) > 8


def test_key_figures_go_to_the_next_line_when_narrow(qtbot: QtBot, dressed: QApplication) -> None:
    figures = Figures()
    qtbot.addWidget(figures)
    figures.resize(1000, 300)
    figures.show_figures([Figure(str(n), "associés") for n in range(4)])
    figures.show()
    assert len({card.y() for card in figures._cards}) == 1
    figures.resize(450, 300)
    qtbot.waitUntil(lambda: len({card.y() for card in figures._cards}) == 2)


def test_a_card_scrolls_only_when_its_words_need_it(qtbot: QtBot, dressed: QApplication) -> None:
    card = Card("Nombre maximal d’associés")
    qtbot.addWidget(card)
    card.resize(420, 420)
    card.show()
    for _line in range(6):
        card.add_text("Une phrase assez longue pour tenir sur deux lignes quand la fiche est étroite.")
    qtbot.wait(30)
    assert card._scroll.verticalScrollBar().maximum() == 0
    for _line in range(12):
        card.add_text("Une phrase assez longue pour tenir sur deux lignes quand la fiche est étroite.")
    qtbot.waitUntil(lambda: card._scroll.verticalScrollBar().maximum() > 0)


def test_an_empty_page_has_one_primary_button_and_says_no_facts(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.say_facts("0 accès")
    offered = page.add_action("Commencer ici", lambda: None, button=False)
    page.show_empty(True, "Rien pour l’instant.", offered)
    assert "Ouvrir un accès" in buttons(page)
    primary = [each for each in page.findChildren(QPushButton) if each.property("role") == "primary"]
    assert [each.text() for each in primary if each.isVisible()] == ["Commencer ici"]
    assert page.head.facts() == "0 accès"
    assert not page.head._facts.isVisible()
    page.show_empty(True, "Choisissez d’abord.", offered, alone=True)
    assert buttons(page) == []
    page.show_empty(False)
    assert "Ouvrir un accès" in buttons(page)
    assert page.head._facts.isVisible()


def test_a_page_that_waits_for_a_first_step_offers_it_instead_of_a_refusal(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = SharesPage(coop.desk("registrar"))
    shown(qtbot, page)
    assert page.refusal.isHidden()
    begin = [each for each in page.findChildren(QPushButton) if each.property("role") == "primary" and each.isVisible()]
    with qtbot.waitSignal(page.go_asked) as asked:
        begin[0].click()
    assert asked.args[0] == "statutes"


def test_icons_inside_lines_grow_with_the_text(qtbot: QtBot, dressed: QApplication) -> None:
    try:
        theme.wear(dressed, theme.Look("light", 200))
        line = QLineEdit()
        qtbot.addWidget(line)
        drawn = icons.put_in(line, "search")
        assert drawn.sizeHint().width() == 36
        assert line.textMargins().left() > 36
    finally:
        theme.wear(dressed, theme.Look("light"))


def test_a_page_gives_its_list_the_room_there_is_before_it_scrolls(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication
) -> None:
    page = shown(qtbot, AccountsPage(coop.desk("keeper")))
    page.show_figures(Figure("12", "accès"))
    whole = page.findChildren(QScrollArea)[0].verticalScrollBar()
    page.resize(1150, 560)
    qtbot.waitUntil(lambda: page.height() == 560)
    assert whole.maximum() == 0
    page.resize(1150, 300)
    qtbot.waitUntil(lambda: whole.maximum() > 0)
