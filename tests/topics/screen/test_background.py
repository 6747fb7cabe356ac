"""Work beside the screen: results on the main thread, progress, cancel, and an owner that goes away."""

import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from coop_desk.screen.background import Progress, ProgressLine, Task, in_background


def test_the_work_runs_elsewhere_and_its_result_comes_on_the_main_thread(qtbot: QtBot, qapp: QApplication) -> None:
    places: list[object] = []

    def work(progress: Progress) -> int:
        places.append(threading.current_thread())
        return 6 * 7

    def done(result: int) -> None:
        places.append(QThread.currentThread())
        assert result == 42

    owner = QObject()
    task = in_background(owner, "Calcul", work, done, pytest.fail)
    qtbot.waitSignal(task.finished).wait()
    assert places[0] is not threading.main_thread()
    assert places[1] == qapp.thread()


def test_an_error_is_carried_to_the_main_thread(qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        raise ValueError("no")

    errors: list[Exception] = []
    owner = QObject()
    task = in_background(owner, "Calcul", work, pytest.fail, errors.append)
    qtbot.waitSignal(task.finished).wait()
    assert [str(error) for error in errors] == ["no"]


def test_a_work_cancelled_stops_and_reports_nothing(qtbot: QtBot) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for step in range(10_000):
            progress.say(step, 10_000)
            steps.append(step)
            time.sleep(0.001)

    owner = QObject()
    task = Task(owner, "Long calcul")
    task.succeeded.connect(lambda _result: pytest.fail("cancelled"))
    task.failed.connect(lambda _error: pytest.fail("cancelled"))
    line = ProgressLine(task)
    qtbot.addWidget(line)
    line.show()
    task.start(work)
    qtbot.waitUntil(lambda: line.findChild(QProgressBar).maximum() == 100)
    with qtbot.waitSignal(task.finished):
        line.findChild(QPushButton).click()
    stopped_at = len(steps)
    time.sleep(0.02)
    assert stopped_at == len(steps) < 10_000


def test_an_owner_that_goes_away_takes_its_work_with_it(qtbot: QtBot) -> None:
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        try:
            while True:
                progress.say(1, 2)
                time.sleep(0.002)
        finally:
            stopped.set()

    owner = QObject()
    in_background(owner, "Sans fin", work, pytest.fail, pytest.fail)
    time.sleep(0.02)
    owner.deleteLater()
    qtbot.waitUntil(stopped.is_set)
