"""What one person never does alone (A13), each refusal in plain French with what to do."""

from collections.abc import Callable
from datetime import date

import pytest

from coop_desk.core import accounts
from coop_desk.core import delegating as titles
from coop_desk.core.actions import Act
from coop_desk.core.compartments import delegating
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.model import Person, PersonId
from coop_desk.core.own_keys import own_keys as fingerprint
from tests.conftest import CHEAP
from tests.topics.core.compartments.conftest import DAY, House

NEW = "Tilleul-9-Passerelle!"
DECISION = "Assemblée générale du 1er mars 2026, résolution 3"


@pytest.fixture
def staffed(house: House) -> House:
    """A manager without the governance, a keeper of the accounts, a delegate of the bank details."""
    founder = house.desk("founder")
    titles.give_title(founder, house.people["manager"], "manager", DAY, None, DECISION)
    titles.give_title(founder, house.people["other"], "file_keeper", DAY, None, DECISION)
    house.entrust("delegate", "bank")
    return house


def own_title(house: House) -> None:
    titles.give_title(house.desk("manager"), house.people["manager"], "secretary", DAY, None, DECISION)


def own_proposed_title(house: House) -> None:
    number = titles.propose_title(house.desk("manager"), house.people["manager"], "secretary", DAY, None)
    titles.decide_title(house.desk("manager"), number, DECISION)


def own_longer_title(house: House) -> None:
    number = titles.give_title(
        house.desk("founder"), house.people["delegate"], "manager", DAY, date(2026, 3, 31), DECISION
    )
    titles.end_grant(house.desk("delegate"), number, date(2036, 3, 31), DECISION)


def own_keys(house: House) -> None:
    delegating.delegate_keys(house.desk("founder"), "bank", house.people["founder"], "write", DAY, None, DECISION)


def own_proposed_keys(house: House) -> None:
    number = delegating.propose_keys(house.desk("founder"), "bank", house.people["founder"], "write", DAY, None)
    delegating.decide_keys(house.desk("founder"), number, DECISION)


def own_governance(house: House) -> None:
    founder = house.desk("founder")
    delegating.delegate_keys(founder, "governance", house.people["founder"], "write", DAY, None, DECISION)


def governance_by_the_title_alone(house: House) -> None:
    manager = house.desk("manager")
    (row,) = [d for d in delegating.key_delegations(manager) if d.holder == "Inès Pérez"]
    delegating.decide_keys(manager, row.id, row.quoted)


def keys_without_the_governance(house: House) -> None:
    manager = house.desk("manager")
    delegating.delegate_keys(manager, "bank", house.people["member"], "write", DAY, None, DECISION)


def own_certificate(house: House) -> None:
    mine = fingerprint(house.desk("founder"))
    assert mine is not None
    delegating.certify_keys(house.desk("founder"), house.people["founder"], mine.fingerprint)


def manager_s_password_by_the_keeper(house: House) -> None:
    accounts.reset_password(house.desk("other"), house.people["manager"], NEW, cost=CHEAP)


def governor_s_password_by_the_keeper(house: House) -> None:
    accounts.reset_password(house.desk("other"), house.people["founder"], NEW, cost=CHEAP)


def governor_s_password_by_the_manager(house: House) -> None:
    titles.give_title(house.desk("founder"), house.people["manager"], "file_keeper", DAY, None, DECISION)
    accounts.reset_password(house.desk("manager"), house.people["founder"], NEW, cost=CHEAP)


def access_of_a_manager_by_the_keeper(house: House) -> None:
    """Somebody named manager who has no access yet: who opens it chooses the password."""

    def know(act: Act) -> PersonId:
        person = Person(given_name="Noé", family_name="Joly")
        act.session.add(person)
        act.session.flush()
        return PersonId(person.id)

    noe = house.act("founder", know)
    titles.give_title(house.desk("founder"), noe, "manager", DAY, None, DECISION)
    accounts.open_account(house.desk("other"), "noe", NEW, person_id=noe, cost=CHEAP)


def last_governance_revoked(house: House) -> None:
    founder = house.desk("founder")
    (own,) = [d for d in delegating.key_delegations(founder) if d.holder == "Anne Fondatrice"]
    delegating.revoke_keys(founder, own.id, "Démission")


def last_governance_closed(house: House) -> None:
    accounts.close_account(house.desk("other"), house.people["founder"])


def last_governance_by_its_title(house: House) -> None:
    manager = house.desk("manager")
    for row in titles.grants(manager):
        if row.holder == "Anne Fondatrice" and row.title == "Gérance ou présidence":
            titles.end_grant(manager, row.id, DAY, "Révocation")


@pytest.mark.parametrize(
    ("attempt", "rule", "way_out"),
    [
        (own_title, "GRANT-01", "une autre personne"),
        (own_proposed_title, "GRANT-01", "une autre personne"),
        (own_longer_title, "GRANT-04", "nouvelle décision"),
        (own_keys, "GRANT-01", "une autre personne de la gouvernance"),
        (own_proposed_keys, "GRANT-01", "une autre personne de la gouvernance"),
        (own_governance, "GRANT-01", "une autre personne de la gouvernance"),
        (governance_by_the_title_alone, None, "Demandez à Anne Fondatrice"),
        (keys_without_the_governance, None, "Demandez à Anne Fondatrice"),
        (own_certificate, "GRANT-01", "une autre personne"),
        (manager_s_password_by_the_keeper, "KEY-40", "code de secours"),
        (governor_s_password_by_the_keeper, "KEY-40", "code de secours"),
        (governor_s_password_by_the_manager, "KEY-40", "code de secours"),
        (access_of_a_manager_by_the_keeper, "KEY-40", "code de secours"),
        (last_governance_revoked, "KEY-18", "confiez d’abord"),
        (last_governance_closed, "KEY-18", "confiez d’abord"),
        (last_governance_by_its_title, "KEY-18", "confiez d’abord"),
    ],
)
def test_nobody_does_it_alone_and_the_refusal_says_what_to_do(
    staffed: House, attempt: Callable[[House], None], rule: str | None, way_out: str
) -> None:
    with pytest.raises((Refused, RuleBroken)) as refusal:
        attempt(staffed)
    assert getattr(refusal.value, "rule", None) == rule
    assert way_out in str(refusal.value)


def test_a_decision_alone_opens_nothing_without_a_key_holder(staffed: House) -> None:
    """Two things: the governance signs, and somebody who holds the key hands it over."""
    staffed.put("delegate", "member", {"iban": "FR7630006000011234567890189"})
    staffed.entrust("member", "bank", "read")
    with pytest.raises(RuleBroken) as refusal:
        staffed.read("member")
    assert refusal.value.rule == "KEY-10"
    said = delegating.keys_due(staffed.desk("founder"))
    assert any("sera remise à Chloé Hénaff à la prochaine session de qui la tient (Léon Girard)" in s for s in said)
    staffed.sign_in("delegate")
    assert len(staffed.read("member")) == 1


def test_a_key_holder_alone_hands_over_nothing(staffed: House) -> None:
    number = delegating.propose_keys(staffed.desk("manager"), "bank", staffed.people["member"], "read", DAY, None)
    with pytest.raises(RuleBroken) as refusal:
        delegating.deposit_keys(staffed.desk("delegate"), number)
    assert refusal.value.rule == "KEY-17"
    with pytest.raises(Refused):
        staffed.read("member")


def test_the_governance_gives_a_manager_another_password_and_certifies_the_keys(staffed: House) -> None:
    titles.give_title(staffed.desk("founder"), staffed.people["member"], "file_keeper", DAY, None, DECISION)
    accounts.reset_password(staffed.desk("founder"), staffed.people["manager"], NEW, cost=CHEAP)
    staffed.sign_in("manager", NEW)
    assert delegating.keys_to_certify(staffed.desk("founder")) == []
