"""Work beside the screen: results on the main thread, progress, cancel, and an owner that goes away."""

import gc
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

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


def test_what_is_given_up_during_a_work_is_swept_on_the_main_thread(tmp_path: Path) -> None:
    """In a process of its own: swept in the work's thread, a widget takes the whole program with it."""
    story = Path(__file__).with_name("given_up_widgets.py")
    alone = os.environ | {"QT_QPA_PLATFORM": "offscreen", "COOP_DESK_CONFIG": str(tmp_path)}
    told = subprocess.run([sys.executable, story], env=alone, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_python_sweeps_by_itself_again_once_every_work_is_over(qtbot: QtBot) -> None:
    release = threading.Event()
    owner = QObject()
    in_background(owner, "Court", lambda _progress: None, lambda _result: None, pytest.fail)
    task = in_background(owner, "Long", lambda _progress: release.wait(10), lambda _result: None, pytest.fail)
    qtbot.wait(500)
    assert not gc.isenabled()
    release.set()
    qtbot.waitSignal(task.finished).wait()
    qtbot.waitUntil(gc.isenabled)


@pytest.fixture
def usual_sweeping() -> Iterator[None]:
    """Python sweeps as often as in the program: the tests let it sweep more rarely."""
    rarely = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*rarely)


@pytest.mark.usefixtures("usual_sweeping")
def test_what_is_given_up_is_swept_while_a_long_work_goes_on(qtbot: QtBot) -> None:
    release = threading.Event()
    owner = QObject()
    task = in_background(owner, "Long", lambda _progress: release.wait(10), lambda _result: None, pytest.fail)
    circle: list[object] = [set(), []]
    circle.append(circle)
    swept = threading.Event()
    weakref.finalize(circle[0], swept.set)
    del circle
    kept = [[number] for number in range(2_000)]
    qtbot.waitUntil(swept.is_set)
    assert kept
    release.set()
    qtbot.waitSignal(task.finished).wait()
