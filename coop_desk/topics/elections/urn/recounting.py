"""Count an export again with the engine: its chain, its figures, its result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.elections.methods import METHODS, check_definition, count
from coop_desk.topics.elections.methods.course import Course, Pending
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Result, Void
from coop_desk.topics.elections.methods.resolution import ABSTENTION
from coop_desk.topics.elections.methods.schulze import FULL as SCHULZE
from coop_desk.topics.elections.methods.schulze import count_duels
from coop_desk.topics.elections.urn.ballots import KIND
from coop_desk.topics.elections.urn.export import Told, read, settled

ONE_EACH = {"resolution", "majority_two_round", "list_proportional"}
"""The methods where a ballot that counts gives one voice."""


@dataclass(frozen=True, slots=True)
class Recounted:
    """An export that was verified; `result` is None when the rankings stay with the scrutineers."""

    told: Told
    result: Result | None


def recounted(text: str) -> Recounted:
    """Verify an export and count it again. RuleBroken URN-13 for a line changed, SCR-01 for wrong figures."""
    told = read(text)
    try:
        return _recounted(told)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise RuleBroken("URN-13", _("Cet export ne se comprend pas : il ne vient pas d’un scrutin.")) from None


def _recounted(told: Told) -> Recounted:
    definition = _definition(told.header)
    check_definition(definition)
    _check_figures(told)
    if any("held_by" in one for one in told.rounds.values()):
        return Recounted(told, None)
    ties = list(told.result["ties"])
    decisions: list[Decision] = []
    while True:
        result = _count(definition, told, decisions)
        decision = settled(result.needed, ties) if result.needed is not None else None
        if decision is None:
            break
        decisions.append(decision)
    found = {
        "elected": sorted(result.elected),
        "waiting": sorted(result.needed.between) if result.needed else None,
        "adopted": result.figures.get("adopted"),
        "seats": result.figures.get("seats"),
    }
    said = {
        "elected": sorted(told.result["elected"]),
        "waiting": sorted(told.result["waiting"]) if told.result["waiting"] else None,
        "adopted": told.result.get("adopted"),
        "seats": told.result.get("seats"),
    }
    if ties or found != said:
        raise RuleBroken(
            "URN-13", _("Recompté, le résultat n’est pas celui de l’export : il a été changé avant d’être publié.")
        )
    return Recounted(told, result)


def _definition(header: Mapping[str, Any]) -> Definition:
    return Definition(header["method"], header["seats"], tuple(header["options"]), header["rules"])


def _check_figures(told: Told) -> None:
    for number, line in told.rounds.items():
        found = line["blank"] + line["spoiled"] + line["abstentions"] + line["expressed"]
        one_each = KIND[told.header["method"]] in ONE_EACH
        if line["voters"] != found or (one_each and sum(line["totals"].values()) != line["expressed"]):
            raise RuleBroken(
                "SCR-01", _("Tour {n} : les bulletins de l’export ne font pas le compte des votants.").format(n=number)
            )
    for number, line in told.codes.items():
        codes = line["codes"]
        if codes != sorted(set(codes)) or len(codes) != line["ballots"]:
            raise RuleBroken(
                "SCR-01",
                _("Tour {n} : les codes de suivi ne vont pas avec les bulletins de l’urne.").format(n=number),
            )


def _count(definition: Definition, told: Told, decisions: Sequence[Decision]) -> Result:
    if definition.method == SCHULZE:
        course = Course(definition, decisions)
        line = told.rounds["1"]
        try:
            count_duels(course, _duels(line) if line["expressed"] else {})
        except Pending as pending:
            return course.result(pending.needed)
        return course.result(None)
    return count(definition, list(_ballots(definition, told)), decisions)


def _duels(line: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = line["duels"]
    if any(n + found[b][a] > line["expressed"] or n < 0 for a, row in found.items() for b, n in row.items()):
        raise ValueError("duels")
    return found


def _ballots(definition: Definition, told: Told) -> Iterator[Ballot]:
    """Ballots that give the totals of the export: the method asks no more of them."""
    for number, line in told.rounds.items():
        yield Ballot(Void.BLANK, line["blank"], number)
        yield Ballot(Void.SPOILED, line["spoiled"], number)
        if "ballots" in line:
            if sum(n for n, _ranking in line["ballots"]) != line["expressed"]:
                raise ValueError("ballots")
            for n, ranking in line["ballots"]:
                yield Ballot(tuple(ranking), n, number)
        elif "grades" in line:
            yield from _graded(line["grades"], line["expressed"], number)
        elif METHODS[definition.method].full in ("approval/1", "plurinominal/1"):
            yield from _approving(line["totals"], line["expressed"], number)
        else:
            if KIND[definition.method] == "resolution":
                yield Ballot(ABSTENTION, line["abstentions"], number)
            for name, n in line["totals"].items():
                yield Ballot(name, n, number)


def _graded(profiles: Mapping[str, Mapping[str, int]], expressed: int, number: str) -> Iterator[Ballot]:
    """As many ballots, each taking the next grade of every candidate."""
    if any(sum(profile.values()) != expressed for profile in profiles.values()):
        raise ValueError("grades")
    columns = [
        [(name, grade) for grade, n in profile.items() for _one in range(n)] for name, profile in profiles.items()
    ]
    for at in range(expressed):
        yield Ballot(tuple(column[at] for column in columns), 1, number)


def _approving(totals: Mapping[str, int], expressed: int, number: str) -> Iterator[Ballot]:
    """Give each name to ballots in turn: none has the same name twice, nor more names than the others by two."""
    if any(not 0 <= n <= expressed for n in totals.values()):
        raise ValueError("totals")
    papers: list[list[str]] = [[] for _one in range(expressed)]
    turn = 0
    for name, n in totals.items():
        for _one in range(n):
            papers[turn % expressed].append(name)
            turn += 1
    for paper in papers:
        yield Ballot(tuple(paper), 1, number)
