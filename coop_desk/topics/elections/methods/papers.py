"""Papers as they come out of an urn, one by one; equal ones are put together only when a method needs it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import overload

from coop_desk.topics.elections.methods.records import Ballot, Mark

FIRST = 1000
"""How many papers are looked at to guess how many different ones there are."""
BYTES = 8
PACK = 255
"""What one byte can count."""


class Papers(Sequence[Ballot]):
    """The papers of one round, read as ballots."""

    def __init__(self, marks: Iterable[Mark], round_: str = "1") -> None:
        self.marks: Sequence[Mark] = marks if isinstance(marks, list) else list(marks)
        self.round = round_

    @cached_property
    def found(self) -> Counter[Mark]:
        """How many papers say the same."""
        kinds = list(dict.fromkeys(self.marks[:FIRST]))
        if len(self.marks) < FIRST or len(kinds) > BYTES:
            return Counter(self.marks)
        try:
            return _by_packs(self.marks, kinds)
        except KeyError:  # a kind that the first papers did not show
            return Counter(self.marks)

    @cached_property
    def _ballots(self) -> list[Ballot]:
        return [Ballot(mark, n, self.round) for mark, n in self.found.items()]

    def __len__(self) -> int:
        """How many ballots there are, equal papers being one."""
        return len(self.found)

    def __iter__(self) -> Iterator[Ballot]:
        """Go through the ballots."""
        return iter(self._ballots)

    @overload
    def __getitem__(self, at: int) -> Ballot: ...
    @overload
    def __getitem__(self, at: slice) -> list[Ballot]: ...
    def __getitem__(self, at: int | slice) -> Ballot | list[Ballot]:
        """Return one ballot, or several."""
        return self._ballots[at]


def _by_packs(marks: Sequence[Mark], kinds: Sequence[Mark]) -> Counter[Mark]:
    """Count few kinds of papers: each weighs one in its own byte of a number, and a pack of papers is one sum.

    The first kind weighs nothing: it is what the others leave. Quicker than adding one paper after the other.
    """
    weights = {kind: 256**at // 256 for at, kind in enumerate(kinds)}
    whole = len(marks) - len(marks) % PACK
    sums = [sum(itemgetter(*marks[at : at + PACK])(weights)) for at in range(0, whole, PACK)]
    read = b"".join([one.to_bytes(BYTES, "little") for one in sums])
    found = Counter({kind: sum(read[at::BYTES]) for at, kind in enumerate(kinds[1:])})
    found[kinds[0]] = whole - found.total()
    return found + Counter(marks[whole:])
