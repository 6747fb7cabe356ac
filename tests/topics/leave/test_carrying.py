"""Days that sickness made impossible to take, by a table; and births out of time."""

from datetime import date

import pytest

from coop_desk.topics.leave.rules.births import maternity, paternity
from coop_desk.topics.leave.rules.carrying import Carried, LeftOver, Sickness, carry_over
from coop_desk.topics.leave.rules.explained import Days
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def left(days: int = 10) -> LeftOver:
    return LeftOver(Span(date(2024, 6, 1), date(2025, 5, 31)), Span(date(2025, 5, 1), date(2026, 4, 30)), Days(days))


CARRIED = [
    # sick from, to, returned, informed, as of, fate, days, starts, expires
    ("2026-01-05", "2026-04-24", "2026-04-27", "2026-05-04", None, "carried", 6, "2026-05-04", "2027-08-04"),
    ("2026-01-05", "2026-06-30", "2026-07-01", "2026-08-31", None, "carried", 10, "2026-08-31", "2027-11-30"),
    ("2026-01-05", "2026-06-30", "2026-07-01", "2026-08-31", "2027-12-01", "lost", 10, "2026-08-31", "2027-11-30"),
    ("2026-01-05", "2026-06-30", "2026-07-01", "2026-06-01", None, "carried", 10, None, None),
    ("2024-06-01", "2026-08-30", "2026-08-31", "2026-09-10", None, "carried", 10, "2025-05-31", "2026-09-10"),
    ("2024-06-01", "2026-06-30", "2026-07-01", "2026-07-11", None, "carried", 10, "2025-05-31", "2026-09-10"),
    ("2024-06-01", "2026-06-30", "2026-07-01", None, None, "carried", 10, "2025-05-31", None),
    ("2024-06-01", "2026-08-31", "2026-09-01", "2026-09-02", None, "lost", 10, "2025-05-31", "2026-08-31"),
    ("2024-06-01", "2027-12-31", None, None, "2026-09-01", "lost", 10, "2025-05-31", "2026-08-31"),
    ("2024-06-02", "2026-08-31", "2026-09-01", "2026-09-02", None, "carried", 10, "2026-09-02", "2027-12-02"),
    ("2025-03-01", "2025-04-15", "2025-04-16", "2025-04-20", None, "normal", 0, None, None),
    ("2026-05-01", "2026-05-30", "2026-06-01", "2026-06-02", None, "normal", 0, None, None),
]


@pytest.mark.parametrize("case", CARRIED, ids=lambda case: f"{case[0]}-{case[2]}-{case[3]}")
def test_carry_over(case: tuple[str | None, ...]) -> None:
    first, last, returned, informed, as_of, fate, days, starts, expires = case
    sick = Sickness(Span(date.fromisoformat(str(first)), date.fromisoformat(str(last))), day(returned), day(informed))
    found: Carried = carry_over(left(), sick, LeaveSettings(), day(as_of))
    assert (found.fate, found.days, found.starts, found.expires) == (fate, days, day(starts), day(expires))
    assert found.lines


@pytest.mark.parametrize(
    ("birth", "first", "last"),
    [
        ("2026-09-14", "2026-08-03", "2026-11-22"),
        ("2026-09-04", "2026-08-03", "2026-11-22"),
        ("2026-07-20", "2026-07-20", "2026-11-08"),
        ("2026-09-20", "2026-08-03", "2026-11-28"),
    ],
)
def test_a_birth_before_or_after_its_date(birth: str, first: str, last: str) -> None:
    found = maternity(date(2026, 9, 14), day(birth), 1, 1).span
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_twins_born_on_a_sunday() -> None:
    found = paternity(date(2026, 3, 15), 2, LeaveSettings())
    assert [one.day for one in found.birth_days] == [16, 17, 18]
    assert (found.at_once.first.day, found.at_once.last.day, found.remaining, found.total) == (19, 22, 28, 32)
