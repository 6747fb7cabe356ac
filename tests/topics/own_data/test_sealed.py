"""What only I can open is among my data, and who opened it among the accesses."""

from coop_desk.core import accounts
from coop_desk.topics.own_data import service
from coop_desk.topics.own_data.records import Part
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import House, founded_house, house

__all__ = ["founded_house", "house"]

IBAN = "FR7630006000011234567890189"


def sealed(house: House, who: str) -> Part:
    found = service.own_data(house.desk(who))
    return next(part for part in found.parts if part.key == "sealed")


def read(house: House, who: str, about: str | None, compartment: str) -> None:
    """Read as a verb of a topic would, with its line in the journal."""
    person = house.people[about] if about else None
    house.act(who, lambda act: act.sealed.read(compartment, person))


def test_my_sealed_data_are_mine_to_read_and_to_take_away(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN})
    house.put("delegate", "other", {"iban": "autre"})
    ((what, _at, by, _field, value),) = sealed(house, "member").rows
    assert (what, by, value) == ("Coordonnées bancaires", "Léon Girard", IBAN)
    assert IBAN.encode() in service.own_data_json(house.desk("member"))
    assert IBAN.encode() not in service.own_data_json(house.desk("manager"))


def test_while_my_keys_are_awaited_it_says_so(house: House) -> None:
    house.entrust("delegate", "bank")
    house.people["new"] = accounts.open_account(
        house.desk("founder"), "new", PASSWORD, given_name="Noé", family_name="Joly", cost=CHEAP
    )
    (row,) = sealed(house, "new").rows
    assert (row[0], row[4]) == ("Coordonnées bancaires", "en attente de remise de clés")
    house.sign_in("delegate")
    assert sealed(house, "new").rows == ()


def test_whoever_opens_my_sealed_data_leaves_a_line(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN})
    read(house, "delegate", "member", "bank")
    assert [one.actor for one in service.own_accesses(house.desk("member"))] == ["Léon Girard"]
    assert service.own_accesses(house.desk("other")) == []


def test_reading_absences_never_shows_who_has_one(house: House) -> None:
    house.entrust("delegate", "absence/2026")
    house.put("delegate", "member", {"reason": "maladie"}, compartment="absence/2026")
    read(house, "delegate", "member", "absence/2026")
    assert len(service.own_accesses(house.desk("member"))) == len(service.own_accesses(house.desk("other"))) == 1
