"""What an act writes: each row is looked at, old owner and new, before it is written, and noted for the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select
from sqlalchemy.orm import Mapper, UOWTransaction, object_session

from coop_desk.core.errors import OutOfBounds, Refused
from coop_desk.core.i18n import _
from coop_desk.core.limits import ActSession
from coop_desk.core.model import AppendOnly, Base, Personal

_AS_THEY_ARE = frozenset({str, int, bool, float})


@dataclass(frozen=True, slots=True)
class Change:
    """One row added, changed or taken away, with old and new values fit for the journal."""

    table: str
    id: int
    person_id: int | None
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@event.listens_for(ActSession, "before_flush")
def _check_moment(session: ActSession, context: UOWTransaction, instances: object) -> None:
    if session.over:
        raise OutOfBounds("the act is over")
    touched = [*session.new, *(o for o in session.dirty if session.is_modified(o)), *session.deleted]
    for row in touched:
        if not isinstance(row, Base):
            raise OutOfBounds(f"{type(row).__name__} is no model of the program")
    if touched and session.reading:
        raise OutOfBounds(f"{type(touched[0]).__name__} written by a query")
    session.flushing = True


# The three checks run on each row as it is about to be written: whatever a relationship filled in is seen too.


@event.listens_for(Base, "before_insert", propagate=True)
def _check_new_row(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    session = object_session(row)
    if isinstance(session, ActSession) and isinstance(row, Personal):
        _check_owners(session, {row.person_id})


@event.listens_for(Base, "before_update", propagate=True)
def _check_changed_row(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    session = object_session(row)
    if not isinstance(session, ActSession):
        return
    old, new = _differences(connection, row)
    if not new:
        return
    if isinstance(row, AppendOnly):
        raise OutOfBounds(f"{type(row).__name__} is never changed")
    if mapper.primary_key[0].name in new:
        raise OutOfBounds(f"the number of a {type(row).__name__} is never changed")
    if isinstance(row, Personal) and not session.people.everyone:
        _check_owners(session, {row.person_id, _stored(connection, row, "person_id")})
    session.changes.append(_change(row, old=old, new=new))


@event.listens_for(Base, "before_delete", propagate=True)
def _check_row_taken_away(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    session = object_session(row)
    if not isinstance(session, ActSession):
        return
    if isinstance(row, AppendOnly) or not row.__erasable__:
        raise OutOfBounds(f"{type(row).__name__} is never deleted")
    if isinstance(row, Personal) and not session.people.everyone:
        _check_owners(session, {row.person_id, _stored(connection, row, "person_id")})
    if row.__journalled__:
        session.changes.append(_change(row, old=stored_values(row), new=None))


@event.listens_for(ActSession, "after_flush")
def _note_new_rows(session: ActSession, context: UOWTransaction) -> None:
    for row in session.new:
        if row.__journalled__:
            session.changes.append(_change(row, old=None, new=stored_values(row)))


def add_in_bulk(session: ActSession, model: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Add thousands of rows by their values, each noted for the journal as if added alone; return their numbers."""
    if not model.__journalled__ or session.reading or session.over or not session.people.everyone:
        raise OutOfBounds(f"{model.__name__} is added row by row")
    if not rows:
        return []
    session.flush()
    mapper = inspect(model)
    number = mapper.primary_key[0]
    columns = [one.columns[0] for one in mapper.column_attrs if one.columns[0] is not number]
    plain = [c for c in columns if c.default is None or c.default.is_scalar]  # one that is computed must be given
    usual = {c.key: c.default.arg if c.default is not None else None for c in plain}
    whole = [usual | row for row in rows]
    session.flushing = True
    try:
        adding = insert(model).returning(number, sort_by_parameter_order=True)
        numbers = [int(found[0]) for found in session.connection().execute(adding, whole)]
    finally:
        session.flushing = False
    for id_, row in zip(numbers, whole, strict=True):
        new = {c.name: journal_value(row[c.key], c.info) for c in columns}
        session.changes.append(Change(model.__tablename__, id_, row.get("person_id"), None, {number.name: id_} | new))
    return numbers


def _check_owners(session: ActSession, owners: set[Any]) -> None:
    if any(owner not in session.people for owner in owners):
        raise Refused(_("Ce que vous enregistrez concerne une personne que votre titre ne couvre pas."))


def _stored(connection: Connection, row: Base, key: str) -> Any:
    """Ask the file itself: what the object says of its past may have been made up."""
    mapper = inspect(type(row))
    column = mapper.column_attrs[key].columns[0]
    identity = inspect(row).identity
    number = identity[0] if identity else _identity(row)
    return connection.execute(select(column).where(mapper.primary_key[0] == number)).scalar()


def _differences(connection: Connection, row: Base) -> tuple[dict[str, Any], dict[str, Any]]:
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            column = attribute.columns[0]
            # Changed without having been loaded: the journal still needs the old value.
            before = history.deleted[0] if history.deleted else _stored(connection, row, attribute.key)
            after = history.added[0] if history.added else None
            if before != after:
                old[column.name] = journal_value(before, column.info)
                new[column.name] = journal_value(after, column.info)
    return {k: old[k] for k in sorted(old)}, {k: new[k] for k in sorted(new)}


def _change(row: Base, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change:
    person = getattr(row, "person_id", None)
    return Change(row.__tablename__, _identity(row), person, old, new)


def _identity(row: Base) -> int:
    number: int = inspect(type(row)).primary_key_from_instance(row)[0]
    return number


def stored_values(row: Base) -> dict[str, Any]:
    """Return every column of a row as the journal writes it."""
    return {name: journal_value(getattr(row, key), info) for key, name, info in _columns_of(type(row))}


@cache
def _columns_of(model: type[Base]) -> tuple[tuple[str, str, dict[Any, Any]], ...]:
    """The attribute, the name and the marks of every column of a model."""
    return tuple((a.key, a.columns[0].name, a.columns[0].info) for a in inspect(model).column_attrs)


def journal_value(value: Any, info: dict[Any, Any]) -> Any:
    """Return a value as JSON keeps it; attached files only leave their digest, secrets nothing.

    A secret that holds chance of its own (a password's salted digest) leaves a digest too, so that a change of it
    by another program is seen: `info={"secret": "digest"}`.
    """
    if value is None or (type(value) in _AS_THEY_ARE and not info):
        return value
    match info.get("secret"):
        case "digest":
            return "sha256:" + sha256(str(value).encode()).hexdigest()
        case True:
            return "•"
    if isinstance(value, bytes):
        return "sha256:" + sha256(value).hexdigest()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): journal_value(v, {}) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [journal_value(v, {}) for v in value]
    return str(value)
