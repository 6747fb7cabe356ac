"""What goes into a count, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

Mark = Any
"""What a ballot says: a name, names (in order or not), (name, grade) pairs, ranks (a tuple where equal), or a Void."""
Figures = dict[str, Any]


class Void(Enum):
    """A ballot that says nothing, or that breaks a rule."""

    BLANK = "blank"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class Definition:
    """What is voted on, frozen when the vote opens: the method with its version, seats, names as shown, rules."""

    method: str
    seats: int
    candidates: tuple[str, ...]
    rules: Mapping[str, Any]
    names: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the names where one is found at once."""
        object.__setattr__(self, "names", frozenset(self.candidates))


class Ballot(NamedTuple):
    """Equal papers: what they say, how many they are, in which round, college or proposal."""

    mark: Mark
    number: int = 1
    round: str = "1"
    college: str = ""
    proposal: str = ""
    objections: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What the room decided in a tie: the lot drawn and by whom, or the dates of birth (ISO) when age decides."""

    kind: str
    between: tuple[str, ...]
    stage: int
    chosen: str = ""
    by: str = ""
    births: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Needed:
    """What the count waits for: a lot, dates of birth, another round or another proposal; `between` names whom."""

    kind: str
    between: tuple[str, ...]
    why: str
    stage: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One step: what was done, under which rule, the figures before and after, and one sentence."""

    number: int
    action: str
    rule: str
    before: Figures
    after: Figures
    sentence: str
    elected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What the ballots give; `needed` is set while the room has something to decide."""

    method: str
    elected: tuple[str, ...]
    figures: Figures
    stages: tuple[Stage, ...]
    needed: Needed | None = None
