"""Records sealed in a compartment: who reads them, who does not, and what is said beside them."""

from typing import Any

import pytest

from coop_desk.core.actions import Act
from coop_desk.core.check import verify
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.compartments.model import Drop
from coop_desk.core.compartments.names import COOP, EXPORT
from coop_desk.core.crypto.identity import seal_to
from coop_desk.core.crypto.sealing import pack
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.ids import PersonId
from tests.topics.core.compartments.conftest import House

IBAN = {"iban": "FR7630006000011234567890189"}


def test_the_delegate_writes_and_reads_and_each_person_reads_their_own(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", IBAN, equal=("iban", IBAN["iban"]))
    house.put("delegate", "other", {"iban": "autre"})
    assert house.read("delegate", "member") == [{"v": 1, **IBAN}]
    assert len(house.read("delegate")) == 2
    assert house.own("member") == [{"v": 1, **IBAN}]
    assert house.own("founder") == []
    for who in ("founder", "manager", "member"):
        with pytest.raises(Refused):
            house.read(who, "member")
    assert [v.differences for v in verify(house.file) if v.differences] == []


def test_a_record_is_written_anew_with_its_number_and_found_by_its_value(house: House) -> None:
    house.entrust("delegate", "bank")
    number = house.put("delegate", "member", {"iban": "ancien"})
    assert house.put("delegate", "member", IBAN, replacing=number, equal=("iban", IBAN["iban"])) == number
    assert house.read("delegate", "member") == [{"v": 1, **IBAN}]
    found = house.act("delegate", lambda act: act.sealed.same("bank", "iban", IBAN["iban"]), reading=True)
    assert found == [number]
    with pytest.raises(Refused):
        house.put("delegate", "other", IBAN, replacing=number)


def test_the_records_of_one_value_are_read_without_opening_the_others(house: House) -> None:
    house.entrust("delegate", "bank")
    months = ("2026-09", "2026-10")
    for who in ("member", "other"):
        for month in months:
            house.put("delegate", who, {"month": month, "about": who}, equal=("month", month))

    def october(act: Any) -> list[str]:
        return [e.payload["about"] for e in act.sealed.read("bank", equal=("month", "2026-10"))]

    number = house.act("delegate", lambda act: act.sealed.same("bank", "month", "2026-10"), reading=True)[0]
    ((mark,),) = house.rows("SELECT equal FROM sealed WHERE id = ?", number)
    kept = house.rows("SELECT box, id FROM sealed WHERE equal != ?", mark)
    house.edit("UPDATE sealed SET box = x'00' WHERE equal != ?", mark)
    assert sorted(house.act("delegate", october, reading=True)) == ["member", "other"]
    for box, number in kept:
        house.edit("UPDATE sealed SET box = ?, equal = ? WHERE id = ?", box, mark, number)
    with pytest.raises(RuleBroken, match="ne s’ouvre plus") as spoilt:
        house.act("delegate", october, reading=True)
    assert spoilt.value.rule == "KEY-14"


def test_what_is_about_the_coop_is_opened_by_key_holders_and_is_nobodys_own(house: House) -> None:
    """Totals of a month are about nobody: no trace is left for anyone, and a new key keeps them."""
    house.entrust("delegate", "pay/2026")
    house.people["coop"] = COOP
    house.put("delegate", "coop", {"total": 155039}, compartment="pay/2026")
    house.put("delegate", "member", {"amount": 100}, compartment="pay/2026")
    delegating.rotate_key(house.desk("delegate"), "pay/2026")
    assert house.read("delegate", "coop", "pay/2026") == [{"v": 1, "total": 155039}]
    assert house.read("delegate", compartment="pay/2026") == [{"v": 1, "amount": 100}]
    assert [house.own(who, "pay/2026") for who in ("delegate", "other")] == [[], []]
    with pytest.raises(Refused):
        house.read("manager", "coop", "pay/2026")
    assert [v.differences for v in verify(house.file) if v.differences] == []


def test_writing_twice_in_one_act_is_one_version(house: House) -> None:
    house.entrust("delegate", "bank")

    def twice(act: Act) -> None:
        number = act.sealed.put("bank", house.people["member"], {"v": 1, "iban": "a"})
        act.sealed.put("bank", house.people["member"], {"v": 1, "iban": "b"}, replacing=number)

    house.act("delegate", twice)
    assert house.own("member") == [{"v": 1, "iban": "b"}]


def test_what_a_person_drops_becomes_a_record_at_the_next_session_of_the_delegate(house: House) -> None:
    house.entrust("delegate", "bank")
    house.act("member", lambda act: act.sealed.drop("bank", {"v": 1, **IBAN}))
    assert house.own("member") == []
    house.sign_in("delegate")
    assert house.own("member") == [{"v": 1, **IBAN}]
    assert house.rows("SELECT count(*) FROM drop_box") == [(0,)]
    assert [v.differences for v in verify(house.file) if v.differences] == []


def test_everything_dropped_before_a_session_is_moved_by_it(house: House) -> None:
    house.entrust("delegate", "bank")
    for who, iban in (("member", "a"), ("other", "b"), ("member", "c")):
        house.act(who, lambda act, iban=iban: act.sealed.drop("bank", {"v": 1, "iban": iban}))  # type: ignore[misc]
    mine = house.act("member", lambda act: act.sealed.own_drops("bank"), reading=True)
    assert sorted(entry.payload["iban"] for entry in mine) == ["a", "c"]
    house.sign_in("delegate")
    assert sorted(said["iban"] for said in house.read("delegate")) == ["a", "b", "c"]
    assert house.act("member", lambda act: act.sealed.own_drops("bank"), reading=True) == []


def test_a_drop_somebody_else_made_for_me_to_read_is_not_mine(house: House) -> None:
    """Anybody can seal to my public key: what I dropped is signed by me."""
    house.entrust("delegate", "bank")

    def forge(act: Act) -> None:
        trust, ring = epochs.trust_of(act), epochs.keyring_of(act)
        said = {"v": 1, "person": int(house.people["member"]), "generation": 1, "at": "2026-03-02T10:00:00+00:00",
                "data": {"v": 1, "iban": "faux"}, "equal": None}  # fmt: skip
        said["signature"] = ring.sign(["drop", "bank", 7, said]).hex()
        own = seal_to(trust.keys_of(int(house.people["member"])).box, Secret(pack(said)))
        act.session.add(Drop(id=7, compartment="bank", n=1, box=b"", own=own))
        act.say("Dépôt scellé.")

    house.act("other", forge)
    assert house.rows("SELECT count(*) FROM drop_box") == [(1,)]
    assert house.act("member", lambda act: act.sealed.own_drops("bank"), reading=True) == []


def test_nothing_is_dropped_where_nobody_is_in_charge(house: House) -> None:
    with pytest.raises(RuleBroken) as refusal:
        house.act("member", lambda act: act.sealed.drop("bank", {"v": 1}))
    assert refusal.value.rule == "KEY-13"


def test_no_row_says_whose_record_it_is_nor_when(house: House) -> None:
    """A03: columns beside a sealed record, and the journal lines that speak of it, name nobody but who wrote it."""
    house.entrust("delegate", "absence/2026")
    for who in ("member", "other", "member"):
        house.put("delegate", who, {"reason": "arrêt"}, "absence/2026")
    (columns,) = house.rows("SELECT group_concat(name) FROM pragma_table_info('sealed')")
    assert set(columns[0].split(",")) == {"id", "compartment", "tag", "n", "version", "box", "equal"}
    (columns,) = house.rows("SELECT group_concat(name) FROM pragma_table_info('drop_box')")
    assert set(columns[0].split(",")) == {"id", "compartment", "n", "box", "own"}
    numbers = [id_ for (id_,) in house.rows("SELECT id FROM sealed")]
    assert numbers != sorted(range(1, 4))
    about = {f"sealed:{n}" for n in numbers}
    touched = house.rows("SELECT seq, person_id FROM journal_touch WHERE record LIKE 'sealed:%'")
    assert {person for _seq, person in touched} == {None}
    bodies = [
        b
        for (b,) in house.rows(
            "SELECT body FROM journal WHERE seq IN (SELECT seq FROM journal_touch WHERE record LIKE 'sealed:%')"
        )
    ]
    assert len(about) == len(bodies) == 3
    for body in bodies:
        for hint in ("Hénaff", "Chloé", "Tanguy", "arrêt"):
            assert hint not in body
    # Everybody has the key of their own records, had they any or not.
    holders = house.rows("SELECT DISTINCT holder FROM wrap WHERE what = 'S' AND compartment = 'absence/2026'")
    assert {h for (h,) in holders} == set(house.people.values())


def test_a_session_without_password_has_no_sealed_access(house: House) -> None:
    house.entrust("delegate", "bank")
    house.put("delegate", "member", IBAN)
    house.desk("delegate").keyring = None
    with pytest.raises(RuleBroken) as refusal:
        house.read("delegate", "member")
    assert refusal.value.rule == "KEY-08"


def test_the_key_alone_is_not_a_right_and_the_right_alone_is_not_a_key(house: House) -> None:
    house.entrust("delegate", "bank", "read")
    with pytest.raises(Refused):
        house.put("delegate", "member", IBAN)
    house.entrust("other", "bank", "write")
    house.edit("DELETE FROM wrap WHERE holder = ? AND what = 'K'", house.people["other"])
    with pytest.raises(RuleBroken) as refusal:
        house.read("other")
    assert refusal.value.rule == "KEY-10"


def test_whoever_may_export_keeps_what_was_taken_out_about_the_co_op_and_writes_nothing_else(house: House) -> None:
    house.entrust("delegate", "pay/2026")
    house.entrust("other", "pay/2026", "read", export=True)
    house.entrust("manager", "pay/2026", "read")
    house.sign_in("delegate")

    def keep(act: Act, about: PersonId = COOP, replacing: int | None = None) -> int:
        return act.sealed.put("pay/2026", about, {"v": 1, "kept": "export"}, replacing=replacing, right=EXPORT)

    id_ = house.act("other", keep)
    for who, attempt in (
        ("other", lambda act: keep(act, house.people["member"])),
        ("other", lambda act: keep(act, replacing=id_)),
        ("other", lambda act: act.sealed.put("pay/2026", COOP, {"v": 1})),
        ("manager", keep),
        ("member", keep),
    ):
        with pytest.raises(Refused):
            house.act(who, attempt)
    read = house.act("delegate", lambda act: [e.payload for e in act.sealed.read("pay/2026", COOP)], reading=True)
    assert read == [{"v": 1, "kept": "export"}]
