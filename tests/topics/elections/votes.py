"""Votes to count in the tests: small random ones of each method, and lots drawn until nothing is left to decide."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.judgment import SCALE
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Mark, Result, Void

NAMES = ("@a@", "@b@", "@c@", "@d@", "@e@")


def definition(method: str, seats: int = 1, names: Sequence[str] = NAMES, **rules: Any) -> Definition:
    """A definition in one line."""
    return Definition(method, seats, tuple(names), rules)


def papers(*said: tuple[int, Mark], round_: int = 1) -> list[Ballot]:
    """Ballots written (how many, what they say)."""
    return [Ballot(mark, n, str(round_)) for n, mark in said]


def decided(voted: Definition, ballots: Sequence[Ballot], *, last: bool = False) -> tuple[Result, list[Decision]]:
    """Count, drawing the first (or last) name of each tie, until nothing is left to the lot."""
    decisions: list[Decision] = []
    while True:
        result = count(voted, ballots, decisions)
        if result.needed is None or result.needed.kind != "lot":
            return result, decisions
        between = result.needed.between
        chosen = between[-1 if last else 0]
        decisions.append(Decision("lot", between, result.needed.stage, chosen, by="Zoé"))


def _rankings(names: Sequence[str]) -> st.SearchStrategy[Mark]:
    return st.permutations(names).flatmap(lambda order: st.integers(0, len(names)).map(lambda n: tuple(order[:n])))


def _weak_rankings(names: Sequence[str]) -> st.SearchStrategy[Mark]:
    return st.lists(st.integers(0, 3), min_size=len(names), max_size=len(names)).map(
        lambda ranks: tuple(
            _rank(tuple(name for name, rank in zip(names, ranks, strict=True) if rank == level))
            for level in range(3)
            if level in ranks
        )
    )


def _rank(names: tuple[str, ...]) -> Mark:
    return names[0] if len(names) == 1 else names


def _marks(method: str, names: Sequence[str]) -> st.SearchStrategy[Mark]:
    kinds: dict[str, st.SearchStrategy[Mark]] = {
        "resolution/1": st.sampled_from(["pour", "contre", "abstention"]),
        "majority.two_round/1": st.sampled_from(names),
        "plurinominal/1": _rankings(names),
        "list/1": st.sampled_from(names),
        "approval/1": _rankings(names),
        "judgment.majority/1": st.lists(st.sampled_from(SCALE), min_size=len(names), max_size=len(names)).map(
            lambda grades: tuple(zip(names, grades, strict=True))
        ),
        "irv/1": _rankings(names),
        "stv.scottish/1": _rankings(names),
        "schulze/1": _weak_rankings(names),
    }
    return kinds[method]


METHODS = (
    "resolution/1", "majority.two_round/1", "plurinominal/1", "list/1", "approval/1", "judgment.majority/1", "irv/1",
    "stv.scottish/1", "schulze/1",
)  # fmt: skip
SEVERAL = {"plurinominal/1", "list/1", "approval/1", "judgment.majority/1", "stv.scottish/1", "schulze/1"}


@st.composite
def votes(draw: st.DrawFn, method: str, names: int = 4, ballots: int = 9) -> tuple[Definition, list[Ballot]]:
    """A random vote of one method."""
    chosen = NAMES[: draw(st.integers(2, names))]
    seats = draw(st.integers(1, 3)) if method in SEVERAL else 0 if method == "resolution/1" else 1
    marks = st.one_of(_marks(method, chosen), st.sampled_from([Void.BLANK, Void.SPOILED])) if draw(
        st.booleans()
    ) else _marks(method, chosen)  # fmt: skip
    said = draw(st.lists(st.tuples(marks, st.integers(0, 6)), max_size=ballots))
    return Definition(method, seats, chosen, {}), [Ballot(mark, n) for mark, n in said]
