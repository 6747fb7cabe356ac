"""A round as it is frozen, and ballots as they are kept: text that gives the same digest for ever."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from coop_desk.topics.elections.case_file import SAYS, VERSIONS, case_of
from coop_desk.topics.elections.methods.records import Ballot, Definition, Figures, Void

KINDS = {full: kind for kind, full in VERSIONS.items()}
"""The method of a file of worked cases, by the name and version it is counted with."""


def canonical(value: Any) -> str:
    """Write JSON in the one way that is digested: keys sorted, no spaces, no floating number."""
    _check_exact(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _check_exact(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a frozen definition holds no floating number")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for one in inner:
        _check_exact(one)


def digest(text: str) -> str:
    """SHA-256 of a frozen text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def written(method: str, ballots: Iterable[Ballot]) -> list[dict[str, Any]]:
    """Write ballots as a file of worked cases holds them, always in the same order."""
    says = SAYS.get(KINDS[method], "choice")
    return sorted((_written(ballot, says) for ballot in ballots), key=canonical)


def _written(ballot: Ballot, says: str) -> dict[str, Any]:
    told: dict[str, Any] = {"count": ballot.number, "round": ballot.round}
    if ballot.mark is Void.BLANK:
        told["blank"] = True
    elif ballot.mark is Void.SPOILED:
        told["spoiled"] = True
    elif says == "grades":
        told[says] = dict(ballot.mark)
    elif says == "choice":
        told[says] = ballot.mark
    else:
        told[says] = [list(rank) if isinstance(rank, tuple) else rank for rank in ballot.mark]
    told |= {key: value for key, value in (("college", ballot.college), ("proposal", ballot.proposal)) if value}
    for key in ("objections", "lifted", "dismissed"):
        if getattr(ballot, key):
            told[key] = list(getattr(ballot, key))
    return told


def read(method: str, stored: Sequence[Mapping[str, Any]]) -> tuple[Ballot, ...]:
    """Read back the ballots of a count."""
    told = {"method": KINDS[method], "candidates": [], "ballots": list(stored)}
    return case_of(told).ballots


def ballot_of(frozen: Mapping[str, Any]) -> Definition:
    """What a ballot of a frozen round is checked against, and counted with."""
    return Definition(frozen["method"], frozen["seats"], tuple(frozen["candidates"]), frozen["rules"])


def figures_of(value: Any) -> Figures:
    """Figures of a result as they are kept: nothing but what JSON holds."""
    kept: Figures = json.loads(json.dumps(value, ensure_ascii=False, default=str))
    return kept
