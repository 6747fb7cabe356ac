"""A member with an own account, the file and a hex editor works on the journal: every attempt is found (A11).

Most is found by anybody, from the file alone: by the chain, by the signatures, by the records compared with the
journal. What somebody writes in their own name and signs with their own keys, after the last line they keep, only
shows against a line seen before: that is what the marks of each PC and the heads printed in minutes are for.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coop_desk.core import accounts, anchors, check, journal, signatures
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.database import raw_connection
from coop_desk.core.delegating import give_title
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.file import DATABASE_NAME, CoopFile, open_coop
from coop_desk.core.journal import canonical, digest_of, hash_of, signed_statement
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import change_notes, member_file, register_member
from tests.conftest import PASSWORD, TestCoop, ring_of
from tests.faults.form import LONG

COLUMNS = (
    "seq", "at", "actor_id", "action", "outcome", "generation", "digest", "previous", "hash", "signature", "salt",
    "body",
)  # fmt: skip
_UNREADABLE = (ValueError, TypeError, LookupError, OverflowError)


@dataclass(frozen=True)
class Row:
    """One line as another program sees it."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    outcome: str
    generation: int
    digest: str
    previous: str
    hash: str
    signature: bytes | None
    salt: str
    body: str


@dataclass
class Thief:
    """An ordinary member with the file open in another program, and what the honest program says of it."""

    file: CoopFile
    raw: Any
    ring: Keyring
    lines: list[Row] = field(default_factory=list)
    touches: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.raw.execute("PRAGMA synchronous = OFF")
        rows = self.raw.execute(f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY seq").fetchall()
        self.lines = [Row(*_read(row)) for row in rows]
        self.touches = self.raw.execute("SELECT * FROM journal_touch").fetchall()

    @property
    def me(self) -> int:
        return self.ring.person_id

    def put(self, lines: list[Row]) -> None:
        """Write these lines in place of the journal, and the references that are left of theirs."""
        self.raw.execute("BEGIN IMMEDIATE")
        self.raw.execute("DELETE FROM journal_touch")
        self.raw.execute("DELETE FROM journal")
        self.raw.executemany(
            f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
            [tuple(_written(getattr(line, name)) for name in COLUMNS) for line in lines],
        )
        moved = {line.salt: line.seq for line in lines}
        of = {line.seq: moved.get(line.salt) for line in self.lines}
        kept = [(touch[0], of[touch[1]], *touch[2:]) for touch in self.touches if of[touch[1]] is not None]
        self.raw.executemany("INSERT INTO journal_touch VALUES (?, ?, ?, ?)", kept)
        self.raw.execute("COMMIT")

    def found(self, lines: list[Row], *, marks: bool = False) -> str:
        """How these lines in place of the journal are found: chain, signatures, records, marks, or not at all."""
        self.put(lines)
        with ActSession(self.file.engine, EVERYONE, reading=True) as session:
            try:
                if next(journal.broken_lines(session), None) is not None:
                    return "chain"
                if next(signatures.wrong_signatures(session), None) is not None:
                    return "signatures"
            except _UNREADABLE:
                return "chain"
        if any(one.differences for one in check.verify(self.file)):
            return "records"
        if marks:
            anchors.settle(self.file)
            strayed, self.file.strayed, self.file.read_only = self.file.strayed, "", False
            return "marks" if strayed else ""
        return ""

    def chained(self, lines: list[Row], start: int = 0, sign: Callable[[Row], bytes] | None = None) -> list[Row]:
        """Compute the whole chain again from a place on: numbers, digests, hashes; sign anew what `sign` signs."""
        made = lines[:start]
        for line in lines[start:]:
            previous = made[-1].hash if made else "0" * 64
            fresh = replace(line, seq=len(made) + 1, previous=previous, digest=digest_of(line.salt, line.body))
            fresh = replace(fresh, hash=hash_of(fresh))
            made.append(replace(fresh, signature=sign(fresh)) if sign is not None else fresh)
        return made

    def own(self, line: Row) -> bytes:
        """Sign a line with the thief's own keys."""
        return self.ring.sign(signed_statement(line.seq, line.hash))


def _read(row: Any) -> list[Any]:
    return [
        datetime.fromisoformat(v).replace(tzinfo=UTC) if name == "at" else v
        for name, v in zip(COLUMNS, row, strict=True)
    ]


def _written(value: Any) -> Any:
    return value.replace(tzinfo=None).isoformat(" ", "microseconds") if isinstance(value, datetime) else value


@pytest.fixture
def thief(coop: TestCoop) -> Iterator[Thief]:
    """A journal of some tens of lines: accounts, titles, a member, readings, refusals, sessions of several people."""
    for who in ("manager", "registrar", "nobody"):
        accounts.sign_in(coop.file, who, PASSWORD)
    day = coop.clock.today()
    new = NewMember("Hénaff", Category.EMPLOYED, day, given_name="Chloé", person_id=coop.person("nobody"))
    register_member(coop.desk("registrar"), new)
    with pytest.raises(Refused):
        accounts.sign_in(coop.file, "manager", "pas le bon mot")
    member_file(coop.desk("manager"), coop.person("nobody"))
    with pytest.raises(Refused):
        give_title(coop.desk("nobody"), coop.person("nobody"), "manager", day, None, "Moi")
    give_title(coop.desk("manager"), coop.person("secretary"), "register_keeper", day, None, "Gérance")
    change_notes(coop.desk("registrar"), coop.person("nobody"), "Vu le 2 janvier.")
    accounts.sign_in(coop.file, "secretary", PASSWORD)
    ring = ring_of(coop.file, coop.person("nobody"))
    assert ring is not None
    anchors.remember(coop.file)
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        yield Thief(coop.file, raw, ring)


def altered(line: Row) -> dict[str, Row]:
    """Each field of a line, changed as somebody would who hides or invents something."""
    said = json.loads(line.body)
    other = canonical(said | {"said": [*said["said"], "Autre chose."]}).decode()
    return {
        "at": replace(line, at=line.at.replace(minute=(line.at.minute + 1) % 60)),
        "actor_id": replace(line, actor_id=5 if line.actor_id != 5 else 4),
        "action": replace(line, action="core.autre"),
        "outcome": replace(line, outcome="refused" if line.outcome == "done" else "done"),
        "generation": replace(line, generation=line.generation + 1),
        "body": replace(line, body=other),
        "salt": replace(line, salt="00" * 16),
        "digest": replace(line, digest="0" * 64),
        "previous": replace(line, previous="1" * 64),
        "hash": replace(line, hash="2" * 64),
        "signature": replace(line, signature=bytes(64)),
    }


def test_the_journal_of_the_thief_is_sound_before(thief: Thief) -> None:
    assert thief.found(thief.lines, marks=True) == ""
    assert thief.found(thief.chained(thief.lines), marks=True) == "", "the thief computes the same chain"
    assert len(thief.lines) >= 20
    unsigned = [(line.action, line.outcome) for line in thief.lines if line.signature is None]
    assert unsigned == [("core.sign_in", "refused")]


def test_each_field_of_each_line_changed_is_found(thief: Thief) -> None:
    for i, line in enumerate(thief.lines):
        for name, changed in altered(line).items():
            assert thief.found([*thief.lines[:i], changed, *thief.lines[i + 1 :]]), (line.seq, name)


def test_a_chain_computed_again_without_keys_is_found_from_the_file_alone(thief: Thief) -> None:
    """Signatures left as they were, taken off, and lines passed off as what needs none.

    In the short form, each line under each disguise and each field under each disguise, but not the three together.
    """

    def unsigned(line: Row, **more: Any) -> Row:
        return replace(line, generation=0, signature=None, **more)

    disguises: tuple[Callable[[Row], Row], ...] = (
        lambda line: line,
        unsigned,
        lambda line: unsigned(line, actor_id=None),
        lambda line: unsigned(line, outcome="refused"),
        lambda line: unsigned(line, outcome="refused", action="core.sign_in"),
        lambda line: unsigned(line, action="core.restore"),
        lambda line: unsigned(line, actor_id=thief.me),
    )
    fields = ("at", "actor_id", "action", "outcome", "body")
    for i, line in enumerate(thief.lines):
        for n, disguise in enumerate(disguises):
            for name in fields if LONG else (fields[(i + n) % len(fields)],):
                made = [*thief.lines[:i], *map(disguise, [altered(line)[name], *thief.lines[i + 1 :]])]
                last = i == len(thief.lines) - 1  # a session opened last may pass for a wrong password
                assert thief.found(thief.chained(made, i), marks=last), (line.seq, name, n)


def test_what_is_signed_with_the_keys_of_a_member_in_another_s_name_is_found_from_the_file_alone(thief: Thief) -> None:
    for i, line in enumerate(thief.lines):
        if line.actor_id == thief.me:
            continue  # their own words, in their own name
        signed = [
            replace(one, generation=max(one.generation, 1)) for one in (altered(line)["body"], *thief.lines[i + 1 :])
        ]
        made = thief.chained([*thief.lines[:i], *signed], i, thief.own)
        assert thief.found(made) in ("signatures", "chain"), line.seq


def test_what_a_member_takes_on_to_rewrite_the_rest_is_found_by_the_marks(thief: Thief) -> None:
    found = []
    for i, line in enumerate(thief.lines):
        mine = [replace(one, actor_id=thief.me, generation=1) for one in (altered(line)["body"], *thief.lines[i + 1 :])]
        found.append(thief.found(thief.chained([*thief.lines[:i], *mine], i, thief.own), marks=True))
        assert found[-1], line.seq
    assert "marks" in found, "without them, the last lines would go unseen"


def test_each_line_taken_away_is_found(thief: Thief) -> None:
    for i, line in enumerate(thief.lines):
        left = [*thief.lines[:i], *thief.lines[i + 1 :]]
        last = i == len(thief.lines) - 1
        assert thief.found(left, marks=last), line.seq
        assert thief.found(thief.chained(left, i), marks=last), line.seq
        without = [replace(one, generation=0, signature=None) for one in left[i:]]
        assert thief.found(thief.chained([*left[:i], *without], i), marks=last), line.seq


def test_each_tail_cut_off_is_found(thief: Thief) -> None:
    for keep in range(1, len(thief.lines)):
        assert thief.found(thief.lines[:keep], marks=True), keep


def test_neighbours_exchanged_are_found(thief: Thief) -> None:
    for i in range(len(thief.lines) - 1):
        first, second = thief.lines[i], thief.lines[i + 1]
        swapped = [
            *thief.lines[:i],
            replace(second, seq=first.seq),
            replace(first, seq=second.seq),
            *thief.lines[i + 2 :],
        ]
        assert thief.found(swapped), i
        assert thief.found(thief.chained(swapped, i)), i


def test_without_signatures_a_chain_computed_again_goes_unseen(thief: Thief, monkeypatch: pytest.MonkeyPatch) -> None:
    """The harness first: what finds it are the signatures, and nothing else in the file."""
    monkeypatch.setattr(signatures, "wrong_signatures", lambda *_given, **_more: iter(()))
    i = len(thief.lines) - 3
    made = [*thief.lines[:i], altered(thief.lines[i])["body"], *thief.lines[i + 1 :]]
    assert thief.found(thief.chained(made, i)) == ""


def test_a_journal_made_again_whole_under_a_root_of_one_s_own_opens_for_nobody_else(
    coop: TestCoop, profile: Path
) -> None:
    """The one thing that can be consistent: another co-op. The keys of each person know the root of this one."""
    from coop_desk.core.crypto.identity import new_identity

    mine = new_identity()
    coop.file.close()
    with closing(raw_connection(coop.file.folder / DATABASE_NAME)) as raw:
        raw.execute("UPDATE principal SET box = ?, sign = ? WHERE holder = 0", (mine.public.box, mine.public.sign))
    with open_coop(coop.file.folder, clock=coop.clock) as file:
        assert "clé maîtresse" in file.strayed
    for mark in (profile / "anchors").iterdir():
        mark.unlink()
    with open_coop(coop.file.folder, clock=coop.clock) as file:
        with pytest.raises(RuleBroken) as refusal:
            accounts.sign_in(file, "manager", PASSWORD)
        assert refusal.value.rule == "KEY-06"
