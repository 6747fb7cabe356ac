"""A member with an own account, the file and a hex editor: each attempt is refused (attacks A04 to A10 and A13)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coop_desk.core import accounts
from coop_desk.core.compartments import delegating, epochs
from coop_desk.core.compartments.model import Delegation, Epoch, Principal, SealedRecord, Wrap
from coop_desk.core.compartments.names import number
from coop_desk.core.compartments.trust import delegation_statement, epoch_statement, principal_statement, wrap_statement
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import Identity, new_identity, seal_to
from coop_desk.core.crypto.sealing import Unopened, new_key, unseal
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import open_coop
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.trusted_time import TrustedClock
from tests.conftest import CHEAP, PASSWORD
from tests.topics.core.compartments.conftest import DAY, House

IBAN = {"iban": "FR7630006000011234567890189"}
REFUSED = (Refused, RuleBroken)


@pytest.fixture
def sealed(house: House) -> House:
    """One delegate of the bank details, two records."""
    house.entrust("delegate", "bank", ends=date(2026, 6, 30))
    house.put("delegate", "member", IBAN)
    house.put("delegate", "other", {"iban": "autre"})
    return house


def copied(house: House, table: str, condition: str, **changes: Any) -> None:
    """Add a row like another, with some columns changed."""
    columns = [name for (name,) in house.rows(f"SELECT name FROM pragma_table_info('{table}')")]
    chosen = ", ".join("?" if c in changes else f'"{c}"' for c in columns)
    values = [changes[c] for c in columns if c in changes]
    names = ", ".join(f'"{c}"' for c in columns)
    assert house.edit(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} WHERE {condition} LIMIT 1", *values)


# --------------------------------------------------------------------------------------------- A04


def test_a_delegation_written_by_hand_gives_nothing(sealed: House) -> None:
    thief = int(sealed.people["member"])
    copied(sealed, "delegation", "compartment = 'bank'", id=77, holder=thief)
    with pytest.raises(Refused):
        sealed.read("member", "other")
    # Signed by the thief's own, certified keys: they are not of the governance.
    ring = sealed.desk("member").keyring
    assert ring is not None
    row = Delegation(id=78, compartment="bank", holder=thief, right="write", export=False, starts_on=DAY, ends_on=None,
                     same_day=False, proposed_by=thief, decision="Moi", by=int(sealed.people["other"]),
                     by_generation=1)  # fmt: skip
    for by in (thief, int(sealed.people["other"]), int(sealed.people["founder"])):
        row.by = by
        signature = ring.sign(delegation_statement(row))
        sealed.edit("DELETE FROM delegation WHERE id = 78")
        copied(sealed, "delegation", "compartment = 'bank' AND id <> 77", id=78, holder=thief, decision="Moi", by=by,
               by_generation=1, signature=signature, ends_on=None)  # fmt: skip
        with pytest.raises(Refused):
            sealed.read("member", "other")
    sealed.sign_in("delegate")
    assert sealed.rows("SELECT count(*) FROM wrap WHERE holder = ? AND what = 'K'", thief) == [(0,)]


@pytest.mark.parametrize(
    "change",
    ["ends_on = '2030-01-01'", "ends_on = NULL", "starts_on = '2020-01-01'", "compartment = 'identity'",
     "\"right\" = 'write'", "export = 1", "decision = 'autre'", "id = 5", "same_day = 1"],
)  # fmt: skip
def test_a_delegation_changed_by_hand_gives_nothing_more(house: House, change: str) -> None:
    house.entrust("manager", "identity")
    house.entrust("delegate", "bank", "read", ends=date(2026, 6, 30))
    assert house.read("delegate") == []
    house.edit(f"UPDATE delegation SET {change} WHERE compartment = 'bank'")
    with pytest.raises(Refused):
        house.read("delegate")
    with pytest.raises(Refused):
        house.read("delegate", compartment="identity")


def test_the_refusal_of_a_verb_is_in_the_journal(sealed: House) -> None:
    with pytest.raises(Refused):
        delegating.rotate_key(sealed.desk("member"), "bank")
    thief = sealed.desk("member")
    with pytest.raises(Refused):
        delegating.delegate_keys(thief, "bank", sealed.people["member"], "write", DAY, None, "Moi")
    actions = [(line.action, line.outcome) for line in journal_lines(sealed.desk("founder"), limit=5)]
    assert ("core.rotate_key", "refused") in actions
    assert ("core.delegate_keys", "refused") in actions


def test_a_revocation_taken_out_of_the_file_still_counts(sealed: House) -> None:
    (row,) = [d for d in delegating.key_delegations(sealed.desk("founder")) if d.compartment == "bank"]
    delegating.revoke_keys(sealed.desk("founder"), row.id, "Assemblée du 2 mars 2026")
    sealed.edit("DELETE FROM revocation")
    with pytest.raises(Refused):
        sealed.read("delegate")


# --------------------------------------------------------------------------------------------- A05


def with_own_keys(house: House, victim: str) -> Identity:
    """Put a public key of one's own in somebody's row, as the file allows."""
    mine = new_identity()
    holder = int(house.people[victim])
    house.edit("UPDATE principal SET box = ?, sign = ? WHERE holder = ?", mine.public.box, mine.public.sign, holder)
    return mine


def opens(house: House, thief: Identity) -> int:
    """How many wraps of the file a pair of keys opens."""
    count = 0
    for (box,) in house.rows("SELECT box FROM wrap"):
        try:
            thief.open(box)
            count += 1
        except Unopened:
            continue
    return count


def test_a_public_key_put_in_the_row_of_the_delegate_receives_nothing_at_the_grant(house: House) -> None:
    thief = with_own_keys(house, "delegate")
    with pytest.raises(RuleBroken) as refusal:
        house.entrust("delegate", "bank")
    assert refusal.value.rule == "KEY-07"
    assert opens(house, thief) == 0


def test_a_public_key_certified_by_its_own_thief_receives_nothing(house: House) -> None:
    ring = house.desk("member").keyring
    assert ring is not None
    mine = new_identity()
    holder, thief = int(house.people["delegate"]), int(house.people["member"])
    row = Principal(holder=holder, generation=1, box=mine.public.box, sign=mine.public.sign, by=thief, by_generation=1)
    house.edit("UPDATE principal SET box = ?, sign = ?, by = ?, by_generation = 1, certificate = ? WHERE holder = ?",
               mine.public.box, mine.public.sign, thief, ring.sign(principal_statement(row)), holder)  # fmt: skip
    with pytest.raises(RuleBroken):
        house.entrust("delegate", "bank")
    assert opens(house, mine) == 0


def test_a_public_key_put_in_a_row_before_a_rotation_receives_nothing(sealed: House) -> None:
    sealed.entrust("manager", "bank", "read")
    thief = with_own_keys(sealed, "manager")
    another = with_own_keys(sealed, "member")
    assert delegating.rotate_key(sealed.desk("delegate"), "bank") == 2
    assert opens(sealed, thief) == opens(sealed, another) == 0


def test_a_root_of_one_s_own_is_refused_by_every_bundle(sealed: House) -> None:
    mine = new_identity()
    sealed.edit("UPDATE principal SET box = ?, sign = ? WHERE holder = 0", mine.public.box, mine.public.sign)
    with pytest.raises(RuleBroken) as refusal:
        sealed.read("delegate")
    assert refusal.value.rule == "KEY-06"


def test_a_bundle_of_one_s_own_in_another_s_place_opens_no_session(sealed: House) -> None:
    from coop_desk.core.crypto.identity import seal_bundle

    holder = int(sealed.people["delegate"])
    forged = seal_bundle(new_identity(), b"", Secret(b"a moi"), holder, 1, CHEAP)
    sealed.edit("UPDATE bundle SET content = ? WHERE holder_id = ?", forged.to_bytes(), holder)
    with pytest.raises(REFUSED):
        accounts.sign_in(sealed.file, "delegate", "a moi")
    own = "SELECT content FROM bundle AS b WHERE b.holder_id = ?"
    sealed.edit(f"UPDATE bundle SET content = ({own}) WHERE holder_id = ?", int(sealed.people["member"]), holder)
    with pytest.raises(REFUSED):
        accounts.sign_in(sealed.file, "delegate", PASSWORD)


# --------------------------------------------------------------------------------------------- A06


def planted_wrap(house: House, key: Secret, n: int = 1) -> None:
    """Wrap a key of one's own choice to the delegate, signed with one's own certified keys."""
    ring = house.desk("member").keyring
    assert ring is not None
    victim = int(house.people["delegate"])
    (box,) = house.rows("SELECT box FROM principal WHERE holder = ?", victim)
    wrap = Wrap(compartment="bank", n=n, holder=victim, generation=1, what="K", box=seal_to(box[0], key),
                by=ring.person_id, by_generation=1)  # fmt: skip
    id_ = number("wrap", "bank", n, victim, 1, "K")
    house.edit("DELETE FROM wrap WHERE id = ?", id_)
    copied(house, "wrap", "what = 'K'", id=id_, n=n, holder=victim, generation=1, box=wrap.box, by=wrap.by,
           by_generation=1, signature=ring.sign(wrap_statement(wrap)))  # fmt: skip


def test_another_s_wrap_is_no_use(sealed: House) -> None:
    thief = int(sealed.people["member"])
    sealed.desk("member")
    copied(sealed, "wrap", f"what = 'K' AND holder = {int(sealed.people['delegate'])}",
           id=number("wrap", "bank", 1, thief, 1, "K"), holder=thief)  # fmt: skip
    with pytest.raises(Refused):
        sealed.read("member")
    sealed.entrust("member", "bank", "read")
    with pytest.raises(RuleBroken) as refusal:
        sealed.read("member")
    assert refusal.value.rule == "KEY-11"
    sealed.sign_in("delegate")  # hands over the right one in its place
    assert len(sealed.read("member")) == 2


def test_a_key_of_one_s_own_choice_wrapped_to_the_delegate_is_refused(sealed: House) -> None:
    planted_wrap(sealed, new_key())
    sealed.desk("delegate").keyring.drop_kept()  # type: ignore[union-attr]
    with pytest.raises(RuleBroken) as refusal:
        sealed.put("delegate", "member", IBAN)
    assert refusal.value.rule == "KEY-11"


def test_an_epoch_of_one_s_own_is_refused(sealed: House) -> None:
    key = new_key()
    ring = sealed.desk("member").keyring
    assert ring is not None
    epoch = Epoch(compartment="bank", n=2, kid=derive.key_id(key), drop_box=derive.drop_identity(key).public.box,
                  by=ring.person_id, by_generation=1)  # fmt: skip
    copied(sealed, "epoch", "n = 1 AND compartment = 'bank'", id=number("epoch", "bank", 2), n=2, kid=epoch.kid,
           drop_box=epoch.drop_box, by=epoch.by, by_generation=1,
           signature=ring.sign(epoch_statement(epoch)))  # fmt: skip
    planted_wrap(sealed, key, 2)
    for attempt in (
        lambda: sealed.put("delegate", "member", IBAN),
        lambda: sealed.act("other", lambda act: act.sealed.drop("bank", {"v": 1})),
    ):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert refusal.value.rule == "KEY-09"


def test_a_file_whose_newest_epoch_was_removed_is_refused(sealed: House) -> None:
    old = sealed.rows("SELECT * FROM wrap")
    delegating.rotate_key(sealed.desk("delegate"), "bank")
    sealed.edit("DELETE FROM epoch WHERE n = 2")
    for row in old:  # the older keys are put back with it
        sealed.edit(f"INSERT OR REPLACE INTO wrap VALUES ({','.join('?' * len(row))})", *row)
    for attempt in (lambda: sealed.read("delegate"), lambda: sealed.own("member")):
        with pytest.raises(RuleBroken) as refusal:
            attempt()
        assert refusal.value.rule == "KEY-09"


def test_a_wrap_of_an_older_epoch_is_not_taken_for_the_present_one(sealed: House) -> None:
    (box,) = sealed.rows("SELECT box FROM wrap WHERE what = 'K' AND holder = ?", int(sealed.people["delegate"]))
    delegating.rotate_key(sealed.desk("delegate"), "bank")
    sealed.edit("UPDATE wrap SET box = ? WHERE what = 'K' AND n = 2 AND holder <> 0", box[0])
    with pytest.raises(RuleBroken) as refusal:
        sealed.read("delegate")
    assert refusal.value.rule == "KEY-11"


# --------------------------------------------------------------------------------------------- A07


def numbers(house: House) -> list[int]:
    """The numbers of the sealed records, first written first."""
    seqs = house.rows("SELECT record FROM journal_touch WHERE record LIKE 'sealed:%' ORDER BY seq")
    return list(dict.fromkeys(int(record.split(":")[1]) for (record,) in seqs))


def swapped_boxes(house: House) -> None:
    first, second = numbers(house)
    boxes = dict(house.rows("SELECT id, box FROM sealed"))
    house.edit("UPDATE sealed SET box = ? WHERE id = ?", boxes[second], first)
    house.edit("UPDATE sealed SET box = ? WHERE id = ?", boxes[first], second)


def swapped_rows(house: House) -> None:
    first, second = numbers(house)
    for before, after in ((first, 1), (second, first), (1, second)):
        house.edit("UPDATE sealed SET id = ? WHERE id = ?", after, before)


def moved_to_another_person(house: House) -> None:
    first, second = numbers(house)
    house.edit("UPDATE sealed SET tag = (SELECT s.tag FROM sealed AS s WHERE s.id = ?) WHERE id = ?", second, first)


def moved_to_another_epoch(house: House) -> None:
    house.edit("UPDATE sealed SET n = 2 WHERE id = ?", numbers(house)[0])


def raised_version(house: House) -> None:
    house.edit("UPDATE sealed SET version = 2 WHERE id = ?", numbers(house)[0])


def older_version_put_back(house: House) -> None:
    first = numbers(house)[0]
    (row,) = house.rows("SELECT version, box FROM sealed WHERE id = ?", first)
    house.put("delegate", "member", {"iban": "nouveau"}, replacing=first)
    house.edit("UPDATE sealed SET version = ?, box = ? WHERE id = ?", *row, first)


def copied_once_more(house: House) -> None:
    copied(house, "sealed", f"id = {numbers(house)[0]}", id=4242)


def written_by_its_own_subject(house: House) -> None:
    """A member holds S: what they write with it is not taken for a key holder's."""
    first = numbers(house)[0]
    ring = house.desk("member").keyring
    house.own("member")
    subject = ring.kept("bank", 1, "S") if ring is not None else None
    assert subject is not None
    from coop_desk.core.compartments import sealed as door

    about = door.record_about("bank", first, 1, 1, int(house.people["member"]))
    forged = door.Written({"v": 1, "iban": "à moi"}, "2026-03-02T10:00:00+00:00", int(house.people["delegate"]), 1)
    house.edit("UPDATE sealed SET box = ? WHERE id = ?", door.sealed_box(subject, subject, about, forged), first)


@pytest.mark.parametrize(
    "spoil",
    [swapped_boxes, swapped_rows, moved_to_another_person, moved_to_another_epoch, raised_version,
     older_version_put_back, copied_once_more, written_by_its_own_subject],
)  # fmt: skip
def test_a_record_swapped_moved_copied_or_put_back_is_refused_and_its_person_named(
    sealed: House, spoil: Callable[[House], None]
) -> None:
    spoil(sealed)
    with pytest.raises(RuleBroken, match=r"Chloé Hénaff|Odile Tanguy") as refusal:
        sealed.read("delegate")
    assert refusal.value.rule == "KEY-14"
    with pytest.raises(RuleBroken):
        delegating.rotate_key(sealed.desk("delegate"), "bank")


def test_a_record_moved_to_another_compartment_is_refused(sealed: House) -> None:
    sealed.entrust("delegate", "identity")
    sealed.edit("UPDATE sealed SET compartment = 'identity' WHERE id = ?", numbers(sealed)[0])
    for compartment in ("identity",):
        with pytest.raises(RuleBroken):
            sealed.read("delegate", compartment=compartment)


def test_each_flipped_byte_is_refused(sealed: House) -> None:
    first = numbers(sealed)[0]
    (box,) = sealed.rows("SELECT box FROM sealed WHERE id = ?", first)
    ring = sealed.desk("delegate").keyring
    sealed.read("delegate")
    key = ring.kept("bank", 1, "K") if ring is not None else None
    assert key is not None
    subject = derive.subject_key(key, int(sealed.people["member"]))
    about = ["rec", "bank", first, 1, 1, int(sealed.people["member"])]
    unseal(subject, box[0], about)
    for place in range(len(box[0])):
        spoilt = bytearray(box[0])
        spoilt[place] ^= 0x40
        with pytest.raises(Unopened):
            unseal(subject, bytes(spoilt), about)


def test_a_rotation_of_an_incomplete_copy_is_refused_and_changes_nothing(sealed: House) -> None:
    sealed.edit("DELETE FROM sealed WHERE id = ?", numbers(sealed)[0])
    before = sealed.rows("SELECT * FROM sealed")
    with pytest.raises(RuleBroken) as refusal:
        delegating.rotate_key(sealed.desk("delegate"), "bank")
    assert refusal.value.rule == "KEY-15"
    assert sealed.rows("SELECT * FROM sealed") == before
    assert sealed.rows("SELECT max(n) FROM epoch") == [(1,)]


# --------------------------------------------------------------------------------------------- A08 to A10


def stolen(house: House, who: str, compartment: str = "bank") -> Secret:
    """The key that a delegate keeps for oneself with an own tool."""

    def take(act: Any) -> Secret:
        epoch = epochs.opened_epoch(act, compartment)
        return Secret(epochs.opened_key(act, epoch).reveal())

    return house.act(who, take)


def opened_with(house: House, key: Secret) -> int:
    """How many records of the file a saved key opens, whoever they are about."""
    count = 0
    for id_, compartment, n, version, box in house.rows("SELECT id, compartment, n, version, box FROM sealed"):
        for person in house.people.values():
            try:
                unseal(derive.subject_key(key, int(person)), box, ["rec", compartment, id_, n, version, int(person)])
                count += 1
            except Unopened:
                continue
    return count


def test_a_former_delegate_opens_nothing_with_the_key_they_kept(sealed: House) -> None:
    """A08."""
    sealed.entrust("manager", "bank")
    sealed.sign_in("delegate")  # hands the key over
    key = stolen(sealed, "manager")
    assert opened_with(sealed, key) == 2
    (row,) = [d for d in delegating.key_delegations(sealed.desk("founder")) if d.holder == "Inès Pérez"]
    delegating.revoke_keys(sealed.desk("founder"), row.id, "Assemblée")
    assert delegating.keys_due(sealed.desk("founder")) != []
    sealed.sign_in("delegate")  # renews the key
    sealed.put("delegate", "member", {"iban": "suivant"})
    assert opened_with(sealed, key) == 0
    assert len(sealed.read("delegate")) == 3
    assert delegating.keys_due(sealed.desk("founder")) == []
    assert len(sealed.own("member")) == 2


def test_a_delegate_reads_from_the_first_day_to_the_last_and_is_refused_around(house: House) -> None:
    """A09: the wrap is there in advance, the program refuses until the day and from the end."""
    starts, ends = DAY + timedelta(days=10), DAY + timedelta(days=20)
    house.entrust("manager", "bank")
    house.put("manager", "member", IBAN)
    house.entrust("delegate", "bank", "read", starts, ends)
    house.sign_in("manager")
    assert house.rows("SELECT count(*) FROM wrap WHERE what = 'K' AND holder = ?", int(house.people["delegate"])) == [
        (1,)
    ]
    with pytest.raises(Refused):
        house.read("delegate")
    for day in (starts, ends):
        house.on(day)
        assert house.read("delegate") != []
    house.on(ends + timedelta(days=1), 0)
    with pytest.raises(Refused):
        house.read("delegate")
    house.sign_in("member")  # a simple member's opening takes the key back
    assert house.rows("SELECT count(*) FROM wrap WHERE what = 'K' AND holder = ?", int(house.people["delegate"])) == [
        (0,)
    ]
    house.on(starts)
    with pytest.raises(RuleBroken):
        house.read("delegate")  # a clock turned back gives nothing: the key is gone


def test_a_clock_turned_back_gives_no_record_back(house: House) -> None:
    """A09: under the clock of the program, not that of these stories; before anybody's opening cleaned up."""
    house.file.close()
    clock = TrustedClock(house.clock.held)
    with open_coop(house.file.folder, clock=clock) as file:
        later = House(file, clock, house.people)
        later.entrust("manager", "bank")
        later.put("manager", "member", IBAN)
        later.entrust("delegate", "bank", "read", DAY, DAY + timedelta(days=1))
        later.sign_in("manager")
        assert later.read("delegate") != []
        later.on(DAY + timedelta(days=2))
        for day in (later.clock.today(), DAY, DAY - timedelta(days=3653)):
            later.on(day)
            with pytest.raises(Refused):
                later.read("delegate")


def test_a_start_further_than_a_month_or_on_the_day_itself_waits_for_a_key_holder(house: House) -> None:
    house.entrust("manager", "bank")
    far = DAY + timedelta(days=40)
    house.entrust("delegate", "bank", "read", far)
    house.entrust("other", "bank", "read", DAY + timedelta(days=5), same_day=True)

    def holders() -> set[int]:
        return {h for (h,) in house.rows("SELECT holder FROM wrap WHERE what = 'K' AND holder <> 0")}

    house.sign_in("manager")
    assert holders() == {house.people["manager"]}
    house.on(DAY + timedelta(days=5))
    house.sign_in("manager")
    assert holders() == {house.people["manager"], house.people["other"]}
    house.on(far - timedelta(days=31))
    house.sign_in("manager")
    assert house.people["delegate"] in holders()


def test_the_bookkeeper_of_a_year_has_no_key_of_another(house: House) -> None:
    """A10."""
    for compartment in ("pay/2025", "pay/2026", "bank", "identity", "absence/2026"):
        house.entrust("manager", compartment)
        house.put("manager", "member", {"net": 1}, compartment)
    house.entrust("other", "pay/2026", "read", ends=date(2026, 12, 31))
    house.sign_in("manager")
    assert house.read("other", compartment="pay/2026") == [{"v": 1, "net": 1}]
    for compartment in ("pay/2025", "bank", "identity", "absence/2026"):
        with pytest.raises(Refused):
            house.read("other", compartment=compartment)

        def raw(act: Any, compartment: str = compartment) -> Secret | None:
            return epochs.held_key(act, epochs.opened_epoch(act, compartment))

        assert house.act("other", raw, reading=True) is None


# --------------------------------------------------------------------------------------------- A13


def test_nobody_grants_to_oneself_enrols_oneself_or_leaves_nobody_behind(house: House) -> None:
    founder = house.desk("founder")
    me = house.people["founder"]
    with pytest.raises(RuleBroken) as refusal:
        delegating.delegate_keys(founder, "bank", me, "write", DAY, None, "Moi-même")
    assert refusal.value.rule == "GRANT-01"
    with pytest.raises(Refused):
        delegating.delegate_keys(house.desk("member"), "governance", house.people["member"], "write", DAY, None, "Moi")
    (governance,) = delegating.key_delegations(founder)
    with pytest.raises(RuleBroken) as refusal:
        delegating.revoke_keys(founder, governance.id, "Je pars")
    assert refusal.value.rule == "KEY-18"


def test_who_keeps_the_accounts_and_gives_a_manager_a_password_gets_none_of_their_keys(house: House) -> None:
    """The new pair waits for a certificate of the governance, and the former keys are taken back."""
    from coop_desk.core.delegating import give_title

    give_title(house.desk("founder"), house.people["other"], "file_keeper", DAY, None, "Assemblée")
    house.entrust("manager", "bank")
    house.put("manager", "member", IBAN)
    keeper = house.sign_in("other")
    accounts.reset_password(keeper, house.people["manager"], "Tilleul-9-Passerelle!", cost=CHEAP)
    house.sign_in("manager", "Tilleul-9-Passerelle!")
    assert house.rows("SELECT count(*) FROM wrap WHERE holder = ?", int(house.people["manager"])) == [(0,)]
    with pytest.raises(RuleBroken) as refusal:
        house.read("manager")
    assert refusal.value.rule == "KEY-10"
    (pending,) = delegating.keys_to_certify(house.desk("founder"))
    with pytest.raises(Refused):
        delegating.certify_keys(keeper, house.people["manager"], pending.fingerprint)
    with pytest.raises(RuleBroken):
        delegating.certify_keys(house.desk("founder"), house.people["manager"], "ABCD")
    delegating.certify_keys(house.desk("founder"), house.people["manager"], pending.fingerprint)
    assert delegating.keys_to_certify(house.desk("founder")) == []


def test_a_second_governor_signs_and_a_former_one_does_not(house: House) -> None:
    house.entrust("manager", "governance")
    from coop_desk.core.delegating import give_title

    give_title(house.desk("founder"), house.people["manager"], "manager", DAY, None, "Assemblée")
    manager = house.desk("manager")
    first = delegating.delegate_keys(manager, "bank", house.people["delegate"], "write", DAY, None, "Assemblée")
    assert house.read("delegate") == []
    own = [d for d in delegating.key_delegations(manager) if d.compartment == "governance" and d.holder == "Inès Pérez"]
    delegating.revoke_keys(house.desk("founder"), own[0].id, "Fin du mandat")
    assert house.read("delegate") == []  # what they signed then still holds
    house.on(DAY + timedelta(days=1))
    with pytest.raises(Refused):
        delegating.revoke_keys(manager, first, "Trop tard")
    # And a row dated from their time, signed today with an own tool, was not announced then.
    ring = manager.keyring
    assert ring is not None
    thief = int(house.people["member"])
    (made,) = house.rows("SELECT starts_on FROM delegation WHERE id = ?", first)
    row = Delegation(id=9, compartment="bank", holder=thief, right="write", export=False,
                     starts_on=date.fromisoformat(made[0]), ends_on=None, same_day=False, proposed_by=thief,
                     decision="Hier", by=ring.person_id, by_generation=1)  # fmt: skip
    copied(house, "delegation", f"id = {first}", id=9, holder=thief, decision="Hier", proposed_by=thief,
           signature=ring.sign(delegation_statement(row)))  # fmt: skip
    with pytest.raises(Refused):
        house.read("member")


def test_the_models_of_these_rows_are_the_ones_attacked() -> None:
    assert {t.__tablename__ for t in (Delegation, Epoch, Principal, SealedRecord, Wrap)} == {
        "delegation", "epoch", "principal", "sealed", "wrap"}  # fmt: skip
