"""Forgotten passwords and departures: who does what, what the pages say meanwhile, and nothing is lost."""

from datetime import date

import pytest

from coop_desk.core import accounts, recovery
from coop_desk.core import delegating as titles
from coop_desk.core.compartments import delegating
from coop_desk.core.compartments.enrolment import KeysState
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.own_keys import own_keys
from tests.conftest import CHEAP
from tests.topics.core.compartments.conftest import DAY, House

NEW = "Tilleul-9-Passerelle!"
IBAN = {"iban": "FR7630006000011234567890189"}


@pytest.fixture
def sealed(house: House) -> House:
    return with_keeper(house)


def with_keeper(house: House) -> House:
    """One delegate of the bank details, a record about the member, a keeper of the accounts who is not of the keys."""
    titles.give_title(house.desk("founder"), house.people["other"], "file_keeper", DAY, None, "Assemblée")
    house.entrust("delegate", "bank")
    house.put("delegate", "member", IBAN)
    return house


def keys_of(house: House, who: str) -> KeysState:
    rows = accounts.accounts(house.desk("other"))
    return next(each.keys for each in rows if each.person_id == house.people[who])


def reset(house: House, who: str, by: str = "other") -> None:
    accounts.reset_password(house.desk(by), house.people[who], NEW, cost=CHEAP)
    house.desks.pop(who, None)
    house.sign_in(who, NEW)


def certified(house: House, who: str) -> None:
    mine = own_keys(house.desk(who))
    assert mine is not None
    delegating.certify_keys(house.desk("founder"), house.people[who], mine.fingerprint)


def test_a_member_gets_another_password_from_the_keeper_and_reads_again_after_two_others_acted(sealed: House) -> None:
    assert sealed.own("member") == [{"v": 1, **IBAN}]
    reset(sealed, "member")
    assert (keys_of(sealed, "member").words, keys_of(sealed, "member").settled) == ("à certifier", False)
    assert sealed.own("member") == []
    assert sealed.act("member", lambda act: act.sealed.awaits_keys("bank"), reading=True)
    certified(sealed, "member")
    sealed.sign_in("delegate")
    assert sealed.own("member") == [{"v": 1, **IBAN}]
    assert keys_of(sealed, "member").settled


def test_a_delegate_waits_for_another_holder_who_hands_the_key_over(sealed: House) -> None:
    sealed.entrust("manager", "bank")
    sealed.sign_in("delegate")
    reset(sealed, "delegate")
    certified(sealed, "delegate")
    waiting = keys_of(sealed, "delegate")
    assert waiting.words == "en attente de remise de clés"
    assert "à la prochaine session de qui la tient (Inès Pérez)" in waiting.next_step
    with pytest.raises(RuleBroken) as refusal:
        sealed.read("delegate")
    assert refusal.value.rule == "KEY-10"
    sealed.sign_in("manager")
    assert sealed.read("delegate") == [{"v": 1, **IBAN}]
    assert keys_of(sealed, "delegate").settled


def test_the_only_delegate_is_told_to_use_the_recovery_code_and_it_works(sealed: House) -> None:
    paper = recovery.code_to_print(sealed.desk("founder"))
    reset(sealed, "delegate")
    certified(sealed, "delegate")
    assert "personne ne la tient plus. Employez le code de secours" in keys_of(sealed, "delegate").next_step
    assert any("code de secours" in one for one in delegating.keys_due(sealed.desk("founder")))
    recovery.recover(sealed.file, recovery.seed_from_code(paper.code), ["Anne", "Léon"])
    sealed.sign_in("delegate", NEW)
    assert sealed.read("delegate") == [{"v": 1, **IBAN}]


def test_who_leaves_opens_nothing_more_and_the_key_is_renewed(sealed: House) -> None:
    sealed.entrust("manager", "bank")
    sealed.sign_in("delegate")
    desk = sealed.desk("delegate")
    accounts.close_account(sealed.desk("other"), sealed.people["delegate"])
    assert keys_of(sealed, "delegate").words == "reprises"
    assert desk.titles == ()
    assert sealed.rows("SELECT count(*) FROM wrap WHERE holder = ?", int(sealed.people["delegate"])) == [(0,)]
    with pytest.raises(Refused):
        sealed.sign_in("delegate")
    assert any("doit être renouvelée" in one for one in delegating.keys_due(sealed.desk("founder")))
    sealed.sign_in("manager")
    assert delegating.keys_due(sealed.desk("founder")) == []
    assert sealed.read("manager") == [{"v": 1, **IBAN}]


def test_the_manager_is_given_a_password_by_the_governance_or_by_the_paper_only(sealed: House) -> None:
    titles.give_title(sealed.desk("founder"), sealed.people["manager"], "manager", DAY, date(2026, 6, 30), "Élection")
    with pytest.raises(RuleBroken) as refusal:
        reset(sealed, "manager")
    assert refusal.value.rule == "KEY-40"
    paper = recovery.code_to_print(sealed.desk("founder"))
    recovery.recover(sealed.file, recovery.seed_from_code(paper.code), ["Anne", "Inès"], login="manager", password=NEW)
    sealed.sign_in("manager", NEW)
