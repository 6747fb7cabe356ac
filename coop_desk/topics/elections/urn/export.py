"""The public export of a vote: what anybody needs to count it again, and no more; each line chained to those before.

A line is `json<TAB>hash`, where a hash is the SHA-256 of the hash of the line before (sixty-four zeros at first) and of
the line itself. The last hash is printed in the minutes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.strict_json import read_json
from coop_desk.topics.elections.methods import METHODS
from coop_desk.topics.elections.methods.lists import ALLOCATIONS, DIVISORS, ROUNDING
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Needed, Result
from coop_desk.topics.elections.methods.schulze import duels
from coop_desk.topics.elections.methods.seats import read_caps
from coop_desk.topics.elections.methods.settings import REMARKS, Settings
from coop_desk.topics.elections.methods.turnout import Box, items, open_box
from coop_desk.topics.elections.rules.frozen import canonical
from coop_desk.topics.elections.urn.ballots import ANSWERS, KIND, grades, options, shape

FORMAT = "coop-desk.scrutin/1"
FIRST = "0" * 64
FEW = 20
"""Ballots under which rankings stay with the scrutineers: a rare ranking would name its voter."""
MANY = 6
"""Candidates from which a ranking can be agreed upon beforehand, as a signature."""
_ABSTENTION = ANSWERS[2]
_SAID_ONCE = {
    "irv": ("stop", "ties"),
    "stv": ("variant", "quota", "arithmetic", "surplus", "ties"),
    "schulze": ("strength", "unranked", "ties"),
    "majority_judgment": ("median", "ties"),
}
"""Rules that say in words what the version of the method does already."""
_ALIASES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "round2": {"top2": ("two candidates with most votes",), "all": ("all remaining candidates",)},
    "allocation": ALLOCATIONS,
    "divisors": DIVISORS,
}


@dataclass(frozen=True, slots=True)
class RoundOf:
    """A round as it is published: its key and its codes when it was held in the booth."""

    round: str
    digest: str = ""
    public_key: str = ""
    codes: tuple[str, ...] | None = None
    ballots: int = 0
    """Ballots in the urn: as many as there are codes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an export says, once its chain is verified."""

    head: str
    header: Mapping[str, Any]
    codes: Mapping[str, Mapping[str, Any]]
    rounds: Mapping[str, Mapping[str, Any]]
    result: Mapping[str, Any]
    lines: int = field(default=0)


def exported(
    question: str,
    definition: Definition,
    ballots: Sequence[Ballot],
    result: Result,
    rounds: Sequence[RoundOf],
    *,
    whole: bool = False,
) -> tuple[str, str]:
    """Write an export and return it with its last hash; `whole` gives the scrutineers every ranking.

    `definition` holds the presence of each round, as the engine counts it. RuleBroken URN-04 for what has no ballot.
    """
    shape(definition)
    header = {
        "line": "header",
        "format": FORMAT,
        "question": question,
        "method": definition.method,
        "seats": definition.seats,
        "options": list(options(definition)),
        "rules": plain_rules(definition),
        "rounds": [
            {"round": one.round, "digest": one.digest, "public_key": one.public_key} for one in rounds if one.public_key
        ],
    }
    lines: list[dict[str, Any]] = [header]
    lines += [
        {"line": "codes", "round": one.round, "ballots": one.ballots, "codes": list(one.codes)}
        for one in rounds
        if one.codes is not None
    ]
    for number in sorted({one.round for one in ballots}) or ["1"]:
        asked = [one for one in ballots if one.round == number]
        lines.append(_of_figures(result, number) or _round(definition, asked, number, whole))
    lines.append(_result(result))
    lines.append({"line": "end", "lines": len(lines) + 1})
    return chained(lines)


def chained(lines: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """Write lines in a chain; return the text and its last hash."""
    head, written = FIRST, []
    for line in lines:
        said = canonical(dict(line))
        head = sha256((head + said).encode()).hexdigest()
        written.append(f"{said}\t{head}\n")
    return "".join(written), head


def read(text: str) -> Told:
    """Read an export. RuleBroken URN-13 names the first line that was changed, added, moved or cut."""
    head, lines = FIRST, list[dict[str, Any]]()
    if not text.endswith("\n"):
        raise _refused(_("il est coupé"))
    for number, line in enumerate(text[:-1].split("\n"), 1):
        said, _tab, told = line.rpartition("\t")
        head = sha256((head + said).encode()).hexdigest()
        if head != told:
            raise _refused(_("sa ligne {n} a été changée, ajoutée ou déplacée").format(n=number))
        try:
            found = read_json(said.encode())
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise _refused(_("sa ligne {n} ne se lit pas").format(n=number))
        lines.append(found)
    if lines[-1] != {"line": "end", "lines": len(lines)}:
        raise _refused(_("sa fin manque"))
    found = {
        kind: [one for one in lines if one.get("line") == kind] for kind in ("header", "codes", "ballots", "result")
    }
    if len(found["header"]) != 1 or len(found["result"]) != 1 or found["header"][0].get("format") != FORMAT:
        raise _refused(_("ce n’est pas un export de scrutin de cette version"))
    return Told(
        head,
        found["header"][0],
        {one["round"]: one for one in found["codes"]},
        {one["round"]: one for one in found["ballots"]},
        found["result"][0],
        len(lines),
    )


def plain_rules(definition: Definition) -> dict[str, Any]:
    """The rules of the vote under one name each, without remarks nor dates of birth."""
    kind = KIND[definition.method]
    left = {*REMARKS, "birth_years", "birth_dates", *_SAID_ONCE.get(kind, ())}
    rules = {key: value for key, value in definition.rules.items() if key not in left and value is not None}
    for key, names in _ALIASES.items():
        if key in rules:
            rules[key] = Settings({key: rules[key]}).one_of(key, names, next(iter(names)))
    if "caps" in rules or "groups" in rules:
        caps = read_caps(Settings(rules), definition.candidates)
        rules.pop("groups", None)
        rules["caps"] = [{"group": group, "max": most, "candidates": sorted(names)} for names, most, group in caps]
    if kind == "list_proportional" and (bonus := rules.pop("majority_bonus", None)) is not None:
        rounding = rules.pop("bonus_rounding", "up")
        given = bonus if isinstance(bonus, dict) else {"share": bonus}
        rules["majority_bonus"] = {"share": given.get("share", "1/2"), "rounding": given.get("rounding", rounding)}
        Settings(rules["majority_bonus"]).one_of("rounding", ROUNDING, "up")
    if kind == "majority_judgment":
        rules["scale_worst_to_best"] = list(grades(definition))
    return rules


def concerns(definition: Definition, ballots: Sequence[Ballot]) -> tuple[str, ...]:
    """What to think of before an export is published."""
    if shape(definition) != "ranking" or KIND[definition.method] == "schulze":
        return ()
    said = []
    if len(definition.candidates) >= MANY:
        said.append(
            _(
                "Avec {n} candidats, un votant peut signer son bulletin par un ordre rare convenu d’avance : l’export "
                "publie les classements entiers."
            ).format(n=len(definition.candidates))
        )
    if sum(one.number for one in ballots) < FEW:
        said.append(
            _(
                "Moins de {n} bulletins : les classements entiers restent aux scrutateurs, qui peuvent les recompter."
            ).format(n=FEW)
        )
    return tuple(said)


def _of_figures(result: Result, number: str) -> dict[str, Any] | None:
    """A round of a vote that has several, as it was counted: what makes a ballot void changes from round to round."""
    figures = result.figures.get(f"round{number}")
    if not isinstance(figures, dict) or "expressed" not in figures:
        return None
    turnout = {key: figures[key] for key in ("voters", "blank", "spoiled", "abstentions", "expressed")}
    return {"line": "ballots", "round": number, **turnout, "totals": figures["tally"]}


def _round(definition: Definition, ballots: Sequence[Ballot], number: str, whole: bool) -> dict[str, Any]:
    kind = KIND[definition.method]
    method = METHODS[definition.method]
    abstention = _ABSTENTION if kind == "resolution" else None
    box = open_box(list(ballots), lambda mark: method.fault(definition, mark), abstention)
    said: dict[str, Any] = {
        "line": "ballots",
        "round": number,
        "voters": box.voters,
        "blank": box.blank,
        "spoiled": box.spoiled,
        "abstentions": box.abstentions,
        "expressed": box.expressed,
    }
    return said | _content(definition, box, whole)


def _content(definition: Definition, box: Box, whole: bool) -> dict[str, Any]:
    names = options(definition)
    match shape(definition):
        case "choice":
            return {"totals": {name: box.valid.get(name, 0) for name in names if name != _ABSTENTION}}
        case "approved":
            found = items(box.valid)
            return {"totals": {name: found[name] for name in names}}
        case "grades":
            return {"grades": _profiles(definition, box)}
    if KIND[definition.method] == "schulze":
        return {"duels": duels(names, box.valid)}
    if box.voters < FEW and not whole:
        return {"held_by": "scrutineers"}
    papers = [[n, list(mark)] for mark, n in box.valid.items()]
    return {"ballots": sorted(papers, key=canonical)}


def _profiles(definition: Definition, box: Box) -> dict[str, dict[str, int]]:
    scale = grades(definition)
    missing = definition.rules.get("missing_grade") or scale[0]
    found = items(box.valid)
    profiles = {name: {grade: found[name, grade] for grade in scale} for name in definition.candidates}
    for profile in profiles.values():
        profile[missing] += box.expressed - sum(profile.values())
    return profiles


def _result(result: Result) -> dict[str, Any]:
    said: dict[str, Any] = {"line": "result", "elected": list(result.elected), "waiting": None}
    for key in ("adopted", "seats"):
        if key in result.figures:
            said[key] = result.figures[key]
    if result.needed is not None:
        said["waiting"] = list(result.needed.between)
    said["ties"] = list(_ties(result))
    return said


def _ties(result: Result) -> Iterator[dict[str, Any]]:
    for stage in result.stages:
        if stage.action in ("lot", "age", "seniority", "ballot"):
            yield {"between": stage.before["tie"], "chosen": stage.after["chosen"], "how": stage.action}


def _refused(why: str) -> RuleBroken:
    return RuleBroken(
        "URN-13",
        _(
            "Cet export n’est pas celui qui a été publié : {why}. Demandez-en un autre, et comparez sa dernière "
            "empreinte avec celle du procès-verbal."
        ).format(why=why),
    )


# ---------------------------------------------------------------------------------------------- counting it again


def settled(needed: Needed, ties: list[Mapping[str, Any]]) -> Decision | None:
    """The decision that an export says the room took, when the count stops at a tie; taken off the list once used."""
    if not ties or not set(ties[0]["between"]) <= set(needed.between):
        return None
    tie = ties[0]
    if needed.kind in ("age", "seniority"):
        if tie["how"] in ("age", "seniority"):
            ties.pop(0)
            first = {tie["chosen"]}
        else:  # equal dates: what follows settles among those
            first = set(tie["between"])
        births = {name: "1900-01-01" if name in first else "1950-01-01" for name in needed.between}
        return Decision(needed.kind, needed.between, needed.stage, births=births)
    ties.pop(0)
    return Decision(needed.kind, needed.between, needed.stage, tie["chosen"], tie["how"])
