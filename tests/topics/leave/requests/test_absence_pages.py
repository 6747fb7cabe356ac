"""The pages of absences, clicked: asked by one, decided by another, recorded for a third, shown to everybody."""

from datetime import date

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.page import Page
from coop_desk.topics.leave.page.calendar import AbsenceCalendarPage
from coop_desk.topics.leave.page.deciding import DecidingPage
from coop_desk.topics.leave.page.own_leave import OwnLeavePage
from coop_desk.topics.leave.page.recording import RecordingPage
from coop_desk.topics.leave.page.statement import StatementsPage
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.rules.states import State
from tests.conftest import TestCoop
from tests.topics.leave.requests.absent_people import absent_people, asked, signed_in


def shown(qtbot: QtBot, page: Page) -> Page:
    """A page on the screen."""
    qtbot.addWidget(page)
    page.resize(1150, 720)
    page.show()
    return page


def texts(page: Page) -> str:
    """Every text of a page, as it can be read."""
    QApplication.processEvents()
    told = " ".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden())
    return told.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_request_goes_through_the_pages(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(absent_people)
    mine = shown(qtbot, OwnLeavePage(coop.desk("aicha")))
    assert isinstance(mine, OwnLeavePage)
    mine.ask_action.trigger()
    assert mine.form is not None
    mine.form.set_values({"first": date(2026, 8, 3), "last": date(2026, 8, 14)})
    mine.form.look()
    assert "11 jours" in texts(mine)
    assert "30 jours avant, 19 jours après" in texts(mine)
    assert accessible_faults(mine) == []
    mine.keep_draft()
    assert [line.state for line in mine.list.shown_records()] == ["brouillon"]
    assert mine.form is not None, "the draft chosen is open again"
    mine.form.submit()
    line = mine.list.chosen_record()
    assert line is not None
    assert (line.what, line.card.away.state) == ("Congés payés", State.SUBMITTED)
    assert [one.draft for one in mine.list.shown_records()] == [None]

    signed_in(coop, "rose")
    deciding = shown(qtbot, DecidingPage(coop.desk("rose")))
    assert isinstance(deciding, DecidingPage)
    deciding.open_record(line.card.id)
    assert "11 jours" in texts(deciding)
    assert accessible_faults(deciding) == []
    deciding.accept_action.trigger()
    assert deciding.list.shown_records() == []
    mine.reload()
    assert mine.list.shown_records()[0].card.away.state is State.APPROVED

    calendar = shown(qtbot, AbsenceCalendarPage(coop.desk("bilal")))
    assert isinstance(calendar, AbsenceCalendarPage)
    calendar.open_record(date(2026, 8, 3))
    said = [calendar.grid.model_.words_at(calendar.grid.model_.index(0, day)) for day in (2, 16)]
    assert "absent du 03/08/2026 au 14/08/2026" in said[0]
    assert "Congés" not in said[0]
    assert "au travail" in said[1]
    calendar.turn()
    assert "absent" in calendar.grid.model_.words_at(calendar.grid.model_.index(0, 7))
    assert accessible_faults(calendar) == []


def test_absences_of_others_are_entered_completed_and_told_apart(coop: TestCoop, qtbot: QtBot) -> None:
    coop.once(absent_people)
    rose = signed_in(coop, "rose")
    number = service.record_absence(
        rose, coop.person("bilal"), asked(date(2026, 6, 29), date(2026, 7, 1), "ABS_MAL", extension=False)
    )
    page = shown(qtbot, RecordingPage(rose))
    assert isinstance(page, RecordingPage)
    page.open_record(coop.person("bilal"))
    page.list.choose(number)
    assert "Maladie" in texts(page)
    page.begin_record()
    assert accessible_faults(page) == []
    page.show_letters()
    page.show_couples()
    page.show_carrying()
    assert accessible_faults(page) == []
    statements = shown(qtbot, StatementsPage(rose))
    assert isinstance(statements, StatementsPage)
    assert len(statements.list.shown_records()) == 4
    assert accessible_faults(statements) == []
