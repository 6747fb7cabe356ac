"""Counting days: what the worked cases do not tell, and one property."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.core.words import NBSP
from coop_desk.topics.leave.rules.counting import Part, by_period, count_leave
from coop_desk.topics.leave.rules.explained import Unit
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span, weekly

OUVRES = LeaveSettings(unit=Unit.OUVRE, half_days=True)
FULL_TIME = weekly(frozenset({1, 2, 3, 4, 5}))
MONDAY = date(2026, 3, 2)


def spaced(words: str) -> str:
    return words.replace(NBSP, " ")


def test_a_leave_is_explained_day_by_day() -> None:
    found = count_leave(Span(date(2026, 7, 13), date(2026, 7, 17)), FULL_TIME, LeaveSettings())
    assert [spaced(line.words) for line in found.explanation] == [
        "lundi 13 juillet 2026 : 1 (jour ouvrable)",
        "mardi 14 juillet 2026 : 0 (jour férié chômé : Fête nationale)",
        "mercredi 15 juillet 2026 : 1 (jour ouvrable)",
        "jeudi 16 juillet 2026 : 1 (jour ouvrable)",
        "vendredi 17 juillet 2026 : 1 (jour ouvrable)",
        "samedi 18 juillet 2026 : 1 (jour ouvrable)",
        "dimanche 19 juillet 2026 : 0 (repos hebdomadaire)",
        "Total : 5 jours en jours ouvrables.",
    ], "asked to Friday, counted to the eve of the return"
    assert [line.quantity for line in found.lines] == [1000, 0, 1000, 1000, 1000, 1000, 0]


@pytest.mark.parametrize(
    ("first", "last", "starts", "ends", "days"),
    [
        ("2026-03-11", "2026-03-13", Part.AFTERNOON, Part.WHOLE, "5/2"),
        ("2026-03-11", "2026-03-13", Part.WHOLE, Part.MORNING, "5/2"),
        ("2026-03-11", "2026-03-13", Part.AFTERNOON, Part.MORNING, "2"),
        ("2026-03-11", "2026-03-11", Part.AFTERNOON, Part.WHOLE, "1/2"),
        ("2026-03-14", "2026-03-15", Part.WHOLE, Part.WHOLE, "0"),
    ],
)
def test_half_days(first: str, last: str, starts: Part, ends: Part, days: str) -> None:
    asked = Span(date.fromisoformat(first), date.fromisoformat(last))
    assert count_leave(asked, FULL_TIME, OUVRES, starts, ends).days == Fraction(days)


def test_half_days_are_refused_where_they_do_not_exist() -> None:
    day = Span(MONDAY, MONDAY)
    for wrong, starts, ends in (
        (LeaveSettings(half_days=True), Part.AFTERNOON, Part.WHOLE),
        (LeaveSettings(unit=Unit.OUVRE), Part.WHOLE, Part.MORNING),
        (OUVRES, Part.AFTERNOON, Part.MORNING),
        (OUVRES, Part.MORNING, Part.WHOLE),
    ):
        with pytest.raises(RuleBroken) as refused:
            count_leave(day, FULL_TIME, wrong, starts, ends)
        assert refused.value.rule == "LEAVE-54"


def test_a_leave_over_two_reference_periods_is_two_quantities() -> None:
    found = count_leave(Span(date(2026, 5, 28), date(2026, 6, 3)), FULL_TIME, OUVRES)
    assert [(period.first, days) for period, days in by_period(found.lines, OUVRES)] == [
        (date(2025, 6, 1), 2),
        (date(2026, 6, 1), 3),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"open_days": frozenset()},
        {"open_days": frozenset({1, 7})},
        {"carry_months": 14},
        {"reference_start": (2, 30)},
        {"advance_limit": Fraction(-1)},
    ],
)
def test_settings_that_no_coop_can_have(change: dict[str, object]) -> None:
    with pytest.raises(RuleBroken) as refused:
        LeaveSettings(**change)  # type: ignore[arg-type]
    assert refused.value.rule == "LEAVE-03"


@settings(max_examples=40, deadline=None)
@given(
    works=st.sets(st.integers(1, 5), min_size=1),
    unit=st.sampled_from(Unit),
    start=st.integers(0, 300),
    weeks=st.tuples(st.integers(1, 4), st.integers(1, 4)),
)
def test_whole_weeks_side_by_side_cost_their_sum(
    works: set[int], unit: Unit, start: int, weeks: tuple[int, int]
) -> None:
    schedule, coop = weekly(frozenset(works)), LeaveSettings(unit=unit)
    first = MONDAY + timedelta(weeks=start)
    middle, end = (first + timedelta(weeks=n) for n in (weeks[0], sum(weeks)))
    before, after = Span(first, middle - timedelta(days=1)), Span(middle, end - timedelta(days=1))
    whole = count_leave(Span(first, after.last), schedule, coop).days
    assert whole == sum(count_leave(part, schedule, coop).days for part in (before, after))
