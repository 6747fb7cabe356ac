"""What a member with the file and an own tool writes in it, and who would be taken in by it.

Each move tells who it is by, against whom and where; it does nothing when the life told so far leaves no occasion.
The program must refuse by the rule said; then the file is put right again, and life goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from coop_desk.core.compartments import delegating, epochs, sealed
from coop_desk.core.compartments.model import Delegation, Epoch, Wrap
from coop_desk.core.compartments.names import number
from coop_desk.core.compartments.statements import delegation_statement
from coop_desk.core.compartments.trust import epoch_statement, wrap_statement
from coop_desk.core.crypto import derive
from coop_desk.core.crypto.identity import new_identity, seal_to
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.sealing import new_key
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import DATABASE_NAME
from tests.topics.core.compartments.conftest import DAY, House
from tests.topics.core.compartments.test_attacks import copied

if TYPE_CHECKING:
    from tests.topics.core.compartments.life import LifeOfKeys

Move = Callable[["LifeOfKeys", str, str, str], None]
TOUCHED = ("delegation", "principal", "epoch", "wrap", "sealed")


@contextmanager
def refused(rule: str, what: str) -> Iterator[None]:
    """What is tried here is refused by that rule and no other."""
    found = "not refused"
    try:
        yield
    except RuleBroken as refusal:
        found = refusal.rule
    assert found == rule, f"{what}: {found}"


def try_all(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    """Make each move, every session opening its keys from the file as it then stands, and put the file right again."""
    house = life.house
    rings = [ring_of(house, who) for who in {*house.desks, forger, victim}]
    with closing(raw_connection(house.file.folder / DATABASE_NAME)) as raw:
        before = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in TOUCHED}
    for move in MOVES:
        for ring in rings:
            ring.drop_kept()
        changes = house.file.changes
        move(life, forger, victim, compartment)
        if house.file.changes == changes:
            continue  # there was no occasion for it
        house.file.engine.dispose()
        with closing(raw_connection(house.file.folder / DATABASE_NAME)) as raw:
            raw.execute("PRAGMA synchronous = OFF")  # no power cut here
            for table, rows in before.items():
                raw.execute(f"DELETE FROM {table}")
                for row in rows:
                    raw.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
            raw.commit()
        house.file.changes += 1


def ring_of(house: House, who: str) -> Keyring:
    ring = house.desk(who).keyring
    assert ring is not None
    return ring


def present(house: House, compartment: str) -> int:
    """The number of the epoch in force."""
    ((n,),) = house.rows("SELECT max(n) FROM epoch WHERE compartment = ?", compartment)
    return int(n)


# ------------------------------------------------------------------ keys, delegations, epochs


def own_keys_in_the_row_of_another(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    mine, holder = new_identity().public, int(life.house.people[victim])
    life.house.edit("UPDATE principal SET box = ?, sign = ? WHERE holder = ?", mine.box, mine.sign, holder)
    with refused("KEY-07", f"{compartment} entrusted to keys put in the place of {victim}'s"):
        life.house.entrust(victim, compartment)


def delegation_decided_by_oneself(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    if forger == victim or life.may(victim, compartment, "write"):
        return
    house, ring = life.house, ring_of(life.house, forger)
    row = Delegation(id=77, compartment=compartment, holder=int(house.people[victim]), right="write", export=False,
                     starts_on=DAY, ends_on=None, same_day=False, proposed_by=ring.person_id, decision="Nous deux",
                     by=ring.person_id, by_generation=ring.generation)  # fmt: skip
    copied(house, "delegation", "decision IS NOT NULL", id=row.id, compartment=compartment, holder=row.holder,
           right="write", export=False, starts_on=DAY.isoformat(), ends_on=None, same_day=False, decision=row.decision,
           proposed_by=row.proposed_by, by=row.by, by_generation=row.by_generation,
           signature=ring.sign(delegation_statement(row)))  # fmt: skip
    believed = house.act(victim, lambda act: act.sealed.may(compartment, "write"), reading=True)
    assert not believed, f"{victim} may write in {compartment} by the word of {forger}"


def epoch_of_one_s_own(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    house, key, ring = life.house, new_key(), ring_of(life.house, forger)
    n = present(house, compartment) + 1
    row = Epoch(compartment=compartment, n=n, kid=derive.key_id(key), drop_box=derive.drop_identity(key).public.box,
                by=ring.person_id, by_generation=ring.generation)  # fmt: skip
    copied(house, "epoch", "TRUE", id=number("epoch", compartment, n), compartment=compartment, n=n, kid=row.kid,
           drop_box=row.drop_box, by=row.by, by_generation=row.by_generation,
           signature=ring.sign(epoch_statement(row)))  # fmt: skip
    with refused("KEY-09", f"{victim} sealed to the drop-box of {forger}"):
        house.act(victim, lambda act: act.sealed.drop(compartment, {"v": 1}))


def newest_epoch_taken_out(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    n = present(life.house, compartment)
    life.house.edit("DELETE FROM epoch WHERE compartment = ? AND n = ?", compartment, n)
    with refused("KEY-09", f"{victim} sealed to an older epoch of {compartment}"):
        life.house.act(victim, lambda act: act.sealed.drop(compartment, {"v": 1}))


def _wrapped_by_oneself(life: "LifeOfKeys", forger: str, victim: str, compartment: str, what: str) -> bool:
    """Put a key of one's own choice in the place of the one handed over; False when none was."""
    house, ring, holder = life.house, ring_of(life.house, forger), int(life.house.people[victim])
    n, to = present(house, compartment), ring_of(house, victim)
    row = Wrap(compartment=compartment, n=n, holder=holder, generation=to.generation, what=what,
               box=seal_to(to.public.box, new_key()), by=ring.person_id, by_generation=ring.generation)  # fmt: skip
    changed = house.edit("UPDATE wrap SET box = ?, by = ?, by_generation = ?, signature = ? WHERE id = ?", row.box,
                         row.by, row.by_generation, ring.sign(wrap_statement(row)),
                         number("wrap", compartment, n, holder, to.generation, what))  # fmt: skip
    return changed == 1


def key_of_one_s_own_choice(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    if _wrapped_by_oneself(life, forger, victim, compartment, epochs.KEY):
        with refused("KEY-11", f"{victim} took a key that {forger} chose for {compartment}"):
            life.house.act(
                victim, lambda act: epochs.opened_key(act, epochs.opened_epoch(act, compartment)), reading=True
            )


def own_records_key_of_one_s_own_choice(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    if any((theft.holder, theft.compartment) == (forger, compartment) for theft in life.stolen):
        return  # whoever hands keys over may hand a useless one to somebody: they ask another key holder
    if _wrapped_by_oneself(life, forger, victim, compartment, epochs.SUBJECT):
        with refused("KEY-11", f"{victim} looked for own records with a key that {forger} chose"):
            life.house.own(victim, compartment)


# ------------------------------------------------------------------ records


def older_version_put_back(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    if compartment in life.former:
        n, version, box, id_ = life.former[compartment]
        if life.house.edit("UPDATE sealed SET version = ?, box = ? WHERE id = ? AND n = ?", version, box, id_, n):
            _is_refused_at_reading(life, compartment, "an older version put back")


def numbers_exchanged(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    pairs = life.house.rows(
        "SELECT a.id, b.id FROM sealed AS a JOIN sealed AS b USING (compartment, version) "
        "WHERE a.id < b.id AND compartment = ?", compartment
    )  # fmt: skip
    for first, second in pairs[:1]:
        for before, after in ((first, 1), (second, first), (1, second)):
            life.house.edit("UPDATE sealed SET id = ? WHERE id = ?", after, before)
        _is_refused_at_reading(life, compartment, "two records exchanged")


def own_record_written_by_its_subject(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    """Who has the key of their own records writes one as if a key holder had; `victim` is the one who does."""
    house, n, person = life.house, present(life.house, compartment), int(life.house.people[victim])
    subject = house.act(
        victim, lambda act: epochs.held_subject(act, epochs.opened_epoch(act, compartment)), reading=True
    )
    if subject is None:
        return
    rows = house.rows("SELECT id, version FROM sealed WHERE tag = ?", derive.tag(subject))
    for id_, version in rows[:1]:
        ((times,),) = house.rows("SELECT count(*) FROM journal_touch WHERE record = ?", f"sealed:{id_}")
        said = sealed.Written({"v": 1, "net": 0}, "2026-03-02T10:00:00+00:00", person, n + times - version)
        about = sealed.record_about(compartment, id_, n, version, person)
        house.edit("UPDATE sealed SET box = ? WHERE id = ?", sealed.sealed_box(subject, subject, about, said), id_)
        _is_refused_at_reading(life, compartment, f"a record that {victim} wrote about themself")


def record_left_out(life: "LifeOfKeys", forger: str, victim: str, compartment: str) -> None:
    if not life.house.edit("DELETE FROM sealed WHERE id = (SELECT max(id) FROM sealed WHERE compartment = ?)",
                           compartment):  # fmt: skip
        return
    for writer in life.able(compartment, "write")[:1]:
        with refused("KEY-15", f"{writer} renewed the key of an incomplete copy"):
            delegating.rotate_key(life.house.desk(writer), compartment)


def _is_refused_at_reading(life: "LifeOfKeys", compartment: str, what: str) -> None:
    for reader in life.able(compartment, "read")[:1]:
        with refused("KEY-14", what):
            life.house.read(reader, None, compartment)


MOVES: tuple[Move, ...] = (
    own_keys_in_the_row_of_another, delegation_decided_by_oneself, epoch_of_one_s_own, newest_epoch_taken_out,
    key_of_one_s_own_choice, own_records_key_of_one_s_own_choice, older_version_put_back, numbers_exchanged,
    own_record_written_by_its_subject, record_left_out,
)  # fmt: skip
