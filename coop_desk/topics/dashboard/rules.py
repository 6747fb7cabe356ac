"""What waits, how urgent it is, and in which order it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.topics.mandates.rules.terms import months_after

SOON = timedelta(days=14)


class Urgency(StrEnum):
    """How near a thing to do is."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits: what, by when if there is a date, and the page and record that settle it."""

    id: str
    what: str
    why: str
    due: date | None
    page: str
    record_id: object = None


def urgency(due: date | None, today: date) -> Urgency:
    """Late once the day is past, soon for fourteen days before; without a date it can wait."""
    if due is None:
        return Urgency.LATER
    if due < today:
        return Urgency.LATE
    return Urgency.SOON if due - today <= SOON else Urgency.LATER


def in_order(lines: Iterable[Todo]) -> list[Todo]:
    """Sort by date, the oldest first; what has no date comes last."""
    return sorted(lines, key=lambda line: (line.due is None, line.due or date.max, line.what))


def accounts_deadline(year_end: date) -> date:
    """Last day of the assembly on the accounts: six months after the year end (AG-02, DL-01)."""
    return months_after(year_end, 6)
