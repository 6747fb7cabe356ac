"""Files of rotation: what is wrong is named by its place; a case that contradicts itself is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.roles.rotation.reading import (
    case_in_words,
    case_of,
    mandates_of,
    plan_in_words,
    read_case,
    read_plan,
)
from tests.topics.roles.small_case import case, mandate, member, role

WRONG: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "no format": (lambda c: c.pop("format"), "ROT-20", "format"),
    "another format": (lambda c: c.update(format="rotation-case/2"), "ROT-20", "format"),
    "no months": (lambda c: c["horizon"].pop("months"), "ROT-20", "horizon.months"),
    "a month nobody has": (lambda c: c["horizon"].update(first_month="2026-13"), "ROT-20", "horizon.first_month"),
    "a load below zero": (lambda c: c["roles"][0].update(load=-4), "ROT-20", "roles[0].load"),
    "a number with a comma": (lambda c: c["roles"][0].update(load=4.5), "ROT-20", "roles[0].load"),
    "a yes for a number": (lambda c: c["members"][0].update(capacity=True), "ROT-20", "members[0].capacity"),
    "a level of five": (lambda c: c["members"][1].update(skills={"paie": 5}), "ROT-20", "members[1].skills.paie"),
    "a wish of three": (lambda c: c["members"][0].update(preferences={"paie": 3}), "ROT-20", "preferences.paie"),
    "an absence backwards": (lambda c: c["members"][0].update(absences=[[3, 1]]), "ROT-20", "members[0].absences[0]"),
    "a mode nobody knows": (lambda c: c["roles"][0].update(mode="named"), "ROT-20", "roles[0].mode"),
    "two steps of hours": (lambda c: c.update(weights={**c["weights"], "over": [1, 2]}), "ROT-20", "weights.over"),
    "a list where an object is": (lambda c: c.update(equity=[]), "ROT-20", "equity"),
    "two members of one id": (lambda c: c["members"].append(member("ana")), "ROT-21", "members"),
    "a pole that is not there": (lambda c: c["roles"][0].update(pole="Q"), "ROT-21", "roles[0].pole"),
    "shortest over longest": (lambda c: c["roles"][0].update(term_min=5), "ROT-21", "roles[0]"),
    "an unknown member": (lambda c: c["fixed"].append(mandate("eve", 0, 1)), "ROT-21", "fixed[0].member"),
    "an unknown role held": (
        lambda c: c["members"][0].update(held=[{"role": "x", "ended": -1}]), "ROT-21", "members[0].held",
    ),
    "a seat too many": (lambda c: c["fixed"].append(mandate("ana", 0, 1, seat=1)), "ROT-21", "fixed[0].seat"),
    "months past the end": (lambda c: c["fixed"].append(mandate("ana", 0, 4)), "ROT-21", "fixed[0]"),
    "fixed mandates that overlap": (
        lambda c: c["fixed"].extend([mandate("ana", 0, 2), mandate("bob", 2, 3)]), "ROT-21", "fixed[0], fixed[1]",
    ),
    "an origin nobody knows": (
        lambda c: c["fixed"].append({**mandate("ana", 0, 1), "origin": "named"}), "ROT-20", "fixed[0].origin",
    ),
    "somebody apart from themselves": (lambda c: c["apart"].append(["ana", "ana", "P"]), "ROT-21", "apart[0]"),
    "a role against itself": (lambda c: c["incompatible"].append(["paie", "paie"]), "ROT-21", "incompatible[0]"),
    "somebody apart from nobody": (lambda c: c["apart"].append(["ana", "eve", "P"]), "ROT-21", "apart[0]"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_in_a_case_is_named_by_its_place(fault: str) -> None:
    spoil, rule, place = WRONG[fault]
    told = json.loads(json.dumps(case()))
    spoil(told)
    with pytest.raises(RuleBroken) as refused:
        read_case(json.dumps(told).encode())
    assert refused.value.rule == rule
    assert place in refused.value.message


def test_what_is_no_json_or_says_a_thing_twice_is_refused() -> None:
    for content in (b"", b"{", b"\xff", b'{"format": "rotation-case/1", "format": "rotation-case/1"}'):
        with pytest.raises(RuleBroken) as refused:
            read_case(content)
        assert refused.value.rule == "ROT-20"


def test_a_case_and_a_plan_are_written_as_they_were_read() -> None:
    told = case(
        roles=[role(), role("veille", requires={"droit": 2}, team="T", mode="coopted")],
        members=[
            member("ana", skills={"droit": 3}, endorsed=["veille"], team="T", in_equity=False),
            member("bob", training=[{"skill": "droit", "level": 2, "from": 1}], held=[{"role": "paie", "ended": -2}]),
        ],
        fixed=[{**mandate("ana", 0, 1), "origin": "continuing"}],
        incompatible=[["paie", "veille"]],
        apart=[["ana", "bob", "P"]],
        coverage=[{"pole": "P", "skill": "droit", "level": 2, "min": 1}],
    )
    read = case_of(told)
    assert case_of(case_in_words(read)) == read
    plan = {"format": "rotation-plan/1", "case": "petit", "mandates": [mandate("bob", 2, 3)]}
    mandates = read_plan(json.dumps(plan).encode(), read)
    assert plan_in_words(read, mandates) == plan
    with pytest.raises(RuleBroken, match="eve"):
        mandates_of({**plan, "mandates": [mandate("eve", 0, 1)]}, read)
