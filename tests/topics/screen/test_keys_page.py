"""The life of a delegation of keys, from the page: proposed, decided, handed over, ended the day after."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.app.keys_page import KeysPage
from coop_desk.core import accounts
from coop_desk.core.compartments.delegating import KeyDelegation, key_delegations, revoke_keys
from coop_desk.core.crypto.file_keys import held
from coop_desk.core.delegating import give_title
from coop_desk.core.file import open_coop
from coop_desk.core.own_keys import own_keys
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import House, founded_house, house

__all__ = ["founded_house", "house"]
QUOTED = {"decision_kind": "assembly", "decided_on": date(2026, 3, 1), "reference": "3"}
DECISION = "Assemblée générale du 1er\N{NO-BREAK SPACE}mars 2026, résolution 3"


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


def page_of(house: House, who: str, qtbot: QtBot) -> KeysPage:
    page = KeysPage(house.desk(who))
    qtbot.addWidget(page)
    page.show()
    return page


def form_of(page: KeysPage) -> Form:
    return page.card.findChildren(Form)[-1]


def first_form(page: KeysPage) -> Form:
    return page.card.findChildren(Form)[0]


def said(page: KeysPage) -> str:
    return " | ".join(each.text() for each in page.card.findChildren(QLabel))


def press(page: KeysPage, words: str) -> None:
    next(each for each in page.card.findChildren(QPushButton) if each.text().strip() == words).click()


def one(house: House, compartment: str = "bank") -> KeyDelegation:
    found = [row for row in key_delegations(house.desk("founder")) if row.compartment == compartment]
    return found[-1]


def propose(page: KeysPage, house: House, **more: object) -> None:
    page.show_proposing()
    values = {
        "compartment": "bank",
        "person_id": house.people["delegate"],
        "right": "write",
        "ends_on": date(2026, 8, 31),
    }
    form_of(page).set_values(values | more)
    form_of(page).submit()


def test_a_delegation_is_proposed_then_decided_quoting_the_assembly(house: House, qtbot: QtBot) -> None:
    page = page_of(house, "founder", qtbot)
    propose(page, house)
    assert one(house).state == "proposed"
    assert "proposée, à décider" in said(page)
    first_form(page).set_values(QUOTED)
    first_form(page).submit()
    assert (one(house).decision, one(house).state) == (DECISION, "running")
    assert DECISION in said(page)
    assert accessible_faults(page) == []


def test_quoting_the_decision_at_once_decides(house: House, qtbot: QtBot) -> None:
    page = page_of(house, "founder", qtbot)
    propose(page, house, **QUOTED)
    assert one(house).state == "running"


def test_the_day_after_the_end_it_is_over_and_the_renewal_is_said_until_done(house: House, qtbot: QtBot) -> None:
    propose(page_of(house, "founder", qtbot), house, **QUOTED)
    house.entrust("manager", "bank")
    house.sign_in("delegate")
    house.on(date(2026, 9, 1))
    house.sign_in("founder")
    page = page_of(house, "founder", qtbot)
    ended = [row for row in page.list.shown_records() if row.person_id == house.people["delegate"]]
    assert [row.state for row in ended] == ["over"]
    assert "renouvelée" in page.refusal.words()
    house.sign_in("manager")
    again = page_of(house, "founder", qtbot)
    assert "renouvelée" not in again.refusal.words()


def test_a_delegation_is_revoked_at_once(house: House, qtbot: QtBot) -> None:
    page = page_of(house, "founder", qtbot)
    propose(page, house, **QUOTED)
    form_of(page).set_values({"why": "Démission du 2 mars"})
    form_of(page).submit()
    assert one(house).state == "revoked"


def test_whoever_may_not_give_finds_no_form(house: House, qtbot: QtBot) -> None:
    propose(page_of(house, "founder", qtbot), house)
    give_title(house.desk("founder"), house.people["other"], "register_keeper", date(2026, 3, 1), None, "Mandat")
    page = page_of(house, "other", qtbot)
    page.list.choose(one(house).id)
    assert page.card.findChildren(Form) == []
    assert not page.propose_action.isEnabled()


def test_who_prepares_meetings_proposes_and_withdraws_but_does_not_decide(house: House, qtbot: QtBot) -> None:
    give_title(house.desk("founder"), house.people["other"], "secretary", date(2026, 3, 1), None, "Mandat")
    page = page_of(house, "other", qtbot)
    page.show_proposing()
    assert "decision_kind" not in form_of(page).fields
    propose(page, house)
    assert one(house).proposed_by == "Odile Tanguy"
    (dropping,) = page.card.findChildren(Form)
    dropping.set_values({"why": "Résolution 3 rejetée"})
    dropping.submit()
    assert [row.compartment for row in key_delegations(house.desk("founder"))] == ["governance"]


def test_a_decision_quoted_by_half_is_asked_for_again(house: House, qtbot: QtBot) -> None:
    page = page_of(house, "founder", qtbot)
    propose(page, house, decision_kind="assembly")
    assert "de quoi la retrouver" in form_of(page).fields["decision_kind"].said_fault()
    assert [row.compartment for row in key_delegations(house.desk("founder"))] == ["governance"]


def test_the_governance_that_goes_with_a_title_is_signed_in_one_press(house: House, qtbot: QtBot) -> None:
    give_title(house.desk("founder"), house.people["manager"], "manager", date(2026, 3, 1), None, DECISION)
    page = page_of(house, "founder", qtbot)
    assert "à signer pour Inès Pérez" in page.refusal.words()
    page.list.choose(next(row.id for row in page.list.shown_records() if row.state == "proposed"))
    assert DECISION in said(page)
    press(page, "Signer")
    assert one(house, "governance").state == "running"
    assert {row.state for row in key_delegations(house.desk("founder"))} == {"running"}
    assert accessible_faults(page) == []


def test_keys_are_certified_by_what_is_read_aloud(house: House, qtbot: QtBot) -> None:
    """Whoever opens accounts without being of the governance cannot sign the keys: they wait."""
    give_title(house.desk("founder"), house.people["manager"], "file_keeper", date(2026, 3, 1), None, "Mandat")
    house.people["new"] = accounts.open_account(
        house.desk("manager"), "new", PASSWORD, given_name="Noé", family_name="Joly", cost=CHEAP
    )
    mine = own_keys(house.desk("new"))
    assert mine is not None
    assert not mine.certified
    page = page_of(house, "founder", qtbot)
    page.show_certifying()
    form_of(page).set_values({"person_id": house.people["new"], "fingerprint": "AAAA-BBBB"})
    form_of(page).submit()
    assert "comparez" in form_of(page).fields["fingerprint"].said_fault()
    form_of(page).set_values({"person_id": house.people["new"], "fingerprint": mine.fingerprint.lower()})
    form_of(page).submit()
    now = own_keys(house.desk("new"))
    assert now is not None
    assert now.certified
    assert "Toutes les clés sont certifiées" in said(page)


def test_the_key_of_the_file_is_changed_after_a_confirmation(house: House, qtbot: QtBot) -> None:
    page = page_of(house, "founder", qtbot)
    before = house.file.file_key()
    page.show()
    page.ask_other_file_key()
    (dialog,) = (d for d in page.findChildren(QDialog) if d.isVisible())
    dialog.accept()
    qtbot.waitUntil(lambda: house.file.file_key() != before, timeout=10_000)
    qtbot.waitUntil(lambda: page.isEnabled(), timeout=10_000)
    house.file.close()
    held.forget()
    with open_coop(house.file.folder, clock=house.clock) as file:
        for who in house.people:
            accounts.sign_in(file, who, PASSWORD)


def test_a_key_that_somebody_left_with_is_renewed_beside_the_screen(house: House, qtbot: QtBot) -> None:
    kept = house.entrust("delegate", "bank")
    left = house.entrust("other", "bank")
    for who in ("delegate", "other"):
        house.sign_in(who)
    house.put("delegate", "member", {"iban": "FR76"})
    revoke_keys(house.desk("founder"), left, "a quitté la gérance")
    page = page_of(house, "delegate", qtbot)
    page.open_record(left)
    assert "La clé doit être renouvelée" in said(page)
    with qtbot.waitSignal(page.ran):  # nobody looks in the file meanwhile: who reads there holds up who writes
        press(page, "Renouveler la clé")
    assert house.rows("SELECT max(n) FROM epoch WHERE compartment = 'bank'") == [(2,)]
    qtbot.waitUntil(lambda: "La clé doit être renouvelée" not in said(page))
    page.open_record(kept)  # asked for by the start page after a restoring: by whoever writes there, at any time
    with qtbot.waitSignal(page.ran):
        press(page, "Renouveler la clé")
    assert house.rows("SELECT max(n) FROM epoch WHERE compartment = 'bank'") == [(3,)]
    assert page.refusal.words() == ""
