"""Pages not visited lately are made again; one that holds something typed stays."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app.pages_kept import KEPT, PagesKept, note_form_in_hand, would_be_missed
from coop_desk.screen.fields import TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from tests.conftest import TestCoop


class _Plain(Page):
    title = "Page"

    def build(self) -> None:
        self.form = Form([TextField("name", "Nom")])
        self.area = QPlainTextEdit()
        self.body.addWidget(self.form)
        self.body.addWidget(self.area)

    def load(self) -> None:
        self.form.set_values({"name": "Pérez"})
        self.area.setPlainText("Débat")


@pytest.fixture
def pages(coop: TestCoop, qtbot: QtBot) -> list[_Plain]:
    """More pages than are kept, each loaded."""
    made = [_Plain(coop.desk("manager")) for _number in range(KEPT + 4)]
    for page in made:
        qtbot.addWidget(page)
        page.reload()
    return made


def test_the_oldest_pages_go_and_the_last_visited_stay(pages: list[_Plain]) -> None:
    kept = PagesKept()
    for number, page in enumerate(pages):
        kept.keep(str(number), page)
    kept.keep("0", pages[0])
    assert kept.take_oldest() == pages[1:4]
    assert list(kept) == [*pages[4:], pages[0]]
    assert kept.get("1") is None


def test_what_a_page_shows_by_itself_is_not_missed(pages: list[_Plain]) -> None:
    assert not would_be_missed(pages[0])


def test_a_page_with_something_typed_stays(pages: list[_Plain], qtbot: QtBot) -> None:
    for page, place in ((pages[0], pages[0].form.fields["name"].control), (pages[1], pages[1].area)):
        page.show()
        qtbot.keyClicks(place, " Suite")  # type: ignore[no-untyped-call]
    kept = PagesKept()
    for number, page in enumerate(pages):
        kept.keep(str(number), page)
    assert kept.take_oldest() == [pages[2]]


def test_a_form_that_had_the_keyboard_stays(pages: list[_Plain]) -> None:
    note_form_in_hand(pages[0], pages[0].area)
    assert not would_be_missed(pages[0])
    note_form_in_hand(pages[0], pages[0].form.fields["name"].control)
    assert would_be_missed(pages[0])


def test_a_page_with_a_window_of_its_own_stays(pages: list[_Plain]) -> None:
    room = QWidget(pages[0])
    room.setWindowFlag(room.windowFlags().Window)
    room.show()
    assert would_be_missed(pages[0])
    room.hide()
    assert not would_be_missed(pages[0])


def test_where_somebody_is_in_the_middle_of_something_longer_the_page_stays(
    pages: list[_Plain], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = PagesKept()
    for number, page in enumerate(pages):
        kept.keep(str(number), page)
    monkeypatch.setattr(_Plain, "under_way", property(lambda page: page is pages[0]))
    assert kept.take_oldest() == pages[1:3]
    assert kept.get("0") is pages[0]
