"""Ties wait for the room, age and lots settle them, caps leave seats to the next; each with figures done by hand."""

from typing import Any

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Ballot, Decision
from coop_desk.topics.elections.methods.sortition import fair
from tests.topics.elections.votes import definition, papers

TIED = papers((5, "Ana"), (5, "Bob"))


def two(**rules: Any) -> Any:
    return definition("majority.two_round/1", 1, ("Ana", "Bob"), **rules)


def test_a_final_tie_waits_for_the_lot_and_names_who_drew() -> None:
    ballots = [*TIED, *papers((4, "Ana"), (4, "Bob"), round_=2)]
    waiting = count(two(tie="lot"), ballots)
    assert waiting.elected == ()
    assert waiting.needed is not None
    assert (waiting.needed.kind, waiting.needed.between) == ("lot", ("Ana", "Bob"))
    drawn = Decision("lot", ("Bob", "Ana"), waiting.needed.stage, "Bob", by="Chloé Petit")
    settled = count(two(tie="lot"), ballots, [drawn])
    assert settled.elected == ("Bob",)
    assert "Chloé Petit" in settled.stages[-2].sentence


@pytest.mark.parametrize(
    ("births", "kind", "elected"),
    [
        ({"birth_years": {"Ana": 1980, "Bob": 1975}}, None, ("Bob",)),
        ({"birth_dates": {"Ana": "1975-03-01", "Bob": "1975-03-02"}}, None, ("Ana",)),
        ({"birth_years": {"Ana": 1975, "Bob": 1975}}, "age", ()),
        ({"birth_dates": {"Ana": "1975-03-01"}, "birth_years": {"Bob": 1975}}, "age", ()),
        ({"birth_years": {"Ana": 1975}}, "age", ()),
        ({}, "age", ()),
        ({"birth_dates": {"Ana": "1975-03-01", "Bob": "1975-03-01"}}, "lot", ()),
    ],
)
def test_age_settles_only_what_it_can(births: dict[str, Any], kind: str | None, elected: tuple[str, ...]) -> None:
    ballots = [*TIED, *papers((4, "Ana"), (4, "Bob"), round_=2)]
    result = count(two(tie="eldest", **births), ballots)
    assert result.elected == elected
    assert (result.needed.kind if result.needed else None) == kind


def test_dates_entered_in_the_room_settle_a_tie_of_age_and_are_replayed() -> None:
    ballots = [*TIED, *papers((4, "Ana"), (4, "Bob"), round_=2)]
    waiting = count(two(tie="eldest"), ballots)
    assert waiting.needed is not None
    births = {"Ana": "1975-03-01", "Bob": "1974-12-31"}
    decision = Decision("age", ("Ana", "Bob"), waiting.needed.stage, births=births)
    assert count(two(tie="eldest"), ballots, [decision]).elected == ("Bob",)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision("lot", ("Ana", "Bob"), 4, "Zoé"), "doit être l’un de Ana et Bob"),
        (Decision("lot", ("Ana", "Bob"), 2, "Ana"), "ne répond à aucune égalité"),
        (Decision("lot", ("Ana", "Zoé"), 4, "Ana"), "ne répond à aucune égalité"),
    ],
)
def test_a_decision_that_answers_no_tie_is_refused(decision: Decision, words: str) -> None:
    ballots = [*TIED, *papers((4, "Ana"), (4, "Bob"), round_=2)]
    waiting = count(two(), ballots)
    assert waiting.needed is not None
    assert waiting.needed.stage == 4
    with pytest.raises(RuleBroken, match=words) as refused:
        count(two(), ballots, [decision])
    assert refused.value.rule == "SCR-04"


def test_those_above_a_tie_for_the_last_seat_are_elected_already() -> None:
    names = ("Ana", "Bob", "Cyr")
    said = papers((9, ("Ana",)), (5, ("Bob", "Cyr")))
    waiting = count(definition("approval/1", 2, names), said)
    assert waiting.elected == ("Ana",)
    assert waiting.needed is not None
    assert waiting.needed.between == ("Bob", "Cyr")
    drawn = Decision("lot", ("Bob", "Cyr"), waiting.needed.stage, "Cyr", by="Zoé")
    assert count(definition("approval/1", 2, names), said, [drawn]).elected == ("Ana", "Cyr")


def test_all_those_tied_for_the_second_place_go_on() -> None:
    vote = definition("majority.two_round/1", 1, ("Ana", "Bob", "Cyr", "Dan"))
    result = count(vote, papers((6, "Ana"), (4, "Bob"), (4, "Cyr"), (1, "Dan")))
    assert result.needed is not None
    assert (result.needed.kind, result.needed.between) == ("round", ("Ana", "Bob", "Cyr"))
    assert result.figures["round1"]["votes_needed"] == 8


def test_a_second_absolute_round_is_followed_by_a_relative_third() -> None:
    vote = definition("majority.two_round/1", 1, ("Ana", "Bob", "Cyr"), round2="all", round2_majority="absolute")
    rounds = [papers((4, "Ana"), (3, "Bob"), (3, "Cyr"), round_=n) for n in (1, 2, 3)]
    result = count(vote, [ballot for said in rounds for ballot in said])
    assert result.elected == ("Ana",)
    assert [result.figures[f"round{n}"]["elected"] for n in (1, 2, 3)] == [[], [], ["Ana"]]


def test_a_quarter_of_the_members_may_be_asked_too() -> None:
    vote = definition("majority.two_round/1", 1, ("Ana", "Bob"), members=41, min_registered_share="1/4")
    result = count(vote, papers((10, "Ana"), (3, "Bob")))
    assert result.figures["round1"]["registered_needed"] == 11
    assert result.figures["round1"]["elected"] == []
    assert count(vote, papers((11, "Ana"), (3, "Bob"))).elected == ("Ana",)


def test_a_name_that_is_no_longer_in_the_running_makes_the_ballot_void() -> None:
    vote = definition("majority.two_round/1", 1, ("Ana", "Bob", "Cyr"))
    first = papers((4, "Ana"), (4, "Bob"), (1, "Cyr"))
    result = count(vote, [*first, *papers((4, "Ana"), (3, "Bob"), (2, "Cyr"), round_=2)])
    assert result.figures["round2"]["spoiled"] == 2
    assert "n’est plus en lice (2)" in result.stages[3].sentence


CAPS: dict[str, Any] = {"groups": {"extérieurs": ["Eva", "Éric"]}, "caps": [{"group": "extérieurs", "max": 1}]}


def test_a_full_group_leaves_its_seat_to_the_next() -> None:
    vote = definition("approval/1", 2, ("Eva", "Éric", "Ana"), **CAPS)
    result = count(vote, papers((9, ("Eva",)), (8, ("Éric",)), (3, ("Ana",))))
    assert result.elected == ("Eva", "Ana")
    assert any("Éric ne peut pas être élu" in stage.sentence for stage in result.stages)


def test_a_tie_inside_a_full_group_is_settled_even_when_seats_are_enough() -> None:
    vote = definition("approval/1", 3, ("Eva", "Éric", "Ana"), **CAPS)
    ballots = papers((5, ("Eva", "Éric")), (5, ("Ana",)))
    waiting = count(vote, ballots)
    assert waiting.needed is not None
    assert waiting.needed.between == ("Eva", "Éric")
    drawn = count(vote, ballots, [Decision("lot", ("Eva", "Éric"), waiting.needed.stage, "Éric", "Zoé")])
    assert set(drawn.elected) == {"Ana", "Éric"}
    assert drawn.figures["vacant"] == 1
    assert "reste vacant" in drawn.stages[-1].sentence


@pytest.mark.parametrize("method", ["plurinominal/1", "judgment.majority/1"])
def test_caps_hold_for_the_other_methods_that_fill_seats_one_by_one(method: str) -> None:
    names = ("Eva", "Éric", "Ana")
    graded = tuple(zip(names, ("Très bien", "Bien", "Passable"), strict=True))
    marks = {"plurinominal/1": [(9, ("Eva", "Éric")), (8, ("Eva", "Ana"))], "judgment.majority/1": [(3, graded)]}
    result = count(definition(method, 2, names, **CAPS), papers(*marks[method]))
    if result.needed is not None:  # a second round for the seat that the group may not take
        result = count(definition(method, 2, names, **CAPS), [*papers(*marks[method]), Ballot(("Ana",), 1, "2")])
    assert result.elected == ("Eva", "Ana")


def test_transfers_exclude_a_full_group_at_once() -> None:
    names = ("Eva", "Éric", "Ana", "Bob")
    ballots = papers((9, ("Eva", "Éric", "Ana")), (5, ("Éric", "Ana")), (3, ("Ana",)), (1, ("Bob",)))
    result = count(definition("stv.scottish/1", 2, names, **CAPS), ballots)
    actions = [stage["action"] for stage in result.figures["stages"]]
    assert actions[:2] == ["first preferences", "exclude Éric"]
    assert result.elected == ("Eva", "Ana")


def test_a_tie_to_exclude_looks_at_earlier_stages_before_the_lot() -> None:
    # Cyr goes first; then Ana and Bob are equal with 4, but Bob had fewer first preferences.
    names = ("Ana", "Bob", "Cyr", "Dan")
    ballots = papers((4, ("Ana", "Dan")), (3, ("Bob", "Dan")), (1, ("Cyr", "Bob")), (5, ("Dan",)))
    for method in ("irv/1", "stv.scottish/1"):
        result = count(definition(method, 1, names), ballots)
        assert result.needed is None
        assert result.elected == ("Dan",)
        text = " ".join(stage.sentence for stage in result.stages)
        assert "élimine Bob, qui a le moins de voix (4)" in text


def test_transfers_keep_five_decimals_and_give_no_part_of_a_truncated_vote() -> None:
    # Ana has 7, the quota is 4: 3/7 of a vote goes with each paper, 0,42857; 7 times that is 2,99999.
    ballots = papers((5, ("Ana", "Bob")), (2, ("Ana", "Cyr")), (1, ("Bob",)), (1, ("Cyr",)))
    stages = count(definition("stv.scottish/1", 2, ("Ana", "Bob", "Cyr")), ballots).figures["stages"]
    assert stages[1]["tally"] == {"Ana": "4.00000", "Bob": "3.14285", "Cyr": "1.85714"}
    assert (stages[1]["non_transferable"], stages[1]["fractions"]) == ("0.00000", "0.00001")


def test_a_number_that_would_favour_the_first_names_is_thrown_away() -> None:
    assert fair(10, enumerate([2**64 - 1, 2**64 - 6, 17])) == (2, 17)
    assert fair(10, enumerate([2**64 - 7])) == (0, 2**64 - 7)


def test_several_potential_winners_of_duels_wait_for_the_lot() -> None:
    vote = definition("schulze/1", 1, ("A", "B", "C"))
    result = count(vote, papers((1, ("A", "B", "C")), (1, ("B", "C", "A")), (1, ("C", "A", "B"))))
    assert result.figures["winners"] == ["A", "B", "C"]
    assert result.needed is not None
    assert result.elected == ()


def test_nobody_is_elected_when_none_of_these_wins() -> None:
    vote = definition("schulze/1", 1, ("A", "Aucun"), none_of_the_above="Aucun")
    result = count(vote, papers((1, ("A",)), (2, ("Aucun",))))
    assert result.elected == ()
    assert result.needed is None
    assert "personne n’est élu" in result.stages[-1].sentence


@pytest.mark.parametrize(
    ("rules", "seats"),
    [
        ({"tie": "list with most votes, then eldest candidate"}, {"A": 4, "B": 3, "C": 1}),
        ({"allocation": "largest_remainder"}, {"A": 4, "B": 3, "C": 1}),
        ({"threshold": "1/5"}, {"A": 4, "B": 4, "C": 0}),
        ({"majority_bonus": {"share": "1/2", "rounding": "up"}}, {"A": 6, "B": 2, "C": 0}),
        ({"divisors": "1,3,5,…"}, {"A": 4, "B": 3, "C": 1}),
        ({"allocation": "largest_remainder", "quota": "droop"}, {"A": 4, "B": 3, "C": 1}),
    ],
)
def test_seats_are_shared_between_lists(rules: dict[str, Any], seats: dict[str, int]) -> None:
    vote = definition("list/1", 8, ("A", "B", "C"), **rules)
    assert count(vote, papers((47, "A"), (39, "B"), (14, "C"))).figures["seats"] == seats


def test_a_list_with_the_majority_takes_all_or_a_second_round_is_held() -> None:
    vote = definition("list/1", 3, ("A", "B", "C"), variant="majority", lists={"A": ["x", "y", "z"], "B": ["t"]})
    assert count(vote, papers((6, "A"), (3, "B"), (2, "C"))).elected == ("x", "y", "z")
    first = papers((4, "A"), (5, "B"), (2, "C"))
    waiting = count(vote, first)
    assert waiting.needed is not None
    assert waiting.needed.between == ("A", "B")
    result = count(vote, [*first, *papers((5, "A"), (6, "B"), round_=2)])
    assert result.figures["seats"] == {"A": 0, "B": 3, "C": 0}
    assert result.elected == ("t",)


def test_equal_averages_go_to_more_votes_then_to_the_eldest_candidate_due() -> None:
    births = {"birth_years": {"a1": 1980, "b1": 1960}, "lists": {"A": ["a1"], "B": ["b1"]}, "tie": "eldest"}
    assert count(definition("list/1", 1, ("A", "B"), **births), papers((5, "A"), (5, "B"))).elected == ("b1",)
    more = count(definition("list/1", 3, ("A", "B"), tie="lot"), papers((6, "A"), (3, "B")))
    assert more.figures["seats"] == {"A": 2, "B": 1}
    assert more.needed is None


@pytest.mark.parametrize(
    ("carry", "weights"),
    [("majority_takes_all", ("50", "50")), ("proportional", ("1103/26", "1497/26"))],  # 27 + 1/2, 6 + 12/13, 8
)
def test_colleges_carry_their_weights(carry: str, weights: tuple[str, str]) -> None:
    colleges = {"s": {"weight": "50"}, "b": {"weight": "30"}, "p": {"weight": "20"}}
    said = {"s": (11, 9), "b": (12, 40), "p": (2, 3)}
    ballots = [
        Ballot(mark, n, college=name)
        for name, both in said.items()
        for mark, n in zip(("pour", "contre"), both, strict=True)
    ]
    result = count(definition("college/1", 0, ("pour", "contre"), colleges=colleges, carry=carry), ballots)
    assert (result.figures["weights_for"], result.figures["weights_against"]) == weights
    assert result.figures["adopted"] is False


def test_a_silent_or_tied_college_gives_its_weight_to_nobody() -> None:
    colleges = {"s": {"weight": "40"}, "b": {"weight": "40"}, "p": {"weight": "20"}}
    ballots = [
        Ballot("pour", 3, college="s"), Ballot("contre", 3, college="s"), Ballot("abstention", 6, college="b"),
        Ballot("pour", 6, college="p"),
    ]  # fmt: skip
    vote = definition("college/1", 0, ("pour", "contre"), colleges=colleges, carry="majority_takes_all")
    result = count(vote, ballots)
    assert result.figures["college_result"] == {"s": None, "b": None, "p": "pour"}
    assert (result.figures["weights_for"], result.figures["weights_against"]) == ("20", "0")


def test_a_draw_can_be_done_again_by_anyone() -> None:
    from hashlib import sha256

    names, sources = ("Zoé", "Ana", "Éric", "Bob"), ["Loto 4 8 15 16 23 42", "7041", "3"]
    result = count(definition("sortition/1", 3, names, algorithm="sha256", sources=sources), [])
    seed, left, drawn, counter = sha256("|".join(sources).encode()).digest(), sorted(names), [], 0
    while len(drawn) < 3:
        value = int.from_bytes(sha256(seed + counter.to_bytes(8, "big")).digest()[:8], "big")
        counter += 1
        if value < 2**64 - 2**64 % len(left):
            drawn.append(left.pop(value % len(left)))
    assert result.figures["drawn"] == drawn
