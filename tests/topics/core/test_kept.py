"""What was read is kept until a table it came from changes: here, or by another program."""

from contextlib import closing
from datetime import date

from sqlalchemy import select

from coop_desk.core import database
from coop_desk.core.actions import Act, Inner, read_once, read_until_changed, transact
from coop_desk.core.delegating import give_title
from coop_desk.core.kept import Kept
from coop_desk.core.limits import EVERYONE, People
from coop_desk.core.model import Person
from coop_desk.core.rights import Right
from coop_desk.topics.members.model import MemberDetails, Team
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import record_identity
from tests.conftest import TestCoop


def test_what_somebody_holds_is_read_again_when_it_may_have_changed_and_then_only(coop: TestCoop) -> None:
    founder, nobody, today = coop.desk("founder"), coop.desk("nobody"), coop.clock.today()
    held = nobody.holding()
    record_identity(
        coop.desk("manager"), Identity("Canal", Form.SARL, "Nantes", "Nantes", "732829320", date(2026, 1, 2))
    )
    assert nobody.holding() is held, "no title is read from the identity of the co-op"
    person = coop.person("nobody")
    new = NewMember("Hénaff", Category.EMPLOYED, today, given_name="Chloé", person_id=person)
    register_member(coop.desk("registrar"), new)
    assert "associate" in [title.code for title in nobody.titles]
    give_title(founder, person, "register_keeper", today, None, "Assemblée")
    assert nobody.holding().people([Right.SHARES_RECORD]).everyone
    coop.on(date(2026, 1, 3))
    assert nobody.holding().people([Right.SHARES_RECORD]).everyone
    with closing(database.raw_connection(coop.file.database)) as other:
        other.execute("UPDATE \"grant\" SET because = 'moi' WHERE holder_id = ?", (person,))
    assert not nobody.holding().people([Right.SHARES_RECORD]), "another program wrote what the journal does not say"


def test_acts_that_read_share_an_answer_for_the_same_people_until_it_may_have_changed(coop: TestCoop) -> None:
    asked: list[str] = []

    @read_until_changed
    def how_many(act: Act, table: str) -> int:
        asked.append(table)
        return len(act.session.scalars(select({"person": Person, "member_details": MemberDetails}[table])).all())

    def ask(table: str, people: People = EVERYONE, *, reading: bool = True) -> int:
        def look(act: Act) -> int:
            if not reading:
                act.session.add(Person(given_name="Aïcha", family_name="Benali"))
            return how_many(act, table)

        return transact(coop.file, Inner("test.ask", "Question", reading=reading), None, people, "", look)

    coop.file.notice_others()
    before = ask("person")
    assert ask("person") == before
    assert len(asked) == 1
    ask("person", People(ids=frozenset({coop.person("nobody")})))
    assert len(asked) == 2, "what one may see is not what another may"
    assert ask("person", reading=False) == ask("person") == before + 1
    assert len(asked) == 4, "an act that writes reads its own changes"
    with closing(database.raw_connection(coop.file.database)) as other:
        other.execute("UPDATE person SET given_name = 'Zoé' WHERE id = 1")
    ask("person")
    assert len(asked) == 5
    for _time in range(2):
        ask("member_details")
    assert len(asked) == 7, "whoever reads private details is noted each time"


def test_an_answer_that_was_read_while_something_changed_is_not_kept() -> None:
    kept = Kept()
    kept.keep("a", 1, {"member"}, kept.mark)
    kept.keep("b", 2, {"title"}, kept.mark)
    kept.changed({"member", "person"})
    assert (kept.find("a"), kept.find("b")) == (None, ({"title"}, 2))
    before = kept.mark
    kept.changed({"journal"})
    kept.keep("a", 1, {"member"}, before)
    assert kept.find("a") is None
    kept.forget()
    assert kept.find("b") is None


def test_an_act_that_writes_asks_again_once_it_wrote_where_the_answer_came_from(coop: TestCoop) -> None:
    asked: list[str] = []

    @read_once
    def how_many(act: Act) -> int:
        asked.append("how many")
        return len(act.session.scalars(select(Person)).all())

    @read_once
    def family_name(act: Act) -> str:
        asked.append("name")
        return act.session.get_one(Person, 1).family_name

    def write(act: Act) -> list[int | str]:
        first = act.session.get_one(Person, 1)  # at hand from now on
        found: list[int | str] = [how_many(act), how_many(act), family_name(act)]
        act.session.add(Team(name="Atelier", opened_on=act.today))
        found += [how_many(act), family_name(act)]
        first.family_name = "Autrement"
        act.session.add(Person(given_name="Aïcha", family_name="Benali"))
        return [*found, family_name(act), how_many(act)]

    first, *others = transact(coop.file, Inner("test.write", "Écriture"), None, EVERYONE, "", write)
    assert others == [first, "Fondatrice", first, "Fondatrice", "Autrement", int(first) + 1]
    assert asked == ["how many", "name", "name", "how many"]
