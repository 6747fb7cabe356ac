"""Which months of pay were exported: the topic of pay says it, leave only asks."""

from collections.abc import Callable, Iterable
from datetime import date

from coop_desk.core.actions import Act
from coop_desk.topics.leave.requests.records import FrozenLine

Teller = Callable[[Act, date], bool]
_tellers: list[Teller] = []


def tells_exported(teller: Teller) -> Teller:
    """Declare who knows whether a month, named by its first day, was exported."""
    _tellers.append(teller)
    return teller


def exported_months(act: Act, lines: Iterable[FrozenLine]) -> tuple[date, ...]:
    """The months of these days that were exported already: a change there is a correction of the next one."""
    months = sorted({line.day.replace(day=1) for line in lines})
    return tuple(month for month in months if any(tell(act, month) for tell in _tellers))
