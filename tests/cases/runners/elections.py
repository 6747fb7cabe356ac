"""Elections: a file of ballots counted by the engine, every figure it pins down compared."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from coop_desk.topics.elections.case_file import answers, case_of
from tests.conftest import TestCoop

TOPIC = "elections"
DESIGNATING = {
    "majority_two_round", "plurinominal_majority", "approval", "majority_judgment", "irv", "stv",
    "election_without_candidate",
}  # fmt: skip
IN_ANY_ORDER = {"winners", "qualified", "named", "not_eligible_in_change_round", "admitted"}


def recognises(case: Mapping[str, Any]) -> bool:
    """A vote has a method, candidates and ballots."""
    return {"method", "candidates", "ballots"} <= set(case)


def run(_coop: TestCoop, case: Mapping[str, Any]) -> None:
    """Count, compare what is expected, and whether the room still has to decide."""
    result, figures = answers(case_of(case))
    expected = case["expected"]
    compare(expected, figures, "")
    tied = any(key.startswith("tie_") for key in expected)
    undecided = tied or (case["method"] in DESIGNATING and "elected" not in expected)
    undecided = undecided or len(expected.get("winners", ())) > case["seats"] > 0
    if undecided or expected.get("elected"):
        assert (result.needed is not None) == undecided, result.needed


def compare(expected: Any, found: Any, place: str) -> None:
    """Every key of what is expected is found, with that value; other keys found do not matter."""
    if isinstance(expected, dict):
        assert isinstance(found, dict), f"{place}: {found!r}, expected {expected!r}"
        for key, value in expected.items():
            assert key in found, f"{place}: nothing is counted under {key!r}"
            compare(_ordered(key, value), _ordered(key, found[key]), f"{place}/{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list | tuple), f"{place}: {found!r}, expected {expected!r}"
        assert len(expected) == len(found), f"{place}: {found!r}, expected {expected!r}"
        for at, (one, other) in enumerate(zip(expected, found, strict=True)):
            compare(one, other, f"{place}[{at}]")
    elif expected is None or expected is False:
        assert found is None or found is False, f"{place}: {found!r}, expected nothing"
    else:
        assert type(expected) is type(found), f"{place}: {found!r}, expected {expected!r}"
        assert expected == found or _same_number(expected, found), f"{place}: {found!r}, expected {expected!r}"


def _ordered(key: str, value: Any) -> Any:
    """Names said in no order, and the equals of a ranking, are compared sorted."""
    if key == "ranking" and isinstance(value, list):
        return [sorted(group) for group in value]
    if (key in IN_ANY_ORDER or key == "tie" or key.startswith("tie_")) and isinstance(value, list):
        return sorted(value)
    return value


def _same_number(one: Any, other: Any) -> bool:
    """« 25000 » and « 50000/2 »; tallies of transferable votes keep their five decimals."""
    try:
        return "." not in one + other and Fraction(one) == Fraction(other)
    except (TypeError, ValueError):
        return False
