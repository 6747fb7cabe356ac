"""Days away told as whole months: what the planner of a rotation reads, and what makes an absence long."""

from collections.abc import Iterable
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
LONG = timedelta(days=30)
"""From as many days on, an absence is no more the business of a deputy alone."""

Days = tuple[date, date]
"""First and last day, both included."""


def joined(stretches: Iterable[Days]) -> tuple[Days, ...]:
    """Stretches of days in order, those that touch or overlap told as one."""
    found: list[Days] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def whole_months(stretches: Iterable[Days]) -> tuple[Days, ...]:
    """The months somebody is away from the first day to the last, as days; shorter absences are left out."""
    found = []
    for first, last in joined(stretches):
        begins = first if first.day == 1 else _next_month(first)
        ends = last if (last + ONE_DAY).day == 1 else last.replace(day=1) - ONE_DAY
        if begins <= ends:
            found.append((begins, ends))
    return tuple(found)


def is_long(first: date, last: date) -> bool:
    """Whether an absence is long enough to be covered or planned again."""
    return last - first + ONE_DAY >= LONG


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
