"""The planner: as good as trying everything, legal whatever the case, twice the same, and it can be stopped."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.roles.rotation.case import Assignment, Case
from coop_desk.topics.roles.rotation.checking import broken_rules, cost_of, vacant_months
from coop_desk.topics.roles.rotation.explaining import vacancies_in_words, why_chosen, why_vacant
from coop_desk.topics.roles.rotation.forcing import Asked, price_without, why_not
from coop_desk.topics.roles.rotation.heuristic import better_plan, first_plan
from coop_desk.topics.roles.rotation.legal import choices_of
from coop_desk.topics.roles.rotation.planning import plan
from coop_desk.topics.roles.rotation.reading import case_of
from tests.topics.roles.naive import every_plan, legal
from tests.topics.roles.small_case import WEIGHTS, case, mandate, member, role

MONTHS = 3


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    """Two or three people, one or two roles, three months, and rules of every kind."""
    names = ["ana", "bob", "eve"][: draw(st.integers(2, 3))]
    month = st.integers(0, MONTHS - 1)
    ids = ["paie", "veille"][: draw(st.integers(1, 2))]
    roles = [
        role(
            id_, seats=draw(st.integers(1, 2)) if len(ids) == 1 else 1, load=draw(st.integers(1, 5)),
            shadow_months=draw(st.integers(0, 2)), shadow_load=draw(st.integers(0, 3)),
            term_min=draw(st.integers(1, 2)), term_max=draw(st.integers(2, 3)),
            start_months=sorted(draw(st.sets(month, min_size=1))), cooldown=draw(st.integers(0, 2)),
            requires=draw(st.sampled_from([{}, {"droit": 1}])), criticality=draw(st.integers(1, 3)),
            mode=draw(st.sampled_from(["rotating", "coopted"])), associates_only=draw(st.booleans()),
        )
        for id_ in ids
    ]  # fmt: skip
    members = [
        member(
            id_, associate=draw(st.booleans()), fte=draw(st.sampled_from([50, 100])), present=[0, MONTHS - 1],
            max_roles=draw(st.integers(0, 2)), capacity=draw(st.integers(2, 10)),
            skills=draw(st.sampled_from([{}, {"droit": 1}])),
            training=draw(st.sampled_from([[], [{"skill": "droit", "level": 1, "from": 1}]])),
            absences=draw(st.sampled_from([[], [[1, 1]], [[2, 2]]])),
            preferences={one: draw(st.integers(-2, 2)) for one in ids}, endorsed=ids[: draw(st.integers(0, 2))],
            refuses=draw(st.sampled_from([[], [], ["paie"]])), history_load=draw(st.integers(0, 6)),
            held=draw(st.sampled_from([[], [{"role": "paie", "ended": -1}]])),
        )
        for id_ in names
    ]  # fmt: skip
    fixed = draw(st.sampled_from([[], [mandate("ana", 0, 0)], [mandate("bob", 1, 1)]]))
    return case_of(
        case(
            horizon={"first_month": "2026-01", "months": MONTHS}, roles=roles, members=members, fixed=fixed,
            poles=[{"id": "P", "name": "Pôle", "max_handovers": draw(st.integers(0, 2))}],
            incompatible=[["paie", "veille"]] if len(ids) == 2 and draw(st.booleans()) else [],
            apart=[["ana", "bob", "P"]] if draw(st.booleans()) else [],
            coverage=[{"pole": "P", "skill": "droit", "level": 1, "min": 1}] if draw(st.booleans()) else [],
        )
    )  # fmt: skip


@given(small_cases())
@settings(max_examples=30, deadline=None)
def test_the_planner_finds_what_trying_everything_finds(read: Case) -> None:
    least = min(cost_of(read, each).objective for each in every_plan(read))
    found = plan(read, 5.0)
    assert found.cost.objective == least
    assert found.bound == least
    assert broken_rules(read, found.mandates) == ()
    assert legal(read, found.mandates)


@given(small_cases(), st.data())
@settings(max_examples=15, deadline=None)
def test_the_price_of_imposing_or_sparing_somebody_is_what_trying_everything_says(
    read: Case, data: st.DataObject
) -> None:
    every = [(cost_of(read, each).objective, each) for each in every_plan(read)]
    least, best = min(every)
    role_id, who = data.draw(st.sampled_from(read.seats()))[0], data.draw(st.sampled_from(read.members)).id
    with_them = [cost for cost, each in every if any((one.role, one.member) == (role_id, who) for one in each)]
    answer = why_not(read, best, who, role_id, Asked(5.0))
    chosen = any((one.role, one.member) == (role_id, who) for one in best)
    price = min(with_them) - least if with_them and not chosen else None
    assert (answer.change.objective if answer.change else None) == price
    assert (answer.reason is None) == bool(with_them)
    for one in best[:1]:
        without = [
            cost
            for cost, each in every
            if not any(
                (two.role, two.seat, two.member) == (one.role, one.seat, one.member)
                and two.first <= one.last
                and one.first <= two.last
                for two in each
            )
        ]
        spared = price_without(read, best, one, Asked(5.0))
        assert spared.change is not None
        assert spared.change.objective == min(without) - least


@given(small_cases(), st.data())
@settings(max_examples=30, deadline=None)
def test_the_checker_agrees_with_a_second_reading_of_the_rules(read: Case, data: st.DataObject) -> None:
    one = st.builds(
        lambda seat, member_, first, length: mandate(
            member_, first, min(first + length, MONTHS - 1), seat[0], seat[1]
        ),
        st.sampled_from(read.seats()), st.sampled_from([m.id for m in read.members]), st.integers(0, MONTHS - 1),
        st.integers(0, 2),
    )  # fmt: skip
    from coop_desk.topics.roles.rotation.reading import mandates_of

    drawn = data.draw(st.lists(one, max_size=3))
    mandates = mandates_of({"format": "rotation-plan/1", "mandates": drawn}, read)
    assert (broken_rules(read, mandates) == ()) == legal(read, mandates)


@given(small_cases())
@settings(max_examples=15, deadline=None)
def test_the_plan_made_without_a_solver_is_legal_and_the_same_each_time(read: Case) -> None:
    choices = choices_of(read)
    for arcs in (first_plan(choices), better_plan(choices, 20)):
        assert broken_rules(read, [choices.mandate(choices.arcs[n]) for n in arcs]) == ()
    assert better_plan(choices, 20) == better_plan(choices_of(read), 20)


def busy_case() -> Case:
    """Three roles of a pole for four people, and not enough starts."""
    people = [member(name, skills={"droit": 2}, preferences={"paie": wish}, present=[0, 5]) for name, wish in
              (("ana", 2), ("bob", 0), ("eve", -1), ("gil", 1))]  # fmt: skip
    months = list(range(6))
    roles = [role(id_, start_months=months, term_max=3, cooldown=2, shadow_months=1) for id_ in ("paie", "veille")]
    return case_of(
        case(
            horizon={"first_month": "2026-01", "months": 6}, roles=roles, members=people,
            poles=[{"id": "P", "name": "Pôle", "max_handovers": 1}],
        )
    )  # fmt: skip


def test_a_plan_says_how_it_was_found_and_comes_back_the_same() -> None:
    read = busy_case()
    one, two = plan(read, 5.0), plan(read, 5.0)
    assert one == two
    said = json.loads(json.dumps(one.in_words(read)))
    assert said["status"] == "optimal"
    assert said["bound"] == said["objective"] == one.cost.objective
    assert said["search"]["solver"].startswith("HiGHS ")


def test_a_search_can_be_stopped_and_keeps_its_best_plan() -> None:
    read = busy_case()
    stopped = plan(read, 5.0, told=lambda _progress: False)
    assert stopped.stopped == "cancelled"
    assert stopped.mandates
    assert broken_rules(read, stopped.mandates) == ()


def test_without_a_solver_a_plan_is_made_all_the_same_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)  # as where its library cannot be loaded
    found = plan(busy_case(), 1.0)
    assert (found.stopped, found.bound) == ("alone", None)
    assert broken_rules(busy_case(), found.mandates) == ()
    spared = plan(busy_case(), 1.0, barred=[Assignment("paie", "ana")])
    assert ("paie", "ana") not in {(one.role, one.member) for one in spared.mandates}
    assert "le solveur a manqué" in vacancies_in_words(busy_case(), [])[-1]
    with pytest.raises(RuleBroken, match="HiGHS"):
        plan(busy_case(), 1.0, imposed=[Assignment("paie", "ana")])


def test_what_is_imposed_or_barred_is_kept_or_refused() -> None:
    read = busy_case()
    held = plan(read, 1.0, imposed=[Assignment("paie", "eve", month=2)]).mandates
    assert any(one.member == "eve" and one.role == "paie" and 2 in one.months for one in held)
    assert all(one.member != "ana" for one in plan(read, 1.0, barred=[
        Assignment("paie", "ana"), Assignment("veille", "ana")]).mandates)  # fmt: skip
    refusing = case_of(case(members=[member("ana", refuses=["paie"]), member("bob")]))
    with pytest.raises(RuleBroken) as refused:
        plan(refusing, 1.0, imposed=[Assignment("paie", "ana")])
    assert refused.value.rule == "ROT-31"


def test_the_three_questions_are_answered_from_facts() -> None:
    read = busy_case()
    found = plan(read, 5.0)
    one = next(each for each in found.mandates if each.role == "paie")
    why = why_chosen(read, found.mandates, one)
    assert any("N’a pas encore tenu" in fact for fact in why.facts)
    assert sum(many for _reason, many in why.excluded) + len(why.alternatives) == len(read.members) - 1
    for each in why.alternatives:
        swapped = [mandate_ for mandate_ in found.mandates if mandate_ != one]
        other = type(one)(one.role, one.seat, each.member, one.first, one.last)
        assert cost_of(read, [*swapped, other]).objective - found.cost.objective == each.change.objective
        assert each.change.objective >= 0
    outside = case_of(case(members=[member("ana", refuses=["paie"]), member("bob")]))
    assert "refus" in why_not(outside, plan(outside, 2.0).mandates, "ana", "paie").words
    forced = why_not(read, found.mandates, "eve", "paie", Asked(5.0))
    assert forced.reason is None
    _price, wish, before = forced.words.splitlines()
    assert (wish, before) == ("Souhait\N{NO-BREAK SPACE}: −1, de −2 à +2.", "N’a pas encore tenu ce rôle.")
    assert forced.change is not None
    assert forced.change.objective >= 0


def test_a_vacant_seat_says_whom_each_rule_keeps_away_and_what_would_fill_it() -> None:
    told: dict[str, Any] = case(
        roles=[role(), role("veille", term_min=2)],
        members=[member("ana"), member("bob", refuses=["veille"])],
        poles=[{"id": "P", "name": "Pôle", "max_handovers": 1}],
        fixed=[mandate("bob", 0, 1), mandate("ana", 0, 1, "veille")],
    )
    read = case_of(told)
    found = plan(read, 5.0)
    holes = vacant_months(read, found.mandates)
    assert holes
    (seat_role, seat), months = next(iter(holes.items()))
    hole = why_vacant(read, found.mandates, seat_role, seat)[0]
    assert hole.first == months[0]
    assert sorted([*(name for _reason, names in hole.excluded for name in names), *dict(hole.possible)]) == [
        "Ana",
        "Bob",
    ]
    words = vacancies_in_words(read, found.mandates)
    assert any(
        "Un changement de plus dans le pôle «\N{NO-BREAK SPACE}Pôle\N{NO-BREAK SPACE}»" in line for line in words
    )
    assert vacancies_in_words(read, []) != words


def short_case(*roles: dict[str, Any], ana: dict[str, Any] | None = None, **also: Any) -> Case:
    """Two months, and bob has little time: ana would do all of it, but for one rule."""
    months = [{**one, "start_months": [0, 1]} for one in roles]
    people = [member("ana", present=[0, 1], **(ana or {})), member("bob", fte=10, present=[0, 1])]
    return case_of(case(horizon={"first_month": "2026-01", "months": 2}, roles=months, members=people, **also))


BINDING = {
    "incompatible roles": short_case(role(), role("veille"), incompatible=[["paie", "veille"]]),
    "a rest between turns": short_case(role(term_max=1, cooldown=1)),
    "one role at once": short_case(role(), role("veille"), ana={"max_roles": 1}),
    "hours of a month": short_case(role(), role("veille"), ana={"capacity": 4}),
    "hours of two shadows at once": case_of(
        case(
            roles=[role(shadow_months=3, shadow_load=4, term_max=1)],
            members=[member("ana", capacity=8, in_equity=False)],
            weights={**WEIGHTS, "missing_shadow": 0},
        )
    ),
    "people to keep apart": short_case(role(), role("veille"), ana={"max_roles": 1}, apart=[["ana", "bob", "P"]]),
    "starts in a pole": short_case(
        role(shadow_months=1), role("veille"), poles=[{"id": "P", "name": "P", "max_handovers": 0}],
        fixed=[mandate("ana", 0, 0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", BINDING)
def test_a_rule_that_binds_is_in_the_model(rule: str) -> None:
    read = BINDING[rule]
    least = min(cost_of(read, each).objective for each in every_plan(read))
    found = plan(read, 5.0)
    assert (found.cost.objective, found.bound) == (least, least)
