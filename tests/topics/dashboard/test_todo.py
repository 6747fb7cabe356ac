"""What waits on the start page: the rules as tables, the lines as stories on a real file."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.dashboard import rules, service
from coop_desk.topics.dashboard.page import HomePage
from coop_desk.topics.dashboard.rules import Todo, Urgency
from coop_desk.topics.dashboard.service import meetings
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.minutes import service as minutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop
from tests.topics.minutes.conftest import Story, kept, story

__all__ = ["kept", "story"]

TODAY = date(2026, 6, 12)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, Urgency.LATER),
        (date(2026, 6, 11), Urgency.LATE),
        (TODAY, Urgency.SOON),
        (date(2026, 6, 26), Urgency.SOON),
        (date(2026, 6, 27), Urgency.LATER),
    ],
)
def test_urgency_comes_from_the_date(due: date | None, expected: Urgency) -> None:
    assert rules.urgency(due, TODAY) is expected


@pytest.mark.parametrize(
    ("year_end", "due"),
    [
        (date(2025, 12, 31), date(2026, 6, 30)),
        (date(2025, 6, 30), date(2025, 12, 31)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 3, 15), date(2025, 9, 15)),
    ],
)
def test_accounts_are_approved_within_six_months(year_end: date, due: date) -> None:
    assert rules.accounts_deadline(year_end) == due


def test_the_oldest_comes_first_and_what_has_no_date_last() -> None:
    lines = [
        Todo("c", "sans date", "", None, "x"),
        Todo("b", "demain", "", date(2026, 6, 13), "x"),
        Todo("a", "hier", "", date(2026, 6, 11), "x"),
    ]
    assert [line.id for line in rules.in_order(lines)] == ["a", "b", "c"]


def ids(story: Story, who: str) -> list[str]:
    """What waits for somebody, without the numbers of the records."""
    return [line.id.split(":")[0] for line in service.todo(story.coop.desk(who))]


def test_a_new_file_asks_for_its_identity_and_for_its_recovery_code(coop: TestCoop) -> None:
    lines = service.todo(coop.desk("manager"))
    waiting = [("recovery", "recovery"), ("setup", "setup"), ("governance:0", "keys")]
    assert [(line.id, line.page) for line in lines] == waiting
    assert service.todo(coop.desk("bookkeeper")) == []


def test_what_waits_follows_the_life_of_an_assembly(story: Story) -> None:
    assert "accounts" in ids(story, "secretary")
    story.prepare()
    assert "accounts" not in ids(story, "secretary")
    story.coop.on(date(2026, 6, 12), 13)
    assert "session" in ids(story, "secretary")
    found = meetings.next_meeting(story.secretary)
    assert found is not None
    assert (found.id, found.under_way) == (story.meeting_id, False)
    story.hold()
    assert ids(story, "secretary").count("minutes") == 1
    assert meetings.next_meeting(story.secretary) is None
    (line,) = [line for line in service.todo(story.secretary) if line.id.startswith("minutes")]
    assert (line.page, line.record_id) == ("minutes.meeting", story.meeting_id)
    minutes.write_parts(story.secretary, story.meeting_id, {"signers": "Inès Pérez, gérante"})
    minutes.seal_minutes(story.secretary, story.meeting_id)
    assert "minutes" not in ids(story, "secretary")


def test_nobody_sees_here_what_they_could_not_see_there(story: Story) -> None:
    story.prepare()
    story.hold()
    associate = story.coop.desk_of(story.people[4], "Camille Diop")
    assert service.todo(associate) == []
    assert [figure.caption for figure in service.key_figures(associate)] == ["associés", "de capital"]
    assert service.key_figures(story.coop.desk("bookkeeper")) == []


def test_the_page_opens_the_record_that_settles_the_line(story: Story, qtbot: QtBot, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))
    story.prepare()
    story.hold()
    page = HomePage(story.secretary)
    qtbot.addWidget(page)
    page.show()
    (line,) = [line for line in page.list.shown_records() if line.page == "minutes.meeting"]
    with qtbot.waitSignal(page.go_asked) as asked:
        page.list.opened.emit(line)
    assert asked.args == ["minutes.meeting", story.meeting_id]
    assert accessible_faults(page) == []


def test_a_calm_page_says_that_nothing_waits(story: Story, qtbot: QtBot, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))
    page = HomePage(story.coop.desk("bookkeeper"))
    qtbot.addWidget(page)
    page.show()
    assert any("Rien ne vous attend" in label.text() for label in page.findChildren(QLabel))


def test_an_employee_obliged_to_apply_is_recalled_three_months_before(coop: TestCoop) -> None:
    coop.on(date(2026, 2, 2))
    hired = date(2025, 6, 2)
    registrar = coop.desk("registrar")
    person = register_member(registrar, NewMember("Hénaff", Category.EMPLOYEE, hired, "Chloé", employed_from=hired))
    record_identity(coop.desk("manager"), Identity("Les Ateliers du Canal", Form.SARL, created_on=date(2009, 1, 5)))
    set_up_statutes(coop.desk("manager"), [NewValue("mandatory_application", "yes")])
    assert not [line for line in service.todo(registrar) if line.id.startswith("expected")]
    coop.on(date(2026, 3, 10))
    (line,) = [line for line in service.todo(registrar) if line.id.startswith("expected")]
    assert (line.due, line.page, line.record_id) == (date(2026, 6, 2), "members", person.person_id)
    assert "Chloé Hénaff" in line.what
