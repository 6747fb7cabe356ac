"""Rankings as they are written on a ballot, for the methods that follow a paper from name to name."""

from collections.abc import Sequence

from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods.records import Definition, Mark
from coop_desk.topics.elections.methods.turnout import unknown

EARLIER = (
    "latest earlier round where the tied candidates differ, then lot",
    "latest earlier stage where the tied candidates differ, then lot",
)


def strict_fault(definition: Definition, mark: Mark) -> str:
    """Say why a ballot is void: equal ranks, or the same name twice."""
    if len(set(mark)) == len(mark) and definition.names.issuperset(mark):
        return ""
    if any(isinstance(name, tuple) for name in mark):
        return _("plusieurs noms au même rang")
    for name in mark:
        if name not in definition.names:
            raise unknown(name)
    return _("même nom plusieurs fois") if len(set(mark)) != len(mark) else ""


def equal_fault(definition: Definition, mark: Mark) -> str:
    """Say why a ballot is void where equal ranks are allowed: the same name twice."""
    if len(set(mark)) == len(mark) and definition.names.issuperset(mark):
        return ""
    names = flat(mark)
    for name in names:
        if name not in definition.names:
            raise unknown(name)
    return _("même nom plusieurs fois") if len(set(names)) != len(names) else ""


def flat(mark: Mark) -> list[str]:
    """Every name of a ranking."""
    names: list[str] = []
    for rank in mark:
        names += rank if isinstance(rank, tuple) else (rank,)
    return names


def next_name(ranking: Sequence[str], start: int, standing: set[str]) -> int:
    """Where the next name still in stands on the ballot; its length when there is none."""
    for at in range(start, len(ranking)):
        if ranking[at] in standing:
            return at
    return len(ranking)
