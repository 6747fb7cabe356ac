"""A new key for a compartment: everything is read back or nothing has changed; and older accounts get their keys."""

from typing import Any

import pytest

from coop_desk.core import accounts
from coop_desk.core.check import verify
from coop_desk.core.compartments import delegating, rotation, sealed
from coop_desk.core.errors import Refused, RuleBroken
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import DAY, House

EVERYTHING = ("sealed", "epoch", "wrap", "drop_box", "journal")


@pytest.fixture
def sealed_house(house: House) -> House:
    """Thirty records of the bank details."""
    house.entrust("delegate", "bank")

    def put_all(act: Any) -> None:
        for i in range(30):
            person = list(house.people.values())[i % len(house.people)]
            act.sealed.put("bank", person, {"v": 1, "iban": f"n° {i}"}, equal=("iban", str(i)))

    house.act("delegate", put_all)
    return house


def everything(house: House) -> dict[str, list[Any]]:
    """The whole content of the tables a rotation touches."""
    return {table: house.rows(f"SELECT * FROM {table}") for table in EVERYTHING}


def differences(house: House) -> list[str]:
    """What the verification of the file finds."""
    return [d for v in verify(house.file) for d in v.differences]


def test_a_rotation_seals_everything_again_and_everybody_still_reads(sealed_house: House) -> None:
    house = sealed_house
    before, boxes = house.read("delegate"), {b for (b,) in house.rows("SELECT box FROM sealed")}
    tags = {t for (t,) in house.rows("SELECT tag FROM sealed")}
    for times in (1, 2):
        assert delegating.rotate_key(house.desk("delegate"), "bank") == 30
        assert house.rows("SELECT DISTINCT n, version FROM sealed") == [(1 + times, 1 + times)]
    assert house.read("delegate") == before
    assert boxes.isdisjoint({b for (b,) in house.rows("SELECT box FROM sealed")})
    assert tags.isdisjoint({t for (t,) in house.rows("SELECT tag FROM sealed")})
    assert len(house.own("member")) == 6
    (found,) = house.act("delegate", lambda act: act.sealed.same("bank", "iban", "7"), reading=True)
    house.put("delegate", list(house.people)[7 % 5], {"iban": "changé"}, replacing=found)
    assert differences(house) == []


def test_what_was_dropped_before_a_rotation_is_not_lost_by_it(sealed_house: House) -> None:
    house = sealed_house
    house.act("member", lambda act: act.sealed.drop("bank", {"v": 1, "iban": "déposé"}))
    assert delegating.rotate_key(house.desk("delegate"), "bank") == 31
    assert {"v": 1, "iban": "déposé"} in house.own("member")


def test_a_drop_put_back_after_it_was_moved_is_not_taken_twice(sealed_house: House) -> None:
    house = sealed_house
    house.act("member", lambda act: act.sealed.drop("bank", {"v": 1, "iban": "déposé"}))
    (row,) = house.rows("SELECT * FROM drop_box")
    house.sign_in("delegate")
    house.edit("INSERT INTO drop_box VALUES (?, ?, ?, ?, ?)", *row)
    house.edit("INSERT INTO drop_box VALUES (?, ?, ?, ?, ?)", 12, *row[1:])  # or under another number
    house.sign_in("delegate")
    assert len(house.own("member")) == 7
    assert house.rows("SELECT count(*) FROM drop_box") == [(0,)]
    assert differences(house) == []


def test_a_rotation_that_is_cancelled_or_does_not_read_back_changes_nothing(
    sealed_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = sealed_house
    house.read("delegate")
    before = everything(house)

    class Cancelled(Exception):
        pass

    def cancel(done: int, everything: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        house.act("delegate", lambda act: rotation.renew_key(act, "bank", cancel))
    assert everything(house) == before

    right = sealed.sealed_box

    def wrong(key: Any, subject: Any, about: Any, written: Any) -> bytes:
        box = right(key, subject, about, written)
        return box if written.payload["iban"] != "n° 17" else box[:-1] + bytes([box[-1] ^ 1])

    monkeypatch.setattr(sealed, "sealed_box", wrong)
    with pytest.raises(RuleBroken) as refusal:
        delegating.rotate_key(house.desk("delegate"), "bank")
    assert refusal.value.rule == "KEY-15"
    assert everything(house) == before
    monkeypatch.undo()
    assert len(house.read("delegate")) == 30


def test_records_added_or_taken_away_by_another_program_are_named(sealed_house: House) -> None:
    house = sealed_house
    (first, second) = [n for (n,) in house.rows("SELECT id FROM sealed LIMIT 2")]
    house.edit("UPDATE sealed SET id = 4 WHERE id = ?", first)
    house.edit("UPDATE sealed SET n = 2 WHERE id = ?", second)
    found = differences(house)
    assert any("n° 4" in d and "inconnu" in d for d in found)
    assert any(f"n° {first}" in d and "disparu" in d for d in found)
    assert any(f"n° {second}" in d and "autre clé" in d for d in found)


# --------------------------------------------------------------------------------------------- older accounts


def as_before_keys(house: House) -> None:
    """The co-op as the version before made it: digests of passwords, and no key at all."""
    for table in ("bundle", "principal", "delegation", "wrap"):
        house.edit(f"DELETE FROM {table}")
        house.edit("DELETE FROM journal_touch WHERE record LIKE ?", f"{table}:%")
    house.edit("UPDATE account SET password = ?", accounts.hash_password(PASSWORD, CHEAP))


def test_an_older_account_gets_its_keys_at_its_next_sign_in(house: House) -> None:
    as_before_keys(house)
    member = house.sign_in("member")
    assert member.keyring is not None
    assert house.rows("SELECT count(*) FROM principal") == [(1,)]  # waits for the governance
    with pytest.raises(Refused):
        accounts.sign_in(house.file, "member", "Faux-7-Canal-Peuplier!")
    founder = house.sign_in("founder")  # may give titles: the root is made then
    (pending,) = delegating.keys_to_certify(founder)
    house.sign_in("member")
    delegating.certify_keys(founder, house.people["member"], pending.fingerprint)
    house.entrust("member", "bank")
    house.sign_in("member")
    house.put("member", "founder", {"iban": "à lire"})
    house.sign_in("founder")
    assert house.own("founder") == [{"v": 1, "iban": "à lire"}]
    passwords = dict(house.rows("SELECT login, password FROM account"))
    assert passwords["member"] == passwords["founder"] == ""
    assert passwords["other"].startswith("$argon2id$")
    assert house.sign_in("other").keyring is not None


def test_a_changed_password_opens_the_same_keys_and_the_former_one_none(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", {"iban": "x"})
    accounts.change_password(house.desk("delegate"), PASSWORD, "Tilleul-9-Passerelle!", cost=CHEAP)
    with pytest.raises(Refused):
        accounts.sign_in(house.file, "delegate", PASSWORD)
    house.on(DAY, 11)
    house.sign_in("delegate", "Tilleul-9-Passerelle!")
    assert len(house.read("delegate")) == 1


def test_a_closed_access_loses_its_keys_and_the_compartment_is_renewed(house: House) -> None:
    house.entrust("delegate", "bank")
    house.entrust("manager", "bank", "read")
    house.sign_in("delegate")
    house.put("delegate", "member", {"iban": "x"})
    assert house.read("manager") != []
    accounts.close_account(house.desk("founder"), house.people["manager"])
    with pytest.raises(RuleBroken):
        house.read("manager")
    assert delegating.keys_due(house.desk("founder")) != []
    house.sign_in("delegate")
    assert house.rows("SELECT max(n) FROM epoch") == [(2,)]
    assert delegating.keys_due(house.desk("founder")) == []
