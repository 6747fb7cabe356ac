"""Somebody who may see Paule tries every way to see or change Quentin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import (
    MetaData,
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.exc import InvalidRequestError, PendingRollbackError
from sqlalchemy.orm import (
    Bundle,
    Session,
    aliased,
    defer,
    joinedload,
    make_transient_to_detached,
    registry,
    relationship,
    selectinload,
    subqueryload,
)

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.errors import OutOfBounds, Refused, RuleBroken
from coop_desk.core.limits import EVERYONE, ActSession, People
from coop_desk.core.model import Person, Personal, PersonId
from coop_desk.topics.members.model import EmailConsent, Employment, Member, MemberDetails, Team, TeamMembership
from tests.conftest import TestCoop

READ = Inner("test.read", "Lecture d’essai", reading=True)
WRITE = Inner("test.write", "Écriture d’essai")
DAY = date(2026, 1, 2)
RAW = Member.__table__


@dataclass
class Two:
    """Paule, whom the act covers, and Quentin, whom it does not."""

    coop: TestCoop
    paule: PersonId
    quentin: PersonId
    quentins_row: int

    def see(self, do: Callable[[ActSession], Any]) -> Any:
        return self._run(READ, do)

    def write(self, do: Callable[[ActSession], Any]) -> Any:
        return self._run(WRITE, do)

    def _run(self, verb: Inner, do: Callable[[ActSession], Any]) -> Any:
        covered = People(ids=frozenset({self.paule}))
        return transact(self.coop.file, verb, self.paule, covered, "", lambda act: do(act.session))

    def really(self, do: Callable[[ActSession], Any]) -> Any:
        return transact(self.coop.file, READ, None, EVERYONE, "", lambda act: do(act.session))


@pytest.fixture
def two(coop: TestCoop) -> Two:
    def plant(act: Act) -> tuple[int, int, int]:
        team = Team(name="Atelier", opened_on=DAY)
        people = [Person(given_name=name, family_name="Martin") for name in ("Paule", "Quentin")]
        act.session.add_all([team, *people])
        act.session.flush()
        rows = [Member(person_id=PersonId(p.id), number=p.given_name) for p in people]
        for p in people:
            act.session.add(MemberDetails(person_id=PersonId(p.id), notes=f"secret de {p.given_name}"))
            act.session.add(TeamMembership(person_id=PersonId(p.id), team_id=team.id, joined_on=DAY))
            act.session.add(EmailConsent(person_id=PersonId(p.id), given=True, dated=DAY, channel="papier"))
        act.session.add_all(rows)
        act.session.flush()
        return people[0].id, people[1].id, rows[1].id

    paule, quentin, row = transact(coop.file, WRITE, None, EVERYONE, "", plant)
    return Two(coop, PersonId(paule), PersonId(quentin), row)


# ------------------------------------------------------------------------------------------------ reading

other = aliased(Member)
numbers = select(Member.number)
HONEST: dict[str, Callable[[Session], Any]] = {
    "rows": lambda s: [m.number for m in s.scalars(select(Member))],
    "a column": lambda s: s.scalars(numbers).all(),
    "a legacy query": lambda s: [m.number for m in s.query(Member)],
    "an alias": lambda s: s.scalars(select(other.number)).all(),
    "a named alias": lambda s: s.scalars(select(aliased(Member, name="m").number)).all(),
    "a join from the person": lambda s: s.scalars(
        select(Member.number).select_from(Person).join(Member, Member.person_id == Person.id)
    ).all(),
    "an outer join": lambda s: [
        number
        for number in s.scalars(select(other.number).select_from(Person).outerjoin(other, other.person_id == Person.id))
        if number
    ],
    "a cross join": lambda s: {n for _team, n in s.execute(select(Team.name, Member.number).join(Member, true()))},
    "a self join": lambda s: {
        b for _a, b in s.execute(select(Member.number, other.number).join(other, other.id >= Member.id))
    },
    "a subquery": lambda s: s.scalars(select(numbers.subquery().c.number)).all(),
    "a lateral subquery in a column": lambda s: s.scalars(
        select(select(func.group_concat(Member.number)).scalar_subquery())
    ).all(),
    "a common table expression": lambda s: s.scalars(select(numbers.cte("seen").c.number)).all(),
    "a recursive expression": lambda s: s.scalars(
        select((start := numbers.cte("r", recursive=True)).union(select(other.number).join(start, true())).c.number)
    ).all(),
    "an aliased subquery": lambda s: [m.number for m in s.scalars(select(aliased(Member, select(Member).subquery())))],
    "a union": lambda s: s.scalars(numbers.union(select(other.number))).all(),
    "a union all in a subquery": lambda s: set(s.scalars(select(union_all(numbers, numbers).subquery().c.number))),
    "an except": lambda s: s.scalars(numbers.except_(select(other.number).where(other.number == "Personne"))).all(),
    "exists": lambda s: s.scalars(
        select(Person.given_name).where(exists().where(Member.person_id == Person.id))
    ).all(),
    "exists with a list of one’s own": lambda s: s.scalars(
        select(Person.given_name).where(exists().where(Member.person_id.in_([Person.id])))
    ).all(),
    "in": lambda s: s.scalars(select(Person.given_name).where(Person.id.in_(select(Member.person_id)))).all(),
    "a list of one’s own": lambda s: s.scalars(
        numbers.where(or_(Member.person_id.in_(range(100)), true()))
    ).all(),
    "a tuple": lambda s: s.scalars(numbers.where(tuple_(Member.person_id, Member.id).in_([(i, j) for i in range(12) for j in range(5)]))).all(),  # noqa: E501
    "a bundle": lambda s: [r.b.number for r in s.execute(select(Bundle("b", Member.number)))],
    "a distinct group": lambda s: s.scalars(select(func.max(Member.number)).group_by(Member.id).distinct()).all(),
    "a window": lambda s: [n for n, _rank in s.execute(select(Member.number, func.rank().over(order_by=Member.id)))],
    "rows by fifty": lambda s: [m.number for m in s.scalars(select(Member).execution_options(yield_per=50))],
    "rows loaded afresh": lambda s: [
        m.number for m in s.scalars(select(Member).execution_options(populate_existing=True))
    ],
    "a deferred column": lambda s: [m.number for m in s.scalars(select(Member).options(defer(Member.number)))],
    "get by number": lambda s: [m.number for i in range(1, 9) if (m := s.get(Member, i))],
    "another table of the same person": lambda s: [
        d.notes.removeprefix("secret de ") for d in s.scalars(select(MemberDetails))
    ],
    "a personal table through another": lambda s: s.scalars(
        select(Member.number).join(TeamMembership, TeamMembership.person_id == Member.person_id)
        .join(Team, Team.id == TeamMembership.team_id)
    ).all(),
}  # fmt: skip


@pytest.mark.parametrize("way", HONEST)
def test_each_way_to_read_shows_only_the_person_covered(two: Two, way: str) -> None:
    assert list(two.see(HONEST[way])) == ["Paule"]
    assert "Quentin" in str(two.really(HONEST[way])), "the way itself must be able to show everybody"


def test_counts_and_sums_are_limited_too(two: Two) -> None:
    assert two.see(lambda s: s.scalar(select(func.count()).select_from(Member))) == 1
    assert two.see(lambda s: s.scalar(select(func.count(Member.id)))) == 1
    assert two.really(lambda s: s.scalar(select(func.count()).select_from(Member))) == 2


def test_two_acts_in_turn_do_not_share_their_limit(two: Two) -> None:
    for person, seen in ((two.paule, "Paule"), (two.quentin, "Quentin"), (two.paule, "Paule")):
        covered = People(ids=frozenset({person}))
        found = transact(two.coop.file, READ, None, covered, "", lambda act: act.session.scalars(numbers).all())
        assert found == [seen]


CLEVER: dict[str, Callable[[ActSession], Any]] = {
    "a raw table": lambda s: s.execute(select(RAW.c.number)).all(),
    "a raw table and a list": lambda s: s.execute(select(RAW.c.number).where(RAW.c.person_id.in_(range(99)))).all(),
    "a raw table counted": lambda s: s.execute(select(func.count()).select_from(RAW)).all(),
    "an alias of a raw table": lambda s: s.execute(select(RAW.alias("x").c.number)).all(),
    "a raw table in a subquery": lambda s: s.execute(
        select(select(RAW.c.number).where(RAW.c.person_id.in_([1])).subquery().c.number)
    ).all(),
    "a model over a raw subquery": lambda s: s.scalars(select(aliased(Member, select(RAW).subquery()))).all(),
    "a model over a raw union": lambda s: s.scalars(
        select(aliased(Member, union_all(select(RAW), select(RAW)).subquery()))
    ).all(),
    "a table written by hand": lambda s: s.execute(select(table("member", column("number")).c.number)).all(),
    "a table of another schema": lambda s: s.execute(
        select(func.count()).select_from(RAW.to_metadata(MetaData(), schema="main"))
    ).all(),
    "text": lambda s: s.execute(text("SELECT number FROM member")).all(),
    "text as a model": lambda s: s.scalars(select(Member).from_statement(text("SELECT * FROM member"))).all(),
    "text with columns": lambda s: s.execute(text("SELECT number FROM member").columns(Member.number)).all(),
    "text in a column": lambda s: s.execute(select(text("(SELECT max(number) FROM main.member)"))).all(),
    "text in a condition": lambda s: s.scalars(select(Team.name).where(text("1 = 1"))).all(),
    "a literal column": lambda s: s.scalars(select(literal_column("(SELECT max(number) FROM main.member)"))).all(),
    "a literal in a condition": lambda s: s.scalars(
        select(Team.name).where(literal_column("(SELECT max(number) FROM main.member)") == "Quentin")
    ).all(),
    "the mark of the limit written by hand": lambda s: s.execute(
        select(RAW.c.number).where(RAW.c.person_id.in_([2, 8]), literal_column("'act' = 'act'"))
    ).all(),
    "an operator of one’s own": lambda s: s.scalars(
        select(Team.name).where(Team.name.op("= (SELECT max(number) FROM main.member) OR")("x"))
    ).all(),
    "the connection": lambda s: s.connection().execute(select(Member.number)).all(),
    "the connection and raw text": lambda s: s.connection().exec_driver_sql("SELECT number FROM member").all(),
    "the connection with its options changed": lambda s: s.connection()
    .execution_options(act_session=None).exec_driver_sql("SELECT number FROM member").all(),
    "the engine with its options changed": lambda s: s.get_bind()
    .execution_options(act_session=None).connect().exec_driver_sql("SELECT number FROM member").all(),
    "the engine": lambda s: s.get_bind().connect().execute(select(Member.number)).all(),
    "the transaction’s connection": lambda s: s.get_transaction().connection(None).execute(numbers).all(),
    "a second session of one’s own": lambda s: Session(s.get_bind()).scalars(numbers).all(),
    "after giving up the transaction": lambda s: (s.rollback(), s.scalars(numbers).all()),
    "after closing the session": lambda s: (s.close(), s.scalars(numbers).all()),
    "returning from an update": lambda s: s.execute(update(Member).values(number="x").returning(Member.number)).all(),
}  # fmt: skip


@pytest.mark.parametrize("way", CLEVER)
def test_each_way_round_the_session_is_refused(two: Two, way: str) -> None:
    with pytest.raises(OutOfBounds):
        two.see(CLEVER[way])


def test_a_value_that_looks_like_the_limit_is_only_a_value(two: Two) -> None:
    forged = bindparam("x", "member.person_id IN (2) AND 'act' = 'act'", literal_execute=True)
    statement = select(Member.number.label("member.person_id IN (2)")).where(forged != "")
    said = two.see(lambda s: s.scalars(statement).all())
    assert said == ["Paule"]


def test_an_object_already_seen_opens_no_other(two: Two) -> None:
    def look(session: ActSession) -> None:
        mine = session.scalars(select(Member)).one()
        session.refresh(mine)
        session.expire(mine)
        assert mine.number == "Paule"
        forged = Member(id=two.quentins_row)
        make_transient_to_detached(forged)
        session.add(forged)
        with pytest.raises(InvalidRequestError) as refusal:
            session.refresh(forged)
        assert "Quentin" not in str(refusal.value)
        session.expunge(forged)
        merged = session.merge(Member(id=two.quentins_row), load=True)
        assert merged.number is None
        session.expunge_all()

    two.see(look)


def test_a_row_of_another_that_is_asked_for_by_number_is_refused_in_words(two: Two) -> None:
    with pytest.raises(Refused, match="introuvable"):
        two.see(lambda s: s.get_one(Member, two.quentins_row))


@pytest.fixture
def linked() -> Iterator[tuple[Any, Any]]:
    """The same tables seen by classes that hold relationships, as a careless topic might write them."""
    own = registry()

    class LinkedMembership(Personal):
        pass

    class LinkedTeam:
        pass

    own.map_imperatively(LinkedMembership, TeamMembership.__table__)
    own.map_imperatively(LinkedTeam, Team.__table__, properties={"memberships": relationship(LinkedMembership)})
    yield LinkedTeam, LinkedMembership
    own.dispose()


@pytest.mark.parametrize("way", ["lazy", "joined", "selectin", "subquery"])
def test_a_relationship_from_an_open_table_leads_to_no_one_else(two: Two, linked: tuple[Any, Any], way: str) -> None:
    team, _membership = linked
    options = {"joined": joinedload, "selectin": selectinload, "subquery": subqueryload}

    def look(session: ActSession) -> list[int]:
        statement = select(team)
        if way in options:
            statement = statement.options(options[way](team.memberships))
        return [m.person_id for t in session.scalars(statement).unique() for m in t.memberships]

    assert two.see(look) == [two.paule]
    assert len(two.really(look)) == 2


def test_any_of_a_relationship_is_refused_to_all_rather_than_unlimited(two: Two, linked: tuple[Any, Any]) -> None:
    team, _membership = linked
    for run in (two.see, two.really):
        with pytest.raises(OutOfBounds):
            run(lambda s: s.scalars(select(team).where(team.memberships.any(person_id=two.quentin))).all())


# ------------------------------------------------------------------------------------------------ writing


def add_for_quentin(two: Two, session: ActSession) -> None:
    session.add(Employment(person_id=two.quentin, started_on=DAY))


def give_quentin_my_row(two: Two, session: ActSession) -> None:
    session.scalars(select(Member)).one().person_id = two.quentin


def take_quentins_row(two: Two, session: ActSession) -> None:
    forged = Member(id=two.quentins_row, number="Quentin", legal_person=False)
    make_transient_to_detached(forged)
    session.add(forged)
    forged.person_id = two.paule


def change_quentins_row_as_if_mine(two: Two, session: ActSession) -> None:
    forged = Member(id=two.quentins_row, person_id=two.paule, number="Quentin")
    make_transient_to_detached(forged)
    session.add(forged)
    forged.number = "volé"


def move_my_row_to_another_number(two: Two, session: ActSession) -> None:
    session.scalars(select(Member)).one().id = 99


def delete_my_row(two: Two, session: ActSession) -> None:
    session.delete(session.scalars(select(Member)).one())


def delete_quentins_row(two: Two, session: ActSession) -> None:
    forged = Member(id=two.quentins_row, person_id=two.paule)
    make_transient_to_detached(forged)
    session.add(forged)
    session.delete(forged)


def change_what_is_only_added(two: Two, session: ActSession) -> None:
    session.scalars(select(EmailConsent)).one().given = False


def delete_what_is_only_added(two: Two, session: ActSession) -> None:
    session.delete(session.scalars(select(EmailConsent)).one())


def bulk_insert(two: Two, session: ActSession) -> None:
    session.bulk_insert_mappings(Member, [{"person_id": two.quentin, "number": "x"}])


def bulk_update(two: Two, session: ActSession) -> None:
    session.bulk_update_mappings(Member, [{"id": two.quentins_row, "number": "x"}])


def bulk_save(two: Two, session: ActSession) -> None:
    session.bulk_save_objects([Employment(person_id=two.quentin, started_on=DAY)])


def bulk_after_a_refusal(two: Two, session: ActSession) -> None:
    with pytest.raises(Refused):
        add_for_quentin(two, session)
        session.flush()
    session.expunge_all()
    bulk_update(two, session)


def add_as_if_to_the_journal(two: Two, session: ActSession) -> None:
    session.add_unjournalled(Member, [{"person_id": two.quentin, "number": "x", "legal_person": False}])


def update_statement(two: Two, session: ActSession) -> None:
    session.execute(update(Member).values(number="x"))


def insert_statement(two: Two, session: ActSession) -> None:
    session.execute(insert(Member).values(person_id=two.paule, number="x"))


def delete_statement(two: Two, session: ActSession) -> None:
    session.execute(delete(Member))


def legacy_update(two: Two, session: ActSession) -> None:
    session.query(Member).update({"number": "x"})


def update_by_hand(two: Two, session: ActSession) -> None:
    session.connection().exec_driver_sql("UPDATE member SET number = 'x'")


def commit_early(two: Two, session: ActSession) -> None:
    session.scalars(select(Member)).one().number = "sans journal"
    session.commit()


def commit_through_the_transaction(two: Two, session: ActSession) -> None:
    session.scalars(select(Member)).one().number = "sans journal"
    transaction = session.get_transaction()
    assert transaction is not None
    transaction.commit()


def commit_by_hand(two: Two, session: ActSession) -> None:
    session.scalars(select(Member)).one().number = "sans journal"
    session.flush()
    session.connection().exec_driver_sql("COMMIT")


def write_after_giving_up(two: Two, session: ActSession) -> None:
    session.rollback()
    session.add(Team(name="x", opened_on=DAY))


def raw_driver(two: Two, session: ActSession) -> None:
    session.connection().exec_driver_sql("DELETE FROM member")


WRITES = (
    add_for_quentin, give_quentin_my_row, take_quentins_row, change_quentins_row_as_if_mine,
    move_my_row_to_another_number, delete_my_row, delete_quentins_row, change_what_is_only_added,
    delete_what_is_only_added, bulk_insert, bulk_update, bulk_save, bulk_after_a_refusal,
    add_as_if_to_the_journal, update_statement,
    insert_statement, delete_statement, legacy_update, update_by_hand, commit_early,
    commit_through_the_transaction, commit_by_hand, write_after_giving_up, raw_driver,
)  # fmt: skip


@pytest.mark.parametrize("attempt", WRITES, ids=lambda attempt: attempt.__name__)
def test_each_way_to_write_what_one_may_not_is_refused_and_changes_nothing(
    two: Two, attempt: Callable[[Two, ActSession], None]
) -> None:
    def everything(session: ActSession) -> list[Any]:
        return [
            session.execute(select(Member.id, Member.person_id, Member.number)).all(),
            session.execute(select(Employment.id)).all(),
            session.execute(select(EmailConsent.id, EmailConsent.given)).all(),
            session.execute(select(Team.id, Team.name)).all(),
        ]

    before = two.really(everything)
    with pytest.raises((OutOfBounds, Refused, PendingRollbackError)):
        two.write(lambda s: attempt(two, s))
    assert two.really(everything) == before


def test_a_query_that_writes_is_refused(two: Two) -> None:
    with pytest.raises(OutOfBounds, match="query"):
        two.see(lambda s: (s.add(Team(name="x", opened_on=DAY)), s.flush()))
    with pytest.raises(OutOfBounds, match="query"):
        transact(two.coop.file, READ, None, EVERYONE, "", lambda act: act.session.add(Team(name="x", opened_on=DAY)))


def test_an_owner_given_by_a_relationship_is_looked_at(two: Two) -> None:
    own = registry()

    class LinkedPerson:
        pass

    class LinkedEmployment(Personal):
        pass

    own.map_imperatively(LinkedPerson, Person.__table__)
    own.map_imperatively(LinkedEmployment, Employment.__table__, properties={"person": relationship(LinkedPerson)})
    try:
        # Mapped outside of the program's own models: the session refuses to write what it cannot look at.
        with pytest.raises((OutOfBounds, Refused)):
            two.write(
                lambda s: s.add(
                    _filled(LinkedEmployment(), started_on=DAY, end_reason="", working_time=1000,
                            person=s.get(LinkedPerson, two.quentin))
                )
            )  # fmt: skip
    finally:
        own.dispose()
    assert two.really(lambda s: s.scalars(select(Employment.id)).all()) == []


def _filled(row: Any, **values: Any) -> Any:
    for key, value in values.items():
        setattr(row, key, value)
    return row


def test_what_one_may_write_is_written(two: Two) -> None:
    def honest(session: ActSession) -> None:
        session.scalars(select(Member)).one().number = "P-1"
        session.add(Employment(person_id=two.paule, started_on=DAY))

    two.write(honest)
    assert set(two.really(lambda s: s.scalars(numbers).all())) == {"P-1", "Quentin"}


def test_everybody_s_rows_are_refused_to_raw_statements_too(two: Two) -> None:
    """A statement that works for the manager must not fail later for a member."""
    for way in ("a raw table", "text", "a literal column", "the connection", "the engine"):
        with pytest.raises(OutOfBounds):
            two.really(CLEVER[way])


def test_an_impossible_value_is_refused_without_saying_it(two: Two) -> None:
    for number in ("Quentin", "\udc80"):
        with pytest.raises(RuleBroken) as refusal:
            two.write(lambda s, number=number: setattr(s.scalars(select(Member)).one(), "number", number))
        said = str(refusal.value).casefold()
        assert not any(word in said for word in ("quentin", "select", "update", "unique", "member", "udc80"))
