"""Random votes without ties, counted by votelib where it is right: duels, averages, alternative vote, RFC 3797."""

from collections import Counter
from itertools import permutations
from random import Random
from typing import Any

import pytest
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.auxiliary import RFC3797Selector
from votelib.evaluate.condorcet import Schulze
from votelib.evaluate.proportional import HighestAverages
from votelib.evaluate.sequential import TransferableVoteSelector

from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.turnout import gather
from tests.topics.elections.votes import definition

NAMES = ("Ana", "Bob", "Cyr", "Dan", "Eva")


def rankings(seed: int, shortest: int = 1) -> Counter[tuple[str, ...]]:
    """Two hundred random rankings."""
    chance = Random(seed)
    return Counter(tuple(chance.sample(NAMES, chance.randint(shortest, 5))) for _ballot in range(200))


@pytest.mark.parametrize("seed", range(30))
def test_schulze_elects_the_same(seed: int) -> None:
    votes = rankings(seed, shortest=5)
    result = count(definition("schulze/1", 1, NAMES), gather(votes.elements()))
    d = result.figures["pairwise"]
    theirs = RankedToCondorcetVotes().convert(votes)
    assert {pair: n for pair, n in theirs.items() if n} == {
        (a, b): d[a][b] for a, b in permutations(NAMES, 2) if d[a][b]
    }
    if len({d[a][b] for a, b in permutations(NAMES, 2)}) == 20 and len(result.figures["winners"]) == 1:
        assert result.figures["winners"] == Schulze().evaluate(theirs, 1)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("divisors", "their_name"), [("1,2,3,…", "d_hondt"), ("1,3,5,…", "sainte_lague")])
def test_highest_averages_give_the_same_seats(seed: int, divisors: str, their_name: str) -> None:
    chance = Random(seed)
    votes = dict(zip(NAMES, chance.sample(range(50, 999), 5), strict=True))
    marks: list[Any] = [name for name, n in votes.items() for _paper in range(n)]
    result = count(definition("list/1", 11, NAMES, divisors=divisors), gather(marks))
    theirs = HighestAverages(their_name).evaluate(votes, 11)
    assert {name: n for name, n in result.figures["seats"].items() if n} == theirs


@pytest.mark.parametrize("seed", range(30))
def test_the_alternative_vote_elects_the_same(seed: int) -> None:
    votes = rankings(seed)
    result = count(definition("irv/1", 1, NAMES), gather(votes.elements()))
    tallies = [list(figures["tally"].values()) for figures in result.figures["rounds"]]
    if all(len(set(tally)) == len(tally) for tally in tallies):
        assert list(result.elected) == TransferableVoteSelector().evaluate(votes, 1)


def test_a_draw_of_rfc_3797_gives_the_same_names() -> None:
    names = tuple(f"{n:02d}" for n in range(1, 31))
    for sources in ([9319, [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]], [7, [3, 2, 1]], [42]):
        drawn = count(definition("sortition/1", 12, names, algorithm="rfc3797", sources=sources), []).figures["drawn"]
        assert drawn == list(RFC3797Selector(sources).evaluate(dict.fromkeys(names, 1), 12)), sources
