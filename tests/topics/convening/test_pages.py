"""The pages of a call, clicked as the secretary would."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.form import Form
from coop_desk.topics.convening import service
from coop_desk.topics.convening.page import CalendarPage, LettersPage, PeoplePage
from coop_desk.topics.convening.records import SendingKind
from coop_desk.topics.convening.rules.calendar import State, Step
from coop_desk.topics.convening.rules.means import Means
from coop_desk.topics.statutes.parameters import Form as LegalForm
from tests.conftest import TestCoop
from tests.topics.convening.stories import EARLY, Story, annual


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the tests remember out of the user's folder."""
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def story(coop: TestCoop) -> Story:
    """An assembly of an SARL to call."""
    return annual(coop)


def texts(widget: QWidget) -> str:
    """Every word shown inside a widget."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def the_form(page: CalendarPage | PeoplePage | LettersPage) -> Form:
    """The last form shown in the card."""
    return page.card.findChildren(Form)[-1]


def test_without_choice_the_next_assembly_is_shown_with_its_deadlines(story: Story, qtbot: QtBot) -> None:
    page = CalendarPage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    assert page.meeting_id == story.meeting
    shown = [deadline.step for deadline in page.list.shown_records()]
    assert Step.CALL in shown
    page.list.choose(Step.CALL)
    assert "mercredi 27\u00a0mai 2026, dans 9 jours" in texts(page.card)
    assert "règle impérative" in texts(page.card)
    assert accessible_faults(page) == []


def test_a_late_call_is_said_in_amber_with_the_first_possible_day(story: Story, qtbot: QtBot) -> None:
    story.coop.on(date(2026, 6, 1))
    page = CalendarPage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    assert "au plus tôt le mercredi 17\u00a0juin 2026" in page.refusal.words()


def test_a_step_told_by_hand_is_done_from_its_card(coop: TestCoop, qtbot: QtBot) -> None:
    annual(coop, LegalForm.SA)
    page = CalendarPage(coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose(Step.AT_THE_SEAT)
    form = the_form(page)
    form.set_values({"done_on": EARLY, "note": "classeur de l’accueil"})
    page.mark(page.list.chosen_record(), form, form.values())
    assert page.list.chosen_record().state is State.DONE
    assert "Fait" in texts(page.card)


def test_who_may_only_read_sees_the_calendar_and_cannot_call(story: Story, qtbot: QtBot) -> None:
    page = CalendarPage(story.coop.desk("registrar"))
    qtbot.addWidget(page)
    page.show()
    assert page.list.shown_records()
    assert not page.people_action.isEnabled()


def test_nothing_to_call_says_how_to_begin(coop: TestCoop, qtbot: QtBot) -> None:
    page = CalendarPage(coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    assert "Aucune assemblée à convoquer" in texts(page)


def test_the_sending_to_all_those_called_by_letter_is_recorded_at_once(story: Story, qtbot: QtBot) -> None:
    page = PeoplePage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.filter_by("Par lettre")
    page.list.view.selectAll()
    form = the_form(page)
    form.set_values({"references": "1A 001\n1A 002\n1A 003\n1A 004"})
    people = [one for one in page.list.chosen_records() if one.called is None]
    page.record(people, form, form.values())
    lines = service.sendings(story.coop.desk("secretary"), story.meeting)
    assert [(line.means, line.reference) for line in lines] == [
        (Means.REGISTERED, f"1A 00{place}") for place in range(1, 5)
    ]
    assert accessible_faults(page) == []


def test_one_person_shows_why_they_may_be_called_so_and_a_sending_can_be_cancelled(story: Story, qtbot: QtBot) -> None:
    page = PeoplePage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose(story.people[1])
    assert "accord pour le courriel reçu à temps" in texts(page.card)
    one = page.list.chosen_record()
    form = the_form(page)
    page.record([one], form, form.values())
    assert "Envoyée" in texts(page.card)
    line = service.sendings(story.coop.desk("secretary"), story.meeting)[0]
    cancelling, _other = page.card.findChildren(Form)
    cancelling.set_values({"reason": "adresse fausse"})
    page.cancel(line, cancelling, cancelling.values())
    assert "adresse fausse" in texts(page.card)


def test_a_reminder_is_recorded_for_those_already_called(story: Story, qtbot: QtBot) -> None:
    page = PeoplePage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose(story.people[1])
    the_form(page).submit()
    reminding = the_form(page)
    reminding.set_values({"kind": SendingKind.REMINDER, "note": "par téléphone ensuite"})
    reminding.submit()
    assert "Rappel du" in texts(page.card)
    lines = service.sendings(story.coop.desk("secretary"), story.meeting)
    assert [line.kind for line in lines] == [SendingKind.CONVOCATION, SendingKind.REMINDER]
    assert page.list.chosen_record().called.kind is SendingKind.CONVOCATION
    assert accessible_faults(page) == []


def test_the_death_of_the_sole_manager_shortens_the_notice_and_can_be_taken_back(story: Story, qtbot: QtBot) -> None:
    page = CalendarPage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose(Step.CALL)
    form = the_form(page)
    form.set_values({"died_on": date(2026, 5, 10)})
    form.submit()
    assert page.list.chosen_record().due == date(2026, 6, 3)
    assert "le délai est de huit jours" in texts(page.card)
    assert accessible_faults(page) == []
    page.tell_death(page.list.chosen_record(), None, {})
    assert page.list.chosen_record().due == date(2026, 5, 27)


def test_no_short_notice_is_offered_outside_an_sarl(coop: TestCoop, qtbot: QtBot) -> None:
    annual(coop, LegalForm.SA)
    page = CalendarPage(coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose(Step.CALL)
    assert "gérant" not in texts(page.card)


def test_the_letters_are_written_one_file_per_person(story: Story, qtbot: QtBot, tmp_path: Path) -> None:
    page = PeoplePage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.write_each(tmp_path)
    qtbot.wait_until(lambda: "6 fichiers écrits" in page.head.state())
    assert sorted(file.name for file in tmp_path.glob("*.pdf"))[0] == "convocation-001-adele-aubert.pdf"
    assert len(list(tmp_path.glob("*.pdf"))) == 6
    page.print_all()
    qtbot.wait_until(lambda: page._preview is not None and page._preview.isVisible())
    page.close_pdf()


def test_the_words_of_a_letter_are_changed_refused_and_restored(story: Story, qtbot: QtBot) -> None:
    page = LettersPage(story.coop.desk("secretary"))
    qtbot.addWidget(page)
    page.show()
    page.list.choose("closing")
    form = the_form(page)
    form.set_values({"words": "À {bientot}"})
    page.change(page.list.chosen_record(), form, form.values())
    assert "accolades" in form.fields["words"].said_fault()
    form.set_values({"words": "À bientôt, le {jour}."})
    page.change(page.list.chosen_record(), form, form.values())
    assert page.list.chosen_record().changed
    page.restore(page.list.chosen_record())
    assert not page.list.chosen_record().changed
    assert accessible_faults(page) == []
