"""What the page of the tellers reads."""

from dataclasses import dataclass

from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.elections.records import Opening


@dataclass(frozen=True, slots=True)
class Keyed:
    """A paper as it was read: its number, and what it says in words."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper that two tellers read differently; `settled` says what was found together, empty until then."""

    number: int
    first: str
    second: str
    settled: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pile:
    """The papers of a round as one teller may see them: never the other's reading before both have keyed all."""

    opening: Opening
    title: str
    papers: int
    """0 while the paper urn is not opened."""
    signed: int
    tellers: tuple[Someone, ...]
    """Who may key."""
    keying: tuple[tuple[Someone, int], ...]
    """Who keys, and how many papers each has keyed."""
    mine: tuple[Keyed, ...]
    may_key: bool
    complete: bool
    """Whether two tellers have keyed every paper."""
    differences: tuple[Difference, ...]

    @property
    def next_number(self) -> int:
        """The first paper that the teller at the desk has not keyed; one past the last when all are."""
        done = {one.number for one in self.mine}
        return next((number for number in range(1, self.papers + 1) if number not in done), self.papers + 1)

    @property
    def settled(self) -> bool:
        """Whether nothing is left between the two readings."""
        return self.complete and all(one.settled for one in self.differences)
