"""Papers as they come out of an urn, one by one; equal ones are put together only when a method needs it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from coop_desk.topics.elections.methods.records import Ballot, Mark


class Papers(Sequence[Ballot]):
    """The papers of one round, read as ballots."""

    def __init__(self, marks: Iterable[Mark], round_: str = "1") -> None:
        self.marks: Sequence[Mark] = marks if isinstance(marks, list) else list(marks)
        self.round = round_

    @cached_property
    def found(self) -> Counter[Mark]:
        """How many papers say the same."""
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
