"""Whoever reads somebody else's private data leaves a line that the person can read."""

from datetime import date

import pytest

from coop_desk.core import check
from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.journal import Line
from coop_desk.core.reading_journal import journal_lines
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import change_notes, export_members, member_file, members, register_member
from tests.conftest import TestCoop


@pytest.fixture
def watched(coop: TestCoop) -> TestCoop:
    """Chloé is in the register, with an account of her own."""
    day = coop.clock.today()
    chloe = NewMember("Hénaff", Category.EMPLOYED, day, given_name="Chloé", person_id=coop.person("nobody"))
    register_member(coop.desk("registrar"), chloe)
    return coop


def about(coop: TestCoop, who: str) -> list[Line]:
    """The lines that say that the private data of somebody were read."""
    person = coop.person(who)
    return [one for one in journal_lines(coop.desk("keeper"), person_id=person) if person in one.seen]


def test_reading_somebody_elses_file_leaves_one_line_with_who_and_under_which_title(watched: TestCoop) -> None:
    member_file(watched.desk("manager"), watched.person("nobody"))
    (line,) = about(watched, "nobody")
    assert line.actor == "Inès Pérez"
    assert "Gérance ou présidence" in line.title
    assert line.words == "Consultation de la fiche d’un associé"


def test_reading_ones_own_file_leaves_none(watched: TestCoop) -> None:
    member_file(watched.desk("nobody"), watched.person("nobody"))
    assert about(watched, "nobody") == []


def test_the_same_reading_is_said_once_a_session_and_a_day(watched: TestCoop) -> None:
    desk = watched.desk("manager")
    for _time in range(3):
        member_file(desk, watched.person("nobody"))
    assert len(about(watched, "nobody")) == 1
    member_file(watched.desk("manager"), watched.person("nobody"))
    watched.on(date(2026, 1, 3))
    member_file(desk, watched.person("nobody"))
    assert len(about(watched, "nobody")) == 3


def test_the_register_open_to_everyone_leaves_none(watched: TestCoop) -> None:
    members(watched.desk("manager"))
    assert about(watched, "nobody") == []


def test_an_export_names_each_person_in_its_one_line(watched: TestCoop) -> None:
    export_members(watched.desk("secretary"), "csv")
    (line,) = about(watched, "nobody")
    assert line.words == "Export des fiches des associés"
    assert len(line.said) == 1


def test_recording_about_somebody_is_already_in_their_journal(watched: TestCoop) -> None:
    change_notes(watched.desk("registrar"), watched.person("nobody"), "Vu le 2.")
    assert about(watched, "nobody") == []


def test_the_chain_and_its_references_still_verify(watched: TestCoop) -> None:
    member_file(watched.desk("manager"), watched.person("nobody"))
    export_members(watched.desk("secretary"), "csv")
    assert [one for found in check.verify(watched.file) for one in found.differences] == []


def test_nothing_is_handed_out_when_the_line_cannot_be_written(
    watched: TestCoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched.file, "read_only", True)
    with pytest.raises(RuleBroken, match="inscrite au journal") as refused:
        member_file(watched.desk("manager"), watched.person("nobody"))
    assert refused.value.rule == "ACCESS-01"
    own: Desk = watched.desk("nobody")
    assert member_file(own, watched.person("nobody")).row.name == "Chloé Hénaff"
