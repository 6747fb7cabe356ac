"""A ballot as it is sealed: what it says by places on the list, never by names, always in as many bytes."""

import json
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from coop_desk.core.crypto.ballots import PLAIN
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.elections.case_file import VERSIONS
from coop_desk.topics.elections.methods import check_ballot
from coop_desk.topics.elections.methods.judgment import SCALE
from coop_desk.topics.elections.methods.records import Definition, Mark, Void
from coop_desk.topics.elections.methods.resolution import ABSTENTION, AGAINST, FOR

ANSWERS = (FOR, AGAINST, ABSTENTION)
KIND = {full: kind for kind, full in VERSIONS.items()}
SHAPES = {
    "resolution": "choice",
    "majority_two_round": "choice",
    "list_proportional": "choice",
    "plurinominal_majority": "approved",
    "approval": "approved",
    "majority_judgment": "grades",
    "irv": "ranking",
    "stv": "ranking",
    "schulze": "ranking",
}
"""What a ballot of each method holds; the others are said aloud, or have no ballot."""
_LENGTH = 2


class Altered(Exception):
    """A ballot that opens and says nothing that can be read: it is void, and told."""


def shape(definition: Definition) -> str:
    """What a ballot holds: choice, approved, grades or ranking. RuleBroken URN-04 when there is no secret ballot."""
    found = SHAPES.get(KIND.get(definition.method, ""))
    if found is None:
        raise RuleBroken(
            "URN-04", _("Cette méthode ne se vote pas dans l’isoloir : elle se dit dans la salle, ou sur papier.")
        )
    return found


def options(definition: Definition) -> tuple[str, ...]:
    """What is voted on, in the order shown: the names, or the answers to a resolution."""
    return ANSWERS if KIND[definition.method] == "resolution" else definition.candidates


def grades(definition: Definition) -> tuple[str, ...]:
    """The scale of a judgment, worst first."""
    return tuple(definition.rules.get("scale_worst_to_best", SCALE))


def check_fits(definition: Definition) -> None:
    """Refuse a vote whose longest ballot would not fit, before anybody votes (cites URN-04)."""
    names = options(definition)
    longest: dict[str, Any] = {
        "choice": len(names) - 1,
        "approved": list(range(len(names))),
        "grades": [len(grades(definition)) - 1] * len(names),
        "ranking": [[at] for at in range(len(names))],
    }
    if len(_written({shape(definition): longest[shape(definition)]})) > PLAIN - _LENGTH:
        raise RuleBroken("URN-04", _("Il y a trop de candidats pour un bulletin scellé : votez sur papier."))


def encoded(definition: Definition, mark: Mark) -> bytes:
    """Write a ballot in 512 bytes; one that would be void by mistake is stopped (cites SCR-05)."""
    check_ballot(definition, mark)
    said = _written(_said(definition, mark))
    if len(said) > PLAIN - _LENGTH:
        raise RuleBroken("URN-04", _("Ce bulletin est trop long pour être scellé : gardez-y moins de noms."))
    return (len(said).to_bytes(_LENGTH, "big") + said).ljust(PLAIN, b"\0")


def decoded(definition: Definition, content: bytes) -> Mark:
    """Read a ballot. Raises Altered when it is not what `encoded` writes, to the last byte."""
    length = int.from_bytes(content[:_LENGTH], "big")
    try:
        mark = _mark(definition, json.loads(content[_LENGTH : _LENGTH + length]))
        if encoded(definition, mark) != content:
            raise Altered
    except (ValueError, TypeError, LookupError, RuleBroken, RecursionError):
        raise Altered from None
    return mark


def receipt(sealed: bytes) -> str:
    """The follow-up code of a ballot: it shows that the ballot is in the urn, and nothing of what it says."""
    return b32encode(sha256(b"recu" + sealed).digest()[:10]).decode()


def spaced(code: str) -> str:
    """A follow-up code in groups of four, as it is read."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _written(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()


def _said(definition: Definition, mark: Mark) -> dict[str, Any]:
    if isinstance(mark, Void):
        return {mark.value: True}
    place = {name: at for at, name in enumerate(options(definition))}
    match shape(definition):
        case "choice":
            return {"choice": place[mark]}
        case "approved":
            return {"approved": sorted(place[name] for name in mark)}
        case "grades":
            worst_first = {grade: at for at, grade in enumerate(grades(definition))}
            given = dict(mark)
            return {"grades": [worst_first[given[name]] for name in definition.candidates]}
        case _:
            return {"ranking": [_rank(rank, place) for rank in mark]}


def _rank(rank: Any, place: Mapping[str, int]) -> Any:
    return sorted(place[name] for name in rank) if isinstance(rank, tuple) else place[rank]


def _mark(definition: Definition, said: Any) -> Mark:
    [(what, value)] = said.items()
    if what in (Void.BLANK.value, Void.SPOILED.value):
        return Void(what)
    names = options(definition)
    match what:
        case "choice":
            return names[value]
        case "approved":
            return tuple(names[at] for at in value)
        case "grades":
            scale = grades(definition)
            return tuple((name, scale[at]) for name, at in zip(names, value, strict=True))
        case "ranking":
            return tuple(tuple(names[at] for at in rank) if isinstance(rank, list) else names[rank] for rank in value)
    raise Altered
