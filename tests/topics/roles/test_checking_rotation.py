"""Each rule of a plan is broken once, and is the only one broken; costs are reckoned by hand."""

from typing import Any

import pytest

from coop_desk.topics.roles.rotation.checking import Reason, broken_rules, cost_of, loads_of, targets_of
from coop_desk.topics.roles.rotation.reading import case_of, mandates_of
from tests.topics.roles.naive import legal
from tests.topics.roles.small_case import case, mandate, member, role

ANA, BOB = member("ana"), member("bob")
TWO = [role(), role("veille")]


def plan_of(told: dict[str, Any], *mandates: dict[str, Any]) -> tuple[Any, tuple[Any, ...]]:
    read = case_of(told)
    return read, mandates_of({"format": "rotation-plan/1", "case": "petit", "mandates": list(mandates)}, read)


BROKEN: dict[str, tuple[dict[str, Any], list[dict[str, Any]], int, Reason]] = {
    "a start outside the calendar": (case(roles=[role(start_months=[0, 2])]), [mandate("ana", 1, 3)], 1, Reason.TERM),
    "an end nobody can start after": (case(roles=[role(start_months=[0, 2])]), [mandate("ana", 0, 0)], 1, Reason.TERM),
    "too short": (case(roles=[role(term_min=3)]), [mandate("ana", 0, 1)], 1, Reason.TERM),
    "too long": (case(roles=[role(term_max=2)]), [mandate("ana", 0, 2)], 1, Reason.TERM),
    "an elected role": (case(roles=[role(mode="elected")]), [mandate("ana", 0, 3)], 1, Reason.TERM),
    "another team": (case(roles=[role(team="T")]), [mandate("ana", 0, 3)], 2, Reason.TEAM),
    "no associate": (
        case(roles=[role(associates_only=True)], members=[member("ana", associate=False)]),
        [mandate("ana", 0, 3)], 2, Reason.ASSOCIATE,
    ),
    "a refusal": (case(members=[member("ana", refuses=["paie"])]), [mandate("ana", 0, 3)], 2, Reason.REFUSES),
    "not coopted": (case(roles=[role(mode="coopted")]), [mandate("ana", 0, 3)], 2, Reason.ENDORSED),
    "a skill learnt too late": (
        case(
            roles=[role(requires={"paie": 2})],
            members=[member("ana", training=[{"skill": "paie", "level": 2, "from": 1}])],
        ),
        [mandate("ana", 0, 3)], 2, Reason.SKILL,
    ),
    "absent": (case(members=[member("ana", absences=[[2, 2]])]), [mandate("ana", 1, 3)], 3, Reason.PRESENCE),
    "gone before the end": (case(members=[member("ana", present=[0, 2])]), [mandate("ana", 0, 3)], 3, Reason.PRESENCE),
    "absent while shadowing": (
        case(roles=[role(shadow_months=1)], members=[member("ana", absences=[[1, 1]])]),
        [mandate("ana", 2, 3)], 4, Reason.SHADOW,
    ),
    "held too lately": (
        case(roles=[role(cooldown=3)], members=[member("ana", held=[{"role": "paie", "ended": -2}])]),
        [mandate("ana", 1, 3)], 5, Reason.COOLDOWN,
    ),
    "twice too close": (
        case(roles=[role(cooldown=2)]), [mandate("ana", 0, 0), mandate("ana", 2, 3)], 5, Reason.COOLDOWN,
    ),
    "two seats of one role": (
        case(roles=[role(seats=2)]), [mandate("ana", 0, 3), mandate("ana", 0, 3, seat=1)], 5, Reason.COOLDOWN,
    ),
    "a seat held already": (
        case(fixed=[mandate("bob", 0, 1)]), [mandate("ana", 1, 3)], 6, Reason.TAKEN,
    ),
    "too many roles": (
        case(roles=TWO, members=[member("ana", max_roles=1)]),
        [mandate("ana", 0, 3), mandate("ana", 0, 3, "veille")], 7, Reason.MAX_ROLES,
    ),
    "too many hours": (case(members=[member("ana", capacity=3)]), [mandate("ana", 0, 3)], 8, Reason.CAPACITY),
    "too many hours of shadow": (
        case(roles=[role(shadow_months=1, shadow_load=9)], members=[member("ana", capacity=8)]),
        [mandate("ana", 1, 3)], 8, Reason.CAPACITY,
    ),
    "incompatible roles": (
        case(roles=TWO, incompatible=[["paie", "veille"]], fixed=[mandate("ana", 0, 3, "veille")]),
        [mandate("ana", 0, 3)], 9, Reason.INCOMPATIBLE,
    ),
    "too many starts in a pole": (
        case(roles=TWO, poles=[{"id": "P", "name": "Pôle", "max_handovers": 1}]),
        [mandate("ana", 1, 3), mandate("bob", 1, 3, "veille")], 10, Reason.STARTS,
    ),
    "people to keep apart": (
        case(roles=TWO, apart=[["ana", "bob", "P"]]),
        [mandate("ana", 0, 3), mandate("bob", 0, 3, "veille")], 11, Reason.APART,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_told_by_its_number_and_reason(name: str) -> None:
    told, mandates, rule, reason = BROKEN[name]
    read, plan = plan_of(told, *mandates)
    found = broken_rules(read, plan)
    assert {(fault.rule, fault.reason) for fault in found} == {(rule, reason)}
    assert not legal(read, plan) or rule == 6


def test_an_empty_plan_is_legal_and_costs_its_vacant_months() -> None:
    read, _plan = plan_of(case(roles=[role(criticality=3)]))
    cost = cost_of(read, ())
    assert broken_rules(read, ()) == ()
    assert (cost.vacancy, cost.objective) == (12, 1200)


def test_months_cut_off_by_the_first_one_are_missing_shadow_and_no_fault() -> None:
    read, plan = plan_of(case(roles=[role(shadow_months=3)]), mandate("ana", 1, 3))
    cost = cost_of(read, plan)
    assert broken_rules(read, plan) == ()
    # two months of shadow missing, one month vacant; three months at a neutral wish; 16 h due, 8 each; ana has 13 h
    assert (cost.missing_shadow, cost.vacancy, cost.preference, cost.handovers) == (2, 1, 6, 1)
    assert (cost.max_over, cost.over) == (5, (5, 3, 1))
    assert cost.objective == 100 + 20 * 5 + 3 * 5 + 2 * 3 + 1 + 2 * 6 + 5 + 15 * 2


def test_fair_shares_count_working_time_presence_and_history() -> None:
    people = [
        member("a"), member("b", fte=80), member("c"), member("d"), member("e", fte=50), member("f"),
    ]  # fmt: skip
    read = case_of(case(members=people, roles=[role(load=25)]))
    assert sum(targets_of(read).values()) in range(98, 103)
    # weights 400, 320, 400, 400, 200, 400 of 2 120 for 100 hours
    assert targets_of(read) == {"a": 19, "b": 15, "c": 19, "d": 19, "e": 9, "f": 19}


def test_who_is_out_of_equity_weighs_nothing_and_elected_roles_count_only_if_the_case_says_so() -> None:
    told = case(
        roles=[role(), role("gerance", mode="elected", counts_in_equity=False)],
        members=[member("ana", in_equity=False, history_load=50), BOB],
        fixed=[mandate("bob", 0, 3, "gerance"), mandate("ana", 0, 1)],
    )
    read = case_of(told)
    assert targets_of(read) == {"bob": 8}
    assert loads_of(read, ()) == {"bob": 0}


def test_coverage_counts_seats_of_every_kind_with_the_level_of_the_month() -> None:
    told = case(
        members=[member("ana", training=[{"skill": "paie", "level": 2, "from": 2}]), BOB],
        coverage=[{"pole": "P", "skill": "paie", "level": 2, "min": 1}],
    )
    read, plan = plan_of(told, mandate("ana", 0, 3))
    assert cost_of(read, plan).coverage_shortage == 2
