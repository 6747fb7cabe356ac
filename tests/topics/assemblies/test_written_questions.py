"""Written questions, from the call to their answer in the room (DOC-08)."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page import MeetingsPage, PreparationPage, SessionPage
from coop_desk.topics.assemblies.records import ResolutionKind
from coop_desk.topics.dashboard.service import todo
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import DAY, enrol, found, peopled, prepared
from tests.topics.assemblies.test_pages import press

CALL, TODAY = date(2026, 5, 20), date(2026, 6, 1)
BROKEN = "DOC-08"


def told(coop: TestCoop) -> list[str]:
    """What « À faire » says of the questions to the secretary."""
    return [line.what for line in todo(coop.desk("secretary")) if line.id.startswith("questions:")]


def test_questions_come_from_the_call_on_are_answered_in_the_room_and_never_rewritten(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    secretary, asker = coop.desk("secretary"), coop.desk_of(people[1])
    coop.on(CALL)
    meeting, (resolution,) = prepared(secretary, [ResolutionKind.ORDINARY], other_business=True)
    with pytest.raises(RuleBroken, match="à partir de son envoi"):
        service.send_question(asker, meeting, "Trop tôt ?")
    service.record_call(secretary, meeting, CALL)
    coop.on(TODAY)
    first = service.send_question(asker, meeting, "Pourquoi louer le second atelier ?")
    paper = service.record_question(secretary, meeting, people[2], date(2026, 5, 28), "Quel budjet ?")
    right = service.correct_question(secretary, paper, people[3], date(2026, 5, 29), "Quel budget ?")
    for author, received, text, why in (
        (people[2], date(2026, 5, 19), "Avant ?", "entre la convocation"),
        (people[2], date(2026, 6, 2), "Demain ?", "dans l’avenir"),
        (people[2], TODAY, "  ", "Écrivez la question"),
        (int(coop.person("bookkeeper")), TODAY, "Moi ?", "ne fait pas partie des associés"),
    ):
        with pytest.raises(RuleBroken, match=why) as refused:
            service.record_question(secretary, meeting, author, received, text)
        assert refused.value.rule == BROKEN
    with pytest.raises(RuleBroken, match="elle ne se récrit pas"):
        service.correct_question(secretary, first, people[1], TODAY, "Autre chose")
    with pytest.raises(RuleBroken, match="pendant l’assemblée"):
        service.answer_questions(secretary, meeting, {first: "Parce que."})
    with pytest.raises(Refused):
        service.record_question(asker, meeting, people[2], TODAY, "À sa place ?")
    asked = service.questions(coop.desk_of(people[5]), meeting)
    assert [(one.id, one.author.name, one.on_paper) for one in asked] == [
        (right, "Driss Aubert", True),
        (first, "Bruno Aubert", False),
    ]
    assert told(coop) == ["Répondre à 2 questions écrites pendant l’assemblée"]

    coop.on(DAY, 14)
    for person in people:
        service.mark_present(secretary, meeting, person)
    service.open_meeting(secretary, meeting)
    with pytest.raises(RuleBroken, match="de vive voix"):
        service.send_question(asker, meeting, "En séance ?")
    titles = [item.title for item in service.meeting(secretary, meeting).items]
    assert titles == ["Point 1", "Questions écrites", "Questions diverses"]
    service.answer_questions(secretary, meeting, {first: "Pour stocker.", right: ""})
    service.answer_questions(secretary, meeting, {first: "Pour stocker le bois."})
    service.answer_questions(secretary, meeting, {right: "4 000 euros."})
    with pytest.raises(RuleBroken, match="ne change plus"):
        service.correct_question(secretary, right, people[3], TODAY, "Encore ?")
    service.record_unanimity(secretary, resolution)
    service.set_bureau(secretary, meeting, chair_id=people[0], chair_capacity="gérante", secretary_name="Éloïse")
    service.close_meeting(secretary, meeting)
    answers = [one.answer for one in service.meeting(secretary, meeting).questions]
    assert answers == ["4 000 euros.", "Pour stocker le bois."]
    assert told(coop) == []


def test_the_questions_of_an_assembly_without_quorum_wait_for_the_second(coop: TestCoop) -> None:
    people = peopled(coop, 8)
    secretary = coop.desk("secretary")
    coop.on(CALL)
    meeting, _resolutions = prepared(secretary, [ResolutionKind.EXTRAORDINARY])
    service.record_call(secretary, meeting, CALL)
    service.send_question(coop.desk_of(people[1]), meeting, "Où irons-nous ?")
    coop.on(DAY, 14)
    service.mark_present(secretary, meeting, people[0])
    service.open_meeting(secretary, meeting)
    service.declare_failure(secretary, meeting)
    assert told(coop) == []
    second = service.call_again(secretary, meeting, date(2026, 7, 3), time(14), "Salle du Canal")
    assert [(one.text, one.received_on) for one in service.questions(secretary, second)] == [("Où irons-nous ?", CALL)]


def test_an_associate_asks_the_secretary_copies_a_paper_and_both_are_answered_on_screen(
    qtbot: QtBot, coop: TestCoop
) -> None:
    found(coop)
    people = enrol(coop, 8)
    secretary = coop.desk("secretary")
    coop.on(CALL)
    meeting, _resolutions = prepared(secretary, [ResolutionKind.ORDINARY], other_business=True)
    service.record_call(secretary, meeting, CALL)

    meetings = MeetingsPage(coop.desk_of(people[1]))
    qtbot.addWidget(meetings)
    meetings.show()
    meetings.open_record(meeting)
    press(meetings, "Questions écrites")
    _type(meetings, "Votre question", "Pourquoi louer le second atelier ?")
    press(meetings, "Envoyer la question")

    preparation = PreparationPage(secretary)
    qtbot.addWidget(preparation)
    preparation.show()
    preparation.open_record(meeting)
    preparation.questions_action.trigger()
    next(e for e in preparation.card.findChildren(QLineEdit) if e.accessibleName() == "De").setText("Chloé Aubert")
    _type(preparation, "Question", "Quel budget ?")
    assert accessible_faults(preparation) == []
    press(preparation, "Enregistrer la question")
    assert [one.author.name for one in service.questions(secretary, meeting)] == ["Bruno Aubert", "Chloé Aubert"]

    coop.on(DAY, 14)
    for person in people:
        service.mark_present(secretary, meeting, person)
    page = SessionPage(secretary)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.open_record(meeting)
    page.open_meeting()
    page.next_item()
    _type(page, "Réponse à Bruno Aubert", "Pour stocker le bois.")
    assert accessible_faults(page) == []
    page.next_item()  # what was typed is kept without asking
    page.asking.ask_close()
    (dialog,) = page.findChildren(QDialog)
    assert any("1 question écrite n’a pas de réponse" in each.text() for each in dialog.findChildren(QLabel))
    assert [one.answer for one in service.questions(secretary, meeting)] == ["Pour stocker le bois.", ""]


def _type(page: QWidget, name: str, text: str) -> None:
    areas = page.findChildren(QPlainTextEdit)
    next(area for area in areas if area.accessibleName().startswith(name)).setPlainText(text)
