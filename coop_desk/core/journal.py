"""The journal: one line per act, chained by digest, added in the same transaction, editable by nobody."""

import json
import secrets
from base64 import b32encode, b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from coop_desk.core.changes import Change
from coop_desk.core.crypto.keyring import Keyring
from coop_desk.core.crypto.sealing import About
from coop_desk.core.i18n import N_
from coop_desk.core.limits import ActSession
from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class JournalLine(AppendOnly, Base):
    """One act. The digest covers the body and its salt, so that a body whose time is over can be erased: see `erase`.

    `generation` tells which keys of the actor (of the recovery key when there is none) made the signature; it is 0,
    and the signature empty, on a line written without a session.
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
class SealedReading:
    """Sealed data that a line says was read: one box for each person it is about, which that person alone opens."""

    compartment: str
    epoch: int
    boxes: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One journal line; `changes` hold record, id, old and new values, `seen` whose private data was read.

    `signed` tells that it bears a signature, `erased` that what it said was erased when its time was over.
    """

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
    sealed: tuple[SealedReading, ...] = ()
    signed: bool = False
    erased: bool = False


DONE, REFUSED, READ = "done", "refused", "read"  # `READ`: a consultation, whose body is erased after twelve months
ERASE = "core.erase_consultations"
SealsReadings = Callable[[int], list[dict[str, Any]]]  # the number of the line -> what its body says was read, sealed
_START = "0" * 64
_LAST = select(JournalLine.seq, JournalLine.hash).order_by(JournalLine.seq.desc()).limit(1)


def canonical(value: Any) -> bytes:
    """Return JSON that has one form only: UTF-8, sorted keys, no spaces."""
    return _encoder.encode(value).encode()


_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(salt: str, body: str) -> str:
    """Digest of one body with its salt."""
    return blake2b(bytes.fromhex(salt) + body.encode(), digest_size=32).hexdigest()


def signed_statement(seq: int, hash_: str) -> About:
    """What the actor of a line signs."""
    return ["journal", seq, hash_]


def hash_of(line: Any) -> str:
    """Digest of one line (or of a row with its columns) and, through `previous`, of all lines before it."""
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
    sealed: SealsReadings = lambda _seq: [],
    keys: Keyring | None = None,
) -> JournalLine:
    """Add one line after the last, signed with the keys of the session if it has any that the co-op knows.

    The caller's transaction must be the only writer (BEGIN IMMEDIATE).
    """
    last = session.execute(_LAST).first()
    seq = (last.seq if last else 0) + 1
    watched, sealed_readings = sorted(set(seen)), sealed(seq)
    told: dict[str, Any] = {
        "words": words,
        "title": title,
        "said": list(said),
        "changes": [
            {"record": c.table, "id": c.id, "person": c.person_id, "old": c.old, "new": c.new} for c in changes
        ],
    }
    told |= {"seen": watched} if watched else {}
    told |= {"sealed": sealed_readings} if sealed_readings else {}
    body = canonical(told).decode()
    ring = keys if keys is not None and _known(session, keys, actor_id) else None
    salt = secrets.token_hex(16)
    line = JournalLine(
        seq=seq,
        at=at,
        actor_id=actor_id,
        action=action,
        outcome=outcome,
        generation=ring.generation if ring is not None else 0,
        digest=digest_of(salt, body),
        previous=last.hash if last else _START,
        salt=salt,
        body=body,
    )
    line.hash = hash_of(line)
    line.signature = ring.sign(signed_statement(seq, line.hash)) if ring is not None else None
    session.add(line)
    session.flush()
    touched: dict[tuple[str, int | None], None] = dict.fromkeys((f"{c.table}:{c.id}", c.person_id) for c in changes)
    touched |= dict.fromkeys((seen_record(person), person) for person in watched)
    touched |= dict.fromkeys((sealed_record(one["compartment"]), None) for one in sealed_readings)
    rows = [{"seq": line.seq, "record": record, "person_id": person} for record, person in touched]
    session.add_unjournalled(JournalTouch, rows)
    return line


def _known(session: ActSession, keys: Keyring, actor_id: PersonId | None) -> bool:
    """True when these keys are the newest that the co-op knows of the actor; of the recovery key when nobody acts.

    An act that replaces the keys it is made with is signed with the former ones.
    """
    from coop_desk.core.compartments.model import ROOT, Principal

    holder = int(actor_id or ROOT)
    rows = select(Principal).where(Principal.holder == holder).order_by(Principal.generation.desc())
    made_now = {c.id for c in session.changes if c.table == Principal.__tablename__ and c.old is None}
    for row in session.scalars(rows):
        if (row.generation, row.sign) == (keys.generation, keys.public.sign):
            return keys.person_id == holder
        if row.id not in made_now:
            return False
    return False


def head(session: Session) -> tuple[int, str]:
    """Return the last line's number and the first 20 base-32 characters of its chain, as printed in minutes."""
    last = session.execute(_LAST).first()
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
    """Yield (number, what is wrong) for each line the chain contradicts: all, or `count` after a sound one.

    Who signed is verified apart: see `signatures`.
    """
    erasable = erased_until(session)
    previous, expected = after[1], after[0] + 1
    touched: dict[int, set[tuple[str, int | None]]] = {}
    touches = select(JournalTouch.seq, JournalTouch.record, JournalTouch.person_id).where(JournalTouch.seq > after[0])
    query = (
        select(*SIGNED_COLUMNS, JournalLine.salt, JournalLine.body)
        .order_by(JournalLine.seq)
        .where(JournalLine.seq > after[0])
    )
    if count is not None:
        touches = touches.where(JournalTouch.seq <= after[0] + count)
        query = query.where(JournalLine.seq <= after[0] + count)
    for seq, record, person in session.execute(touches):
        touched.setdefault(seq, set()).add((record, person))
    for line in session.execute(query.execution_options(yield_per=20)):
        if line.seq != expected:
            yield expected, "missing"
        unclaimed = line.generation == 0 and line.signature is not None
        if line.previous != previous or line.hash != hash_of(line) or unclaimed:
            yield line.seq, "chain"
        if line.body == line.salt == "":
            if line.outcome != READ or erasable is None or line.at > erasable:
                yield line.seq, "erased"
            elif touched.pop(line.seq, None):
                yield line.seq, "touch"
        elif not _holds(line):
            yield line.seq, "body"
        elif touched.pop(line.seq, set()) != _records(line.body):
            yield line.seq, "touch"
        previous, expected = line.hash, line.seq + 1


SIGNED_COLUMNS = (
    JournalLine.seq,
    JournalLine.at,
    JournalLine.actor_id,
    JournalLine.action,
    JournalLine.outcome,
    JournalLine.generation,
    JournalLine.digest,
    JournalLine.previous,
    JournalLine.hash,
    JournalLine.signature,
)
"""What the chain and the signatures are verified from."""


def _holds(line: Any) -> bool:
    try:
        return bool(line.digest == digest_of(line.salt, line.body))
    except ValueError:
        return False


def _records(body: str) -> set[tuple[str, int | None]]:
    """The records a body says its line is about, each with its person."""
    told = json.loads(body)
    found = {(f"{change['record']}:{change['id']}", change["person"]) for change in told["changes"]}
    found |= {(seen_record(PersonId(person)), person) for person in told.get("seen", ())}
    return found | {(sealed_record(reading["compartment"]), None) for reading in told.get("sealed", ())}


def seen_record(person_id: PersonId) -> str:
    """Name, among the records a line is about, the private data of a person that somebody else read."""
    return f"seen:{person_id}"


def sealed_record(compartment: str) -> str:
    """Name, among the records a line is about, sealed data that somebody read; of whom is sealed."""
    return f"sealed-reading:{compartment}"


def a_year_before(at: datetime) -> datetime:
    """The same instant twelve months earlier."""
    return at.replace(year=at.year - 1, day=28) if (at.month, at.day) == (2, 29) else at.replace(year=at.year - 1)


def erased_until(session: Session) -> datetime | None:
    """Up to when consultations may be without their body: twelve months before the last act that erased some."""
    last: datetime | None = session.scalar(
        select(func.max(JournalLine.at)).where(JournalLine.action == ERASE, JournalLine.outcome == DONE)
    )
    return a_year_before(last) if last is not None else None


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
        body = json.loads(text) if text else _ERASED
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
            tuple(_sealed(body)),
            line.generation > 0,
            not text,
        )


_ERASED: dict[str, Any] = {
    "words": N_("Consultation, effacée après douze mois"),
    "title": "",
    "said": (),
    "changes": (),
}


def _sealed(body: dict[str, Any]) -> Iterator[SealedReading]:
    for one in body.get("sealed", ()):
        yield SealedReading(one["compartment"], one["epoch"], tuple(b64decode(box) for box in one["boxes"]))
