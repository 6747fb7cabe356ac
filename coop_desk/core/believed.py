"""Which titles and grants may be believed: those the journal shows being written by somebody who could.

A row says nothing by itself: anyone with the file could write one. The journal is signed and chained; what it says of
a row is compared with the row, and whoever gave a title must have been able to give titles that day.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coop_desk.core.changes import stored_values
from coop_desk.core.journal import DONE, JournalLine, JournalTouch, digest_of
from coop_desk.core.limits import ActSession
from coop_desk.core.model import Base
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import paris_date

FOUND = "core.found"
TABLES = ("grant", "title", "title_right")
Row = TypeVar("Row", bound=Base)
State = dict[str, Any]

_TOUCHED = or_(*(JournalTouch.record.between(f"{table}:", f"{table};") for table in TABLES))
_LINES = (
    select(
        JournalLine.seq, JournalLine.actor_id, JournalLine.action, JournalLine.at, JournalLine.digest,
        JournalLine.salt, JournalLine.body,
    )
    .where(JournalLine.seq.in_(select(JournalTouch.seq).where(_TOUCHED)), JournalLine.outcome == DONE)
    .order_by(JournalLine.seq)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What one line of the journal says that somebody did to one row."""

    seq: int
    actor: int | None
    action: str
    at: datetime
    new: State | None


class Belief:
    """What the journal says of titles and grants, read once for one act."""

    def __init__(self, session: Session) -> None:
        self._changes = session.changes if isinstance(session, ActSession) else []
        self._history: dict[tuple[str, int], list[Written]] = {}
        self._read(session)
        founding = [w.seq for lines in self._history.values() for w in lines if w.action == FOUND]
        self._founding = min(founding, default=0)
        self._giving = {
            line.new["title_id"]
            for (table, _id), lines in self._history.items()
            for line in lines
            if table == "title_right" and line.seq == self._founding and line.new is not None
            if line.new["right"] == Right.GRANTS_GIVE and line.new["everyone"]
        }
        self._able: dict[tuple[int, int], bool] = {}

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that the journal knows as they are; those of the act under way were just looked at."""
        now = {(c.table, c.id) for c in self._changes}
        return [
            row
            for row in rows
            if (key := (row.__tablename__, int(row.id))) in now  # type: ignore[attr-defined]
            or _same(self._state(key), stored_values(row))
        ]

    def _read(self, session: Session) -> None:
        for seq, actor, action, at, digest, salt, body in session.execute(_LINES):
            for key, states in _said(digest, salt, body).items():
                self._history.setdefault(key, []).extend(Written(seq, actor, action, at, new) for new in states)

    def _state(self, key: tuple[str, int], before: int | None = None) -> State | None:
        """The values of a row as those who could write it left them, at the end or before a line."""
        state: State | None = None
        for line in self._history.get(key, ()):
            if before is not None and line.seq >= before:
                break
            if not self._could(line, state or line.new or {}):
                continue
            state = None if line.new is None else {**(state or {}), **line.new}
        return state

    def _could(self, line: Written, state: State) -> bool:
        if line.seq == self._founding:
            return True
        gives_to_self = line.new is not None and line.new.get("holder_id") == line.actor
        return line.actor is not None and not gives_to_self and self._gives(line.actor, line)

    def _gives(self, actor: int, line: Written) -> bool:
        """True when that person could give titles just before a line was written."""
        key = (actor, line.seq)
        if key not in self._able:
            day = paris_date(line.at).isoformat()
            self._able[key] = any(
                self._carries(held)
                for table, id_ in self._history
                if table == "grant" and (held := self._state((table, id_), line.seq)) is not None
                if held.get("holder_id") == actor and held["starts_on"] <= day <= (held.get("ends_on") or day)
            )
        return self._able[key]

    def _carries(self, held: State) -> bool:
        """True when a grant gives the right to give titles, over everyone; titles carry what they did at first."""
        if held.get("over") is not None:
            return False
        return held.get("title_id") in self._giving or held.get("right") == Right.GRANTS_GIVE


def belief_of(session: Session) -> Belief:
    """What may be believed in this act, read once."""
    if isinstance(session, ActSession) and session.reading:
        return session.still("belief", lambda: Belief(session))
    kept: Belief | None = session.info.get("belief")
    if kept is None:
        kept = session.info["belief"] = Belief(session)
    return kept


def _same(said: State | None, stored: State) -> bool:
    return said is not None and all(said.get(name) == value for name, value in stored.items())


@lru_cache(maxsize=2048)
def _said(digest: str, salt: str, body: str) -> dict[tuple[str, int], tuple[State | None, ...]]:
    """What a body says of titles and grants; nothing when it is not the one that was chained."""
    try:
        if digest != digest_of(salt, body):
            return {}
        changes = json.loads(body)["changes"]
    except (ValueError, LookupError, TypeError):
        return {}
    found: dict[tuple[str, int], tuple[State | None, ...]] = {}
    for change in changes:
        if change["record"] in TABLES:
            key = (change["record"], change["id"])
            found[key] = (*found.get(key, ()), change["new"])
    return found
