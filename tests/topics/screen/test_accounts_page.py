"""Accesses from the page: from outside for a time, a forgotten password, a leaked one; what is next is said."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.accounts_page import AccountsPage
from coop_desk.app.preferences_page import PreferencesPage
from coop_desk.core import delegating as titles
from coop_desk.core.accounts import accounts
from coop_desk.core.compartments.delegating import key_delegations
from coop_desk.core.own_keys import own_keys
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from tests.conftest import PASSWORD
from tests.topics.core.compartments.conftest import DAY, House, founded_house, house

__all__ = ["founded_house", "house"]
NEW = "Tilleul-9-Passerelle!"


def shown(page: Any, qtbot: QtBot) -> Any:
    qtbot.addWidget(page)
    page.show()
    return page


def said(widget: QWidget) -> str:
    return " | ".join(each.text() for each in widget.findChildren(QLabel))


def form_of(page: Any) -> Form:
    found: Form = page.findChildren(Form)[-1]
    return found


@pytest.fixture
def page(house: House, qtbot: QtBot) -> AccountsPage:
    made: AccountsPage = shown(AccountsPage(house.desk("founder")), qtbot)
    return made


def test_an_access_from_outside_is_opened_with_a_firm_a_last_day_and_what_is_proposed(
    page: AccountsPage, house: House, qtbot: QtBot
) -> None:
    page.show_outside()
    assert "Banque, numéros de sécurité sociale et motifs d’absence restent fermés" in said(page.card)
    form_of(page).set_values(
        {
            "firm": "Cabinet Ouest Conseil",
            "given_name": "Odile",
            "family_name": "Tanguy",
            "ends_on": date(2026, 12, 31),
            "this_year": True,
            "login": "cabinet",
            "password": PASSWORD,
        }
    )
    form_of(page).submit()
    qtbot.waitUntil(lambda: any(each.login == "cabinet" for each in accounts(house.desk("founder"))), timeout=8000)
    qtbot.waitUntil(lambda: "Cabinet Ouest Conseil" in said(page.card), timeout=8000)
    assert "31\N{NO-BREAK SPACE}décembre 2026" in said(page.card)
    (proposed,) = titles.proposed_titles(house.desk("founder"))
    assert (proposed.title, proposed.ends_on) == ("Comptable", date(2026, 12, 31))
    keys = [row.words for row in key_delegations(house.desk("founder")) if row.state == "proposed"]
    assert keys == ["Paie 2026"]
    assert accessible_faults(page) == []


def test_a_forgotten_password_is_replaced_and_the_page_says_who_does_what_next(house: House, qtbot: QtBot) -> None:
    titles.give_title(house.desk("founder"), house.people["other"], "file_keeper", DAY, None, "Assemblée")
    house.entrust("delegate", "bank")
    page = shown(AccountsPage(house.desk("other")), qtbot)
    page.list.choose(house.people["delegate"])
    assert "certifiées" in said(page.card)
    form_of(page).set_values({"password": NEW})
    form_of(page).submit()
    next_step = "Une personne de la gouvernance certifie ces clés"
    qtbot.waitUntil(lambda: next_step in said(page.card), timeout=8000)
    assert keys_words(house) == "à certifier"
    page.list.filter_by("Clés à suivre")
    assert [row.person_id for row in page.list.shown_records()] == [house.people["delegate"]]


def keys_words(house: House) -> str:
    return next(r.keys.words for r in accounts(house.desk("other")) if r.person_id == house.people["delegate"])


def test_the_password_of_somebody_of_the_governance_is_refused_where_it_is_typed(house: House, qtbot: QtBot) -> None:
    titles.give_title(house.desk("founder"), house.people["other"], "file_keeper", DAY, None, "Assemblée")
    page = shown(AccountsPage(house.desk("other")), qtbot)
    page.list.choose(house.people["founder"])
    form = form_of(page)
    form.set_values({"password": NEW})
    form.submit()
    qtbot.waitUntil(lambda: "code de secours" in form.fields["password"].said_fault(), timeout=8000)


def test_a_leaked_password_gives_other_keys_says_so_and_ends_the_session(house: House, qtbot: QtBot) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    page = shown(PreferencesPage(house.desk("delegate")), qtbot)
    form = page.password_form
    assert [box.text() for box in form.findChildren(QCheckBox)] == ["Mot de passe divulgué"]
    form.set_values({"present": PASSWORD, "new": NEW, "again": NEW, "leaked": True})
    form.submit()
    qtbot.waitUntil(lambda: "Votre session est fermée" in said(page.password_card), timeout=8000)
    words = said(page.password_card)
    assert "« Coordonnées bancaires » : clé renouvelée" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "à certifier par Anne Fondatrice" in words
    assert "s’ouvre encore avec l’ancien mot de passe" in words
    assert page.desk.titles == ()
    with qtbot.waitSignal(page.leave_asked):
        next(b for b in page.password_card.findChildren(QPushButton) if "de nouveau" in b.text()).click()
    mine = own_keys(house.sign_in("delegate", NEW))
    assert mine is not None
    assert mine.generation == 2
