"""The governance of the keys goes with the title of manager: proposed with it, signed by another, gone after it."""

from datetime import date, timedelta

import pytest

from coop_desk.core import accounts
from coop_desk.core import delegating as titles
from coop_desk.core.compartments import delegating, governing
from coop_desk.core.compartments.delegating import KeyDelegation
from coop_desk.core.errors import Refused, RuleBroken
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import DAY, House

ELECTED = "Assemblée générale du 1er mars 2026, résolution 2"
LAST = date(2026, 6, 30)


def elect(house: House, who: str = "manager", ends: date | None = LAST) -> int:
    return titles.give_title(house.desk("founder"), house.people[who], "manager", DAY, ends, ELECTED)


def governance(house: House, who: str = "manager") -> KeyDelegation:
    found = delegating.key_delegations(house.desk("founder"))
    (row,) = [d for d in found if d.compartment == "governance" and d.person_id == house.people[who]]
    return row


def signed(house: House, who: str = "manager", ends: date | None = LAST) -> int:
    grant = elect(house, who, ends)
    row = governance(house, who)
    delegating.decide_keys(house.desk("founder"), row.id, row.quoted)
    return grant


def may_sign(house: House, who: str) -> bool:
    try:
        house.act(who, delegating.governance_keys, reading=True)
    except Refused:
        return False
    return True


def due(house: House) -> str:
    return " ".join(delegating.keys_due(house.desk("founder")))


def test_the_title_proposes_the_governance_and_never_gives_it_by_itself(house: House) -> None:
    elect(house)
    row = governance(house)
    assert (row.state, row.starts_on, row.ends_on, row.quoted) == ("proposed", DAY, LAST, ELECTED)
    assert "à signer pour Inès Pérez" in due(house)
    assert not may_sign(house, "manager")
    with pytest.raises(Refused, match="Demandez à Anne Fondatrice"):
        delegating.decide_keys(house.desk("manager"), row.id, ELECTED)
    delegating.decide_keys(house.desk("founder"), row.id, row.quoted)
    assert may_sign(house, "manager")
    assert "à signer" not in due(house)


def test_in_a_file_from_before_the_next_session_of_the_governance_proposes_it_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(governing, "prepare", lambda act, grant: None)  # as a version that proposed nothing
        elect(house)
        house.sign_in("founder")
    house.sign_in("manager")
    assert "à signer" not in due(house)
    house.sign_in("founder")
    row = governance(house)
    assert (row.state, row.starts_on, row.ends_on, row.quoted) == ("proposed", DAY, LAST, ELECTED)
    assert "à signer pour Inès Pérez" in due(house)
    delegating.drop_keys(house.desk("founder"), row.id, "Décision du conseil")
    house.sign_in("founder")
    assert "à signer" not in due(house)


def test_it_ends_by_itself_with_the_title(house: House) -> None:
    signed(house)
    house.on(LAST)
    assert may_sign(house, "manager")
    house.on(LAST + timedelta(days=1))
    assert not may_sign(house, "manager")


def test_a_title_ended_early_closes_it_at_once_and_the_revocation_is_signed_by_another(house: House) -> None:
    grant = signed(house)
    titles.end_grant(house.desk("founder"), grant, DAY + timedelta(days=10), "Démission")
    house.on(DAY + timedelta(days=11))
    assert not may_sign(house, "manager")
    assert "le titre de Inès Pérez est fini" in due(house)
    house.sign_in("manager")  # not by the person who leaves
    assert governance(house).state == "running"
    house.sign_in("founder")
    assert governance(house).state == "revoked"
    assert due(house) == ""


def test_a_new_title_does_not_revive_what_went_with_the_former(house: House) -> None:
    grant = signed(house)
    titles.end_grant(house.desk("founder"), grant, DAY, "Démission")
    house.on(DAY + timedelta(days=1))
    titles.give_title(
        house.desk("founder"), house.people["manager"], "manager", DAY + timedelta(days=1), LAST, "Réélection"
    )
    assert not may_sign(house, "manager")


def own_title(house: House) -> int:
    rows = titles.grants(house.desk("founder"))
    return next(g.id for g in rows if g.holder == "Anne Fondatrice" and g.title.startswith("Gérance"))


def test_the_title_of_the_last_who_governs_is_not_ended_before_another_is_signed(house: House) -> None:
    elect(house, ends=None)
    with pytest.raises(RuleBroken) as refusal:
        titles.end_grant(house.desk("manager"), own_title(house), DAY, "Passation")
    assert refusal.value.rule == "KEY-18"
    row = governance(house)
    delegating.decide_keys(house.desk("founder"), row.id, row.quoted)
    titles.end_grant(house.desk("manager"), own_title(house), DAY, "Passation")
    house.on(DAY + timedelta(days=1))
    house.sign_in("manager")
    assert governance(house, "founder").state == "revoked"
    assert may_sign(house, "manager")
    assert not may_sign(house, "founder")


def test_the_end_of_the_last_one_is_said_two_months_before(house: House) -> None:
    signed(house)
    (own,) = [d for d in delegating.key_delegations(house.desk("founder")) if d.holder == "Anne Fondatrice"]
    delegating.revoke_keys(house.desk("founder"), own.id, "Passation")
    house.on(LAST - timedelta(days=61))
    assert "plus personne ne pourra signer" not in " ".join(delegating.keys_due(house.desk("manager")))
    house.on(LAST - timedelta(days=60))
    assert "plus personne ne pourra signer après le 30\N{NO-BREAK SPACE}juin 2026" in " ".join(
        delegating.keys_due(house.desk("manager"))
    )


def test_a_title_withdrawn_before_the_signature_shortens_what_was_proposed(house: House) -> None:
    grant = elect(house)
    titles.end_grant(house.desk("founder"), grant, DAY, "Renoncement")
    house.on(DAY + timedelta(days=1))
    assert "à signer" not in due(house)


def test_the_governance_is_said_to_its_holder_with_the_decision(house: House) -> None:
    signed(house)
    said = [held.in_words() for held in house.desk("manager").titles]
    assert "Gérance ou présidence jusqu’au 30\N{NO-BREAK SPACE}juin 2026" in said
    assert (
        "Vous signez pour la gouvernance des clés jusqu’au 30\N{NO-BREAK SPACE}juin 2026 "
        f"(décision\N{NO-BREAK SPACE}: {ELECTED})" in said
    )


def test_the_first_key_is_made_once_somebody_may_have_it_and_not_before(house: House) -> None:
    """Made when it was decided, months ahead, the recovery code alone would have it, and nobody would hand it over."""
    begins, on_the_day = date(2026, 9, 1), date(2026, 5, 4)
    house.entrust("delegate", "bank", starts=begins)
    house.entrust("other", "identity", starts=on_the_day, same_day=True)
    assert house.rows("SELECT * FROM epoch WHERE compartment IN ('bank', 'identity')") == []
    house.on(on_the_day)
    house.sign_in("other")
    with pytest.raises(RuleBroken, match="signe pour la gouvernance"):
        house.put("other", "member", {"nir": "1"}, "identity")
    house.sign_in("founder")
    house.sign_in("other")
    house.put("other", "member", {"nir": "1"}, "identity")
    house.on(begins - timedelta(days=31))
    house.sign_in("member")
    assert any("signe pour la gouvernance" in said for said in house.act("founder", delegating.awaited, reading=True))
    house.sign_in("founder")
    assert house.act("founder", delegating.awaited, reading=True) == []
    house.on(begins)
    house.sign_in("delegate")
    house.put("delegate", "member", {"iban": "1"})
    assert house.read("delegate") == [{"v": 1, "iban": "1"}]


def test_no_first_key_is_made_for_keys_nobody_certified_nor_in_the_place_of_one_taken_out(house: House) -> None:
    """Who governs signs in all the same."""
    begins = date(2026, 9, 1)
    house.entrust("delegate", "bank", starts=begins)
    house.entrust("other", "identity")
    house.put("other", "member", {"nir": "1"}, "identity")
    titles.give_title(house.desk("founder"), house.people["manager"], "file_keeper", DAY, None, ELECTED)
    accounts.reset_password(house.desk("manager"), house.people["delegate"], PASSWORD, cost=CHEAP)
    house.edit("DELETE FROM epoch WHERE compartment = 'identity'")
    house.on(begins)
    house.sign_in("founder")
    assert house.rows("SELECT compartment FROM epoch WHERE compartment IN ('bank', 'identity')") == []
    with pytest.raises(RuleBroken, match="la clé en cours n’est pas celle"):
        house.read("other", "member", "identity")
