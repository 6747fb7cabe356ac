"""Row limits: an act sees personal rows of the people it covers, and of nobody else.

Three barriers, each enough for honest code, together meant to hold against clever code:
a statement that is not a plain select of models is refused, as is any text or raw table inside it;
every select gets the limit added for every personal table wherever it appears;
the text finally sent to the database is read again and refused if a personal table stands there without its limit.
What an act writes is looked at in `changes`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    Column,
    CompoundSelect,
    Connection,
    Engine,
    PoolProxiedConnection,
    Select,
    Table,
    and_,
    delete,
    event,
    inspect,
    literal_column,
)
from sqlalchemy.orm import (
    Mapper,
    ORMExecuteState,
    QueryContext,
    Session,
    SessionTransaction,
    with_loader_criteria,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BinaryExpression
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.selectable import AliasedReturnsRows, TableClause

from coop_desk.core.errors import OutOfBounds
from coop_desk.core.model import Base, Personal, PersonId, Watched

if TYPE_CHECKING:
    from coop_desk.core.changes import Change
    from coop_desk.core.kept import Kept

R = TypeVar("R")
M = TypeVar("M", bound=Base)

_AT_MOST = 512  # statements remembered: the program has fewer


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


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose protected data an act opened, and in which compartment."""

    compartment: str
    person_id: PersonId


EVERYONE = People(everyone=True)
NOBODY = People()


class ActSession(Session):
    """The session of one act: one transaction, limited to `people`, and to reading when `reading`."""

    def __init__(self, engine: Engine, people: People, *, reading: bool) -> None:
        # Every connection of this session is known to the last barrier, however it is reached.
        super().__init__(engine.execution_options(act_session=self), autoflush=True, expire_on_commit=False)
        self.people = people
        self.reading = reading
        self.changes: list[Change] = []
        self.seen: set[PersonId] = set()
        self.opened: set[Opened] = set()
        self.tables_read: set[str] = set()
        self.tables_written: set[str] = set()
        self.kept: Kept | None = None
        self.kept_since = 0
        self.notice_others: Callable[[PoolProxiedConnection], None] | None = None
        self.writes = 0  # how many statements wrote
        self.written_at: dict[str, int] = {}  # by table, the last of them
        self.answers: dict[Hashable, tuple[Any, set[str], int]] = {}
        self.flushing = False
        self.finishing = False
        self.over = False

    def start(self) -> None:
        """Begin the one transaction of the act."""
        self.connection()

    def still(self, asked: Hashable, look: Callable[[], R]) -> R:
        """What `look` answers, read once for as long as its tables do not change; anew in an act that writes.

        It answers plain values. What was sealed, or is private, is read by each act: who reads it is noted.
        """
        if self.kept is None or not self.reading:
            return look()
        if self.notice_others is not None:  # once the act reads: before, it holds up nobody's save
            self.notice_others(self.connection().connection)
            self.notice_others = None
        known = self.kept.find(asked)
        if known is None:
            answer = look()
            if not self.opened and self.tables_read.isdisjoint(_watched_tables()):
                self.kept.keep(asked, answer, frozenset(self.tables_read), self.kept_since)
            return answer
        self.tables_read |= known[0]
        found: R = known[1]
        return found

    def once(self, asked: Hashable, look: Callable[[], R]) -> R:
        """What `look` answers, asked again by this act only once it wrote in a table the answer came from."""
        if not self.reading:
            self.flush()  # as the question would
        known = self.answers.get(asked)
        if known is None or (self.written_at and any(self.written_at.get(t, 0) > known[2] for t in known[1])):
            began, outer, self.tables_read = self.writes, self.tables_read, set()
            try:
                known = self.answers[asked] = (look(), self.tables_read, began)
            finally:
                self.tables_read = outer | self.tables_read
        else:
            self.tables_read |= known[1]
        found: R = known[0]
        return found

    def get(self, entity: type[M], ident: Any, **named: Any) -> M | None:  # type: ignore[override]
        """The row of that number; its table counts as read even when the row was at hand."""
        self.tables_read.add(str(inspect(entity).local_table))
        return super().get(entity, ident, **named)

    def wrote(self, tables: Iterable[str]) -> None:
        """Note the tables that a statement wrote."""
        self.writes += 1
        self.written_at |= dict.fromkeys(tables, self.writes)
        self.tables_written |= self.written_at.keys()

    def flush(self, objects: Any = None) -> None:
        """Write what is pending; outside of this nothing is written."""
        try:
            super().flush(objects)
        finally:
            self.flushing = False

    def add_unjournalled(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        """Add many rows at once to a table of the journal itself."""
        if model.__journalled__ or self.reading or self.over:
            raise OutOfBounds(f"{model.__name__} is added row by row")
        self.flushing = True
        try:
            self.bulk_insert_mappings(inspect(model), rows)
        finally:
            self.flushing = False

    def change_in_bulk(self, model: type[Base], rows: list[dict[str, Any]]) -> None:
        """Change many rows at once in a table that is verified apart; the act says in words what it did."""
        if model.__replayed__ or self.reading or self.over or not self.people.everyone:
            raise OutOfBounds(f"{model.__name__} is changed row by row")
        self.flush()
        self.flushing = True
        try:
            self.bulk_update_mappings(inspect(model), rows)
        finally:
            self.flushing = False
        self.expire_all()

    def erase_in_journal(self, line: type[Base], touch: type[Base], numbers: Sequence[int]) -> None:
        """Erase what lines of the journal said, and whom they were about: their digests stay in the chain."""
        if line.__journalled__ or touch.__journalled__ or self.reading or self.over or not self.people.everyone:
            raise OutOfBounds("only the journal forgets what is over")
        self.flush()
        self.flushing = True
        try:
            for start in range(0, len(numbers), 500):
                some = numbers[start : start + 500]
                self.connection().execute(delete(touch).where(touch.seq.in_(some)))  # type: ignore[attr-defined]
                self.bulk_update_mappings(inspect(line), [{"seq": n, "salt": "", "body": ""} for n in some])
        finally:
            self.flushing = False
        self.wrote(Base.metadata.tables)  # what the journal said of any of them
        self.expire_all()

    def finish(self) -> None:
        """Commit, once, at the end of the act."""
        self.finishing = True
        self.commit()


@event.listens_for(Watched, "load", propagate=True)
def _note_who_is_seen(row: Watched, context: QueryContext) -> None:
    if isinstance(context.session, ActSession):
        context.session.seen.add(row.person_id)


@event.listens_for(ActSession, "before_commit")
def _refuse_early_commit(session: ActSession) -> None:
    if not session.finishing:
        raise OutOfBounds("an act is committed by its action, with its journal line")


@event.listens_for(ActSession, "after_transaction_end")
def _note_the_end(session: ActSession, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.over = True


@event.listens_for(ActSession, "do_orm_execute")
def _limit_statement(state: ORMExecuteState) -> None:
    session: ActSession = state.session  # type: ignore[assignment]
    if session.over:
        raise OutOfBounds("the act is over")
    if not isinstance(state.statement, Select | CompoundSelect):
        raise OutOfBounds("only selects of models may be executed; add, change or delete objects to write")
    if not (state.is_relationship_load or state.is_column_load or _is_get(state.statement)):
        _look_through(state.statement)
    state.update_execution_options(limited_by=id(session))
    people = session.people
    if people.everyone:
        return
    ids = tuple(sorted(people.ids))
    reloaded = state.bind_mapper.class_ if state.is_column_load and state.bind_mapper is not None else None
    if isinstance(state.statement, Select) and reloaded is not None and issubclass(reloaded, Personal):
        # SQLAlchemy adds no criteria when it reads again a row it holds.
        state.statement = state.statement.where(and_(reloaded.person_id.in_(ids), literal_column("'act' = 'act'")))
    else:
        state.statement = state.statement.options(
            with_loader_criteria(
                Personal,
                lambda cls: and_(cls.person_id.in_(ids), literal_column("'act' = 'act'")),
                include_aliases=True,
            )
        )


def _is_get(statement: Any) -> bool:
    """True for the select that `session.get` makes itself, whose one condition SQLAlchemy wrote."""
    mapper = statement._propagate_attrs.get("plugin_subject")
    if not isinstance(mapper, Mapper):
        return False
    condition, _parameters = mapper._get_clause
    where: Any = getattr(statement, "_where_criteria", ())
    return len(where) == 1 and where[0] is condition


_looked_through: set[Any] = set()


def _look_through(statement: Select[Any] | CompoundSelect[Any]) -> None:
    """Refuse what is raw; of statements that SQLAlchemy itself says are the same, one is looked through."""
    made = statement._generate_cache_key()
    if made is not None and made.key in _looked_through:
        return
    _refuse_raw(statement)
    if made is not None:
        if len(_looked_through) >= _AT_MOST:
            _looked_through.clear()
        _looked_through.add(made.key)


def _refuse_raw(statement: Select[Any] | CompoundSelect[Any]) -> None:
    for part in visitors.iterate(statement):
        match part.__visit_name__:
            case "column":
                _refuse_raw_column(part)
            case "table" if not isinstance(part, Table):
                raise OutOfBounds("models, not raw tables")
            case "textclause" | "textual_select":
                raise OutOfBounds("no text in a statement")
            case "binary" if isinstance(part, BinaryExpression) and isinstance(part.operator, custom_op):
                raise OutOfBounds("no operator of one's own in a statement")


def _refuse_raw_column(part: Any) -> None:
    if isinstance(part, Column):
        if "parententity" not in part._annotations and _stands_in_table(part):
            raise OutOfBounds("models, not raw tables")
    elif part.is_literal and part.name not in ("*", "1"):
        raise OutOfBounds("no text in a statement")
    elif isinstance(part.table, TableClause):
        raise OutOfBounds("models, not raw tables")


def _stands_in_table(column: Column[Any]) -> bool:
    source: Any = column.table
    while isinstance(source, AliasedReturnsRows):
        source = source.element
    return isinstance(source, Table)


@cache
def _watched_tables() -> frozenset[str]:
    return frozenset(str(m.class_.__tablename__) for m in Base.registry.mappers if Watched in m.class_.__mro__)


@cache
def _personal_tables() -> dict[str, re.Pattern[str]]:
    names = {str(m.class_.__tablename__) for m in Base.registry.mappers if Personal in m.class_.__mro__}
    return {n: re.compile(rf"(?<![.\w])(?:main\.)?{n}(?![\w.])(?:\s+AS\s+(\w+))?", re.IGNORECASE) for n in names}


@lru_cache(maxsize=_AT_MOST)
def _unlimited(sql: str) -> frozenset[str]:
    """Names of the personal tables that stand in this SELECT more often than limited."""
    return frozenset(_standing_unlimited(sql))


def _standing_unlimited(sql: str) -> Iterator[str]:
    plain = re.sub(r'"(?:(\w+)|[^"]*)"', r"\1", sql)
    for name, pattern in _personal_tables().items():
        standing: dict[str, int] = {}
        for found in pattern.finditer(plain):
            alias = found.group(1) or name
            standing[alias] = standing.get(alias, 0) + 1
        for alias, times in standing.items():
            if len(re.findall(rf"\b{alias}\.person_id IN \([?, ]+\) AND 'act' = 'act'", plain)) < times:
                yield name


_JOURNAL = frozenset({"journal", "journal_touch"})


def _tables_of(sql: str, parameters: Any) -> frozenset[str]:
    """Names of the tables that an answer came from: of the journal asked about some records, those of the records."""
    tables = _read(sql)
    if "journal_touch" not in tables:
        return tables
    records = {one.partition(":")[0] for one in parameters if isinstance(one, str) and ":" in one}
    return tables - _JOURNAL | records if records and records <= Base.metadata.tables.keys() else tables


@lru_cache(maxsize=_AT_MOST)
def _read(sql: str) -> frozenset[str]:
    """Names of the tables that stand in a SELECT; a column that has the name of one counts as well."""
    return frozenset(re.findall(r"\w+", sql)) & Base.metadata.tables.keys()


@lru_cache(maxsize=_AT_MOST)
def _written(sql: str) -> frozenset[str]:
    """Names of the tables that a statement of a flush writes."""
    if sql.startswith("SELECT"):
        return frozenset()
    found = re.match(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', sql)
    return frozenset({found.group(1)}) if found else _read(sql)


@event.listens_for(Engine, "set_engine_execution_options")
@event.listens_for(Engine, "set_connection_execution_options")
def _keep_the_limit(place: Connection | Engine, options: dict[str, Any]) -> None:
    if "act_session" in options and place.get_execution_options().get("act_session") is not None:
        raise OutOfBounds("the limit of an act is not lifted")


@event.listens_for(Engine, "before_cursor_execute")
def _read_again(
    connection: Connection, cursor: Any, sql: str, parameters: Any, context: Any, executemany: bool
) -> None:
    session: ActSession | None = connection.get_execution_options().get("act_session")
    if session is None or sql in ("BEGIN", "BEGIN IMMEDIATE"):
        return
    if session.flushing:
        session.wrote(_written(sql))
        return
    if not sql.lstrip().upper().startswith(("SELECT", "WITH")):
        raise OutOfBounds("a statement that writes was sent by hand")
    session.tables_read |= _tables_of(sql, parameters)
    if context is None or context.execution_options.get("limited_by") != id(session):
        raise OutOfBounds("a statement was sent without the session")
    if not session.people.everyone:
        for table in _unlimited(sql):
            raise OutOfBounds(f"{table} is personal and was read without its limit")
