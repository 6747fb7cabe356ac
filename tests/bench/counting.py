"""Counting 100,000 ballots by each method, beside the fastest public library that is right for it. Times in seconds."""

from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from votelib.convert import ApprovalToSimpleVotes, RankedToCondorcetVotes
from votelib.evaluate.cardinal import MajorityJudgment
from votelib.evaluate.condorcet import Schulze
from votelib.evaluate.core import Plurality
from votelib.evaluate.proportional import HighestAverages
from votelib.evaluate.sequential import TransferableVoteSelector

from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.judgment import SCALE
from coop_desk.topics.elections.methods.records import Definition, Mark
from coop_desk.topics.elections.methods.turnout import gather
from tests.bench.measures import Measure, timed

BALLOTS = 100_000
NAMES = tuple(f"Nom {n}" for n in range(8))


def counting() -> Iterator[Measure | str]:
    """Both are given the papers one by one, each in the shape of its own: ours as the urn gives them back."""
    chance = Random(4)
    names = [chance.choice(NAMES) for _paper in range(BALLOTS)]
    ranks = [tuple(chance.sample(NAMES, chance.randint(1, 8))) for _paper in range(BALLOTS)]
    several = [tuple(sorted(chance.sample(NAMES, chance.randint(1, 5)))) for _paper in range(BALLOTS)]
    grades = [tuple((name, chance.choice(SCALE)) for name in NAMES) for _paper in range(BALLOTS)]
    place = {grade: at for at, grade in enumerate(SCALE)}
    scores = [frozenset((name, place[grade]) for name, grade in paper) for paper in grades]
    sets = [frozenset(paper) for paper in several]
    answers = [chance.choice(("pour", "contre")) for _paper in range(BALLOTS)]

    def plurality(papers: list[Any], seats: int) -> Callable[[], object]:
        return lambda: Plurality().evaluate(dict(Counter(papers)), seats)

    def approvals(seats: int) -> Callable[[], object]:
        return lambda: Plurality().evaluate(ApprovalToSimpleVotes().convert(dict(Counter(sets))), seats)

    beside: list[tuple[str, int, list[Mark], Callable[[], object]]] = [
        ("resolution/1", 0, answers, plurality(answers, 1)),
        ("majority.two_round/1", 1, names, plurality(names, 1)),
        ("plurinominal/1", 5, several, approvals(5)),
        ("list/1", 8, names, lambda: HighestAverages("d_hondt").evaluate(dict(Counter(names)), 8)),
        ("approval/1", 3, several, approvals(3)),
        ("judgment.majority/1", 1, grades, lambda: MajorityJudgment().evaluate(dict(Counter(scores)), 1)),
        ("irv/1", 1, ranks, lambda: TransferableVoteSelector().evaluate(dict(Counter(ranks)), 1)),
        ("stv.scottish/1", 4, ranks, lambda: TransferableVoteSelector().evaluate(dict(Counter(ranks)), 4)),
        ("schulze/1", 1, ranks, lambda: Schulze().evaluate(RankedToCondorcetVotes().convert(dict(Counter(ranks))), 1)),
    ]
    for method, seats, papers, theirs in beside:
        vote = Definition(method, seats, NAMES, {})
        ours, beside_it = in_turn(lambda: count(vote, gather(papers)), theirs)  # noqa: B023 - timed at once
        yield Measure(f"100,000 ballots, {method}", ours, beside_it, "votelib", 1.0)


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], times: int = 15) -> tuple[float, float]:
    """Time both one after the other and keep the best of several: what else the PC does weighs on neither."""
    taken = [(timed(ours, 1), timed(theirs, 1)) for _time in range(times)]
    return min(one for one, _other in taken), min(other for _one, other in taken)
