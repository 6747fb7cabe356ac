"""The resolution that a change of the statutes quotes: adopted, told by the topic that records votes (A17)."""

from collections.abc import Callable
from datetime import date

from coop_desk.core.actions import Act
from coop_desk.topics.statutes import rules

Teller = Callable[[Act, int], date | None]
_tellers: list[Teller] = []


def tells_adoption(teller: Teller) -> Teller:
    """Declare what says on which day a resolution changed the statutes, or None; assemblies do."""
    _tellers.append(teller)
    return teller


def check_quoted(act: Act, resolution_id: int | None, since: date) -> None:
    """Refuse to quote a resolution that was not adopted, or a change older than its adoption (A17, PRO-02)."""
    if resolution_id is not None:
        (teller,) = _tellers
        rules.check_adopted(teller(act, resolution_id), since)
