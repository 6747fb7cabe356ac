"""What is printed about shares, page by page."""

from datetime import date

import pytest

from coop_desk.paper.sheet import page_texts
from coop_desk.topics.members.records import Contact
from coop_desk.topics.members.rules.categories import Reason
from coop_desk.topics.members.service import change_contact
from coop_desk.topics.shares import service
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from tests.conftest import TestCoop
from tests.golden import check_pages
from tests.topics.shares.house import House, settle

TODAY = date(2026, 6, 12)


@pytest.fixture
def house(coop: TestCoop) -> House:
    made = settle(coop)
    registrar = coop.desk("registrar")
    address = Contact("80 impasse Saint-Éloi", "35200", "Rennes")
    change_contact(registrar, made.anne, address)
    service.record_movement(
        registrar,
        Draft(
            Kind.SUBSCRIPTION, date(2026, 5, 4), made.anne, shares=4, amount_cents=10000, reason="Engagement <annuel>"
        ),
    )
    service.record_movement(
        registrar, Draft(Kind.TRANSFER, date(2026, 5, 20), made.anne, made.bruno, shares=3, decision="Gérance, 18 mai")
    )
    service.reverse_movement(registrar, 11, "Nombre mal lu", date(2026, 5, 21))
    service.record_departure(registrar, made.denis, Reason.RESIGNATION, notice_on=date(2026, 6, 1))
    return made


def test_the_register_of_movements(house: House) -> None:
    pdf = service.print_movements(house.coop.desk("registrar"))
    check_pages(pdf, "shares/register")
    view = service.situation(house.coop.desk("registrar"))
    assert f"{view.situation.shares}" in page_texts(pdf)[-1]


def test_the_situation_of_a_day(house: House) -> None:
    check_pages(service.print_situation(house.coop.desk("registrar"), date(2026, 5, 31)), "shares/situation")


def test_the_list_of_holders_for_an_assembly(house: House) -> None:
    pdf = service.print_holders(house.coop.desk("registrar"), date(2026, 6, 12), date(2026, 6, 28))
    check_pages(pdf, "shares/holders")


def test_the_statement_of_somebody_who_stays_and_of_somebody_who_left(house: House) -> None:
    check_pages(service.print_statement(house.coop.desk("registrar"), house.anne), "shares/statement")
    check_pages(service.print_statement(house.coop.desk("registrar"), house.denis), "shares/statement-former")


def test_the_ratios_of_five_years(house: House) -> None:
    check_pages(service.print_ratios(house.coop.desk("registrar")), "shares/ratios")


def test_the_certificate(house: House) -> None:
    check_pages(service.print_certificate(house.coop.desk("registrar"), house.anne), "shares/certificate")


def test_the_subscription_form_filled_and_blank(house: House) -> None:
    registrar = house.coop.desk("registrar")
    check_pages(service.print_subscription_form(registrar, 9), "shares/subscription")
    check_pages(service.print_subscription_form(registrar), "shares/subscription-blank")


def test_the_same_register_gives_the_same_bytes(house: House) -> None:
    registrar = house.coop.desk("registrar")
    assert service.print_movements(registrar) == service.print_movements(registrar)
