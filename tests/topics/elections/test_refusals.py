"""What is refused, under which rule, and with which words; and ballots that are void with their reason."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from coop_desk.core import rulebook
from coop_desk.core.errors import RuleBroken
from coop_desk.topics.elections.case_file import case_of, read_case
from coop_desk.topics.elections.methods import METHODS, check_ballot, count
from coop_desk.topics.elections.methods.records import Result, Void
from tests.topics.elections.votes import definition, papers

CASES = Path(__file__).parents[2] / "cases" / "elections"
RESOLUTION = json.loads((CASES / "resolution_expressed_majority.json").read_text(encoding="utf-8"))
TRANSFERABLE = json.loads((CASES / "stv_food_wikipedia.json").read_text(encoding="utf-8"))
CONSENT = json.loads((CASES / "consent_adopted_after_amendment.json").read_text(encoding="utf-8"))
NOMINATIONS = json.loads((CASES / "election_without_candidate.json").read_text(encoding="utf-8"))


def changed(case: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A case with one thing changed."""
    case = copy.deepcopy(case)
    *way, last = path.split("/")
    place: Any = case
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[int(last) if isinstance(place, list) else last] = value
    return case


def played(told: dict[str, Any]) -> Result:
    """Read a case and count it."""
    case = case_of(told)
    return count(case.definition, case.ballots)


@pytest.mark.parametrize(
    ("case", "rule", "words"),
    [
        (changed(RESOLUTION, "rules/present", 69), "SCR-01", "83 bulletins pour 82 présents"),
        (changed(RESOLUTION, "rules/members", 80), "SCR-01", "83 présents ou représentés pour 80 inscrits"),
        (changed(RESOLUTION, "rules/turnout", 82), "SCR-01", "82 émargements pour 83 bulletins"),
        (changed(RESOLUTION, "rules/threshold", 0.5), "SCR-06", "rules.threshold"),
        (changed(RESOLUTION, "rules/threshold", "1/0"), "SCR-06", "rules.threshold"),
        (changed(RESOLUTION, "rules/base", "everybody"), "SCR-06", "everybody"),
        (changed(RESOLUTION, "rules/weights", {"a": 2}), "VOT-01", "une voix"),
        (changed(RESOLUTION, "rules/casting_vote", True), "SCR-06", "casting_vote"),
        (changed(RESOLUTION, "ballots/0/choice", "oui"), "SCR-05", "oui"),
        (changed(RESOLUTION, "ballots/0/count", -1), "SCR-06", "ballots[0].count"),
        (changed(RESOLUTION, "ballots/0/count", True), "SCR-06", "ballots[0].count"),
        (changed(RESOLUTION, "ballots/0/count", 2.0), "SCR-06", "ballots[0].count"),
        (changed(RESOLUTION, "ballots/0/weight", 2), "VOT-01", "une voix"),
        (changed(RESOLUTION, "ballots/0/ranking", ["pour"]), "SCR-06", "ballots[0]"),
        (changed(RESOLUTION, "ballots/0/round", 3), "SCR-06", "tour « 3 »"),
        (changed(RESOLUTION, "ballots/3/choice", "pour"), "SCR-06", "ballots[3]"),
        (changed(RESOLUTION, "method", "borda"), "SCR-06", "borda"),
        (changed(RESOLUTION, "weather", "fine"), "SCR-07", "weather"),
        (changed(TRANSFERABLE, "rules/variant", "meek"), "SCR-06", "meek"),
        (changed(TRANSFERABLE, "rules/quota", "hare"), "SCR-06", "hare"),
        (changed(TRANSFERABLE, "seats", 0), "SCR-06", "seats"),
        (changed(TRANSFERABLE, "seats", 10**9), "SCR-06", "seats"),
        (changed(TRANSFERABLE, "candidates", ["Orange", "Orange"]), "SCR-06", "les mêmes"),
        (changed(TRANSFERABLE, "candidates", []), "SCR-06", "candidates"),
        (changed(TRANSFERABLE, "ballots/0/ranking", ["Kiwi"]), "SCR-05", "Kiwi"),
        (changed(CONSENT, "ballots/0/count", 5), "SCR-01", "8 réponses pour 9 participants"),
        (changed(CONSENT, "ballots/2/objections", ["O1"]), "SCR-06", "objections"),
        (changed(CONSENT, "ballots/2/dismissed", ["O1"]), "SCR-22", "que par son auteur"),
        (changed(CONSENT, "ballots/2/lifted", ["O3"]), "SCR-06", "O3"),
        (changed(CONSENT, "ballots/0/proposal", "Autre"), "SCR-06", "proposal"),
        (changed(NOMINATIONS, "ballots/4/choice", "Jules"), "SCR-21", "Jules"),
        (changed(NOMINATIONS, "ballots/5/proposal", "Jules"), "SCR-21", "nommé par personne"),
        (changed(NOMINATIONS, "ballots/0/count", 3), "SCR-01", "7 nominations pour 8 participants"),
    ],
)
def test_what_does_not_hold_is_refused(case: dict[str, Any], rule: str, words: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read = case_of(case)
        count(read.definition, read.ballots)
    said = refused.value.message.replace("\N{NO-BREAK SPACE}", " ")
    assert (refused.value.rule, words in said) == (rule, True), said
    assert rulebook.rule(rule).words


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff\xfe", b'{"method": "irv", "method": "stv"}', b'{"seats": NaN}', b"[" * 100_000],
)
def test_a_file_that_is_no_vote_is_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_case(content)
    assert refused.value.rule == "SCR-07"


@pytest.mark.parametrize(
    ("method", "mark", "reason"),
    [
        ("plurinominal/1", ("Ana", "Ana"), "même nom plusieurs fois"),
        ("plurinominal/1", ("Ana", "Bob", "Cyr"), "trop de noms"),
        ("approval/1", ("Ana", "Ana"), "même nom plusieurs fois"),
        ("irv/1", (("Ana", "Bob"), "Cyr"), "plusieurs noms au même rang"),
        ("stv.scottish/1", ("Ana", "Bob", "Ana"), "même nom plusieurs fois"),
        ("schulze/1", ("Ana", ("Ana", "Bob")), "même nom plusieurs fois"),
        ("judgment.majority/1", (("Ana", "Bien"), ("Ana", "Passable")), "deux mentions"),
    ],
)
def test_a_ballot_that_breaks_a_rule_is_stopped_in_the_booth_and_void_on_paper(
    method: str, mark: Any, reason: str
) -> None:
    seats = 1 if method == "irv/1" else 2
    vote = definition(method, seats, ("Ana", "Bob", "Cyr"))
    with pytest.raises(RuleBroken, match=reason) as refused:
        check_ballot(vote, mark)
    assert refused.value.rule == "SCR-05"
    result = count(vote, papers((3, mark)))
    assert result.stages[0].after["spoiled"] == 3
    assert any(reason in stage.sentence for stage in result.stages)


def test_a_blank_ballot_is_never_stopped() -> None:
    for method in METHODS:
        check_ballot(definition(method), Void.BLANK)


def test_an_empty_list_and_an_empty_ranking_are_blank_and_a_missing_grade_is_the_worst() -> None:
    for method in ("approval/1", "irv/1", "stv.scottish/1", "schulze/1", "judgment.majority/1"):
        assert count(definition(method), papers((2, ()), (1, Void.SPOILED))).figures["blank"] == 2
    for method in ("approval/1", "judgment.majority/1"):  # what has no order may come as a set
        assert count(definition(method), papers((2, frozenset()))).figures["blank"] == 2
    vote = definition("judgment.majority/1", 1, ("Ana", "Bob"))
    result = count(vote, papers((1, (("Ana", "Insuffisant"),))))
    assert result.figures["majority_grade"] == {"Ana": "Insuffisant", "Bob": "À rejeter"}


def test_too_many_names_may_be_cut_instead_on_paper() -> None:
    vote = definition("plurinominal/1", 2, ("Ana", "Bob", "Cyr"), too_many_names="truncate")
    result = count(vote, papers((3, ("Ana", "Bob", "Cyr")), (1, ("Cyr",))))
    assert result.figures["round1"]["tally"] == {"Ana": 3, "Bob": 3, "Cyr": 1}
    assert result.figures["round1"]["spoiled"] == 0


def test_a_quorum_that_is_not_met_stops_with_minutes_of_failure() -> None:
    case = case_of(changed(RESOLUTION, "rules/quorum", {"share": "3/4", "of": "members"}))
    result = count(case.definition, case.ballots)
    assert (result.figures["quorum_needed"], result.figures["quorum_met"], result.figures["adopted"]) == (
        90,
        False,
        False,
    )
    assert "carence" in result.stages[-1].sentence
    assert "votes_needed" not in result.figures


def test_equal_votes_refuse_a_resolution() -> None:
    vote = definition("resolution/1", 0, ("pour", "contre"))
    assert count(vote, papers((4, "pour"), (4, "contre"))).figures["adopted"] is False


def test_an_objection_lifted_by_its_author_no_longer_stands() -> None:
    lifted = changed(CONSENT, "ballots/2/lifted", ["O1", "O2"])
    read = case_of({**lifted, "ballots": lifted["ballots"][:3]})
    result = count(read.definition, read.ballots)
    assert result.figures["round1"]["standing_objections"] == 0
    assert result.figures["adopted"] == "Proposition v1"


def test_a_person_named_without_candidate_may_decline_or_be_objected_to() -> None:
    declined = [*NOMINATIONS["ballots"], {"round": "acceptance", "count": 1, "choice": "decline"}]
    result = played({**NOMINATIONS, "ballots": declined})
    assert result.elected == ()
    assert result.needed is not None
    assert result.needed.between == ("Ines", "Lina")
    objected = changed(NOMINATIONS, "ballots/5/count", 7)
    objected["ballots"].append({"round": "objection", "count": 1, "choice": "objection", "proposal": "Karim"})
    result = played(objected)
    assert (result.elected, result.figures["standing_objections"]) == ((), 1)
    then = [*objected["ballots"], {"round": "objection2", "count": 8, "choice": "consent", "proposal": "Ines"}]
    assert played({**objected, "ballots": then}).elected == ("Ines",)
