"""The bookkeeper: no member, named with a firm, for a time; opens what was decided and nothing else (A10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from coop_desk.core import accounts
from coop_desk.core import delegating as titles
from coop_desk.core.actions import Action
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.outside_access import open_outside_access
from coop_desk.core.rights import Right
from coop_desk.core.who_may import who_may
from tests.conftest import CHEAP, PASSWORD
from tests.house.sources import verbs
from tests.topics.core.compartments.conftest import House

LAST = date(2026, 12, 31)
MISSION = "Mandat du 1er mars 2026, lettre de mission"
OTHERS = ("pay/2025", "bank", "identity", "absence/2026")
SEALED_RIGHTS = {
    Right.ABSENCE_READ, Right.ABSENCE_RECORD, Right.BANK_READ, Right.BANK_RECORD, Right.IDENTITY_READ,
    Right.IDENTITY_RECORD, Right.PAY_RECORD, Right.PAY_EXPORT, Right.BANK_EXPORT, Right.IDENTITY_EXPORT,
}  # fmt: skip


@pytest.fixture
def firm(house: House) -> House:
    return with_bookkeeper(house)


def with_bookkeeper(house: House) -> House:
    """Salaries of two years, bank, numbers and absences kept by the manager; an access opened to a bookkeeper."""
    for compartment in ("pay/2026", *OTHERS):
        house.entrust("manager", compartment)
        house.put("manager", "member", {"net": 210_000}, compartment)
    house.people["firm"] = open_outside_access(
        house.desk("founder"), "firm", PASSWORD, "Odile", "Tanguy", "Cabinet Ouest Conseil", LAST, pay_years=(2026,),
        cost=CHEAP,
    )  # fmt: skip
    return house


def decided(house: House) -> None:
    founder = house.desk("founder")
    (title,) = titles.proposed_titles(founder)
    titles.decide_title(founder, title.id, MISSION)
    (keys,) = [d for d in delegating.key_delegations(founder) if d.state == "proposed"]
    delegating.decide_keys(founder, keys.id, MISSION)
    house.sign_in("manager")


def test_nothing_opens_before_the_mission_is_decided(firm: House) -> None:
    desk = firm.sign_in("firm")
    assert [held.code for held in desk.titles] == ["account_holder"]
    with pytest.raises(Refused):
        firm.read("firm", compartment="pay/2026")
    (row,) = [each for each in accounts.accounts(firm.desk("founder")) if each.login == "firm"]
    assert (row.firm, row.ends_on) == ("Cabinet Ouest Conseil", LAST)


def test_the_bookkeeper_reads_the_pay_of_the_year_and_no_key_of_anything_else(firm: House) -> None:
    decided(firm)
    assert firm.read("firm", compartment="pay/2026") == [{"v": 1, "net": 210_000}]
    for compartment in OTHERS:
        with pytest.raises(Refused):
            firm.read("firm", compartment=compartment)

        def raw(act: Any, compartment: str = compartment) -> Secret | None:
            return epochs.held_key(act, epochs.opened_epoch(act, compartment))

        assert firm.act("firm", raw, reading=True) is None
    assert firm.rows("SELECT DISTINCT compartment FROM wrap WHERE holder = ? AND what = 'K'", firm.people["firm"]) == [
        ("pay/2026",)
    ]


def test_every_verb_that_opens_something_sealed_is_refused_but_reading_and_exporting_pay(firm: House) -> None:
    decided(firm)
    desk = firm.desk("firm")
    assert {right for right, people in desk.holding().covered.items() if people.everyone} == {
        Right.COOP_READ, Right.PAY_EXPORT, Right.PAY_IMPORTED, Right.PAY_READ,
    }  # fmt: skip
    tried = 0
    for verb in verbs():
        assert isinstance(verb, Action)
        if set(verb.rights) & SEALED_RIGHTS and not set(verb.rights) & {
            Right.PAY_READ,
            Right.PAY_EXPORT,
            Right.OWN_FILE_CHANGE,
        }:
            tried += 1
            with pytest.raises(Refused, match="titres"):
                verb(desk)
    assert tried > 0
    for act in (
        lambda: delegating.rotate_key(desk, "pay/2026"),
        lambda: titles.grants(desk),
        lambda: accounts.accounts(desk),
        lambda: who_may(desk),
    ):
        with pytest.raises(Refused):
            act()


def test_the_header_says_what_until_when_and_by_which_decision(firm: House) -> None:
    decided(firm)
    (said,) = [held.in_words() for held in firm.sign_in("firm").titles if held.code == "keys"]
    assert said.replace("\N{NO-BREAK SPACE}", " ") == (
        f"Vous lisez les salaires de 2026 jusqu’au 31 décembre 2026 (décision : {MISSION})"
    )
    found = who_may(firm.desk("founder"))
    assert [p.what for p in found.people if p.holder == "Odile Tanguy (Cabinet Ouest Conseil)"] == [
        "Comptable", "Paie 2026",
    ]  # fmt: skip


def test_the_access_closes_by_itself_and_its_keys_are_renewed(firm: House) -> None:
    decided(firm)
    desk = firm.sign_in("firm")
    firm.on(LAST)
    assert firm.read("firm", compartment="pay/2026")
    firm.on(LAST + timedelta(days=1))
    assert desk.titles == ()
    with pytest.raises(Refused, match="pris fin"):
        firm.sign_in("firm")
    with pytest.raises(Refused):
        firm.sign_in("firm")
    (row,) = [each for each in accounts.accounts(firm.desk("founder")) if each.login == "firm"]
    assert (row.active, row.keys.words) == (False, "reprises")
    assert any("doit être renouvelée" in one for one in delegating.keys_due(firm.desk("founder")))
    firm.sign_in("manager")
    assert not any("doit être renouvelée" in one for one in delegating.keys_due(firm.desk("founder")))


def test_nothing_is_given_for_longer_than_the_access_lasts(firm: House) -> None:
    founder, person = firm.desk("founder"), firm.people["firm"]
    for ends in (None, LAST + timedelta(days=1)):
        for attempt in (
            lambda ends=ends: titles.give_title(founder, person, "secretary", date(2026, 3, 2), ends, MISSION),
            lambda ends=ends: titles.propose_title(founder, person, "secretary", date(2026, 3, 2), ends),
            lambda ends=ends: delegating.delegate_keys(
                founder, "pay/2026", person, "read", date(2026, 3, 2), ends, MISSION
            ),
        ):
            with pytest.raises(RuleBroken) as refusal:
                attempt()
            assert refusal.value.rule == "GRANT-08"


@pytest.mark.parametrize(("name", "ends"), [(" ", LAST), ("Cabinet", date(2026, 3, 1))])
def test_an_access_from_outside_has_a_firm_and_a_day_to_come(house: House, name: str, ends: date) -> None:
    with pytest.raises(RuleBroken) as refusal:
        open_outside_access(house.desk("founder"), "firm", PASSWORD, "Odile", "Tanguy", name, ends, cost=CHEAP)
    assert refusal.value.rule == "ACCOUNT-08"
