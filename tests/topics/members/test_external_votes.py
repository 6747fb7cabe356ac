"""The votes of external associates counted by their capital, and what the law reduces them to (CAP-04, CAP-06)."""

from collections.abc import Set
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.members.rules.external_votes import ExternalLimits, Voter, scaled_votes

LAW = ExternalLimits(Fraction(35, 100), Fraction(49, 100))
EMPLOYEES = st.integers(1, 60)
CAPITALS = st.lists(st.integers(1, 10**7), max_size=8)


def people(employees: int, capitals: list[int], companies: Set[int] = frozenset()) -> list[Voter]:
    """Employees first, then externals with their capital; `companies` are co-operatives, by place."""
    inside = [Voter(n, external=False) for n in range(employees)]
    return inside + [
        Voter(employees + n, external=True, cooperative=n in companies, capital_cents=cents)
        for n, cents in enumerate(capitals)
    ]


def test_externals_hold_of_the_votes_what_they_hold_of_the_capital() -> None:
    votes = scaled_votes(people(6, [1200, 800]), 8000, LAW)
    assert (votes[6], votes[7], sum(votes.values())) == (Fraction(6, 5), Fraction(4, 5), 8)


@given(EMPLOYEES, CAPITALS, st.integers(1, 10**8), st.sets(st.integers(0, 7)), st.sets(st.integers(0, 70)))
def test_no_group_passes_the_limit_of_the_law_and_employees_keep_one_vote_each(
    employees: int, capitals: list[int], rest: int, companies: set[int], excluded: set[int]
) -> None:
    voters = people(employees, capitals, companies)
    votes = scaled_votes(voters, sum(capitals) + rest, LAW, excluded)
    assert set(votes) == {voter.person_id for voter in voters} - excluded
    whole = sum(votes.values())
    external = {voter.person_id: voter for voter in voters if voter.external and voter.person_id in votes}
    alone = sum(votes[person] for person, voter in external.items() if not voter.cooperative)
    together = sum(votes[person] for person in external)
    assert alone * 100 <= 35 * whole
    assert together * 100 <= (49 if any(voter.cooperative for voter in external.values()) else 35) * whole
    assert all(votes[n] == 1 for n in range(employees) if n not in excluded)


@given(EMPLOYEES, st.lists(st.integers(1, 10**6), min_size=2, max_size=8), st.integers(1, 10**8))
def test_externals_share_their_votes_by_what_each_holds(employees: int, capitals: list[int], rest: int) -> None:
    votes = scaled_votes(people(employees, capitals), sum(capitals) + rest, LAW)
    first = votes[employees] / capitals[0]
    assert all(votes[employees + n] / cents == first for n, cents in enumerate(capitals))


def test_capital_that_is_not_recorded_counts_nothing_rather_than_wrong() -> None:
    for voters, capital in ((people(3, [0]), 3000), (people(3, [1000]), 1000)):
        with pytest.raises(RuleBroken) as broken:
            scaled_votes(voters, capital, LAW)
        assert broken.value.rule == "CAP-06"
