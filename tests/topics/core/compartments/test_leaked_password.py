"""«Mot de passe divulgué»: other keys, what the former ones opened is sealed anew, at once or owed until done."""

from contextlib import suppress
from datetime import date

import pytest

from coop_desk.core import accounts, recovery
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.sealing import Unopened, unseal
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.leaked_password import replace_leaked_password
from coop_desk.core.own_keys import own_keys
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import House

NEW = "Tilleul-9-Passerelle!"
IBAN = {"iban": "FR7630006000011234567890189"}


@pytest.fixture
def sealed(house: House) -> House:
    return with_two_delegates(house)


def with_two_delegates(house: House) -> House:
    """Two delegates of the bank details, one of whom only reads; two records."""
    house.entrust("delegate", "bank", ends=date(2026, 6, 30))
    house.put("delegate", "member", IBAN)
    house.put("delegate", "other", {"iban": "autre"})
    house.entrust("manager", "bank", "read")
    house.sign_in("delegate")
    return house


def leaked(house: House, who: str) -> list[str]:
    said = replace_leaked_password(house.desk(who), PASSWORD, NEW, cost=CHEAP)
    house.desks.pop(who)
    return said


def stolen(house: House, who: str) -> tuple[Secret, Secret]:
    """The keys that a thief takes with the leaked password: the compartment's, and that of the person's records."""

    def take(act: object) -> tuple[Secret, Secret]:
        epoch = epochs.opened_epoch(act, "bank")  # type: ignore[arg-type]
        key = Secret(epochs.opened_key(act, epoch).reveal())  # type: ignore[arg-type]
        return key, derive.subject_key(key, int(house.people["member"]))

    return house.act(who, take, reading=True)


def opened_with(house: House, key: Secret) -> int:
    count = 0
    for id_, compartment, n, version, box in house.rows("SELECT id, compartment, n, version, box FROM sealed"):
        for person in house.people.values():
            with suppress(Unopened):
                about = ["rec", compartment, id_, n, version, int(person)]
                unseal(derive.subject_key(key, int(person)), box, about)
                count += 1
    return count


def test_who_writes_renews_at_once_and_goes_on_with_the_new_password(sealed: House) -> None:
    key, _subject = stolen(sealed, "delegate")
    assert opened_with(sealed, key) == 2
    said = " ".join(leaked(sealed, "delegate"))
    assert "Nouvelle paire de clés n° 2" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "clé renouvelée" in said
    assert "à certifier par Anne Fondatrice" in said
    assert opened_with(sealed, key) == 0
    with pytest.raises(Refused):
        sealed.sign_in("delegate", PASSWORD)
    sealed.sign_in("delegate", NEW)
    sealed.put("delegate", "member", {"iban": "suivant"})
    assert len(sealed.read("delegate")) == 3
    assert delegating.keys_due(sealed.desk("founder")) == []


def test_the_session_is_over_at_once(sealed: House) -> None:
    desk = sealed.desk("delegate")
    leaked(sealed, "delegate")
    assert desk.titles == ()
    with pytest.raises(Refused, match="fermée"):
        delegating.rotate_key(desk, "bank")


def test_the_new_keys_sign_nothing_before_the_governance_certifies_them(sealed: House) -> None:
    leaked(sealed, "delegate")
    desk = sealed.sign_in("delegate", NEW)
    mine = own_keys(desk)
    assert mine is not None
    assert (mine.generation, mine.certified) == (2, False)
    with pytest.raises(RuleBroken) as refusal:
        delegating.rotate_key(desk, "bank")
    assert refusal.value.rule == "KEY-07"
    delegating.certify_keys(sealed.desk("founder"), sealed.people["delegate"], mine.fingerprint)
    assert delegating.rotate_key(sealed.sign_in("delegate", NEW), "bank") == 2
    assert len(sealed.read("manager")) == 2
    assert len(sealed.own("member")) == 1


def test_who_only_reads_leaves_a_renewal_owed_until_it_is_done(sealed: House) -> None:
    key, _subject = stolen(sealed, "manager")
    said = " ".join(leaked(sealed, "manager"))
    assert "sera renouvelée à la prochaine session" in said
    sealed.sign_in("manager", NEW)
    assert len(sealed.read("manager")) == 2
    assert any("doit être renouvelée" in one for one in delegating.keys_due(sealed.desk("founder")))
    sealed.sign_in("delegate")
    sealed.put("delegate", "member", {"iban": "suivant"})
    assert opened_with(sealed, key) == 0
    assert not any("doit être renouvelée" in one for one in delegating.keys_due(sealed.desk("founder")))


def test_a_simple_member_s_own_records_are_sealed_anew_as_well(sealed: House) -> None:
    sealed.sign_in("member")
    _key, subject = stolen(sealed, "delegate")
    leaked(sealed, "member")
    sealed.sign_in("delegate")  # renews, as it is owed
    for id_, n, version, box in sealed.rows("SELECT id, n, version, box FROM sealed"):
        with pytest.raises(Unopened):
            unseal(subject, box, ["rec", "bank", id_, n, version, int(sealed.people["member"])])
    desk = sealed.sign_in("member", NEW)
    assert sealed.own("member") == []
    assert sealed.act("member", lambda act: act.sealed.awaits_keys("bank"), reading=True)
    mine = own_keys(desk)
    assert mine is not None
    delegating.certify_keys(sealed.desk("founder"), sealed.people["member"], mine.fingerprint)
    sealed.sign_in("delegate")
    assert sealed.own("member") == [{"v": 1, **IBAN}]


def test_the_mark_of_a_leak_taken_out_of_the_file_still_counts(sealed: House) -> None:
    leaked(sealed, "manager")
    sealed.edit("DELETE FROM revocation")
    assert any("doit être renouvelée" in one for one in delegating.keys_due(sealed.desk("founder")))


def test_a_wrong_password_changes_nothing(sealed: House) -> None:
    with pytest.raises(Refused, match="actuel"):
        replace_leaked_password(sealed.desk("delegate"), "pas le bon", NEW, cost=CHEAP)
    with pytest.raises(RuleBroken) as refusal:
        replace_leaked_password(sealed.desk("delegate"), PASSWORD, "court", cost=CHEAP)
    assert refusal.value.rule == "ACCOUNT-05"
    assert len(sealed.read("delegate")) == 2


def test_who_alone_governs_first_finds_somebody_to_certify(sealed: House) -> None:
    with pytest.raises(RuleBroken) as refusal:
        replace_leaked_password(sealed.desk("founder"), PASSWORD, NEW, cost=CHEAP)
    assert refusal.value.rule == "KEY-41"
    sealed.entrust("other", "governance")
    with pytest.raises(RuleBroken) as refusal:
        replace_leaked_password(sealed.desk("founder"), PASSWORD, NEW, cost=CHEAP)
    assert refusal.value.rule == "KEY-42"
    founder = sealed.desk("founder")
    groups = recovery.code_to_print(founder).code.split("-")
    first, second = recovery.groups_to_type()
    recovery.code_was_printed(founder, {first: groups[first - 1], second: groups[second - 1]})
    leaked(sealed, "founder")
    founder = sealed.sign_in("founder", NEW)
    with pytest.raises(Refused):
        delegating.delegate_keys(
            founder, "bank", sealed.people["other"], "read", date(2026, 3, 2), None, "Pas encore certifiée"
        )
    assert accounts.accounts(founder)
