"""Paying those who left: the holder of bank details prints the order, others learn whom to ask."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.paper.sheet import page_texts
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category, Reason
from coop_desk.topics.members.service import register_member
from coop_desk.topics.own_data import service as own_data
from coop_desk.topics.personal_details.records import BankDetails, State
from coop_desk.topics.personal_details.service import record_bank
from coop_desk.topics.shares import service
from coop_desk.topics.shares.page.capital import CapitalPage
from coop_desk.topics.shares.page.payments import PaymentsPage
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes.service import NewValue, finish_set_up, record_identity, set_up_statutes
from tests.golden import check_pages
from tests.topics.core.compartments.conftest import PEOPLE, House, founded_house, house
from tests.topics.shares.house import CANAL

__all__ = ["founded_house", "house"]

IBAN, SHOWN = "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"
LATER = date(2033, 3, 2)


@pytest.fixture
def leaving(house: House) -> House:
    """Chloé and Odile left, and are owed 1 000 € and 500 €; Léon holds the bank details."""
    founder = house.desk("founder")
    record_identity(founder, CANAL)
    set_up_statutes(founder, [NewValue("share_nominal", "5000", "art. 8")])
    finish_set_up(founder)
    for who, (given, family) in PEOPLE.items():
        new = NewMember(
            family, Category.EMPLOYED, date(2020, 1, 10), given_name=given, person_id=house.people[who],
            reason=Reason.REGISTER, entered_on=date(2019, 1, 7), employed_from=date(2019, 1, 7),
        )  # fmt: skip
        register_member(founder, new)
        shares = {"member": 20, "other": 10}.get(who, 100)
        service.record_movement(
            founder,
            Draft(Kind.SUBSCRIPTION, date(2020, 1, 15), house.people[who], shares=shares, amount_cents=shares * 5000,
                  reason="Reprise"),
        )  # fmt: skip
    for who in ("member", "other"):
        service.record_departure(
            founder, house.people[who], Reason.RESIGNATION, notice_on=date(2026, 3, 2), reason="Démission"
        )
    house.entrust("delegate", "bank", export=True)
    house.sign_in("delegate")
    return house


def test_the_holder_sees_whom_can_be_paid_without_opening_any_account(leaving: House) -> None:
    record_bank(leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN))
    due = service.payments_due(leaving.desk("delegate"))
    assert [(one.refund.name, one.refund.left_cents, one.standing.state) for one in due] == [
        ("Chloé Hénaff", 100_000, State.GIVEN),
        ("Odile Tanguy", 50_000, State.MISSING),
    ]
    assert not any(one.payable for one in due)
    assert own_data.own_accesses(leaving.desk("member")) == []


def test_the_order_pays_what_is_due_and_names_who_is_to_be_asked(leaving: House) -> None:
    record_bank(
        leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN, "AGRIFRPP", "Chloé et Paul <Hénaff>")
    )
    numbers = [one.refund.movement for one in service.payments_due(leaving.desk("delegate"))]
    pdf = service.print_payment_order(leaving.desk("delegate"), numbers)
    text = " ".join(page_texts(pdf))
    assert SHOWN in text.replace("\u00a0", " ")
    assert "Chloé et Paul <Hénaff>" in text
    assert "Confidentiel, imprimé par Léon Girard" in text
    check_pages(pdf, "shares/payment_order")
    (line,) = own_data.own_accesses(leaving.desk("member"))
    assert (line.actor, line.words) == ("Léon Girard", "Impression d’un ordre de virement")


def test_nothing_to_pay_prints_nothing(leaving: House) -> None:
    with pytest.raises(RuleBroken) as refusal:
        service.print_payment_order(leaving.desk("delegate"))
    assert refusal.value.rule == "BANK-04"
    record_bank(leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN))
    leaving.on(LATER)
    assert service.print_payment_order(leaving.desk("delegate")).startswith(b"%PDF")


def test_whoever_does_not_hold_them_learns_whom_to_ask(leaving: House, qtbot: QtBot) -> None:
    record_bank(leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN))
    manager = leaving.desk("founder")
    for attempt in (lambda: service.payments_due(manager), lambda: service.print_payment_order(manager)):
        with pytest.raises(Refused):
            attempt()
    page = CapitalPage(manager)
    qtbot.addWidget(page)
    page.show()
    said = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "tenues par Léon Girard" in said
    assert "FR76" not in said
    assert "Payer" not in [action.text() for action in page.actions() if action.isVisible()]


def test_whoever_may_read_but_not_export_prints_no_order(leaving: House, qtbot: QtBot) -> None:
    record_bank(leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN))
    leaving.entrust("manager", "bank", "read")
    leaving.sign_in("delegate")
    reader = leaving.sign_in("manager")
    (owed, _other) = service.payments_due(reader)
    with pytest.raises(Refused):
        service.print_payment_order(reader, [owed.refund.movement])
    page = PaymentsPage(reader)
    qtbot.addWidget(page)
    page.show()
    page.open_record(owed.refund.movement)
    assert "permet de les exporter" in " ".join(each.text() for each in page.findChildren(QLabel))
    assert "Ordre de virement" not in [action.text() for action in page.actions() if action.isVisible()]
    assert own_data.own_accesses(leaving.desk("member")) == []


def test_the_page_prints_one_refund(leaving: House, qtbot: QtBot) -> None:
    record_bank(leaving.desk("delegate"), leaving.people["member"], BankDetails(IBAN))
    page = PaymentsPage(leaving.desk("delegate"))
    qtbot.addWidget(page)
    page.show()
    first = page.list.shown_records()[0]
    page.open_record(first.refund.movement)
    said = " ".join(each.text() for each in page.findChildren(QLabel))
    assert "FR76" not in said
    page.print_order(first.refund.movement)
    assert page._preview is not None
    page.close_pdf()
    assert accessible_faults(page) == []


def test_a_page_with_nothing_to_pay_says_so(house: House, qtbot: QtBot) -> None:
    house.entrust("delegate", "bank")
    page = PaymentsPage(house.desk("delegate"))
    qtbot.addWidget(page)
    page.show()
    assert "Rien à rembourser" in " ".join(each.text() for each in page.findChildren(QLabel))
