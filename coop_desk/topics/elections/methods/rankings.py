"""Rankings as they are written on a ballot, for the methods that follow a paper from name to name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods.records import Definition, Mark
from coop_desk.topics.elections.methods.turnout import unknown

Paper = tuple[Sequence[str], int, int]
"""Equal papers: the ranking, where their present name stands in it, how many they are."""
_number = itemgetter(2)

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


def route(papers: Iterable[Paper], standing: set[str]) -> tuple[dict[str, list[Paper]], int]:
    """Give papers to their next name still in; return them by name, and how many name nobody else."""
    piles: dict[str, list[Paper]] = defaultdict(list)
    lost = 0
    for ranking, at, n in papers:
        for place in range(at + 1, len(ranking)):
            if ranking[place] in standing:
                piles[ranking[place]].append((ranking, place, n))
                break
        else:
            lost += n
    return piles, lost


def number(papers: Iterable[Paper]) -> int:
    """How many papers they are."""
    return sum(map(_number, papers))
