"""The calendar of mandates of 300 people over 24 months: scrolled line by line and month by month, frame after frame.

python -m tests.bench roles
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, database, delegating
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import create_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person
from coop_desk.paper.meters import MeterChart
from coop_desk.paper.timelines import Timeline, month_at
from coop_desk.topics.members.model import Employment
from coop_desk.topics.roles import service as topic
from coop_desk.topics.roles.pictures import charts, service
from coop_desk.topics.roles.pictures.records import Balance, Rows, Seat, SeatCalendar, Share, Term, TermKind
from coop_desk.topics.roles.records import RoleMode, Sheet
from coop_desk.topics.roles.seats.records import RoleOrigin
from coop_desk.topics.roles.seats.service import open_role_mandate
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from tests.bench.measures import Measure, timed
from tests.conftest import CHEAP
from tests.file_key import PASSWORD

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


# ------------------------------------------------------------------ in a co-op


def in_a_coop(place: Path) -> Iterator[Measure]:
    """What the pages ask of a file of 300 people and 40 seats held for three years: first visit, then second."""
    desk = make(place)
    year = date(TODAY.year, 1, 1)
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("calendar of mandates", lambda: service.seat_calendar(desk, year, 36)),
        ("roles of one person", lambda: service.own_roles(desk, year, MONTHS)),
        ("balance of everybody", lambda: service.whole_balance(desk)),
        ("who is ready", lambda: service.ready_people(desk)),
        ("organisation", lambda: service.organisation(desk)),
    )
    for name, ask in asked:
        began = process_time()
        ask()
        yield Measure(f"{name}, {PEOPLE} people: first visit", process_time() - began, None, "", 0.5)
        again = timed(ask, clock=process_time)
        yield Measure(f"{name}, {PEOPLE} people: second visit", again, None, "", 0.1)
    printed = timed(lambda: service.calendar_pdf(desk, year, MONTHS, a3=True), 3, process_time)
    yield Measure("calendar of mandates printed on A3", printed, None, "", 1.0)
    desk.coop.close()


def make(place: Path) -> Desk:
    """A co-op of 300 people; twenty roles of two seats, each held a year at a time for three years."""
    database._SETTINGS["synchronous"] = 0
    coop = create_coop(place, "Coopérative de trois cents", clock=Clock(datetime(2025, 1, 2, 9, tzinfo=UTC)))
    accounts.found(coop, "Anne", "Fondatrice", "founder", PASSWORD, cost=CHEAP)
    founder = accounts.sign_in(coop, "founder", PASSWORD)
    statutes.record_identity(founder, Identity("Coopérative", Form.SARL, "Nantes", created_on=date(2015, 3, 2)))
    statutes.finish_set_up(founder)
    who = accounts.open_account(founder, "ines", PASSWORD, given_name="Inès", family_name="Rôles", cost=CHEAP)
    delegating.give_title(founder, who, "secretary", date(2025, 1, 2), None, "Assemblée")
    desk = accounts.sign_in(coop, "ines", PASSWORD)
    opened = open_roles(desk)

    def people(act: Act) -> None:
        made = [Person(family_name=f"Nom{n:03}", given_name=f"Prénom{n}") for n in range(PEOPLE)]
        act.session.add_all(made)
        act.session.flush()
        act.session.add_all(Employment(person_id=one.id, started_on=date(2016, 1, 4)) for one in made)
        act.session.flush()
        hold_in_turn(act, opened, iter([int(one.id) for one in made]), (2025, 2026, 2027))

    transact(coop, Inner("bench.roles", "Mesure"), desk.person_id, EVERYONE, "", people, keys=desk.keyring)
    coop.clock.held = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
    return desk


def open_roles(desk: Desk) -> list[int]:
    """Twenty roles of two seats that turn every year, in five poles."""
    missions = topic.note_missions(desk, [f"Mission {n}" for n in range(20)])
    poles = [topic.open_pole(desk, f"Pôle {n}", max_handovers=20) for n in range(5)]
    return [
        topic.open_role(
            desk, poles[n % 5], f"Rôle {n:02d}",
            Sheet(purpose="Tourner", missions=(mission,), mode=RoleMode.ROTATING, load=8, term_min=12, term_max=12),
            decision="Assemblée", seats=2,
        )
        for n, mission in enumerate(missions)
    ]  # fmt: skip


def hold_in_turn(act: Act, roles: Sequence[int], turn: Iterator[int], years: Sequence[int]) -> None:
    """Each seat is held a year by the next person."""
    for year in years:
        for role in roles:
            for seat in range(2):
                open_role_mandate(
                    act, role, seat, next(turn), starts_on=date(year, 1, 2 if year == 2025 else 1),
                    ends_on=date(year, 12, 31), origin=RoleOrigin.ROTATION, because="Assemblée", plan_id=1,
                )  # fmt: skip
