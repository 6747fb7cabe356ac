"""Titles and delegations run from a day to a day, over everyone or over the people named."""

from datetime import date

import pytest

from coop_desk.core import delegating
from coop_desk.core.actions import Act, Inner, action, declared, query, transact
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import Grant, Title
from coop_desk.core.limits import EVERYONE, People
from coop_desk.core.reading_journal import journal_lines
from coop_desk.core.rights import Right
from coop_desk.topics.members import service as members
from coop_desk.topics.members.records import Contact, NewMember
from coop_desk.topics.members.rules.categories import Category
from tests.conftest import TestCoop

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def test_a_title_opens_its_rights_from_its_first_day_to_its_last(coop: TestCoop) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("nobody"), "file_keeper", FIRST, LAST, "AG du 1er mars")
    desk = coop.desk("nobody")
    for day, open_ in (
        (date(2026, 2, 28), False),
        (FIRST, True),
        (date(2026, 3, 15), True),
        (LAST, True),
        (date(2026, 4, 1), False),
    ):
        coop.on(day)
        assert desk.allows(journal_lines) is open_, day
        if open_:
            journal_lines(desk)
        else:
            with pytest.raises(Refused):
                journal_lines(desk)


def test_the_days_are_those_of_the_office_not_of_greenwich(coop: TestCoop) -> None:
    delegating.give_title(coop.desk("manager"), coop.person("nobody"), "file_keeper", FIRST, LAST, "AG")
    for hour, minute in ((0, 0), (23, 59)):
        coop.on(LAST, hour, minute)
        assert coop.desk("nobody").allows(journal_lines)


def test_a_delegation_over_named_people_covers_them_only(coop: TestCoop) -> None:
    named = (coop.person("registrar"), coop.person("secretary"))
    delegating.give_right(
        coop.desk("manager"), coop.person("nobody"), Right.MEMBERS_RECORD, named, FIRST, None, "Gérance du 1er mars"
    )
    coop.on(FIRST)
    holding = coop.desk("nobody").holding()
    assert holding.people([Right.MEMBERS_RECORD]) == People(ids=frozenset(named))
    assert holding.people([Right.MEMBERS_RECORD, Right.COOP_READ]).everyone
    assert holding.people([Right.SHARES_RECORD]) == People()


def test_a_delegation_over_nobody_covers_nobody(coop: TestCoop) -> None:
    delegating.give_right(coop.desk("manager"), coop.person("nobody"), Right.JOURNAL_READ, (), FIRST, None, "AG")

    def empty_title(act: Act) -> None:
        title = next(t for t in act.session.query(Title) if t.code == "manager")
        act.session.add(
            Grant(holder_id=coop.person("nobody"), title_id=title.id, over=[], starts_on=FIRST, because="AG")
        )

    transact(coop.file, Inner("test.empty", "Essai"), None, EVERYONE, "", empty_title)
    coop.on(FIRST)
    assert not coop.desk("nobody").allows(journal_lines)


def test_a_delegation_that_is_ended_says_why_and_is_not_rewritten(coop: TestCoop) -> None:
    manager = coop.desk("manager")
    number = delegating.give_title(manager, coop.person("nobody"), "secretary", FIRST, None, "AG du 1er mars")
    coop.on(LAST)
    delegating.end_grant(manager, number, LAST, "Démission")
    row = next(r for r in delegating.grants(manager) if r.id == number)
    assert (row.starts_on, row.ends_on, row.because, row.ended_because) == (FIRST, LAST, "AG du 1er mars", "Démission")
    assert row.runs_on(LAST)
    assert not row.runs_on(date(2026, 4, 1))
    coop.on(date(2026, 4, 2))
    with pytest.raises(RuleBroken) as refusal:
        delegating.end_grant(manager, number, date(2026, 4, 3), "Encore")
    assert refusal.value.rule == "GRANT-05"


@pytest.mark.parametrize(
    ("title", "starts", "ends", "because", "rule"),
    [
        ("associate", FIRST, None, "AG", "GRANT-02"),
        ("account_holder", FIRST, None, "AG", "GRANT-02"),
        ("inconnu", FIRST, None, "AG", "GRANT-02"),
        ("secretary", FIRST, None, "  ", "GRANT-03"),
        ("secretary", LAST, FIRST, "AG", "GRANT-04"),
    ],
)
def test_a_delegation_without_sense_is_refused(
    coop: TestCoop, title: str, starts: date, ends: date | None, because: str, rule: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        delegating.give_title(coop.desk("manager"), coop.person("nobody"), title, starts, ends, because)
    assert refusal.value.rule == rule


def test_giving_titles_needs_the_right_to_give_them(coop: TestCoop) -> None:
    for who in ("keeper", "secretary", "registrar", "bookkeeper", "nobody"):
        with pytest.raises(Refused):
            delegating.give_title(coop.desk(who), coop.person("nobody"), "secretary", FIRST, None, "AG")


def test_a_refusal_is_in_the_journal_with_who_and_what(coop: TestCoop) -> None:
    with pytest.raises(Refused):
        journal_lines(coop.desk("nobody"))
    (line,) = journal_lines(coop.desk("keeper"), limit=1)
    assert (line.outcome, line.actor, line.words) == ("refused", "Chloé Hénaff", "Consultation du journal")


def test_every_title_says_its_rights_in_words(coop: TestCoop) -> None:
    rows = {row.code: row for row in delegating.titles(coop.desk("manager"))}
    assert rows["bookkeeper"].over_everyone == (
        "Confirmer que la paie exportée s’est importée sans erreur", "Lire l’identité de la coopérative",
    )  # fmt: skip
    assert "Lire sa propre fiche" in rows["associate"].over_oneself


def test_an_action_names_its_right_and_its_words() -> None:
    before = set(declared)
    for declare in (action, query):
        with pytest.raises(TypeError):
            declare("Sans droit")
        with pytest.raises(TypeError):
            declare(Right.COOP_READ)
    with pytest.raises(TypeError, match="twice"):
        query(Right.COOP_READ, "Deux fois")(delegating.grants.function)
    assert set(declared) == before


def test_a_real_action_reaches_the_people_named_and_nobody_else(coop: TestCoop) -> None:
    registrar, helped, other = coop.desk("registrar"), coop.person("bookkeeper"), coop.person("secretary")
    for person in (helped, other, coop.person("nobody")):
        new = NewMember("Nom", Category.EMPLOYEE, coop.clock.today(), given_name=f"N{person}", person_id=person)
        members.register_member(registrar, new)
    delegating.give_right(
        coop.desk("manager"), coop.person("nobody"), Right.MEMBERS_RECORD, (helped,), coop.clock.today(), None, "AG"
    )
    desk, moved = coop.desk("nobody"), Contact("1 quai Neuf", "44000", "Nantes")
    members.change_contact(desk, helped, moved)
    members.change_contact(desk, coop.person("nobody"), moved)
    with pytest.raises(Refused):
        members.change_contact(desk, other, moved)
    with pytest.raises(Refused):
        members.register_member(desk, NewMember("Neuf", Category.EMPLOYEE, coop.clock.today(), given_name="Noé"))
    assert members.member_file(registrar, helped).contact == moved
    assert members.member_file(registrar, other).contact == Contact()
    asked = {members.change_contact.name, members.register_member.name}
    lines = journal_lines(coop.desk("keeper"), actor_id=coop.person("nobody"))
    outcomes = [line.outcome for line in lines if line.action in asked]
    assert outcomes == ["refused", "refused", "done", "done"]


def test_people_read_their_own_file_and_not_their_neighbour_s(coop: TestCoop) -> None:
    registrar = coop.desk("registrar")
    for who in ("nobody", "bookkeeper"):
        new = NewMember("Nom", Category.EMPLOYEE, coop.clock.today(), given_name=who, person_id=coop.person(who))
        members.register_member(registrar, new)
    members.member_file(coop.desk("nobody"), coop.person("nobody"))
    with pytest.raises((Refused, RuleBroken)):
        members.member_file(coop.desk("nobody"), coop.person("bookkeeper"))


def test_a_file_older_than_a_title_knows_it_all_the_same(coop: TestCoop) -> None:
    codes = ("employee", "leave_delegate")
    with coop.file.engine.begin() as made_before:
        for code in codes:
            made_before.exec_driver_sql(
                "DELETE FROM title_right WHERE title_id = (SELECT id FROM title WHERE code = ?)", (code,)
            )
            made_before.exec_driver_sql(
                'DELETE FROM "grant" WHERE title_id = (SELECT id FROM title WHERE code = ?)', (code,)
            )
            made_before.exec_driver_sql("DELETE FROM title WHERE code = ?", (code,))
    coop.file.kept.forget()
    hired = NewMember("Hénaff", Category.EMPLOYED, FIRST, "Chloé", employed_from=FIRST, person_id=coop.person("nobody"))
    members.register_member(coop.desk("registrar"), hired)
    coop.on(FIRST)
    nobody, manager = coop.desk("nobody"), coop.desk("manager")
    assert "Salariat" in [title.name for title in nobody.titles]
    assert nobody.holding().people([Right.LEAVE_ASK]) == People(ids=frozenset({coop.person("nobody")}))
    assert {row.code for row in delegating.titles(manager)} > set(codes)
    with pytest.raises(RuleBroken, match="ne se donne pas"):
        delegating.propose_title(coop.desk("secretary"), coop.person("nobody"), "leave_delegate", FIRST, None)
    delegating.give_title(manager, coop.person("nobody"), "leave_delegate", FIRST, None, "Décision du collectif")
    assert coop.desk("nobody").holding().people([Right.LEAVE_DECIDE]).everyone
    assert coop.desk("nobody").holding().people([Right.LEAVE_ASK]) == People(ids=frozenset({coop.person("nobody")}))
    assert "LEAVE" not in str(delegating.titles(manager)[0])
