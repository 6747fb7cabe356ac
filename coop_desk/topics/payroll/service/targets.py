"""What the files of the bookkeeper know: whoever keeps the formats says it here, the checks only ask."""

from collections.abc import Callable, Iterable, Mapping

from coop_desk.core.actions import Act
from coop_desk.topics.payroll.rules.catalogue import Unit, Variable

Targets = Mapping[str, frozenset[Unit]]
Teller = Callable[[Act, Iterable[Variable]], Targets | None]
_tellers: list[Teller] = []


def tells_targets(teller: Teller) -> Teller:
    """Declare who knows which codes, in which units, the format in use takes; None while none was chosen."""
    _tellers.append(teller)
    return teller


def targets(act: Act, variables: Iterable[Variable]) -> Targets | None:
    """The codes that the format in use takes, with their units; None while no format is in use."""
    for teller in _tellers:
        found = teller(act, variables)
        if found is not None:
            return found
    return None
