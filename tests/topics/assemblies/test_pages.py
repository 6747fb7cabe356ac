"""The pages of meetings, worked by keyboard."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.page import Page
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page import BodiesPage, DecisionsPage, MeetingsPage, PreparationPage, SessionPage
from coop_desk.topics.assemblies.page.counting import Counting
from coop_desk.topics.assemblies.records import Choice, MeetingState, ResolutionKind, Votes
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import DAY, enrol, found, opened, prepared

AGO, AGE = ResolutionKind.ORDINARY, ResolutionKind.EXTRAORDINARY
Key = Qt.Key


def shown(qtbot: QtBot, page: Page, record: Any = None) -> Any:
    """The page in a window of the smallest screen."""
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    if record is not None:
        page.open_record(record)
    settle()
    return page


def figures(page: Page) -> list[str]:
    """The key figures as they are read."""
    from PySide6.QtWidgets import QLabel

    labels = [one for one in page.figures.findChildren(QLabel) if one.property("role") == "figure"]
    return [one.text() for one in labels if one.parent() is not None and not one.isHidden()][-4:]


def settle() -> None:
    """Let Qt show what was just laid out."""
    for _time in range(3):
        QApplication.processEvents()


def press(page: Page, text: str) -> None:
    """Click the visible button that reads this."""
    settle()
    named = [b for b in page.findChildren(QPushButton) if text in b.text() and b.isVisible()]
    assert named, f"no button {text}"
    named[0].click()


@pytest.fixture
def small(coop: TestCoop) -> TestCoop:
    """Ten associates and an identity."""
    found(coop)
    return coop


def test_each_key_changes_the_counter(qtbot: QtBot, small: TestCoop) -> None:
    enrol(small, 10)
    secretary = small.desk("secretary")
    small.on(date(2026, 5, 20))
    meeting, _resolutions = prepared(secretary, [AGO])
    service.record_call(secretary, meeting, date(2026, 5, 20))
    small.on(DAY, 14)
    page = shown(qtbot, SessionPage(secretary), meeting)
    box = page.attendance.box
    assert box.hasFocus() or page.focusWidget() is box
    for typed, present in (("chl", "1"), ("dri", "2"), ("emm", "3"), ("dri", "2")):
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Key.Key_Return)
        assert figures(page)[0] == present
        assert box.text() == ""
    assert figures(page)[2] == "2 / 10"
    assert accessible_faults(page) == []


def test_a_proxy_is_entered_beside_the_list_and_a_refusal_stands_under_its_field(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:3])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.show_attendance()
    for giver, faulty in ((people[4], False), (people[5], True)):
        page.attendance.list.choose(giver)
        holder = next(e for e in page.side_card.findChildren(QLineEdit) if e.accessibleName() == "À")
        qtbot.keyClicks(holder, "adele aubert")
        press(page, "Enregistrer le pouvoir")
        if faulty:
            said = [label.text() for label in page.side_card.findChildren(type(page.head._state)) if label.isVisible()]
            assert any("ne peut pas dépasser 1" in text for text in said)
    assert service.room(page.desk, meeting).represented == 1


def test_f6_notes_somebody_at_a_distance_with_how_they_were_identified(qtbot: QtBot, coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 10)
    meeting, _resolutions = opened(coop, [AGO], people[:1])
    page = shown(qtbot, SessionPage(coop.desk("secretary")), meeting)
    page.show_attendance()
    for person, typed in ((people[4], "code personnel"), (people[5], "")):  # the second keeps the same words
        page.attendance.list.choose(person)
        qtbot.keyClick(page, Key.Key_F6)
        field = next(e for e in page.side_card.findChildren(QLineEdit) if "identifiée" in e.accessibleName())
        qtbot.keyClicks(field, typed)
        press(page, "Noter la présence à distance")
    here = {line.person.person_id: line for line in service.room(page.desk, meeting).people}
    assert [here[person].remote for person in (people[0], people[4], people[5])] == [False, True, True]
    assert figures(page)[0] == "3"


def test_a_form_that_came_by_electronic_means_is_entered_with_its_hour(qtbot: QtBot, coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 10)
    meeting, _resolutions = opened(coop, [AGO], people[:2])
    page = shown(qtbot, SessionPage(coop.desk("secretary")), meeting)
    page.show_attendance()
    page.attendance.list.choose(people[4])
    fields = {e.accessibleName(): e for e in page.side_card.findChildren(QLineEdit)}
    received = next(field for name, field in fields.items() if name.startswith("Formulaire reçu"))
    received.setText("11/06/2026")
    next(field for name, field in fields.items() if name.startswith("Heure")).setText("14:30")
    press(page, "Enregistrer le formulaire")
    assert service.room(page.desk, meeting).forms == 1


def test_u_records_a_unanimous_vote_even_from_the_fields(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO, AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    qtbot.keyClick(page.item_panel.counting.boxes[Choice.FOR], Key.Key_U)
    result = service.meeting(page.desk, meeting).resolutions[0].result
    assert result is not None
    assert (result.votes, result.adopted) == (Votes(7), True)
    qtbot.keyClick(page, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert service.meeting(page.desk, meeting).current_item_id == page.file.items[1].id


def test_counts_are_typed_with_enter_and_the_sentence_follows_each_key(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    counting = page.item_panel.counting
    qtbot.keyClicks(counting.boxes[Choice.FOR], "5")
    assert counting._left.text().startswith(
        "Restent 2 voix à compter. Il fallait plus de la moitié des 10 voix, soit 6."
    )
    qtbot.keyClick(counting.boxes[Choice.FOR], Key.Key_Return)
    qtbot.keyClicks(counting.boxes[Choice.AGAINST], "3")
    assert counting._left.text() == "1 voix de trop."
    counting.boxes[Choice.AGAINST].setText("2")
    for choice in (Choice.AGAINST, Choice.ABSTAIN):
        qtbot.keyClick(counting.boxes[choice], Key.Key_Return)
    result = service.meeting(page.desk, meeting).resolutions[0].result
    assert result is not None
    assert (result.votes, result.adopted) == (Votes(5, 2), False)
    assert accessible_faults(page) == []


def test_too_many_votes_are_refused_with_the_rule(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.item_panel.counting.write(Votes(8))
    page.record_vote()
    assert "8 voix pour 7 voix" in page.refusal.words()


def test_a_roll_call_takes_one_key_for_each_voice(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:4])
    service.give_proxy(small.desk("secretary"), meeting, people[6], people[0])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    qtbot.keyClick(page.item_panel.counting.boxes[Choice.FOR], Key.Key_A)
    view = page.call.list.view
    for key in (Key.Key_P, Key.Key_C, Key.Key_A, Key.Key_P, Key.Key_P):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Key.Key_Return)
    result = service.meeting(page.desk, meeting).resolutions[0].result
    assert result is not None
    assert result.votes == Votes(3, 1, 1)
    assert {line.person.person_id: line.choice for line in result.roll_call}[people[6]] is Choice.AGAINST


def test_notes_save_themselves(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:4])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    qtbot.keyClicks(page.item_panel.notes.area, "Question sur les comptes.")
    assert page.item_panel.notes.state.text() == "Modifié, pas encore enregistré"
    qtbot.waitUntil(lambda: page.item_panel.notes.state.text().startswith("Débats enregistrés"), timeout=4000)
    assert service.meeting(page.desk, meeting).items[0].debate == "Question sur les comptes."


def test_the_room_sees_the_point_and_the_result(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.show_projector()
    screen = page._projector
    qtbot.waitExposed(screen)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    assert (screen.point.text(), screen.text.text()) == ("Résolution 1", "L’assemblée décide 1.")
    page.record_unanimity()
    assert (screen.result.text(), screen.room.text()) == ("Adoptée", "7 voix sur 10")
    qtbot.keyClick(screen, Key.Key_Escape)
    assert not screen.isVisible()


def test_the_bureau_is_composed_and_the_meeting_closed(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, resolutions = opened(small, [AGO], people[:7])
    service.record_unanimity(small.desk("secretary"), resolutions[0])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.asking.close_meeting()
    assert "qui préside" in page.refusal.words()
    page.asking.show_bureau()
    boxes = {edit.accessibleName(): edit for edit in page.side_card.findChildren(QLineEdit)}
    boxes["Présidence de séance"].setText("Adèle Aubert")
    boxes["Secrétariat de séance"].setText("Éloïse Lefèvre")
    press(page, "Enregistrer le bureau")
    page.asking.close_meeting()
    assert service.meeting(page.desk, meeting).meeting.state is MeetingState.CLOSED
    assert page.minutes_action.isVisible()
    assert not page.next_action.isVisible()


def test_an_associate_reads_the_meeting_and_changes_nothing(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk_of(people[0])), meeting)
    assert page.item_panel.counting is None
    assert page.item_panel.notes.area.isReadOnly()
    assert not page.close_action.isVisible()


def test_the_clock_is_in_its_card_before_any_point_is_shown(qtbot: QtBot, small: TestCoop) -> None:
    """A widget that no page holds would be destroyed by whichever thread sweeps."""
    panel = shown(qtbot, SessionPage(small.desk("secretary"))).item_panel
    assert panel.card.isAncestorOf(panel.clock)


def test_a_point_moves_under_the_keyboard_and_its_number_follows(qtbot: QtBot, small: TestCoop) -> None:
    meeting, _resolutions = prepared(small.desk("secretary"), [AGO, AGE, AGO])
    page = shown(qtbot, PreparationPage(small.desk("secretary")), meeting)
    page.list.choose(page.file.items[2].id)
    for _time in range(2):
        qtbot.keyClick(page.list.view, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [item.title for item in page.file.items] == ["Point 3", "Point 1", "Point 2"]
    assert page.list.chosen_record().title == "Point 3"
    assert accessible_faults(page) == []


def test_a_point_and_its_resolution_are_written_in_the_card(qtbot: QtBot, small: TestCoop) -> None:
    meeting, _resolutions = prepared(small.desk("secretary"), [])
    page = shown(qtbot, PreparationPage(small.desk("secretary")), meeting)
    page.new_item()
    boxes = {edit.accessibleName(): edit for edit in page.card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Titre du point"], "Affectation du surplus")
    press(page, "Ajouter le point")
    from PySide6.QtWidgets import QPlainTextEdit

    text = next(a for a in page.card.findChildren(QPlainTextEdit) if a.accessibleName() == "Texte soumis au vote")
    qtbot.keyClicks(text, "Le surplus va en reserve.")
    press(page, "Ajouter la résolution")
    resolution = service.meeting(page.desk, meeting).resolutions[0]
    assert (resolution.title, resolution.kind) == ("Affectation du surplus", AGO)


def test_a_new_meeting_begins_on_an_empty_page(qtbot: QtBot, small: TestCoop) -> None:
    page = shown(qtbot, MeetingsPage(small.desk("secretary")))
    asked: list[Any] = []
    page.go_asked.connect(lambda name, record: asked.append((name, record)))
    page.new_action.trigger()
    boxes = {edit.accessibleName(): edit for edit in page.card.findChildren(QLineEdit)}
    for name, typed in (("Date", "12/06/2026"), ("Heure", "14h30"), ("Lieu", "Salle du Canal")):
        qtbot.keyClicks(boxes[name], typed)
    press(page, "Préparer l’ordre du jour")
    assert asked[0][0] == "assemblies.preparation"
    line = service.meetings(page.desk)[0]
    assert (line.day, line.starts_at.hour, line.starts_at.minute) == (DAY, 14, 30)


def test_a_decision_is_found_and_given_to_someone(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    _meeting, resolutions = opened(small, [AGO, AGO], people[:7])
    desk = small.desk("secretary")
    service.record_unanimity(desk, resolutions[0])
    service.record_vote(desk, resolutions[1], Votes(1, 6))
    page = shown(qtbot, DecisionsPage(desk))
    page.list.filter_by("Adoptées")
    assert [line.title for line in page.list.shown_records()] == ["Résolution 1"]
    page.open_record(resolutions[0])
    boxes = {edit.accessibleName(): edit for edit in page.card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Personne"], "Bruno")
    qtbot.keyClicks(boxes["Échéance"], "01/09/2026")
    press(page, "Enregistrer le suivi")
    line = service.decisions(desk, adopted=True)[0]
    assert (line.responsible, line.due_on) == ("Bruno Aubert", date(2026, 9, 1))
    assert accessible_faults(page) == []


def test_an_adopted_extraordinary_resolution_goes_to_the_statutes(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    _meeting, resolutions = opened(small, [AGE, AGO], people[:7])
    for resolution in resolutions:
        service.record_unanimity(small.desk("secretary"), resolution)
    page = shown(qtbot, DecisionsPage(small.desk("manager")))
    asked: list[Any] = []
    page.go_asked.connect(lambda name, record: asked.append((name, record)))
    page.open_record(resolutions[1])
    assert "Modifier les statuts…" not in [one.text() for one in page.card.findChildren(QPushButton)]
    page.open_record(resolutions[0])
    press(page, "Modifier les statuts…")
    ((name, quoted),) = asked
    assert (name, quoted.resolution_id, quoted.day) == ("statutes", resolutions[0], DAY)
    assert quoted.words.endswith("résolution n° 1")


def test_a_board_is_created_and_composed(qtbot: QtBot, small: TestCoop) -> None:
    enrol(small, 10)
    page = shown(qtbot, BodiesPage(small.desk("secretary")))
    page.new_body()
    kind = next(f for f in page.card.findChildren(ChoiceField) if f.name == "kind")
    kind.write("board")
    boxes = {edit.accessibleName(): edit for edit in page.card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Nom"], "Conseil")
    press(page, "Créer l’instance")
    boxes = {edit.accessibleName(): edit for edit in page.card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Personne"], "bruno")
    press(page, "Attribuer le siège")
    board = service.bodies(page.desk)[-1]
    assert [seat.person.name for seat in service.seats(page.desk, board.id)] == ["Bruno Aubert"]
    assert accessible_faults(page) == []


def test_without_quorum_the_second_call_is_prepared_from_the_screen(qtbot: QtBot, coop: TestCoop) -> None:
    found(coop, "SA")
    people = enrol(coop, 11)
    meeting, _resolutions = opened(coop, [AGO, AGE], people[:2])
    page = shown(qtbot, SessionPage(coop.desk("secretary")), meeting)
    assert figures(page)[2] == "2 / 11"
    assert page.failure_action.isVisible()
    page.run(service.declare_failure, meeting)
    asked: list[Any] = []
    page.go_asked.connect(lambda name, record: asked.append((name, record)))
    page.again_action.trigger()
    boxes = {edit.accessibleName(): edit for edit in page.side_card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Date"], "03/07/2026")
    press(page, "Préparer la seconde assemblée")
    assert asked[0][0] == "assemblies.preparation"
    assert service.meeting(page.desk, asked[0][1]).meeting.call_number == 2


def test_a_wrong_count_is_corrected_beside_the_agenda(qtbot: QtBot, small: TestCoop) -> None:
    people = enrol(small, 10)
    meeting, resolutions = opened(small, [AGO], people[:7])
    wrong = service.record_vote(small.desk("secretary"), resolutions[0], Votes(5, 2))
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.asking.ask_correction(wrong)
    settle()
    counting = page.side_card.findChildren(Counting)[-1]
    counting.write(Votes(6, 1))
    boxes = {edit.accessibleName(): edit for edit in page.side_card.findChildren(QLineEdit)}
    qtbot.keyClicks(boxes["Pourquoi"], "Une main mal vue")
    press(page, "Rectifier")
    kept = service.meeting(page.desk, meeting).resolutions[0]
    assert kept.result is not None
    assert (kept.result.votes, kept.earlier) == (Votes(6, 1), (wrong,))


def test_on_the_smallest_screen_the_count_and_its_buttons_are_whole_under_the_tip(
    qtbot: QtBot, small: TestCoop
) -> None:
    people = enrol(small, 10)
    meeting, _resolutions = opened(small, [AGO], people[:7])
    page = shown(qtbot, SessionPage(small.desk("secretary")), meeting)
    page.resize(1150, 678)
    settle()
    assert page._tip.isVisible()
    counting = page.item_panel.counting
    record = next(b for b in page.item_panel.findChildren(QPushButton) if b.text().startswith("Enregistrer"))
    for piece in (*counting.boxes.values(), record):
        assert piece.visibleRegion().boundingRect().size() == piece.size()
