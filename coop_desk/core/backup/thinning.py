"""Which backups stay: all of today and yesterday, then one a day, a week, a month, a year."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

DAYS, WEEKS, MONTHS = 14, 8, 24


def to_keep(made: Iterable[datetime], today: date) -> set[datetime]:
    """Return the instants whose backups stay (local days).

    All of today and yesterday, the newest of each of the last 14 days that have one, 8 weeks, 24 months, and of
    every year. The newest of all always stays.
    """
    newest_first = sorted(set(made), reverse=True)
    kept = {one for one in newest_first if _day(one) >= today - timedelta(days=1)}
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS), (_year, None)):
        found: dict[object, datetime] = {}
        for one in newest_first:
            found.setdefault(period(one), one)
        kept.update(list(found.values())[:most])
    return kept


def _day(instant: datetime) -> date:
    return instant.astimezone().date()


def _week(instant: datetime) -> tuple[int, int]:
    return _day(instant).isocalendar()[:2]


def _month(instant: datetime) -> tuple[int, int]:
    day = _day(instant)
    return day.year, day.month


def _year(instant: datetime) -> int:
    return _day(instant).year
