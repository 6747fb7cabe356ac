"""The delegation of leave and pay changes hands: what is open is told, both tick, nothing private is kept of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coop_desk.app.menu import ENTRIES
from coop_desk.core import delegating
from coop_desk.core.check import verify
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.leave.requests import service as requests
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.payroll import service as payroll
from coop_desk.topics.payroll.handing_over import service
from coop_desk.topics.payroll.handing_over.records import HandOver
from coop_desk.topics.payroll.page.handing_over import HandingOverPage
from tests.golden import check_pages
from tests.topics.core.compartments.conftest import House
from tests.topics.payroll.conftest import MARCH

TODAY = date(2026, 3, 31)


def refused(rule: str, verb: Callable[..., Any], *given: Any) -> None:
    with pytest.raises(RuleBroken) as broken:
        verb(*given)
    assert broken.value.rule == rule


@pytest.fixture
def relay(paying: House) -> tuple[House, int]:
    """Léon has leave and pay, a month open and a request to decide; he begins to hand over to Chloé."""
    house = paying
    delegating.give_title(house.desk("founder"), house.people["delegate"], "leave_delegate", TODAY, None, "AG")
    house.entrust("delegate", "absence/2026")
    house.sign_in("delegate")
    payroll.open_month(house.desk("delegate"), MARCH)
    asked = Asked(date(2026, 4, 20), date(2026, 4, 24), Reason("ABS_CSS", "Motif-tres-prive"))
    requests.send_request(house.desk("other"), asked)
    house.sign_in("delegate")
    return house, service.begin_hand_over(
        house.desk("delegate"), house.people["delegate"], house.people["member"], date(2026, 4, 15)
    )


def keys_of(record: HandOver) -> set[str]:
    return {one.key for one in record.points if not one.key.startswith("duty:")}


def test_what_is_open_is_told_and_what_is_done_since_is_no_longer_there(relay: tuple[House, int]) -> None:
    house, number = relay
    leaving = house.desk("delegate")
    rights = {f"right:{right}" for right in ("leave-decide", "leave-record", "leave-settings", "pay-prepare")}
    (request,) = requests.requests_to_decide(leaving)
    open_now = {f"request:{request.away.absence_id}", f"month:{MARCH}:open", "closing:2026-02"}
    keys = {"key:pay/2026", "key:absence/2026"}
    assert keys_of(service.hand_over(leaving, number)) == rights | keys | open_now
    with pytest.raises(Refused):  # without a right of the delegation there is nothing to see
        service.hand_over(house.sign_in("member"), number)
    for title in ("leave_delegate", "pay_delegate"):
        delegating.give_title(house.desk("founder"), house.people["member"], title, TODAY, None, "AG")
    assert keys_of(service.hand_over(leaving, number)) == keys | open_now
    for compartment in ("pay/2026", "absence/2026"):
        house.entrust("member", compartment)
    house.sign_in("delegate")  # hands the keys over
    taking = house.sign_in("member")
    assert keys_of(service.hand_over(taking, number)) == open_now
    requests.refuse_request(taking, request.away.absence_id, "Trop peu de monde ces jours-là.")
    assert keys_of(service.hand_over(taking, number)) == open_now - {f"request:{request.away.absence_id}"}
    told = [one.point.title + one.point.detail for one in service.hand_over(leaving, number).points]
    assert not any("Motif-tres-prive" in said or "Congé sans solde" in said for said in told)
    pages = {one.point.page for one in service.hand_over(leaving, number).points if one.point.page}
    assert pages <= {entry.name for entry in ENTRIES}


def entrusted(house: House) -> None:
    for title in ("leave_delegate", "pay_delegate"):
        delegating.give_title(house.desk("founder"), house.people["member"], title, TODAY, None, "AG")
    for compartment in ("pay/2026", "absence/2026"):
        house.entrust("member", compartment)
    house.sign_in("delegate")
    house.sign_in("member")


def test_each_ticks_for_oneself_and_open_points_hold_the_end_back(relay: tuple[House, int]) -> None:
    house, number = relay
    leaving, taking = house.desk("delegate"), house.desk("member")
    refused("PASS-01", service.begin_hand_over, leaving, house.people["delegate"], house.people["other"], TODAY)
    refused("PASS-01", service.begin_hand_over, leaving, house.people["member"], house.people["member"], TODAY)
    entrusted(house)
    leaving, taking = house.desk("delegate"), house.desk("member")
    refused("PASS-05", service.add_point, leaving, number, "  ")
    service.add_point(leaving, number, "Rendez-vous avec le cabinet le 12 mai.")
    delegating.give_title(house.desk("founder"), house.people["other"], "leave_delegate", TODAY, None, "AG")
    refused("PASS-02", service.tick_point, house.desk("other"), number, f"month:{MARCH}:open")
    refused("PASS-02", service.tick_point, leaving, number, "month:2025-01:open")
    for one in service.hand_over(leaving, number).points:
        service.tick_point(leaving, number, one.key)
    refused("PASS-03", service.end_hand_over, leaving, number)
    check_pages(service.hand_over_pdf(leaving, number), "payroll/hand_over")
    assert [waiting for _line, waiting in service.own_hand_overs_due(taking)] == [
        len(service.hand_over(taking, number).points)
    ]
    for one in service.hand_over(taking, number).points:
        service.tick_point(taking, number, one.key)
    service.take_back_tick(leaving, number, f"month:{MARCH}:open")
    refused("PASS-03", service.end_hand_over, taking, number)
    service.tick_point(leaving, number, f"month:{MARCH}:open")
    service.end_hand_over(taking, number)
    refused("PASS-04", service.tick_point, taking, number, f"month:{MARCH}:open")
    (line,) = service.hand_overs(taking)
    assert line.over
    kept = service.hand_over(taking, number).points
    assert all(one.done for one in kept)
    assert not any("Tanguy" in one.point.title for one in kept), "a request is kept by its number"
    assert [v.differences for v in verify(house.file) if v.differences] == []


def test_somebody_whose_delegation_is_over_no_longer_ticks_and_the_other_says_how(relay: tuple[House, int]) -> None:
    house, number = relay
    entrusted(house)
    founder = house.desk("founder")
    for grant in house.rows('SELECT id FROM "grant" WHERE holder_id = ?', int(house.people["delegate"])):
        delegating.end_grant(founder, grant[0], TODAY, "Fin de mandat")
    house.on(date(2026, 4, 1))
    taking = house.sign_in("member")
    with pytest.raises(Refused):
        service.hand_over(house.desk("delegate"), number)
    record = service.hand_over(taking, number)
    assert record.gone
    refused("PASS-03", service.end_hand_over, taking, number, "Transmis à l’oral le 30 mars.")
    for one in record.points:
        service.tick_point(taking, number, one.key)
    refused("PASS-06", service.end_hand_over, taking, number, "oral")
    service.end_hand_over(taking, number, "Transmis à l’oral le 30 mars.")


def test_the_page_ticks_adds_refuses_to_end_and_begins_another(qtbot: QtBot, relay: tuple[House, int]) -> None:
    house, _number = relay
    page = HandingOverPage(house.desk("delegate"))
    qtbot.addWidget(page)
    page.resize(1150, 740)
    page.show()
    page.list.choose(f"month:{MARCH}:open")
    page.tick_action.trigger()
    assert [one.key for one in page.record.points if one.by_outgoing] == [f"month:{MARCH}:open"]
    assert accessible_faults(page) == []
    page.tick_action.trigger()
    assert not any(one.by_outgoing for one in page.record.points)
    page.ask_point()
    page.form.fields["text"].write("Rendez-vous avec le cabinet.")
    page.form.submit()
    page.end_action.trigger()
    assert "points à cocher" in page.refusal.words()
    page.ask_people()
    page.form.set_values({"outgoing": house.people["member"], "incoming": house.people["other"]})
    page.form.submit()
    assert (page.record.line.outgoing, page.tick_action.isVisible()) == ("Chloé Hénaff", False)
    page.show_history()
    assert accessible_faults(page) == []
