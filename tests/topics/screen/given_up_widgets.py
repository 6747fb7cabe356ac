"""Widgets given up while a work makes thousands of objects and the window is laid out; 0 when all is well.

Run apart: where the sweeping happens in the thread of the work, this falls with a segmentation fault.
"""

import gc
import sys
import threading

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame

from coop_desk.app.start import application
from coop_desk.screen.background import Progress, in_background
from coop_desk.screen.list import List
from coop_desk.screen.table import Column

WORKS, GIVEN_UP = 30, 20


class GivenUp(QFrame):
    """A widget written in Python, that nothing but itself refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def make_objects(_progress: Progress) -> int:
    """Far more objects than Python makes between two sweeps."""
    return len([[number] for number in range(60_000)])


def main() -> int:
    """Begin one work after another while the list changes size."""
    app = application()
    shown = List("Essai", (Column("Nom", str), Column("Rang", int, "integer")), key=int)
    shown.show_records(range(200))
    shown.show()
    places: list[threading.Thread] = []
    works: list[int] = []

    def give_up() -> None:
        widget = GivenUp()
        widget.destroyed.connect(lambda: places.append(threading.current_thread()), Qt.ConnectionType.DirectConnection)

    def begin(_made: int = 0) -> None:
        if len(works) == WORKS:
            app.quit()
            return
        works.append(len(works))
        for _time in range(GIVEN_UP):
            give_up()
        in_background(shown, "Calcul", make_objects, begin, app.exit)

    def lay_out() -> None:
        shown.resize(600 + shown.width() % 300 + 1, 400)

    gc.collect()
    turning = QTimer(interval=0)
    turning.timeout.connect(lay_out)
    turning.start()
    QTimer.singleShot(0, begin)
    app.exec()
    gc.collect()
    elsewhere = [place.name for place in places if place is not threading.main_thread()]
    print(len(places), "swept,", len(elsewhere), "of them in the thread of a work")
    return 1 if elsewhere or len(places) != WORKS * GIVEN_UP else 0


if __name__ == "__main__":
    sys.exit(main())
