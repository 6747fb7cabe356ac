"""A draw that anyone can do again: names and sources are committed before the sources are known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5, sha256

from coop_desk.core.i18n import _
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods.course import Course
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark
from coop_desk.topics.elections.methods.settings import Settings, not_understood
from coop_desk.topics.elections.methods.turnout import unknown

FULL = "sortition/1"
ALGORITHMS = {"sha256": ("sha-256", "SHA-256", "sha256/1"), "rfc3797": ("RFC 3797", "rfc-3797")}


def fault(_definition: Definition, mark: Mark) -> str:
    """Nobody votes in a draw."""
    raise unknown(mark)


def count(course: Course, ballots: Sequence[Ballot]) -> None:
    """Draw as many names as there are seats."""
    definition = course.definition
    settings = Settings(definition.rules)
    algorithm = settings.one_of("algorithm", ALGORITHMS, "sha256")
    sources = settings.take("sources")
    if algorithm == "rfc3797" and "key" in settings:
        sources = settings.take("key")
    settings.close()
    if ballots:
        raise unknown(ballots[0].mark)
    if not 1 <= definition.seats <= len(definition.candidates):
        raise not_understood("seats", definition.seats)
    if algorithm == "rfc3797":
        key = rfc3797_key(sources)
        drawn = _rfc3797(definition.candidates, definition.seats, key)
        seed = key
    else:
        given = sources if isinstance(sources, list) else [sources]
        if not given or not all(isinstance(one, str) and one for one in given):
            raise not_understood("sources", sources)
        digest = seed_of(given)
        drawn = _sha256(definition.candidates, definition.seats, digest)
        seed = digest.hex()
    course.figures |= {"algorithm": algorithm, "seed": seed, "drawn": drawn, "elected": []}
    words = _("{n} noms dans l’urne, {seats} à tirer. Graine tirée des sources publiques : {seed}.").format(
        n=integer(len(definition.candidates)), seats=integer(definition.seats), seed=seed
    )
    course.tell("seed", "SCR-23", words, before={"names": list(definition.candidates)}, after={"seed": seed})
    for number, name in enumerate(drawn, 1):
        words = _("Tirage {n} : {name}.").format(n=integer(number), name=name)
        course.tell(f"draw {number}", "SCR-23", words, after={"drawn": name})
    course.tell("drawn", "SCR-23", _("Tirés au sort, dans l’ordre : {names}.").format(names=listed(drawn)))


# ------------------------------------------------------------------------------------------------------ arithmetic


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw as it is done again by hand: so many names left, the number of the seed, its remainder, the name."""

    left: int
    counter: int
    value: int
    place: int
    name: str


def seed_of(sources: Sequence[str]) -> bytes:
    """The seed of a draw: SHA-256 of what the sources gave, joined with a bar."""
    return sha256("|".join(sources).encode()).digest()


def draws(names: Sequence[str], number: int, seed: bytes) -> list[Drawn]:
    """Draw from the names sorted by code point; each draw is uniform on those left."""
    left, words = sorted(names), enumerate(_numbers(seed))
    found = []
    for _draw in range(number):
        k = len(left)
        counter, value = fair(k, words)
        found.append(Drawn(k, counter, value, value % k, left.pop(value % k)))
    return found


def _sha256(names: Sequence[str], number: int, seed: bytes) -> list[str]:
    return [one.name for one in draws(names, number, seed)]


def _numbers(seed: bytes) -> Iterator[int]:
    counter = 0
    while True:
        yield int.from_bytes(sha256(seed + counter.to_bytes(8, "big")).digest()[:8], "big")
        counter += 1


def fair(k: int, words: Iterator[tuple[int, int]]) -> tuple[int, int]:
    """The next number of the seed and its place; values that would favour the small ones are thrown away."""
    return next((counter, value) for counter, value in words if value < 2**64 - 2**64 % k)


def rfc3797_key(sources: object) -> str:
    """The key of RFC 3797: each source's numbers sorted, each followed by a point, each source by a slash."""
    if isinstance(sources, str) and re.fullmatch(r"(?:(?:[^/\s]+\.)+/)+", sources):
        return sources
    if isinstance(sources, list) and sources:
        groups = [[one] if isinstance(one, int) else one for one in sources]
        if all(isinstance(group, list) and group and all(type(n) is int for n in group) for group in groups):
            return "".join("".join(f"{n}." for n in sorted(group)) + "/" for group in groups)
    raise not_understood("key", sources)


def _rfc3797(names: Sequence[str], number: int, key: str) -> list[str]:
    """Draw from the names in their published order."""
    left = list(names)
    drawn = []
    for draw in range(number):
        around = draw.to_bytes(2, "big")
        digest = md5(around + key.encode() + around, usedforsecurity=False).digest()
        drawn.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return drawn
