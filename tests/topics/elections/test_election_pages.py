"""The list of elections and the page of one, clicked."""

from datetime import date, time
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.assemblies.page.session import SessionPage
from coop_desk.topics.elections import service
from coop_desk.topics.elections.page.election import ElectionPage
from coop_desk.topics.elections.page.elections import ElectionsPage
from coop_desk.topics.elections.records import Answer, State
from coop_desk.topics.elections.rules.steps import Chapter
from coop_desk.topics.mandates.records import PostKind
from tests.conftest import TestCoop
from tests.topics.assemblies.stories import DAY
from tests.topics.elections.process_stories import assembly, counted, open_assembly, people, post, prepared, stand


def shown(qtbot: QtBot, page: Page) -> Any:
    """A page in a window of the smallest screen."""
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    qtbot.waitExposed(page)
    page.load_if_stale()
    QApplication.processEvents()
    return page


def press(page: Page, text: str) -> None:
    """Click the visible button that reads this."""
    QApplication.processEvents()
    found = [one for one in page.findChildren(QPushButton) if one.text().startswith(text) and one.isVisible()]
    assert found, f"no button {text}"
    found[0].click()
    QApplication.processEvents()


def agree(page: Page, text: str) -> None:
    """Say yes in the dialog over the page."""
    (dialog,) = [one for one in page.findChildren(QDialog) if one.isVisible()]
    next(each for each in dialog.findChildren(QPushButton) if each.text() == text).click()
    QApplication.processEvents()


def fill(page: Page, submit: str, **values: Any) -> None:
    """Fill the form that has this button, and press it."""
    QApplication.processEvents()
    forms = [one for one in page.findChildren(Form) if one.isVisible() and submit in {
        each.text() for each in one.findChildren(QPushButton)
    }]  # fmt: skip
    assert forms, f"no form {submit}"
    forms[0].set_values({**forms[0].values(), **values})
    next(each for each in forms[0].findChildren(QPushButton) if each.text() == submit).click()
    QApplication.processEvents()
    assert not page.refusal.isVisible() or "seulement" in page.refusal.words(), page.refusal.words()


def test_an_election_goes_from_its_preparation_to_its_mandates_by_the_page(qtbot: QtBot, coop: TestCoop) -> None:
    """Each step by the primary action or the form it leads to; nothing is reachable without a name."""
    meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 9)
    manager = post(coop, PostKind.MANAGER)
    listed = shown(qtbot, ElectionsPage(coop.desk("secretary")))
    listed.new_action.trigger()
    fill(listed, "Préparer l’élection", title="Gérance", post=manager, place=("item", item))
    secretary = coop.desk("secretary")
    (line,) = service.elections(secretary)
    assert line.next_words == "Appeler les candidatures"
    assert accessible_faults(listed) == []

    page = shown(qtbot, ElectionPage(secretary))
    page.open_record(line.id)
    assert page.next_action.text() == "Appeler les candidatures"
    fill(page, "Appeler les candidatures", until=DAY)
    for person in crew[:2]:
        fill(page, "Inscrire la candidature", person=person, no_prohibition=True, record_checked=True)
    page.list.choose(Chapter.PREPARE)
    assert accessible_faults(page) == []
    page.list.choose(Chapter.ORDER)
    fill(page, "Garder cet ordre", by="Zoé")
    assert page.next_action.text() == "Nommer les scrutateurs"
    page.next_action.trigger()
    for person in crew[2:4]:
        fill(page, "Nommer scrutateur", person=person)
    assert page.next_action.text() == "Ouvrir le scrutin"
    open_assembly(coop, meeting, crew)
    page.reload()
    page.next_action.trigger()
    agree(page, "Ouvrir le scrutin")
    file = service.election(secretary, line.id)
    assert file.state is State.OPEN
    assert file.opening is not None
    assert accessible_faults(page) == []
    first, second = file.opening.ballot.candidates
    counted(coop, file.opening, {first: 7, second: 2})
    page.reload()
    assert page.next_action.text() == "Proclamer le résultat"
    page.next_action.trigger()
    press(page, "Accepte")
    assert service.election(secretary, line.id).standing[0].answer is Answer.ACCEPTED
    fill(page, "Ouvrir les mandats", starts=DAY)
    assert service.election(secretary, line.id).state is State.DONE
    assert not page.next_action.isVisible()
    assert [one.page for one in service.search(secretary, "gérance adèle")] == ["elections.election"]


def test_a_member_reads_an_election_and_changes_nothing(qtbot: QtBot, coop: TestCoop) -> None:
    """The page of an associate has no form."""
    _meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 3)
    election = prepared(coop, item, post(coop, PostKind.MANAGER))
    stand(coop, election, crew[:1])
    page = shown(qtbot, ElectionPage(coop.desk_of(crew[2], "Chloé")))
    page.open_record(election)
    for chapter in (Chapter.PREPARE, Chapter.CANDIDATES, Chapter.VOTE, Chapter.RESULT):
        page.list.choose(chapter)
        QApplication.processEvents()
        assert [one for one in page.card.findChildren(Form) if one.isVisible()] == []
    assert not page.next_action.isVisible()


def test_an_open_round_keeps_the_meeting_open_and_a_counted_one_goes_on_at_the_second_call(
    qtbot: QtBot, coop: TestCoop
) -> None:
    """Nobody has the majority of all: the count is corrected, the meeting closes, the second ballot is held later."""
    meeting, (item,) = assembly(coop, ["Élection de la gérance"])
    crew = people(coop, 9)
    secretary = coop.desk("secretary")
    election = prepared(coop, item, post(coop, PostKind.MANAGER), title="Gérance")
    stand(coop, election, crew[:3], tellers=crew[6:8])
    open_assembly(coop, meeting, crew)
    assemblies.set_bureau(
        secretary, meeting, chair_id=crew[8], chair_capacity="associé", secretary_id=crew[7], teller_ids=crew[5:7]
    )
    opening = service.open_round(secretary, election)
    room = shown(qtbot, SessionPage(secretary))
    room.open_record(meeting)
    asked: list[tuple[str, int]] = []
    room.go_asked.connect(lambda name, record: asked.append((name, record)))
    room.asking.ask_close()
    agree(room, "Lever la séance")
    assert "encore ouvert" in room.refusal.words()
    press(room, "Ouvrir : Gérance")
    assert asked == [("elections.election", election)]

    first, second, third = opening.ballot.candidates
    counted(coop, opening, {first: 3, second: 3, third: 1})
    page = shown(qtbot, ElectionPage(secretary))
    page.open_record(election)
    page.list.choose(Chapter.VOTE)
    press(page, "Rectifier ce dépouillement")
    lots, reason = "4 : 1\n2 : 2\n1 : 3", "Un papier de la première pile était dans la deuxième."
    fill(page, "Rectifier le dépouillement", lots=lots, voted=7, reason=reason)
    counts = service.election(secretary, election).rounds[0].counts
    assert [one.told.get("reason", "") for one in counts] == ["", reason]
    assert {one.mark: one.number for one in counts[-1].ballots} == {first: 4, second: 2, third: 1}

    room.reload()
    room.asking.ask_close()
    assert "dépouillé sans être proclamé" in "\n".join(one.text() for one in room.findChildren(QLabel))
    agree(room, "Lever la séance")
    again = assemblies.call_again(secretary, meeting, date(2026, 6, 26), time(14, 0), "Salle du Canal")
    page.reload()
    page.list.choose(Chapter.VOTE)
    (place,) = [one for one in service.choices(secretary).places if "26" in one.words]
    fill(page, "Rattacher", item=place.item_id)
    file = service.election(secretary, election)
    assert (file.meeting_id, file.state) == (again, State.COUNTED)
    assert file.rounds[0].opening.meeting_id == meeting
    page.end_action.trigger()
    fill(page, "Arrêter l’élection", reason="Plus personne ne se présente.", again=False)
    assert service.election(secretary, election).state is State.ENDED
