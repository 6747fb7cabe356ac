"""A vote kept in a file: definition, ballots, decisions of the room and, for a worked case, what it should give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json
from coop_desk.core.words import listed
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Figures, Mark, Result, Void
from coop_desk.topics.elections.methods.settings import REMARKS, not_understood, whole

VERSIONS = {
    "resolution": "resolution/1",
    "majority_two_round": "majority.two_round/1",
    "plurinominal_majority": "plurinominal/1",
    "list_proportional": "list/1",
    "college_vote": "college/1",
    "approval": "approval/1",
    "majority_judgment": "judgment.majority/1",
    "irv": "irv/1",
    "stv": "stv.scottish/1",
    "schulze": "schulze/1",
    "election_without_candidate": "election_without_candidate/1",
    "consent": "consent/1",
    "sortition": "sortition/1",
}
"""The method of a file, and the version it is counted with."""

SAYS = {
    "plurinominal_majority": "approved", "approval": "approved", "majority_judgment": "grades", "irv": "ranking",
    "stv": "ranking", "schulze": "ranking",
}  # fmt: skip
MARKS = ("choice", "approved", "grades", "ranking")
KEYS = {
    "id", "data_origin", "name", "source", "method", "seats", "candidates", "rules", "ballots", "expected",
    "verified", "notes", "decisions",
}  # fmt: skip
BALLOT_KEYS = {*MARKS, "count", "blank", "spoiled", "round", "college", "proposal", "objections", "lifted", "dismissed"}
LONGEST_FILE = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Case:
    """What the file holds."""

    id: str
    name: str
    kind: str
    definition: Definition
    ballots: tuple[Ballot, ...]
    decisions: tuple[Decision, ...]
    expected: Mapping[str, Any]


def read_case(content: bytes) -> Case:
    """Read a file; what is not understood is refused by name (cites SCR-07 and SCR-06)."""
    try:
        if len(content) > LONGEST_FILE:
            raise ValueError("length")
        told = read_json(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        raise RuleBroken("SCR-07", _("Ce fichier ne se lit pas : ce n’est pas du JSON correct.")) from None
    if not isinstance(told, dict):
        raise RuleBroken("SCR-07", _("Ce fichier ne contient pas un vote."))
    return case_of(told)


def case_of(told: Mapping[str, Any]) -> Case:
    """Understand what a file says."""
    if unknown := sorted(set(told) - KEYS):
        raise RuleBroken("SCR-07", _("Champ inconnu dans ce fichier : {names}.").format(names=listed(unknown)))
    if missing := [key for key in ("method", "candidates", "ballots") if key not in told]:
        raise RuleBroken("SCR-07", _("Il manque à ce fichier : {names}.").format(names=listed(missing)))
    kind = told["method"]
    if not isinstance(kind, str) or kind not in VERSIONS:
        raise not_understood("method", kind)
    rules, names, papers = told.get("rules", {}), told["candidates"], told["ballots"]
    expected = told.get("expected", {})
    if not isinstance(rules, dict):
        raise not_understood("rules", rules)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise not_understood("candidates", names)
    if not isinstance(papers, list):
        raise not_understood("ballots", papers)
    if not isinstance(expected, dict):
        raise not_understood("expected", expected)
    definition = Definition(VERSIONS[kind], whole(told.get("seats", 1), "seats"), tuple(names), rules)
    ballots = tuple(_ballot(paper, kind, f"ballots[{at}]") for at, paper in enumerate(papers))
    decided = told.get("decisions", [])
    if not isinstance(decided, list):
        raise not_understood("decisions", decided)
    decisions = tuple(_decision(one, f"decisions[{at}]") for at, one in enumerate(decided))
    return Case(str(told.get("id", "")), str(told.get("name", "")), kind, definition, ballots, decisions, expected)


def _ballot(paper: object, kind: str, place: str) -> Ballot:
    if not isinstance(paper, dict):
        raise not_understood(place, paper)
    if unknown := sorted(set(paper) - BALLOT_KEYS - REMARKS):
        if unknown in (["weight"], ["weights"]):
            raise RuleBroken("VOT-01", _("Dans une Scop chaque associé a une voix : retirez les poids des bulletins."))
        raise not_understood(place, listed(unknown))
    round_ = paper.get("round", 1)
    if isinstance(round_, bool) or not isinstance(round_, str | int):
        raise not_understood(f"{place}.round", round_)
    return Ballot(
        _mark(paper, SAYS.get(kind, "choice"), place),
        whole(paper.get("count", 1), f"{place}.count"),
        str(round_),
        _text(paper, "college", place),
        _text(paper, "proposal", place),
        _texts(paper, "objections", place),
        _texts(paper, "lifted", place),
        _texts(paper, "dismissed", place),
    )


def _mark(paper: Mapping[str, Any], says: str, place: str) -> Mark:
    blank, spoiled = (_flag(paper, key, place) for key in ("blank", "spoiled"))
    found = [key for key in MARKS if key in paper]
    if blank or spoiled:
        # A blank ballot may also show its empty list.
        if (blank and spoiled) or (blank and any(paper[key] for key in found)):
            raise not_understood(place, listed(["blank", *found]))
        return Void.BLANK if blank else Void.SPOILED
    if found != [says]:
        raise not_understood(place, listed(found) or "∅")
    value = paper[says]
    if says == "choice":
        if not isinstance(value, str):
            raise not_understood(f"{place}.{says}", value)
        return value
    if says == "grades":
        if not isinstance(value, dict) or not all(isinstance(grade, str) or grade is None for grade in value.values()):
            raise not_understood(f"{place}.{says}", value)
        return tuple((name, grade) for name, grade in value.items() if grade is not None)
    if not isinstance(value, list):
        raise not_understood(f"{place}.{says}", value)
    return tuple(_rank(rank, says, place) for rank in value)


def _rank(rank: object, says: str, place: str) -> Any:
    if isinstance(rank, str):
        return rank
    if says == "ranking" and isinstance(rank, list) and rank and all(isinstance(name, str) for name in rank):
        return rank[0] if len(rank) == 1 else tuple(rank)
    raise not_understood(f"{place}.{says}", rank)


def _flag(paper: Mapping[str, Any], key: str, place: str) -> bool:
    value = paper.get(key, False)
    if not isinstance(value, bool):
        raise not_understood(f"{place}.{key}", value)
    return value


def _text(paper: Mapping[str, Any], key: str, place: str) -> str:
    value = paper.get(key, "")
    if not isinstance(value, str):
        raise not_understood(f"{place}.{key}", value)
    return value


def _texts(paper: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = paper.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise not_understood(f"{place}.{key}", value)
    return tuple(value)


def _decision(told: object, place: str) -> Decision:
    if not isinstance(told, dict) or not set(told) <= {"kind", "between", "stage", "chosen", "by", "births"}:
        raise not_understood(place, told)
    births = told.get("births", {})
    if told.get("kind") not in ("lot", "age", "seniority", "ballot") or not isinstance(births, dict):
        raise not_understood(place, told.get("kind"))
    return Decision(
        told["kind"], _texts(told, "between", place), whole(told.get("stage"), f"{place}.stage"),
        _text(told, "chosen", place), _text(told, "by", place), births,
    )  # fmt: skip


# -------------------------------------------------------------------------------------------------------- answers


def answers(case: Case) -> tuple[Result, Figures]:
    """Count, and say in figures what the file asks about: the result, and what another lot or presence would give."""
    result = count(case.definition, case.ballots, case.decisions)
    figures = {**result.figures, "needs_decision": None}
    if result.needed is not None:
        figures["needs_decision"] = {
            "kind": result.needed.kind, "between": list(result.needed.between), "why": result.needed.why,
            "stage": result.needed.stage,
        }  # fmt: skip
        if result.needed.kind in ("lot", "age"):
            figures |= _tie(case, result)
    if case.kind == "resolution":
        figures |= _resolution_otherwise(case)
    return result, figures


def _tie(case: Case, result: Result) -> Figures:
    """Who is tied, and who would be elected for each way the lot may fall; under the names the file uses."""
    needed = result.needed
    if needed is None:
        return {}
    follows = case.kind in ("irv", "stv")
    names = [key for key in case.expected if key.startswith("tie_")]
    names = names or ["tie_needs_lot_between" if follows else "tie_for_last_seat"]
    figures: Figures = {name: list(needed.between) for name in names}
    if needed.kind != "lot":
        return figures
    asked = [key for key in case.expected if key.startswith("elected_if_lot_")]
    for key in asked or ["elected_if_lot_eliminates" if case.kind == "irv" else "elected_if_lot_designates"]:
        figures[key] = {name: _elected_if(case, result, name) for name in needed.between}
    return figures


def _elected_if(case: Case, result: Result, name: str) -> Any:
    """Who is elected when the lot designates this person; None when another decision is needed after it."""
    if result.needed is None:
        return None
    lot = Decision("lot", result.needed.between, result.needed.stage, chosen=name)
    then = count(case.definition, case.ballots, [*case.decisions, lot])
    if then.needed is not None:
        return None
    return list(then.elected) if case.definition.seats != 1 else next(iter(then.elected), None)


def _resolution_otherwise(case: Case) -> Figures:
    """The second consultation with the same votes; and the first with one member less in the room."""
    rules = dict(case.definition.rules)
    figures: Figures = {}
    if "consultation2" in rules and not any(ballot.round == "2" for ballot in case.ballots):
        again = {**rules, "consultation1": rules["consultation2"]}
        figures["consultation2_with_same_votes"] = count(replace(case.definition, rules=again), case.ballots).figures[
            "consultation1"
        ]
    if isinstance(rules.get("present"), int) and rules["present"] > 0:
        fewer = replace(case.definition, rules={**rules, "present": rules["present"] - 1})
        ballots = _fewer(case.ballots, whole(rules["present"] + rules.get("represented", 0) - 1, "present"))
        figures["if_one_less_present"] = count(fewer, ballots).figures
    return figures


def _fewer(ballots: Sequence[Ballot], most: int) -> list[Ballot]:
    """The same ballots without those that one absence takes away, the last first."""
    kept = list(ballots)
    for round_ in {ballot.round for ballot in ballots}:
        over = sum(ballot.number for ballot in kept if ballot.round == round_) - most
        for at in range(len(kept) - 1, -1, -1):
            if over > 0 and kept[at].round == round_:
                gone = min(over, kept[at].number)
                kept[at] = kept[at]._replace(number=kept[at].number - gone)
                over -= gone
    return kept
