"""The result told on a page and to the room, the choice of a method, the rehearsal: clicked."""

from random import Random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.page.method_choice import MethodsPage
from coop_desk.topics.elections.page.rehearsal import VOTERS, RehearsalPage
from coop_desk.topics.elections.page.result import ResultPage
from coop_desk.topics.elections.records import Way
from coop_desk.topics.elections.rules.aims import AIMS
from coop_desk.topics.elections.rules.defaults import ALOUD
from coop_desk.topics.mandates.records import PostKind
from tests.conftest import TestCoop
from tests.topics.elections.process_stories import assembly, counted, open_assembly, people, post, prepared, stand


def test_a_count_is_told_from_the_keyboard_to_the_room_and_on_paper(coop: TestCoop, qtbot: QtBot) -> None:
    meeting, items = assembly(coop, ["Gérance"])
    them = people(coop, 9)
    managers = post(coop, PostKind.MANAGER)
    election = prepared(coop, items[0], managers, way=Way.PAPER)
    stand(coop, election, them[:2], them[5:7])
    open_assembly(coop, meeting, them)
    secretary = coop.desk("secretary")
    service.open_round(secretary, election)
    page = ResultPage(secretary)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.open_record(election)
    assert not page.room_action.isEnabled()
    file = service.election(secretary, election)
    first, second = file.rounds[0].opening.ballot.candidates
    counted(coop, file.rounds[0].opening, {first: 6, second: 2, Void.BLANK: 1})
    page.reload()
    assert page.told.count.text() == "Étape 1 sur 2"
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    page.told.onward.click()
    step = page.told.step()
    assert step is not None
    assert step.elected == (first,)
    page.show_room()
    room = page._room
    assert room is not None
    assert room.outcome.text() == f"Résultat\N{NO-BREAK SPACE}: {first}."
    assert room.picture.accessibleName() == step.sentence
    page.told.go_back()
    assert room.place.text() == "Étape 1 sur 2"
    room.close()
    assert accessible_faults(page) == []
    page.print_result()
    assert page._preview is not None
    assert service.ballots_pdf(secretary, election).startswith(b"%PDF")
    assert service.turnout_pdf(secretary, election).startswith(b"%PDF")


@pytest.mark.parametrize("method", [aim.method for aim in AIMS if aim.method not in ALOUD])
def test_every_way_of_voting_is_rehearsed_in_a_few_clicks(coop: TestCoop, qtbot: QtBot, method: str) -> None:
    page = RehearsalPage(coop.desk("manager"))
    qtbot.addWidget(page)
    page.chance = Random(7)
    page.open_record(method)
    page.put.click()
    assert not page.fault.isHidden()  # an empty ballot is stopped, with its reason
    page.blank.click()
    page.fill.click()
    assert len(page.marks) == VOTERS
    assert page.told.told is not None
    assert page.told.told.steps[0].facts[1] == ("Blancs", "1")
    assert not page.told.told.waits


def test_a_method_is_chosen_by_what_the_group_wants_and_given_to_its_election(coop: TestCoop, qtbot: QtBot) -> None:
    _meeting, items = assembly(coop, ["Gérance"])
    election = prepared(coop, items[0], post(coop, PostKind.MANAGER), way=Way.PAPER)
    page = MethodsPage(coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    assert len(page.choice.list.shown_records()) == len(AIMS)
    with qtbot.waitSignal(page.go_asked) as asked:
        page.choice.rehearsal_asked.emit("schulze/1")
    assert asked.args == ["elections.rehearsal", "schulze/1"]
    page.open_record(election)
    page.choice.list.choose("judgment.majority/1")
    assert accessible_faults(page) == []
    with qtbot.waitSignal(page.go_asked) as asked:
        page.choice.choose(page.choice.list.chosen_record())
    assert asked.args == ["elections.election", election]
    file = service.election(coop.desk("secretary"), election)
    assert file.method == "judgment.majority/1"
    assert file.ratified  # a judgment reaches no majority by itself: the assembly confirms a manager
