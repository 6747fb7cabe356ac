"""The journal says who did what, with old and new values, and shows whoever rewrites it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from coop_desk.core import accounts, delegating, journal
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import OutOfBounds, Refused
from coop_desk.core.file import DATABASE_NAME, open_coop
from coop_desk.core.journal import JournalLine, JournalTouch, broken_lines
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from coop_desk.core.reading_journal import head, journal_lines
from tests.conftest import CHEAP, PASSWORD, TestCoop
from tests.faults.form import LONG

WRITE = Inner("test.write", "Écriture d’essai")
READ = Inner("test.read", "Lecture d’essai", reading=True)


def test_a_change_leaves_its_old_and_new_values(coop: TestCoop) -> None:
    number = coop.person("nobody")

    def rename(act: Act) -> None:
        act.session.get_one(Person, number).family_name = "Le Hénaff"
        act.say("Nom corrigé.")

    transact(coop.file, WRITE, coop.person("manager"), EVERYONE, "Gérance", rename)
    line = journal_lines(coop.desk("keeper"), record=f"person:{number}")[0]
    assert (line.actor, line.words, line.title, line.said) == (
        "Inès Pérez",
        "Écriture d’essai",
        "Gérance",
        ("Nom corrigé.",),
    )
    (change,) = line.changes
    assert change["old"] == {"family_name": "Hénaff"}
    assert change["new"] == {"family_name": "Le Hénaff"}


def test_a_column_changed_without_having_been_read_still_leaves_its_old_value(coop: TestCoop) -> None:
    def rename(act: Act) -> None:
        person = act.session.get_one(Person, coop.person("nobody"))
        act.session.expire(person, ["family_name"])
        person.family_name = "Le Hénaff"

    transact(coop.file, WRITE, None, EVERYONE, "", rename)
    assert journal_lines(coop.desk("keeper"), limit=1)[0].changes[0]["old"] == {"family_name": "Hénaff"}


def test_an_act_that_fails_leaves_neither_data_nor_line(coop: TestCoop) -> None:
    before = head_of(coop)

    def fail(act: Act) -> None:
        act.session.add(Person(family_name="Jamais", given_name=""))
        act.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transact(coop.file, WRITE, None, EVERYONE, "", fail)
    assert head_of(coop) == before
    names = transact(coop.file, READ, None, EVERYONE, "", lambda a: a.session.scalars(select(Person.family_name)).all())
    assert "Jamais" not in names


def head_of(coop: TestCoop) -> tuple[int, str]:
    return transact(coop.file, READ, None, EVERYONE, "", head)


def test_a_refusal_in_the_middle_of_an_act_is_recorded(coop: TestCoop) -> None:
    with pytest.raises(Refused):
        accounts.change_password(coop.desk("nobody"), "pas le bon", "Tilleul-9-Passerelle!", cost=CHEAP)
    assert journal_lines(coop.desk("keeper"), limit=1)[0].outcome == journal.REFUSED


def test_no_password_nor_digest_is_ever_in_a_line(coop: TestCoop) -> None:
    accounts.reset_password(coop.desk("keeper"), coop.person("nobody"), "Tilleul-9-Passerelle!", cost=CHEAP)
    bodies = transact(coop.file, READ, None, EVERYONE, "", lambda a: a.session.scalars(select(JournalLine.body)).all())
    everything = "\n".join(bodies)
    assert "argon2" not in everything
    assert PASSWORD not in everything
    assert "Tilleul" not in everything


def test_lines_are_found_by_day_person_and_record(coop: TestCoop) -> None:
    coop.on(date(2026, 5, 4), 0, 30)
    delegating.give_title(
        coop.desk("manager"), coop.person("nobody"), "secretary", date(2026, 5, 4), None, "Gérance du 4 mai"
    )
    coop.on(date(2026, 5, 5), 23, 30)
    delegating.give_title(
        coop.desk("founder"), coop.person("bookkeeper"), "secretary", date(2026, 5, 5), None, "Gérance du 5 mai"
    )
    keeper = coop.desk("keeper")
    assert len(journal_lines(keeper, since=date(2026, 5, 4), until=date(2026, 5, 4))) == 1
    assert len(journal_lines(keeper, since=date(2026, 5, 4), until=date(2026, 5, 5))) == 2
    assert journal_lines(keeper, since=date(2026, 5, 6)) == []
    (line,) = journal_lines(keeper, since=date(2026, 5, 4), actor_id=coop.person("manager"))
    assert "mai 2026" in line.said[0]


@pytest.mark.parametrize("spoil", ["change", "delete", "another model"])
def test_nobody_edits_the_journal_through_the_program(coop: TestCoop, spoil: str) -> None:
    def attempt(act: Act) -> None:
        model = JournalTouch if spoil == "another model" else JournalLine
        row = act.session.scalars(select(model).limit(1)).one()
        if spoil == "change":
            row.action = "autre"
        else:
            act.session.delete(row)

    with pytest.raises(OutOfBounds):
        transact(coop.file, WRITE, None, EVERYONE, "", attempt)


# ---------------------------------------------------------------------------------------------- rewriting


@pytest.fixture
def closed(coop: TestCoop) -> Path:
    """The same co-op, closed: what another program may open."""
    coop.file.close()
    return coop.file.folder / DATABASE_NAME


def rewrite(database: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    with closing(raw_connection(database)) as raw, raw:
        for sql, values in statements:
            raw.execute(sql, values)


def faults(database: Path) -> list[tuple[int, str]]:
    with open_coop(database) as file:
        return transact(file, READ, None, EVERYONE, "", lambda act: list(broken_lines(act.session)))


def count(database: Path) -> int:
    with closing(raw_connection(database)) as raw:
        found: int = raw.execute("SELECT max(seq) FROM journal").fetchone()[0]
        return found


def test_each_field_of_each_line_changed_is_found(closed: Path) -> None:
    last = count(closed)
    changed = {
        "at": "2020-01-01 00:00:00.000000",
        "actor_id": None,
        "action": "core.autre",
        "outcome": "autre",
        "generation": 7,
        "digest": "0" * 64,
        "previous": "1" * 64,
        "hash": "2" * 64,
        "salt": "00" * 16,
        "body": '{"changes":[],"said":[],"title":"","words":"autre"}',
    }
    whole = closed.read_bytes()
    for seq in range(1, last + 1):
        for n, (field, value) in enumerate(changed.items()):
            if not LONG and (seq + n) % 3:
                continue  # the other lines of this field: tried all together by the attacks on the journal
            rewrite(closed, (f"UPDATE journal SET {field} = ? WHERE seq = ? AND {field} IS NOT ?", (value, seq, value)))
            if field != "actor_id" or seq > 1:
                assert any(abs(number - seq) <= 1 for number, _why in faults(closed)), (seq, field)
            closed.write_bytes(whole)
    assert faults(closed) == []


def test_each_line_taken_away_or_exchanged_is_found(closed: Path) -> None:
    last = count(closed)
    whole = closed.read_bytes()
    for seq in range(1, last):
        rewrite(
            closed,
            ("DELETE FROM journal_touch WHERE seq = ?", (seq,)),
            ("DELETE FROM journal WHERE seq = ?", (seq,)),
        )
        assert (seq, "missing") in faults(closed)
        closed.write_bytes(whole)
        rewrite(
            closed,
            ("DELETE FROM journal_touch", ()),
            ("UPDATE journal SET seq = -1 WHERE seq = ?", (seq,)),
            ("UPDATE journal SET seq = ? WHERE seq = ?", (seq, seq + 1)),
            ("UPDATE journal SET seq = ? WHERE seq = -1", (seq + 1,)),
        )
        assert faults(closed)
        closed.write_bytes(whole)


def test_a_record_whose_history_was_hidden_is_found(closed: Path) -> None:
    rewrite(closed, ("DELETE FROM journal_touch WHERE id = 3", ()))
    assert [why for _seq, why in faults(closed)] == ["touch"]


def test_a_tail_that_is_cut_is_seen_by_what_it_had_recorded(closed: Path) -> None:
    """The chain alone cannot see its end cut off: the records of the last lines give it away, and printed heads."""
    last = count(closed)
    whole = closed.read_bytes()
    for keep in range(1, last):
        rewrite(
            closed,
            ("DELETE FROM journal_touch WHERE seq > ?", (keep,)),
            ("DELETE FROM journal WHERE seq > ?", (keep,)),
        )
        with open_coop(closed) as file:
            differences = [d for verified in verify(file) for d in verified.differences]
        assert differences, f"cut after line {keep}"
        closed.write_bytes(whole)


def test_the_printed_head_changes_with_each_line_and_is_easy_to_copy(coop: TestCoop) -> None:
    before = head_of(coop)
    transact(coop.file, WRITE, None, EVERYONE, "", lambda act: act.say("Une ligne."))
    after = head_of(coop)
    assert after[0] == before[0] + 1
    assert after[1] != before[1]
    assert [len(group) for group in after[1].split("-")] == [4] * 5


def test_canonical_text_has_one_form() -> None:
    assert journal.canonical({"b": 1, "a": "é"}) == journal.canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    refused: Callable[[], bytes] = lambda: journal.canonical(float("nan"))
    with pytest.raises(ValueError):
        refused()
