"""What a circle has said so far, and the step it is at."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.topics.assemblies.records import Someone


class Step(StrEnum):
    """The steps, in order; a matter has no nomination, and nobody to accept."""

    RECORDING = "recording"
    DISCUSSION = "discussion"
    NOMINATION = "nomination"
    CHANGE = "change"
    PROPOSAL = "proposal"
    ANSWERS = "answers"
    OBJECTIONS = "objections"
    ACCEPTANCE = "acceptance"
    DONE = "done"


class State(StrEnum):
    """What somebody answers to a proposal."""

    CONSENT = "consent"
    STAND_ASIDE = "stand_aside"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named somebody, and why."""

    by: int
    by_name: str
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A clarification or a reaction, in the words of whoever spoke."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection, who made it when names are kept, and how it was answered; empty while it stands."""

    number: int
    by_name: str
    because: str
    lifted: str = ""
    """« author », « group », or empty."""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """One round on one proposal."""

    proposal: str
    consents: int
    aside: int
    objections: tuple[Objection, ...]
    proposed_by: str = ""
    """Who proposed it, where names are kept."""
    amended: str = ""
    """What was changed in the role or its term to answer an objection."""
    until: date | None = None
    """The end of the term so proposed, where a term goes with it."""

    @property
    def standing(self) -> tuple[Objection, ...]:
        """What is not answered."""
        return tuple(one for one in self.objections if not one.lifted)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answers to a proposal; the reason goes with an objection."""

    by: int
    state: State
    because: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """The whole of it. Without the group's consent on names there are counts, and no name but the outcome."""

    id: int
    title: str
    method: str
    place: str
    participants: tuple[Someone, ...]
    names: tuple[str, ...]
    """Who may be named."""
    matter: bool
    blank: bool
    """Whether somebody may name nobody."""
    dismissing: bool
    """Whether the group may say that an objection is not reasoned."""
    names_kept: bool | None
    frame: str
    remarks: tuple[Remark, ...]
    nominations: tuple[Named, ...]
    nominated: int
    """How many spoke in the nomination round, and how many people they named: all that is known without names."""
    people_named: int
    changes: tuple[Named, ...]
    changed: int
    proposal: str
    proposals: int
    rounds: tuple[Answers, ...]
    step: Step
    outcome: str
    ratification: str
    """What the assembly decided afterwards, in its sentence; empty while it has not."""
    began: datetime | None = None
    ended: datetime | None = None
    """When the circle wrote its first and its last line."""

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """Who is named by how many, after the changes: the program counts, the facilitator proposes."""
        final = {one.by: one.name for one in self.nominations if one.name}
        final |= {one.by: one.name for one in self.changes}
        found = {name: sum(name == each for each in final.values()) for name in self.names}
        return tuple(sorted(((name, n) for name, n in found.items() if n), key=lambda item: -item[1]))

    @property
    def last(self) -> Answers | None:
        """The round of objections under way, or the last one."""
        return self.rounds[-1] if self.rounds else None
