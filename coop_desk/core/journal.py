"""The journal: one line per act, chained by digest, added in the same transaction, editable by nobody."""

import json
import secrets
from base64 import b32encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from coop_desk.core.changes import Change
from coop_desk.core.limits import ActSession
from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class JournalLine(AppendOnly, Base):
    """One act. The digest covers the body and its salt, so that a body whose time is over can be erased one day.

    `generation` and `signature` wait for the keys of people; until then they are 0 and empty.
    """

    __tablename__ = "journal"
    __words__ = "ligne du journal"
    __journalled__ = False

    seq: Mapped[Id]
    at: Mapped[datetime]
    actor_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]
    generation: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
    signature: Mapped[bytes | None]
    salt: Mapped[str]
    body: Mapped[str] = mapped_column(deferred=True)


class JournalTouch(AppendOnly, Base):
    """Which records a line is about, to find the history of one of them."""

    __tablename__ = "journal_touch"
    __words__ = "renvoi du journal"
    __journalled__ = False

    id: Mapped[Id]
    seq: Mapped[int] = mapped_column(ForeignKey("journal.seq"), index=True)
    record: Mapped[str] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One journal line; `changes` hold record, id, old and new values, `seen` whose private data was read."""

    seq: int
    at: datetime
    actor: str
    action: str
    words: str
    outcome: str
    title: str
    said: tuple[str, ...]
    changes: tuple[dict[str, Any], ...]
    seen: tuple[int, ...] = ()


DONE, REFUSED = "done", "refused"
_START = "0" * 64


def canonical(value: Any) -> bytes:
    """Return JSON that has one form only: UTF-8, sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest_of(salt: str, body: str) -> str:
    """Digest of one body with its salt."""
    return blake2b(bytes.fromhex(salt) + body.encode(), digest_size=32).hexdigest()


def hash_of(line: JournalLine) -> str:
    """Digest of one line and, through `previous`, of all lines before it."""
    covered = [
        line.seq,
        line.at.isoformat(),
        line.actor_id,
        line.action,
        line.outcome,
        line.generation,
        line.digest,
        line.previous,
    ]
    return blake2b(canonical(covered), digest_size=32).hexdigest()


def append(
    session: ActSession,
    *,
    at: datetime,
    actor_id: PersonId | None,
    action: str,
    words: str,
    outcome: str,
    title: str,
    said: Iterable[str],
    changes: list[Change],
    seen: Iterable[PersonId] = (),
) -> JournalLine:
    """Add one line after the last. The caller's transaction must be the only writer (BEGIN IMMEDIATE)."""
    last = session.execute(select(JournalLine.seq, JournalLine.hash).order_by(JournalLine.seq.desc()).limit(1)).first()
    watched = sorted(set(seen))
    told: dict[str, Any] = {
        "words": words,
        "title": title,
        "said": list(said),
        "changes": [
            {"record": c.table, "id": c.id, "person": c.person_id, "old": c.old, "new": c.new} for c in changes
        ],
    }
    body = canonical(told | ({"seen": watched} if watched else {})).decode()
    salt = secrets.token_hex(16)
    line = JournalLine(
        seq=(last.seq if last else 0) + 1,
        at=at,
        actor_id=actor_id,
        action=action,
        outcome=outcome,
        generation=0,
        digest=digest_of(salt, body),
        previous=last.hash if last else _START,
        salt=salt,
        body=body,
    )
    line.hash = hash_of(line)
    session.add(line)
    session.flush()
    touched: dict[tuple[str, int | None], None] = dict.fromkeys((f"{c.table}:{c.id}", c.person_id) for c in changes)
    touched |= dict.fromkeys((seen_record(person), person) for person in watched)
    rows = [{"seq": line.seq, "record": record, "person_id": person} for record, person in touched]
    session.add_unjournalled(JournalTouch, rows)
    return line


def head(session: Session) -> tuple[int, str]:
    """Return the last line's number and the first 20 base-32 characters of its chain, as printed in minutes."""
    last = session.execute(select(JournalLine.seq, JournalLine.hash).order_by(JournalLine.seq.desc()).limit(1)).first()
    if last is None:
        return 0, ""
    return last.seq, printed(last.hash)


def printed(hash_: str) -> str:
    """Write a chain digest as people copy it: 20 base-32 characters in groups of four."""
    text = b32encode(bytes.fromhex(hash_)).decode()[:20]
    return "-".join(text[i : i + 4] for i in range(0, 20, 4))


def broken_lines(
    session: Session, after: tuple[int, str] = (0, _START), count: int | None = None
) -> Iterator[tuple[int, str]]:
    """Yield (number, what is wrong) for each line the chain contradicts: all, or `count` after a sound one."""
    previous, expected = after[1], after[0] + 1
    touched: dict[int, set[tuple[str, int | None]]] = {}
    touches = select(JournalTouch.seq, JournalTouch.record, JournalTouch.person_id).where(JournalTouch.seq > after[0])
    query = select(JournalLine).options(undefer(JournalLine.body)).order_by(JournalLine.seq)
    query = query.where(JournalLine.seq > after[0])
    if count is not None:
        touches = touches.where(JournalTouch.seq <= after[0] + count)
        query = query.where(JournalLine.seq <= after[0] + count)
    for seq, record, person in session.execute(touches):
        touched.setdefault(seq, set()).add((record, person))
    for line in session.scalars(query.execution_options(yield_per=500)):
        if line.seq != expected:
            yield expected, "missing"
        signed_too_early = line.generation == 0 and line.signature is not None
        if line.previous != previous or line.hash != hash_of(line) or signed_too_early:
            yield line.seq, "chain"
        if not _holds(line):
            yield line.seq, "body"
        elif touched.pop(line.seq, set()) != {(r, c["person"]) for r, c in _records(line.body)}:
            yield line.seq, "touch"
        previous, expected = line.hash, line.seq + 1
        session.expunge(line)


def _holds(line: JournalLine) -> bool:
    try:
        return line.digest == digest_of(line.salt, line.body)
    except ValueError:
        return False


def _records(body: str) -> Iterator[tuple[str, dict[str, Any]]]:
    told = json.loads(body)
    for change in told["changes"]:
        yield f"{change['record']}:{change['id']}", change
    for person in told.get("seen", ()):
        yield seen_record(PersonId(person)), {"person": person}


def seen_record(person_id: PersonId) -> str:
    """Name, among the records a line is about, the private data of a person that somebody else read."""
    return f"seen:{person_id}"


def lines(
    session: Session,
    names: dict[PersonId, str],
    *,
    since: date | None = None,
    until: date | None = None,
    actor_id: PersonId | None = None,
    record: str | None = None,
    person_id: PersonId | None = None,
    limit: int = 500,
) -> Iterator[Line]:
    """Yield journal lines, newest first, narrowed by day (local), actor, record ("member:12") or person.

    One line of a batch holds hundreds of changes: a caller that keeps little of each never holds them all.
    """
    query = select(JournalLine, JournalLine.body).order_by(JournalLine.seq.desc()).limit(limit)
    if since is not None:
        query = query.where(JournalLine.at >= datetime(since.year, since.month, since.day).astimezone())
    if until is not None:
        end = datetime(until.year, until.month, until.day, 23, 59, 59).astimezone()
        query = query.where(JournalLine.at <= end)
    if actor_id is not None:
        query = query.where(JournalLine.actor_id == actor_id)
    if record is not None:
        query = query.where(JournalLine.seq.in_(select(JournalTouch.seq).where(JournalTouch.record == record)))
    if person_id is not None:
        query = query.where(JournalLine.seq.in_(select(JournalTouch.seq).where(JournalTouch.person_id == person_id)))
    for line, text in session.execute(query.execution_options(yield_per=20)):
        body = json.loads(text)
        yield Line(
            line.seq,
            line.at,
            names.get(line.actor_id, "") if line.actor_id is not None else "",
            line.action,
            body["words"],
            line.outcome,
            body["title"],
            tuple(body["said"]),
            tuple(body["changes"]),
            tuple(body.get("seen", ())),
        )
