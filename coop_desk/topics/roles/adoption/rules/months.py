"""Months of a plan by their number from its first, and the days they are made of; what records are called in a case."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date | None]
"""From a day to a last one, or without end."""


def first_of(month: str) -> date:
    """The first day of « 2027-01 »."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def said(day: date) -> str:
    """The month of a day: « 2027-01 »."""
    return f"{day.year:04d}-{day.month:02d}"


def number_of(first: date, day: date) -> int:
    """The number of the month of a day, 0 for that of `first`, negative before it."""
    return (day.year - first.year) * 12 + day.month - first.month


def day_of(first: date, number: int) -> date:
    """The first day of a month by its number."""
    at = first.year * 12 + first.month - 1 + number
    return date(at // 12, at % 12 + 1, 1)


def last_day_of(first: date, number: int) -> date:
    """The last day of a month by its number."""
    return day_of(first, number + 1) - timedelta(days=1)


def covered(first: date, numbers: Iterable[int], spans: Iterable[Span]) -> tuple[int, ...]:
    """The months wholly inside spans, each whole month inside one of them."""
    known = tuple(spans)
    return tuple(
        n
        for n in numbers
        if any(begins <= day_of(first, n) and (end is None or last_day_of(first, n) <= end) for begins, end in known)
    )


def runs(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Months gathered into runs, each by its first and last."""
    found: list[tuple[int, int]] = []
    for n in sorted(set(numbers)):
        if found and found[-1][1] == n - 1:
            found[-1] = (found[-1][0], n)
        else:
            found.append((n, n))
    return tuple(found)


# ------------------------------------------------------------------ what records are called in a case


def role_key(role_id: int) -> str:
    """What a role is called in a case."""
    return f"r{role_id}"


def person_key(person_id: int) -> str:
    """What somebody is called in a case."""
    return f"p{person_id}"


def pole_key(pole_id: int) -> str:
    """What a pole is called in a case."""
    return f"k{pole_id}"


def id_of(key: str) -> int:
    """The record that a case names."""
    return int(key[1:])
