"""Work of more than a blink, done beside the screen with its progress, and cancelled on demand."""

import gc
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from coop_desk.core.i18n import _
from coop_desk.screen import theme
from coop_desk.screen.pieces import button, label

T = TypeVar("T")
_BETWEEN_SWEEPS = 200
"""Milliseconds between two looks at what Python gave up, while a work goes on beside the screen."""


class Cancelled(Exception):
    """The person asked to stop."""


class Progress:
    """What the work says while it goes on; created by `in_background`, used from the work's thread."""

    def __init__(self, tell: Callable[[int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def say(self, done: int, total: int, words: str = "") -> None:
        """Tell how far the work is; raises Cancelled if the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(100 * done // max(1, total), words)

    def cancel(self) -> None:
        """Ask the work to stop the next time it says something."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked."""
        return self._stop.is_set()


class _Sweeping(QObject):
    """Keeps Python's sweeping of what nothing refers to any more on the main thread while works go on elsewhere.

    Python sweeps in whatever thread happens to ask for memory: a widget given up is then destroyed there, under a
    main thread that lays out its window, and the program falls.
    """

    def __init__(self) -> None:
        super().__init__()
        self._at_work: list[threading.Thread] = []
        self._timer = QTimer(self, interval=_BETWEEN_SWEEPS)
        self._timer.timeout.connect(self._sweep)

    def watch(self, thread: threading.Thread) -> None:
        """Hold the sweeping here until that thread, about to start, is over."""
        self._at_work.append(thread)
        gc.disable()
        self._timer.start()

    def _sweep(self) -> None:
        """Sweep as far as Python would have; let it sweep by itself again once every work is over."""
        self._at_work = [thread for thread in self._at_work if thread.is_alive()]
        made, allowed = gc.get_count(), gc.get_threshold()
        late = [generation for generation in (2, 1, 0) if made[generation] > allowed[generation]]
        if late:
            gc.collect(late[0])
        if not self._at_work:
            self._timer.stop()
            gc.enable()


@cache
def _sweeping() -> _Sweeping:
    return _Sweeping()


class Task(QObject):
    """One piece of work under way: signals come on the main thread only."""

    progressed = Signal(int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()
    _arrived = Signal(str, object)

    def __init__(self, owner: QObject, words: str) -> None:
        super().__init__(owner)
        self.words = words
        self.progress = Progress(self._tell)
        self._thread: threading.Thread | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self.progress.cancel)

    def start(self, work: Callable[[Progress], Any]) -> None:
        """Begin the work in its own thread."""
        self._thread = threading.Thread(target=self._run, args=(work,), name=f"coop-desk:{self.words}", daemon=True)
        _sweeping().watch(self._thread)
        self._thread.start()

    def cancel(self) -> None:
        """Stop at the work's next word; nothing is reported then but the end."""
        self.progress.cancel()

    def _run(self, work: Callable[[Progress], Any]) -> None:
        try:
            result = work(self.progress)
        except Cancelled:
            self._send("finished", None)
        except Exception as error:  # noqa: BLE001 - carried to the main thread, whatever it is
            self._send("failed", error)
        else:
            self._send("succeeded", result)

    def _tell(self, percent: int, words: str) -> None:
        self._send("progressed", (percent, words))

    def _send(self, news: str, value: object) -> None:
        try:
            self._arrived.emit(news, value)
        except RuntimeError:  # the page went away with its task
            self.progress.cancel()

    def _deliver(self, news: str, value: Any) -> None:
        """Pass the news on, now on the main thread."""
        if news == "progressed":
            self.progressed.emit(*value)
            return
        if not self.progress.cancelled and news != "finished":
            getattr(self, news).emit(value)
        self.finished.emit()


def in_background(
    owner: QObject,
    words: str,
    work: Callable[[Progress], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object],
) -> Task:
    """Run `work` in a thread; `done` or `failed` is called on the main thread. No Qt object inside `work`."""
    task = Task(owner, words)
    task.succeeded.connect(done)
    task.failed.connect(failed)
    task.finished.connect(task.deleteLater)
    task.start(work)
    return task


class ProgressLine(QWidget):
    """What is going on, how far it is, and a button to stop; goes away at the end."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        self._words = label(task.words, "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.words)
        self._stop = button(_("Arrêter"), task.cancel)
        for piece, stretch in ((self._words, 0), (self._bar, 1), (self._stop, 0)):
            row.addWidget(piece, stretch)
        task.progressed.connect(self._move)
        task.finished.connect(self.deleteLater)

    def _move(self, percent: int, words: str) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(percent)
        if words:
            self._words.setText(words)
