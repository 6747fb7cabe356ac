"""Where the accounts learn of absences: what is asked and sealed is declared to them here, as `core.standing` does.

The grounds are sealed: they are read when a month is closed and when an accrual is explained, and kept nowhere.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from coop_desk.core.actions import Act
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.rules.earning import Absence
from coop_desk.topics.leave.rules.settings import Span

Grounds = Callable[[Act, Collection[PersonId], Span], Mapping[PersonId, Sequence[Absence]]]
"""The absences of these people in a span, with their grounds; RuleBroken when a key is missing to read them."""
Waiting = Callable[[Act, Collection[PersonId]], Mapping[tuple[PersonId, str], int]]
"""What these people asked for and nobody answered yet, by person and account, in thousandths of a day."""
_grounds: list[Grounds] = []
_waiting: list[Waiting] = []


def absence_grounds(source: Grounds) -> Grounds:
    """Declare who knows why people were away."""
    _grounds.append(source)
    return source


def waiting_requests(source: Waiting) -> Waiting:
    """Declare who knows what waits for an answer."""
    _waiting.append(source)
    return source


def absences_of(act: Act, people: Collection[PersonId], span: Span) -> dict[PersonId, tuple[Absence, ...]]:
    """The absences of these people in a span, with their grounds."""
    found: dict[PersonId, tuple[Absence, ...]] = {}
    for source in _grounds:
        for person_id, absences in source(act, people, span).items():
            found[person_id] = (*found.get(person_id, ()), *absences)
    return found


def waiting_of(act: Act, people: Collection[PersonId]) -> dict[tuple[PersonId, str], int]:
    """What waits for an answer, by person and account, in thousandths of a day."""
    found: dict[tuple[PersonId, str], int] = {}
    for source in _waiting:
        for key, quantity in source(act, people).items():
            found[key] = found.get(key, 0) + quantity
    return found
