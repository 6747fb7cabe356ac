"""Rotation: the reference is recomputed and legal; ours is as good within what is allowed, and twice the same."""

from collections.abc import Mapping
from typing import Any

from coop_desk.topics.roles.rotation.case import Case
from coop_desk.topics.roles.rotation.checking import broken_rules, cost_of
from coop_desk.topics.roles.rotation.planning import Found, plan
from coop_desk.topics.roles.rotation.reading import PLAN, case_in_words, case_of, mandates_of
from tests.conftest import TestCoop

TOPIC = "rotation"
SMALL = 40  # members
TIME = 60.0  # seconds


def recognises(case: Mapping[str, Any]) -> bool:
    """A case says its format."""
    return str(case.get("format", "")).startswith("rotation-case/")


def run(_coop: TestCoop, told: Mapping[str, Any]) -> None:
    """Check the reference, then plan twice."""
    case = check_reference(told)
    found = plan(case, TIME)
    check_plan(case, told, found, margin_of(case, told))
    assert plan(case, TIME).mandates == found.mandates


def run_shortly(_coop: TestCoop, told: Mapping[str, Any]) -> None:
    """Check the reference; plan the small ones as half a second allows: legal, and no better than what is proved."""
    case = check_reference(told)
    if len(case.members) <= SMALL:
        check_plan(case, told, plan(case, 0.5), 100)


def check_reference(told: Mapping[str, Any]) -> Case:
    """Recompute what the file says of its own plan."""
    case = case_of(told)
    assert case_of(case_in_words(case)) == case
    reference = told["reference"]
    mandates = mandates_of({"format": PLAN, **reference}, case)
    cost = cost_of(case, mandates)
    assert broken_rules(case, mandates) == ()
    assert cost.objective == reference["objective"]
    for part, said in reference.get("parts", {}).items():
        assert getattr(cost, part) == (tuple(said) if isinstance(said, list) else said), part
    return case


def margin_of(case: Case, told: Mapping[str, Any]) -> int:
    """In percent of the reference."""
    if len(case.members) > SMALL:
        return 10
    return 2 if told["reference"].get("status") == "optimal" else 5


def check_plan(case: Case, told: Mapping[str, Any], found: Found, margin: int) -> None:
    """Legal, said at its true cost, near the reference and never below what is proved."""
    assert broken_rules(case, found.mandates) == ()
    assert found.cost == cost_of(case, found.mandates)
    assert found.cost.objective * 100 <= told["reference"]["objective"] * (100 + margin)
    assert found.cost.objective >= told["reference"]["bound"]
    assert found.bound is None or found.bound <= min(found.cost.objective, told["reference"]["objective"])
