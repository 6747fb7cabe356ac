"""The calendar of mandates of 300 people over 24 months: scrolled line by line and month by month, frame after frame.

python -m tests.bench roles
"""

import gc
import os
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random
from statistics import median
from time import process_time

from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from coop_desk.paper.meters import MeterChart
from coop_desk.paper.timelines import Timeline, month_at
from coop_desk.topics.roles.pictures import charts
from coop_desk.topics.roles.pictures.records import Balance, Rows, Seat, SeatCalendar, Share, Term, TermKind
from coop_desk.topics.roles.records import RoleMode
from tests.bench.measures import Measure, timed

PEOPLE, MONTHS, FIRST, TODAY = 300, 24, date(2026, 1, 1), date(2026, 11, 22)
FRAME = 0.033
SEATS_OF_A_POLE = 12
KINDS = (TermKind.PAST, TermKind.RUNNING, TermKind.COMING, TermKind.PROPOSED, TermKind.VACANT, TermKind.ACTING)


def calendar() -> SeatCalendar:
    """Seats of 300 people, each held by turns of three to twelve months, shadowing included."""
    chance = Random(7)
    seats, terms = [], []
    for n in range(PEOPLE):
        pole = n // SEATS_OF_A_POLE
        seat = Seat(n, f"Rôle {n:03d}", pole, f"Pôle {pole:02d}", 0, 1, RoleMode.ROTATING, ("Mission",), 8, 4, FIRST)
        seats.append(seat)
        begins = FIRST - timedelta(days=90)
        while begins < month_at(FIRST, MONTHS):
            ends = month_at(begins.replace(day=1), chance.randint(3, 12)) - timedelta(days=1)
            who, kind = chance.randrange(PEOPLE), chance.choice(KINDS)
            shadow = begins - timedelta(days=60) if kind in (TermKind.COMING, TermKind.PROPOSED) else None
            name = "vacant" if kind is TermKind.VACANT else f"Prénom Nom{who:03d}"
            person = None if kind is TermKind.VACANT else who
            terms.append(Term(n, seat.role, seat.pole, 0, person, name, begins, ends, shadow, kind))
            begins = ends + timedelta(days=1)
    return SeatCalendar(FIRST, MONTHS, TODAY, tuple(seats), tuple(terms), ())


def shares() -> MeterChart:
    """Hours of 300 people against their fair share."""
    chance = Random(3)
    found = tuple(
        Share(n, f"Prénom Nom{n:03d}", chance.randint(0, 300), 120, chance.randint(0, 30), TODAY, 20, ())
        for n in range(PEOPLE)
    )
    return charts.balance_chart(Balance(FIRST, MONTHS, 24, 12, found, whole=True))


def roles() -> Iterator[Measure]:
    """Lay out, then scroll: what a frame takes of the processor, the middle one and the slowest."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coop_desk.app.start import application
    from coop_desk.screen.strips_view import StripsView
    from coop_desk.screen.timeline_view import TimelineView

    app = application()
    gc.collect()
    gc.freeze()  # as the program does once its pages are imported
    worked = partial(timed, clock=process_time)
    found = calendar()
    yield Measure("calendar of 300 seats, from terms to bars", worked(lambda: _chart(found, Rows.SEATS)), None, "", 0.1)
    for rows in (Rows.SEATS, Rows.PEOPLE):
        view = TimelineView("Calendrier")
        view.resize(1120, 620)
        view.show()
        app.processEvents()
        chart = _chart(found, rows)
        shown = worked(partial(view.show_timeline, chart))
        yield Measure(f"calendar by {rows} shown, before a frame", shown, None, "", 0.2)
        for zoom in range(3):
            view.set_zoom(zoom)
            app.processEvents()
            frames = [*_scrolled(view, view.verticalScrollBar()), *_scrolled(view, view.horizontalScrollBar())]
            what = f"{PEOPLE} people, {MONTHS} months, by {rows}, zoom {zoom}"
            yield Measure(f"{what}: frame", median(frames), None, "", FRAME)
            yield Measure(f"{what}: slowest", max(frames), None, "", FRAME)
        view.close()
    balance = StripsView("Équilibre")
    balance.resize(1120, 620)
    balance.show()
    app.processEvents()
    balance.show_strips(shares())
    frames = _scrolled(balance, balance.verticalScrollBar())
    yield Measure(f"balance of {PEOPLE} people: slowest frame", max(frames), None, "", FRAME)
    balance.close()


def _chart(found: SeatCalendar, rows: Rows) -> Timeline:
    return charts.calendar_chart(found, rows)


def _scrolled(view: QAbstractScrollArea, bar: QScrollBar) -> list[float]:
    """Go through the whole length by the steps of a wheel: what each frame takes."""
    taken = []
    for place in range(0, bar.maximum() + 1, 90):
        began = process_time()
        bar.setValue(place)
        view.viewport().repaint()
        taken.append(process_time() - began)
    return taken or [0.0]
