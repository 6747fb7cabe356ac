"""Row limits: an act sees and changes personal rows of the people it covers, and of nobody else.

Three barriers, each enough for honest code, together meant to hold against clever code:
every ORM statement gets the limit added for every personal table wherever it appears;
the text finally sent to the database is read again and refused if a personal table stands there without its limit;
every object written is looked at, old owner and new, before it is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Engine, Select, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from coop_desk.core.errors import OutOfBounds, Refused
from coop_desk.core.i18n import _
from coop_desk.core.model import AppendOnly, Base, Personal, PersonId


@dataclass(frozen=True, slots=True)
class People:
    """The people an act covers: everyone, or those named."""

    everyone: bool = False
    ids: frozenset[PersonId] = frozenset()

    def __contains__(self, person_id: object) -> bool:
        return self.everyone or person_id in self.ids

    def __bool__(self) -> bool:
        return self.everyone or bool(self.ids)

    def __or__(self, other: "People") -> "People":
        return People(self.everyone or other.everyone, self.ids | other.ids)


EVERYONE = People(everyone=True)
NOBODY = People()


class ActSession(Session):
    """The session of one act: limited to `people`, and to reading when `reading`."""

    def __init__(self, engine: Engine, people: People, *, reading: bool) -> None:
        super().__init__(engine, autoflush=True, expire_on_commit=False)
        self.people = people
        self.reading = reading
        self.changes: list[Change] = []
        self.flushing = False

    def start(self) -> None:
        """Begin the one transaction of the act, known to the second barrier."""
        self.connection(execution_options={"act_session": self})


@dataclass(frozen=True, slots=True)
class Change:
    """One row added, changed or taken away, with old and new values fit for the journal."""

    table: str
    id: int
    person_id: int | None
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@event.listens_for(ActSession, "do_orm_execute")
def _limit_statement(state: ORMExecuteState) -> None:
    if not isinstance(state.statement, Select | CompoundSelect):
        raise OutOfBounds("only selects of models may be executed; add, change or delete objects to write")
    people: People = state.session.people  # type: ignore[attr-defined]
    if not people.everyone:
        ids = tuple(sorted(people.ids))
        state.statement = state.statement.options(
            with_loader_criteria(Personal, lambda cls: cls.person_id.in_(ids), include_aliases=True)
        )


@cache
def _personal_tables() -> dict[str, re.Pattern[str]]:
    names = {str(m.class_.__tablename__) for m in Base.registry.mappers if Personal in m.class_.__mro__}
    return {n: re.compile(rf'(?<![."\w]){n}(?!["\w.])(?:\s+AS\s+(\w+))?', re.IGNORECASE) for n in names}


def _unlimited(sql: str) -> Iterator[str]:
    """Names of the personal tables that stand in this SELECT more often than limited."""
    for name, pattern in _personal_tables().items():
        standing: dict[str, int] = {}
        for found in pattern.finditer(sql):
            alias = found.group(1) or name
            standing[alias] = standing.get(alias, 0) + 1
        if any(len(re.findall(rf"\b{alias}\.person_id IN \(", sql)) < n for alias, n in standing.items()):
            yield name


@event.listens_for(Engine, "before_cursor_execute")
def _read_again(
    connection: Connection, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
) -> None:
    session: ActSession | None = connection.get_execution_options().get("act_session")
    if session is None or sql in ("BEGIN", "BEGIN IMMEDIATE"):
        return
    if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
        if not session.flushing:
            raise OutOfBounds("a statement that writes was sent by hand")
    elif not session.people.everyone:
        for table in _unlimited(sql.replace('"', "")):
            raise OutOfBounds(f"{table} is personal and was read without its limit")


@event.listens_for(ActSession, "before_flush")
def _check_writes(session: ActSession, context: UOWTransaction, instances: object) -> None:
    session.flushing = True
    touched = [*session.new, *(o for o in session.dirty if session.is_modified(o)), *session.deleted]
    if touched and session.reading:
        raise OutOfBounds(f"{type(touched[0]).__name__} written by a query")
    for row in touched:
        if isinstance(row, Personal):
            _check_owner(session, row)
        if isinstance(row, AppendOnly) and row not in session.new:
            raise OutOfBounds(f"{type(row).__name__} is never changed nor deleted")
    for row in session.deleted:
        if not row.__erasable__:
            raise OutOfBounds(f"{type(row).__name__} is never deleted")
        session.changes.append(_change(row, old=stored_values(row), new=None))
    for row in session.dirty:
        if session.is_modified(row):
            old, new = _differences(session, row)
            if new:
                session.changes.append(_change(row, old=old, new=new))


def _check_owner(session: ActSession, row: Personal) -> None:
    history = inspect(row).attrs.person_id.history
    owners = {*history.added, *history.unchanged, *history.deleted}
    if any(owner not in session.people for owner in owners):
        raise Refused(_("Ce que vous enregistrez concerne une personne que votre titre ne couvre pas."))


def _differences(session: ActSession, row: Base) -> tuple[dict[str, Any], dict[str, Any]]:
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            column = attribute.columns[0]
            if history.deleted:
                before = history.deleted[0]
            else:
                # Changed without having been loaded: ask for the stored value, the journal needs it.
                with session.no_autoflush:
                    key = state.mapper.primary_key[0] == _identity(row)
                    before = session.scalar(Select(getattr(type(row), attribute.key)).where(key))
            old[column.name] = journal_value(before, column.info)
            new[column.name] = journal_value(history.added[0] if history.added else None, column.info)
    changed = {k for k in new if new[k] != old[k]}
    return {k: old[k] for k in sorted(changed)}, {k: new[k] for k in sorted(changed)}


@event.listens_for(ActSession, "after_flush")
def _note_new_rows(session: ActSession, context: UOWTransaction) -> None:
    for row in session.new:
        if row.__journalled__:
            session.changes.append(_change(row, old=None, new=stored_values(row)))
    session.flushing = False


def _change(row: Base, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    person = getattr(row, "person_id", None)
    return Change(row.__tablename__, _identity(row), person, old, new)


def _identity(row: Base) -> int:
    number: int = inspect(type(row)).primary_key_from_instance(row)[0]
    return number


def stored_values(row: Base) -> dict[str, Any]:
    """Return every column of a row as the journal writes it."""
    mapper = inspect(type(row))
    return {
        attribute.columns[0].name: journal_value(getattr(row, attribute.key), attribute.columns[0].info)
        for attribute in mapper.column_attrs
    }


def journal_value(value: Any, info: dict[Any, Any]) -> Any:
    """Return a value as JSON keeps it; secrets and attached files only leave their digest."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value if not info.get("secret") or value is None else "•"
    if info.get("secret"):
        return "•"
    if isinstance(value, bytes):
        return "sha256:" + sha256(value).hexdigest()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): journal_value(v, {}) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [journal_value(v, {}) for v in value]
    return value if isinstance(value, str | float) else str(value)
