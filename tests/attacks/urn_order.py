"""What a file of an urn tells of the order of its votes, to somebody who holds its key and a hexadecimal editor."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from Crypto.Cipher import AES

from coop_desk.core import ballot_file, database
from coop_desk.core.crypto.secret import Secret

PAGE, RESERVED, SALT = 4096, 80, 16
MARKED = 32  # bytes of a sealed ballot by which it is found again


@dataclass
class Told:
    """Pairs of votes seen in the order they were cast, out of all the pairs seen, for each way of looking."""

    in_order: dict[str, int] = field(default_factory=dict)
    pairs: dict[str, int] = field(default_factory=dict)
    copies: int = 0
    """Ballots found where they are no longer: free pages, free bytes of a page, files left beside."""

    def add(self, look: str, places: Sequence[tuple[int, int]]) -> None:
        """Compare (number of the vote, where it is seen)."""
        for (one, here), (other, there) in combinations(places, 2):
            self.pairs[look] = self.pairs.get(look, 0) + 1
            self.in_order[look] = self.in_order.get(look, 0) + ((one < other) == (here < there))

    def shares(self) -> dict[str, float]:
        """The share of pairs in order, for each way of looking."""
        return {look: self.in_order[look] / n for look, n in self.pairs.items()}

    def telling(self) -> set[str]:
        """The ways of looking that tell something of the order."""
        looks = {look for look, share in self.shares().items() if not 0.4 <= share <= 0.6}
        return looks | ({"copies"} if self.copies else set())


def look_at_runs(folder: Path, voters: int, runs: int, length: int = 560) -> Told:
    """Cast votes in a known order, several times over, and look at what is left on the disk each time."""
    told = Told()
    for run in range(runs):
        _look_at_run(folder, run, voters, length, told)
    return told


def _look_at_run(folder: Path, run: int, voters: int, length: int, told: Told) -> None:
    key = secrets.token_bytes(32)
    urn = ballot_file.BallotFile(folder, run, key)
    urn.begin(range(1, voters + 1), length)
    # Another program looks at the file now and then: what SQLite clears at the last closing stays.
    with closing(database.connection_under(urn.path, Secret(key))) as beside:
        beside.execute("SELECT count(*) FROM urn").fetchone()
        cast = [secrets.token_bytes(length) for _vote in range(voters)]
        for member, sealed in enumerate(cast, 1):
            urn.cast(member, sealed)
        left = b"".join(_pages_of(path, key) for path in sorted(folder.glob(f"{urn.path.name}-*")))
        selected = [row[0] for row in beside.execute("SELECT sealed FROM urn")]
        plain = _pages_of(urn.path, key)
    told.add("select", [(number, selected.index(sealed)) for number, sealed in enumerate(cast)])
    raw = [(number, plain.find(sealed[:MARKED])) for number, sealed in enumerate(cast)]
    told.add("raw", raw)
    told.add("end", [(number, plain.find(sealed[-MARKED:])) for number, sealed in enumerate(cast)])
    pages: dict[int, list[tuple[int, int]]] = {}
    for number, place in raw:
        pages.setdefault(place // PAGE, []).append((number, place % PAGE))
    for together in pages.values():
        told.add("page", together)
    told.add("beside", [(n, at) for n, sealed in enumerate(cast) if (at := left.find(sealed[:MARKED])) >= 0])
    told.copies += sum(plain.count(sealed[:MARKED]) - 1 for sealed in cast)
    ballot_file.remove(urn.path)


def _pages_of(path: Path, key: bytes) -> bytes:
    """Every page of a sealed file, of its -journal or of its -wal, opened one by one."""
    content = path.read_bytes()
    return b"".join(_opened(page, key, first=first) for page, first in _cut(path.name, content))


def _cut(name: str, content: bytes) -> Iterator[tuple[bytes, bool]]:
    start, step, before = 0, PAGE, 0
    if name.endswith("-wal"):
        start, step, before = 32, PAGE + 24, 24
    elif name.endswith("-journal"):
        start, step, before = 512, PAGE + 8, 4
    for at in range(start, len(content) - step + 1, step):
        page = content[at + before : at + before + PAGE]
        number = int.from_bytes(content[at : at + 4], "big") if before else at // PAGE + 1
        yield page, number == 1


def _opened(page: bytes, key: bytes, *, first: bool) -> bytes:
    """AES-256-CBC with the initial vector in the reserved end of the page: what SQLCipher 4 writes."""
    usable = PAGE - RESERVED
    begin = SALT if first else 0
    opened = AES.new(key, AES.MODE_CBC, page[usable : usable + 16]).decrypt(page[begin:usable])
    return b"\0" * begin + opened + b"\0" * RESERVED
