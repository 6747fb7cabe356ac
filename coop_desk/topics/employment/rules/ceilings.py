"""The ceiling of social security, year by year; a year without a table has none."""

MONTHLY = {2024: 386_400, 2025: 392_500, 2026: 400_500}
"""Cents a month."""


def monthly_ceiling(year: int) -> int | None:
    """The ceiling of one month of a year, in cents; None when this version does not know it."""
    return MONTHLY.get(year)


def yearly_ceiling(year: int) -> int | None:
    """The ceiling of a whole year, in cents; None when this version does not know it."""
    return 12 * MONTHLY[year] if year in MONTHLY else None
