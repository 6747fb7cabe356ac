"""A calendar of bars on the screen: gone over by keys, nearer and farther, a bar carried and told."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coop_desk.paper.timelines import Bar, Line, Look, Timeline
from coop_desk.screen.timeline_view import TimelineView

KEYS, MOUSE = Qt.Key, QEvent.Type
SHIFT = Qt.KeyboardModifier.ShiftModifier


def bar(key: str, first: date, last: date, look: Look = Look.FILLED, *, movable: bool = True) -> Bar:
    return Bar(key, first, last, key, look, f"{key}, {look}", movable)


LINES = (
    Line("pole", "Communication", heading=True),
    Line("paie", "Paie", (bar("Inès", date(2026, 1, 1), date(2026, 6, 30)), bar("Hugo", date(2026, 7, 1),
         date(2026, 12, 31), Look.OUTLINED)), takes=True),
    Line("elu", "Élu", (bar("à élire", date(2026, 7, 1), date(2026, 12, 31), Look.AWAITED, movable=False),)),
    Line("relais", "Relais", (bar("Nils", date(2026, 3, 1), date(2026, 9, 30)),), takes=True),
    *(Line(n, f"Rôle {n}", (bar(f"P{n}", date(2026, 1, 1), date(2026, 3, 31)),)) for n in range(300)),
)  # fmt: skip


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    made = TimelineView("Calendrier", carrying=True)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.show_timeline(Timeline(date(2026, 1, 1), 24, LINES, "Calendrier", date(2026, 5, 1)))
    QApplication.processEvents()
    return made


def test_keys_go_over_the_bars_and_say_each_one(view: TimelineView) -> None:
    told: list[str] = []
    opened: list[object] = []
    view.moved.connect(lambda _key, words: told.append(words))
    view.opened.connect(opened.append)
    for key in (KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Down, KEYS.Key_Down, KEYS.Key_Home, KEYS.Key_Return):
        QTest.keyClick(view, key)
    assert told == ["Hugo, outlined", "à élire, awaited", "Nils, filled", "Nils, filled"]
    assert opened == ["Nils"]
    assert view.accessibleDescription() == "Nils, filled"
    QTest.keyClick(view, KEYS.Key_PageDown)
    assert view.chosen_key() == "P9"
    assert view.go_to("P250")
    assert view.verticalScrollBar().value() > 5000
    assert not view.go_to("personne")


def test_nearer_shows_fewer_months_and_keeps_the_bar_in_sight(view: TimelineView) -> None:
    asked: list[int] = []
    view.zoomed.connect(asked.append)
    for key in (KEYS.Key_Plus, KEYS.Key_Minus):
        QTest.keyClick(view, key)
    assert asked == [1, -1]
    reach = []
    for zoom in range(3):
        view.set_zoom(zoom)
        reach.append(view.horizontalScrollBar().maximum())
    assert reach[0] <= reach[1] < reach[2]
    view.set_zoom(9)
    assert view.zoom == 2
    assert view.chosen_key() == "Inès"


def test_a_bar_carried_by_keys_or_mouse_is_told_where_it_is_dropped(view: TimelineView) -> None:
    dropped: list[tuple[Any, ...]] = []
    view.carried.connect(lambda *where: dropped.append(where))
    QTest.keyClick(view, KEYS.Key_Right, modifier=SHIFT)
    QTest.keyClick(view, KEYS.Key_Down)
    QTest.keyClick(view, KEYS.Key_Return)
    QTest.keyClick(view, KEYS.Key_Right, modifier=SHIFT)
    QTest.keyClick(view, KEYS.Key_Escape)
    at = view.at
    assert at is not None
    spot = view._strip(at.strip).spots[at.spot]
    start = QPoint(round(12 + view.names() + spot.left - view.horizontalScrollBar().value()) + 20, 80)
    assert view.spot_at(start) == at
    for kind, along in ((MOUSE.MouseButtonPress, 0), (MOUSE.MouseMove, 40), (MOUSE.MouseMove, 114)):
        move(view, kind, start + QPoint(along, 0))
    move(view, MOUSE.MouseButtonRelease, start + QPoint(114, 0))
    assert dropped == [("Inès", "relais", date(2026, 2, 1)), ("Inès", "paie", date(2026, 4, 1))]


def move(view: TimelineView, kind: QEvent.Type, place: QPoint) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, QPointF(place), view.viewport().mapToGlobal(QPointF(place)), left, left, none)
    QApplication.sendEvent(view.viewport(), event)


def test_what_may_not_be_moved_stays(view: TimelineView) -> None:
    dropped: list[object] = []
    view.carried.connect(lambda *where: dropped.append(where))
    assert view.go_to("à élire")
    QTest.keyClick(view, KEYS.Key_Right, modifier=SHIFT)
    QTest.keyClick(view, KEYS.Key_Return)
    assert dropped == []
