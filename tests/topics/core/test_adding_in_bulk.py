"""Thousands of rows added at once leave what each would leave alone, and are bound by the same limits."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.changes import add_in_bulk
from coop_desk.core.errors import OutOfBounds
from coop_desk.core.journal import JournalTouch
from coop_desk.core.limits import EVERYONE, People
from coop_desk.core.model import Base, Person
from coop_desk.topics.members.model import MemberDetails
from tests.conftest import TestCoop

WRITE = Inner("test.write", "Écriture d’essai")
READ = Inner("test.read", "Lecture d’essai", reading=True)
TITLE, BORN = "Mme", date(1990, 4, 2)


def test_a_row_added_with_many_is_noted_and_stored_like_one_added_alone(coop: TestCoop) -> None:
    def write(act: Act) -> None:
        first, second = add_in_bulk(
            act.session, Person, [{"family_name": "Un", "given_name": ""}, {"family_name": "Deux", "given_name": "Ève"}]
        )
        assert act.session.get_one(Person, first).family_name == "Un"
        assert act.session.get_one(Person, second).name == "Ève Deux"
        act.session.add(MemberDetails(person_id=first, title=TITLE, birth_date=BORN))
        act.session.flush()
        add_in_bulk(act.session, MemberDetails, [{"person_id": second, "title": TITLE, "birth_date": BORN}])
        alone, among = act.session.changes[-2:]
        assert alone.new is not None
        assert among == replace(
            alone, id=among.id, person_id=second, new=alone.new | {"id": among.id, "person_id": second}
        )

    transact(coop.file, WRITE, None, EVERYONE, "", write)


@pytest.mark.parametrize(
    ("verb", "people", "model", "row"),
    [
        (READ, EVERYONE, Person, {"family_name": "Un", "given_name": ""}),
        (WRITE, People(ids=frozenset()), Person, {"family_name": "Un", "given_name": ""}),
        (WRITE, EVERYONE, JournalTouch, {"seq": 1, "record": "person:1"}),
    ],
    ids=["in a query", "for some people only", "in the journal"],
)
def test_nothing_is_added_in_bulk_where_it_may_not_be(
    coop: TestCoop, verb: Inner, people: People, model: type[Base], row: dict[str, Any]
) -> None:
    def write(act: Act) -> None:
        with pytest.raises(OutOfBounds):
            add_in_bulk(act.session, model, [row])

    transact(coop.file, verb, None, people, "", write)
