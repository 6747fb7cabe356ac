"""What only I can open is among my data, and who opened it among the accesses."""

import json

from coop_desk.core import accounts
from coop_desk.core.compartments import delegating
from coop_desk.core.reading_journal import journal_lines
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
    """Reading those of everybody tells everybody, with an absence or without; of one person, that person alone."""
    house.entrust("delegate", "absence/2026")
    house.put("delegate", "member", {"reason": "maladie"}, compartment="absence/2026")
    read(house, "delegate", None, "absence/2026")
    assert len(service.own_accesses(house.desk("member"))) == len(service.own_accesses(house.desk("other"))) == 1
    read(house, "delegate", "member", "absence/2026")
    assert len(service.own_accesses(house.desk("member"))) == 2
    assert len(service.own_accesses(house.desk("other"))) == 1


def test_whose_protected_data_were_read_is_sealed_to_them(house: House) -> None:
    """Neither the journal's reader nor somebody with the whole file finds whom a consultation was about."""
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN})
    before = house.rows("SELECT max(seq) FROM journal")[0][0]
    read(house, "delegate", "member", "bank")
    ((seq, body),) = house.rows("SELECT seq, body FROM journal WHERE seq > ?", before)
    assert house.rows("SELECT record, person_id FROM journal_touch WHERE seq = ?", seq) == [
        ("sealed-reading:bank", None)
    ]
    said = json.loads(body)
    assert "seen" not in said
    assert [(one["compartment"], len(one["boxes"])) for one in said["sealed"]] == [("bank", 1)]
    length = len(said["sealed"][0]["boxes"][0])
    read(house, "delegate", "other", "bank")
    ((body,),) = house.rows("SELECT body FROM journal WHERE seq = ?", seq + 1)
    assert len(json.loads(body)["sealed"][0]["boxes"][0]) == length
    (line,) = [one for one in journal_lines(house.desk("founder")) if one.seq == seq]
    assert (line.seen, line.changes) == ((), ())


def test_my_list_outlives_a_renewed_key_and_a_forgotten_password(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": IBAN})
    read(house, "delegate", "member", "bank")
    for _time in range(2):
        delegating.rotate_key(house.desk("delegate"), "bank")
    read(house, "delegate", "member", "bank")
    assert [one.said for one in service.own_accesses(house.desk("member"))] == [
        "Données protégées lues : Coordonnées bancaires."
    ] * 2
    accounts.reset_password(house.desk("founder"), house.people["member"], "Tilleul-9-Passerelle!", cost=CHEAP)
    house.sign_in("delegate")
    again = house.sign_in("member", "Tilleul-9-Passerelle!")
    assert len(service.own_accesses(again)) == 2
    assert "Données protégées lues" in service.own_data_json(again).decode()
    assert len(service.own_accesses(house.desk("other"))) == 0
