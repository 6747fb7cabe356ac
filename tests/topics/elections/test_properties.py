"""What holds for every vote of a method, on random small ones."""

import json
from collections import Counter
from dataclasses import asdict, replace
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.judgment import SCALE, majority_value, ranking
from coop_desk.topics.elections.methods.records import Ballot, Result, Void
from coop_desk.topics.elections.methods.schulze import duels, strongest_paths
from coop_desk.topics.elections.methods.turnout import gather
from tests.topics.elections.votes import METHODS, NAMES, decided, definition, votes

few = settings(max_examples=15, deadline=None)
every_method = pytest.mark.parametrize("method", METHODS)


def told(result: Result) -> str:
    return json.dumps(asdict(result), ensure_ascii=False)


@every_method
@few
@given(data=st.data())
def test_the_order_of_the_ballots_changes_nothing(method: str, data: st.DataObject) -> None:
    vote, ballots = data.draw(votes(method))
    shuffled = data.draw(st.permutations(ballots))
    one_by_one = [ballot._replace(number=1) for ballot in shuffled for _n in range(ballot.number)]
    assert told(count(vote, ballots)) == told(count(vote, shuffled)) == told(count(vote, one_by_one))
    if {ballot.round for ballot in ballots} == {"1"}:
        assert told(count(vote, gather(ballot.mark for ballot in one_by_one))) == told(count(vote, ballots))


@few
@given(st.lists(st.integers(0, 700), min_size=2, max_size=10), st.booleans())
def test_many_papers_of_few_kinds_are_counted_as_they_are(amounts: list[int], last_is_late: bool) -> None:
    kinds = [f"Nom {n}" for n in range(len(amounts) - 2)] + [Void.BLANK, ()]
    papers = [kind for kind, n in zip(kinds, amounts, strict=True) for _paper in range(n)]
    papers = sorted(papers, key=repr) if last_is_late else papers[::2] + papers[1::2]
    assert gather(papers).found == Counter(papers)


@every_method
@few
@given(data=st.data())
def test_other_names_give_the_same_count_with_other_names(method: str, data: st.DataObject) -> None:
    vote, ballots = data.draw(votes(method))
    new = {name: name.replace("@", "#") for name in NAMES}

    def renamed(said: Any) -> Any:
        if isinstance(said, tuple):
            return tuple(renamed(one) for one in said)
        return new.get(said, said) if isinstance(said, str) else said

    other = replace(vote, candidates=renamed(vote.candidates))
    again = count(other, [ballot._replace(mark=renamed(ballot.mark)) for ballot in ballots])
    assert told(again) == told(count(vote, ballots)).replace("@", "#")


@every_method
@few
@given(data=st.data())
def test_the_order_in_which_names_are_shown_favours_nobody(method: str, data: st.DataObject) -> None:
    vote, ballots = data.draw(votes(method))
    turned = replace(vote, candidates=tuple(data.draw(st.permutations(vote.candidates))))
    one, other = count(vote, ballots), count(turned, ballots)
    assert sorted(one.elected) == sorted(other.elected)
    assert (one.needed is None) == (other.needed is None)
    if one.needed is not None and other.needed is not None:
        assert sorted(one.needed.between) == sorted(other.needed.between)


@every_method
@few
@given(data=st.data())
def test_a_blank_ballot_more_changes_only_the_blanks(method: str, data: st.DataObject) -> None:
    vote, ballots = data.draw(votes(method))
    one, other = count(vote, ballots), count(vote, [*ballots, Ballot(Void.BLANK)])
    assert other.elected == one.elected

    def but_blanks(figures: Any) -> Any:
        if isinstance(figures, dict):
            without = {"voters", "blank", "blank_and_spoiled"}
            return {key: but_blanks(value) for key, value in figures.items() if key not in without}
        return [but_blanks(one) for one in figures] if isinstance(figures, list) else figures

    assert but_blanks(other.figures) == but_blanks(one.figures)
    assert _first(other, "blank") == _first(one, "blank") + 1


def _first(result: Result, figure: str) -> int:
    return int(next(stage.after[figure] for stage in result.stages if figure in stage.after))


@every_method
@few
@given(data=st.data())
def test_a_recorded_lot_is_replayed_and_leaves_no_tie(method: str, data: st.DataObject) -> None:
    vote, ballots = data.draw(votes(method))
    for last in (False, True):
        result, decisions = decided(vote, ballots, last=last)
        assert told(count(vote, ballots, decisions)) == told(result)
        assert len(set(result.elected)) == len(result.elected) <= max(vote.seats, 0)
        assert result.needed is None or result.needed.kind == "round"
        if decisions:
            assert any(decision.by in stage.sentence for decision in decisions for stage in result.stages)


@every_method
@few
@given(data=st.data())
def test_every_stage_has_a_sentence_and_a_number(method: str, data: st.DataObject) -> None:
    result, _decisions = decided(*data.draw(votes(method)))
    assert [stage.number for stage in result.stages] == list(range(1, len(result.stages) + 1))
    for stage in result.stages:
        assert stage.sentence.rstrip()[-1] in ".)", stage.sentence
        assert "{" not in stage.sentence
    assert [name for stage in result.stages for name in stage.elected] == list(result.elected)


# ------------------------------------------------------------------------------------------------------ transfers


@few
@given(votes("stv.scottish/1", names=5, ballots=14))
def test_no_part_of_a_vote_appears_or_disappears_in_a_transfer(vote: tuple[Any, list[Ballot]]) -> None:
    result, _decisions = decided(*vote)
    for stage in result.figures["stages"]:
        if "tally" in stage:
            parts = [*stage["tally"].values(), stage["non_transferable"], stage["fractions"]]
            assert sum(int(part.replace(".", "")) for part in parts) == result.figures["valid"] * 100_000
    if result.figures["valid"]:
        assert len(result.elected) == min(vote[0].seats, len(vote[0].candidates))
        # The least number that no more people than seats can reach.
        quota, parts = result.figures["quota"], vote[0].seats + 1
        assert quota * parts > result.figures["valid"] >= (quota - 1) * parts


@few
@given(votes("irv/1", names=5, ballots=14))
def test_every_ballot_stands_or_is_exhausted_in_every_round(vote: tuple[Any, list[Ballot]]) -> None:
    result, _decisions = decided(*vote)
    for figures in result.figures["rounds"]:
        assert sum(figures["tally"].values()) + figures["exhausted"] == result.figures["expressed"]


@few
@given(votes("irv/1", names=5, ballots=14))
def test_one_seat_by_transfers_is_the_alternative_vote(vote: tuple[Any, list[Ballot]]) -> None:
    alternative = count(*vote)
    transferable = count(replace(vote[0], method="stv.scottish/1"), vote[1])
    if alternative.needed is None and transferable.needed is None:
        assert alternative.elected == transferable.elected


# ------------------------------------------------------------------------------------------------------- judgment


@few
@given(st.data())
def test_judgment_by_blocks_is_judgment_by_removing_medians(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 40))
    grades = st.lists(st.integers(0, 5), min_size=n, max_size=n)
    profiles = {}
    for name in NAMES:
        found = Counter(data.draw(grades))
        profiles[name] = [found[grade] for grade in range(len(SCALE))]
    plain: dict[tuple[int, ...], list[str]] = {}
    for name, profile in profiles.items():
        plain.setdefault(tuple(majority_value(profile)), []).append(name)
    assert ranking(profiles) == [plain[value] for value in sorted(plain, reverse=True)]


@few
@given(st.data())
def test_a_better_grade_never_harms_who_gets_it(data: st.DataObject) -> None:
    vote, ballots = data.draw(votes("judgment.majority/1"))
    vote = replace(vote, seats=1)
    result = count(vote, ballots)
    graded = [at for at, ballot in enumerate(ballots) if not isinstance(ballot.mark, Void) and ballot.number]
    if result.needed is None and result.elected and graded:
        at = data.draw(st.sampled_from(graded))
        better = tuple((name, "Très bien" if name == result.elected[0] else grade) for name, grade in ballots[at].mark)
        assert count(vote, [*ballots[:at], ballots[at]._replace(mark=better), *ballots[at + 1 :]]).elected == (
            result.elected
        )


# --------------------------------------------------------------------------------------------------------- duels


@few
@given(votes("schulze/1", names=4))
def test_strongest_paths_are_those_found_by_trying_every_path(vote: tuple[Any, list[Ballot]]) -> None:
    names = vote[0].candidates
    valid = Counter({ballot.mark: ballot.number for ballot in vote[1] if not isinstance(ballot.mark, Void)})
    d = duels(names, valid)
    won = {(a, b): d[a][b] if d[a][b] > d[b][a] else 0 for a in names for b in names if a != b}
    paths = strongest_paths(names, d)
    for a, b in permutations(names, 2):
        others = [name for name in names if name not in (a, b)]
        ways = [(a, *middle, b) for n in range(len(others) + 1) for middle in permutations(others, n)]
        assert paths[a][b] == max(min(won[pair] for pair in pairwise(way)) for way in ways)


@few
@given(votes("schulze/1", names=4))
def test_duels_are_those_counted_pair_by_pair(vote: tuple[Any, list[Ballot]]) -> None:
    names = vote[0].candidates
    ballots = [ballot for ballot in vote[1] if not isinstance(ballot.mark, Void)]
    valid = Counter[Any]()
    for ballot in ballots:
        valid[ballot.mark] += ballot.number

    def place(mark: Any, name: str) -> int:
        return next((at for at, rank in enumerate(mark) if name == rank or name in tuple(rank)), len(mark))

    d = duels(names, valid)
    for a, b in permutations(names, 2):
        assert d[a][b] == sum(one.number for one in ballots if place(one.mark, a) < place(one.mark, b))


@few
@given(st.data())
def test_a_schulze_winner_who_is_ranked_higher_still_wins(data: st.DataObject) -> None:
    vote, ballots = data.draw(votes("schulze/1"))
    result = count(vote, ballots)
    ranked = [at for at, ballot in enumerate(ballots) if not isinstance(ballot.mark, Void)]
    if len(result.figures.get("winners", ())) == 1 and ranked:
        winner, at = result.figures["winners"][0], data.draw(st.sampled_from(ranked))
        rest = [tuple(n for n in ((r,) if isinstance(r, str) else r) if n != winner) for r in ballots[at].mark]
        higher = (winner, *(r[0] if len(r) == 1 else r for r in rest if r))
        again = count(vote, [*ballots[:at], ballots[at]._replace(mark=higher), *ballots[at + 1 :]])
        assert again.figures["winners"] == [winner]


# --------------------------------------------------------------------------------------------- lists and approvals


@few
@given(st.lists(st.integers(1, 200), min_size=2, max_size=5, unique=True), st.integers(1, 9))
def test_highest_averages_are_the_largest_quotients(found: list[int], seats: int) -> None:
    names = NAMES[: len(found)]
    ballots = [Ballot(name, n) for name, n in zip(names, found, strict=True)]
    given_out = [count(definition("list/1", n, names), ballots) for n in (seats, seats + 1)]
    quotients = sorted(
        ((Fraction(n, k), n, name) for name, n in zip(names, found, strict=True) for k in range(1, seats + 1)),
        reverse=True,
    )
    assert given_out[0].figures["seats"] == {
        name: sum(who == name for _q, _n, who in quotients[:seats]) for name in names
    }
    # One more seat takes no seat from anybody.
    assert all(given_out[0].figures["seats"][name] <= given_out[1].figures["seats"][name] for name in names)


@few
@given(st.data())
def test_an_approval_more_never_harms_who_gets_it(data: st.DataObject) -> None:
    vote, ballots = data.draw(votes("approval/1"))
    result = count(vote, ballots)
    if result.needed is None and result.elected:
        more = [*ballots, Ballot((result.elected[0],))]
        assert result.elected[0] in count(vote, more).elected
