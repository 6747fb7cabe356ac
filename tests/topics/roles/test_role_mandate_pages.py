"""The register of the mandates of roles and one's own wishes, clicked as those who use them would."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.page import Page
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.page import OwnWishesPage, ReceivedWishesPage, RoleMandatesPage
from coop_desk.topics.roles.seats import service
from coop_desk.topics.roles.wishes import service as wishes
from tests.conftest import TestCoop
from tests.topics.roles.test_role_pages import fill, form_in, shown
from tests.topics.roles.test_sharing_a_post import TODAY, shared_post


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are shown without the window."""
    monkeypatch.setattr(Page, "go", lambda _page, *_where: None)


def press(page: Any, words: str) -> None:
    """Press the button of these words in the card."""
    QApplication.processEvents()
    buttons = [one for one in page.card.findChildren(QPushButton) if one.text() == words and one.isVisible()]
    buttons[-1].click()


def send(page: Any, **values: object) -> None:
    """Fill the form in the card and send it."""
    form = form_in(page.card)
    fill(form, **values)
    form.submit()


def test_an_early_end_says_what_it_changes_then_proposes_an_interim_in_the_same_card(
    coop: TestCoop, qtbot: QtBot
) -> None:
    coop.once(shared_post)
    page = shown(qtbot, RoleMandatesPage(coop.desk("manager")))
    page.begin()
    karim = next(line for line in page.list.shown_records() if line.name == "Karim Ménard")
    page.list.choose(karim.key)
    page.show_line(page.list.chosen_record())
    press(page, "Fin anticipée…")
    send(page, on=date(2026, 12, 31), reason="Change de métier")
    assert service.role_mandate(coop.desk("manager"), karim.mandate.id).line.ends_on == karim.ends_on  # nothing yet
    press(page, "Mettre fin au mandat")
    send(page, person=coop.person("registrar"), because="Le temps de coopter")
    lines = [one for one in service.mandates_of_roles(coop.desk("manager")) if (one.role, one.seat) == (
        karim.mandate.role, karim.mandate.seat)]  # fmt: skip
    assert [(one.name, one.starts_on, one.ends_on) for one in lines] == [
        ("Karim Ménard", TODAY, date(2026, 12, 31)), ("Léon Girard", date(2027, 1, 1), date(2027, 3, 31)),
    ]  # fmt: skip
    assert accessible_faults(page) == []
    page.on.write(date(2027, 5, 1))
    page.reload()
    gap = next(line for line in page.list.shown_records() if line.vacant)
    page.list.choose(gap.key)
    page.show_line(page.list.chosen_record())
    press(page, "Inscrire un mandat…")
    send(page, person=coop.person("registrar"), to=date(2027, 6, 1), because="Réunion du 2 mai 2027")
    assert "6 mois au moins" in form_in(page.card).fields["to"].said_fault().replace("\N{NO-BREAK SPACE}", " ")


def test_each_says_wishes_and_limits_on_their_own_page(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(shared_post)
    page = shown(qtbot, OwnWishesPage(coop.desk("registrar")))
    page.begin()
    role = next(one for one in roles.roles(coop.desk("registrar")) if one.seats == 2)
    page.list.choose(role.id)
    page.show_role(page.list.chosen_record())
    send(page, wish=-2, answer="refuses")
    assert "pourquoi" in form_in(page.card).fields["why"].said_fault()
    send(page, wish=-2, answer="refuses", why="Trop de réunions")
    page.ask_limits()
    send(page, hours=12, roles=1)
    assert wishes.own_limits(coop.desk("registrar")).hours == 12
    assert accessible_faults(page) == []
    received = shown(qtbot, ReceivedWishesPage(coop.desk("manager")))
    received.begin()
    assert [(one.name, one.why) for one in received.list.shown_records()] == [("Léon Girard", "Trop de réunions")]
