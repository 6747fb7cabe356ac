"""Closing months, as a pure rule: whatever the year, months closed one by one add up to the year, once."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.topics.leave.rules import closing, ledger
from coop_desk.topics.leave.rules.closing import Worker
from coop_desk.topics.leave.rules.earning import Absence, Ground
from coop_desk.topics.leave.rules.explained import Unit
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.members.rules.admission import Contract

FIRST, LAST = date(2025, 6, 1), date(2026, 5, 31)
GROUNDS = (Ground.SICKNESS, Ground.UNPAID, Ground.MATERNITY, Ground.PAID_LEAVE, Ground.STRIKE)
stops = st.tuples(st.sampled_from(GROUNDS), st.integers(0, 60), st.integers(1, 90))


@st.composite
def years(draw: st.DrawFn) -> Worker:
    """Somebody's year: a contract that may start or end within it, and absences one after the other."""
    starts = FIRST + timedelta(days=draw(st.integers(-400, 200)))
    ends = draw(st.none() | st.integers(30, 500).map(lambda n: starts + timedelta(days=n)))
    at, absences = FIRST, []
    for ground, gap, days in draw(st.lists(stops, max_size=4)):
        span = Span(at + timedelta(days=gap), at + timedelta(days=gap + days))
        absences.append(Absence(ground, span))
        at = span.last + timedelta(days=1)
    week = draw(st.sampled_from([frozenset({1, 2, 3, 4, 5}), frozenset({1, 2, 4}), frozenset({1, 2, 3, 4, 5, 6})]))
    opening = Entry(Kind.OPENING, 0, FIRST - timedelta(days=1), 1, period=date(2024, 6, 1), number=1)
    return Worker(1, (Contract(starts, ends),), (opening,), week, tuple(absences))


def closed(worker: Worker, set_up: LeaveSettings, until: date) -> Worker:
    """The same person once every month due is closed."""
    for month in closing.months_to_close(worker, until):
        year = closing.year_of(month, lambda _day: set_up)
        new = tuple(closing.month_entries(worker, month, year, set_up))
        worker = replace(worker, entries=(*worker.entries, *new))
    return worker


@settings(max_examples=40, deadline=None)
@given(years(), st.sampled_from([Unit.OUVRABLE, Unit.OUVRE]), st.integers(0, 11))
def test_months_closed_one_by_one_make_the_year_rounded_once(worker: Worker, unit: Unit, stop: int) -> None:
    set_up = LeaveSettings(unit=unit)
    half = closed(worker, set_up, date(2025 + (stop + 5) // 12, (stop + 5) % 12 + 1, 1))
    whole = closed(half, set_up, date(2026, 5, 1))
    assert whole == closed(worker, set_up, date(2026, 5, 1)), "closed in two times or in one, the same lines"
    assert closed(whole, set_up, date(2026, 5, 1)) == whole, "run again, nothing more"
    new = whole.entries[1:]
    assert all(entry.quantity >= 0 for entry in new)
    accrued = sum(entry.quantity for entry in new if entry.kind is Kind.ACCRUAL)
    year = closing.year_of(date(2026, 5, 1), lambda _day: set_up)
    earned, _lines = closing.earned_by(worker, LAST, year)
    total = ledger.balance(new, LAST)
    assert total % 1000 == 0, "whole days at the end of the year, or of the contract"
    assert total >= ceil(earned) * 1000
    assert total < accrued + 1000
    assert len({entry.key for entry in new}) == len(new)


def test_a_late_stop_is_made_good_by_the_months_that_follow() -> None:
    set_up = LeaveSettings()
    opening = Entry(Kind.OPENING, 0, date(2025, 5, 31), 1, period=date(2024, 6, 1), number=1)
    worker = Worker(1, (Contract(date(2020, 1, 1)),), (opening,))
    before = closed(worker, set_up, date(2025, 12, 1))
    late = replace(before, absences=(Absence(Ground.UNPAID, Span(date(2025, 9, 1), date(2025, 11, 30))),))
    after = closed(late, set_up, date(2026, 5, 1))
    months = {entry.month: entry.quantity for entry in after.entries if entry.month is not None}
    assert months[date(2025, 10, 1)] == 2_500, "what is written stays"
    assert months[date(2026, 1, 1)] == 0
    assert ledger.balance(after.entries, LAST) == 25_000, "39 weeks of work are nearly ten months: 24,5 days, rounded"
