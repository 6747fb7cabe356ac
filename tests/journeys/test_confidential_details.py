"""Bank details and numbers in the demo: who holds them, who gave theirs, and what the others cannot see."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coop_desk.app.demo_accounts import demo_accounts
from coop_desk.app.menu import entries_open_to
from coop_desk.core import accounts
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.errors import Refused
from coop_desk.core.file import CoopFile, open_coop
from coop_desk.core.who_may import who_may
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.own_data import service as own_data
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.page import PersonalDetailsPage
from coop_desk.topics.personal_details.records import State
from coop_desk.topics.shares import service as shares
from tests.conftest import CHEAP


@pytest.fixture
def coop(demo: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoopFile]:
    """The demo, two days after it was told."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    with open_coop(demo, clock=Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))) as file:
        yield file


def entered(coop: CoopFile, login: str) -> Desk:
    (account,) = [one for one in demo_accounts(coop.folder) if one.login == login]
    return accounts.sign_in(coop, login, account.password)


def test_the_keepers_hold_the_keys_by_a_decision_that_everybody_can_read(coop: CoopFile) -> None:
    held = {(one.holder, one.what): one.because for one in who_may(entered(coop, "katell.salaun")).people}
    assert "Assemblée constitutive" in held["Yann Kervella", "Coordonnées bancaires"]
    assert "Assemblée constitutive" in held["Maïwenn Œuvrard", "Numéro de sécurité sociale et naissance"]


def test_the_keeper_of_bank_details_pays_who_left_and_she_reads_it(coop: CoopFile, qtbot: QtBot) -> None:
    yann = entered(coop, "yann.kervella")
    page = PersonalDetailsPage(yann)
    qtbot.addWidget(page)
    page.show()
    states = {line.name: line.bank.state for line in page.list.shown_records()}
    assert states["Linh Nguyen"] is State.GIVEN, "what waited was taken in when Yann signed in"
    assert states["Nolwenn Jaouen"] is State.SAME
    (owed,) = shares.payments_due(yann)
    order = " ".join(page_texts(shares.print_payment_order(yann, [owed.refund.movement])))
    assert "FR76" in order
    assert "Zoé Aubry" in order
    read = own_data.own_accesses(entered(coop, "zoe.aubry"))
    assert ("Yann Kervella", "Impression d’un ordre de virement") in {(one.actor, one.words) for one in read}
    assert "Consultation de coordonnées bancaires" not in {one.words for one in read}


def test_the_manager_and_the_bookkeeper_open_nothing(coop: CoopFile) -> None:
    for login in ("solene.marchand", "odile.tanguy", "chiara.rossi"):
        desk = entered(coop, login)
        for attempt in (service.people_details, shares.payments_due):
            with pytest.raises(Refused):
                attempt(desk)
        opened = {entry.name for entry in entries_open_to(desk)}
        assert ("personal_details" in opened) == (login != "odile.tanguy"), "their own, for who is of the co-op"
        assert "shares.payments" not in opened
