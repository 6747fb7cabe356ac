"""Every page has its room: on the smallest screen, and with letters twice as large."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coop_desk.app import menu
from coop_desk.app.workspace import Workspace
from coop_desk.screen import theme
from coop_desk.screen.accessibility import accessible_faults
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.figures import Figure, Figures
from coop_desk.screen.page import Page
from tests.conftest import TestCoop
from tests.topics.screen.conftest import let_go_of_widgets

SMALLEST = (1366, 768)


@pytest.fixture(params=[100, 200], ids=["100 %", "200 %"])
def letters(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[int]:
    """The application dressed in letters of that size."""
    theme.wear(dressed, theme.Look("light", request.param))
    yield request.param
    let_go_of_widgets()
    theme.wear(dressed, theme.Look("light"))


def _settle() -> None:
    for _turn in range(4):
        QApplication.processEvents()


def _lacking_width(page: QWidget) -> list[str]:
    """Areas that scroll sideways and buttons whose words are cut."""
    areas = [area for area in page.findChildren(QAbstractScrollArea) if area.isVisible()]
    buttons = [made for made in page.findChildren(QAbstractButton) if made.isVisible() and made.text()]
    return [
        *(f"scrolls: {area.accessibleName()}" for area in areas if area.horizontalScrollBar().isVisible()),
        *(f"cut: {made.text()}" for made in buttons if made.width() < made.sizeHint().width() - 1),
    ]


class Flashes(QObject):
    """Notes every widget that comes on the screen as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"flashes: {type(watched).__name__} {watched.property('role')}")
        return False


@contextmanager
def flashing(application: QApplication) -> Iterator[Flashes]:
    """Note what flashes meanwhile."""
    noting = Flashes()
    application.installEventFilter(noting)
    yield noting
    application.removeEventFilter(noting)


def _workspace(coop: TestCoop, cast: str, qtbot: QtBot) -> Workspace:
    space = Workspace(coop.desk(cast))
    qtbot.addWidget(space)
    space.resize(*SMALLEST)
    space.show()
    return space


def test_no_page_scrolls_sideways_cuts_a_button_flashes_a_window_nor_has_a_control_without_a_name(
    coop: TestCoop, qtbot: QtBot, dressed: QApplication, letters: int
) -> None:
    coop.on(date(2026, 6, 12))
    lacking: dict[str, list[str]] = {}
    for cast in ("manager", "founder", "keeper") if letters == 100 else ("manager", "keeper"):
        space = _workspace(coop, cast, qtbot)
        for name in [name for name in space.entries if name not in lacking]:
            with flashing(dressed) if letters == 100 else nullcontext(Flashes()) as flashes:
                space.open_page(name)
            _settle()
            lacking[name] = [*flashes.seen, *_lacking_width(space)]
            lacking[name] += accessible_faults(space.page(name)) if letters == 100 else []
        space.hide()
    for each in menu.ENTRIES:
        if each.name in lacking or letters != 100:  # seen above; else nobody here has anything to see there
            continue
        with flashing(dressed) as flashes:
            page = each.page_class()(coop.desk("founder"))
        qtbot.addWidget(page)
        lacking[each.name] = [*flashes.seen, *accessible_faults(page)]
    assert {name: found for name, found in lacking.items() if found} == {}


class _Long(Page):
    title = "Page"

    def build(self) -> None:
        card = Card(scrolls=False)
        for _line in range(60):
            card.add_text("Une phrase assez longue pour passer à la ligne dans une fenêtre étroite.")
        self.body.addWidget(card)

    def load(self) -> None:
        self.show_empty(True, "Rien pour l’instant.")


def test_an_empty_page_says_how_to_begin_without_scrolling(coop: TestCoop, qtbot: QtBot) -> None:
    page = _Long(coop.desk("manager"))
    qtbot.addWidget(page)
    page.resize(*SMALLEST)
    page.show()
    _settle()
    bars = [area.verticalScrollBar() for area in page.findChildren(QAbstractScrollArea)]
    assert not any(bar.isVisible() for bar in bars)
    page.show_empty(False)
    _settle()
    assert any(bar.isVisible() for bar in bars)


def test_facts_stand_beside_their_names_when_there_is_room(dressed: QApplication, qtbot: QtBot) -> None:
    heights = {}
    for width in (300, 460):
        card = Card("Solène Marchand")
        qtbot.addWidget(card)
        card.add_facts([("Parts", "42"), ("Souscrit", "2 100,00 €"), ("Versé", "")])
        card.resize(width, 600)
        card.show()
        _settle()
        shown = {label.text(): label for label in card.findChildren(QLabel) if label.text()}
        heights[width] = shown["42"].y() - shown["Parts"].y()
        assert "Versé" not in shown
    assert heights[300] > 10 > heights[460]


def test_figures_are_said_in_a_line_when_the_page_is_low(dressed: QApplication, qtbot: QtBot) -> None:
    figures = Figures()
    qtbot.addWidget(figures)
    figures.resize(1000, 120)
    figures.show_figures([Figure("18", "présents"), Figure("13", "voix pour adopter", "Il faut la moitié.")])
    figures.show()
    room = figures.layout()
    assert room is not None
    high = room.heightForWidth(1000)
    figures.be_short(True)
    _settle()
    said = [label.text() for label in figures.findChildren(QLabel) if label.isVisible()]
    assert said == ["18 présents · 13 voix pour adopter (Il faut la moitié)"]
    assert room.heightForWidth(1000) < high / 2


def test_a_dialog_is_as_high_as_its_words(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    dialog = decide(page, "Lever la séance ?", "Les votes ne changeront plus. " * 6, "Lever", page.hide)
    _settle()
    assert dialog.height() <= 300
