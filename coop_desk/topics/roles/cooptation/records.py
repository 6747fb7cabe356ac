"""What pages, documents and the planner read about co-optations: plain, frozen records."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.ids import PersonId
from coop_desk.topics.elections.circle.records import Circle, Step
from coop_desk.topics.roles.seats.records import Span


@dataclass(frozen=True, slots=True)
class Endorsed:
    """Somebody a circle wants for a role, and what became of it."""

    id: int
    person_id: PersonId
    name: str
    since: date
    ends_on: date
    mandate_id: int | None
    withdrawn_on: date | None
    withdrawn_because: str

    @property
    def waits(self) -> bool:
        """Whether this person is wanted and has no seat yet."""
        return self.mandate_id is None and self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class CooptationLine:
    """A co-optation in the list: the role, who sat, how far it is, who was endorsed."""

    id: int
    role_id: int
    role: str
    pole: str
    held_on: date
    people: int
    step: Step
    given_up: str
    """Why the circle stopped without anybody; empty otherwise."""
    endorsed: tuple[Endorsed, ...]


@dataclass(frozen=True, slots=True)
class CooptationFile:
    """One co-optation, whole: the sheet read first, the circle, the term as last proposed, the endorsed."""

    line: CooptationLine
    circle: Circle
    facilitator: str
    sheet: str
    """The number of the sheet read first, and the decision that adopted it."""
    frame: str
    """The sheet as it is read aloud, with the term."""
    term: Span
    """As last proposed."""
    replaces: str
    """Whose mandate is finished; empty for a new term."""
    counted: dict[str, str]
    """How many voices whoever was retained by a count had, and who decided to count, by name."""
    shadow_from: date | None
    """The first day to accompany the holder, by the sheet; None when nothing of it is left."""
