"""What the booth, the scrutineers' screens and the papers read of an urn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.elections.records import Opening


class UrnState(StrEnum):
    """Where an urn stands."""

    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    LOST = "lost"


class IncidentKind(StrEnum):
    """What happened that the minutes must say."""

    DIFFERENCE = "difference"
    ALTERED = "altered"
    LOST = "lost"
    OTHER = "other"


class Marked(StrEnum):
    """Where somebody of the turn-out list stands."""

    WAITING = "waiting"
    VOTED = "voted"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who holds what in a vote by urn, decided before it opens."""

    scrutineers: tuple[int, ...]
    needed: int
    officer: int
    mixer: int | None = None
    """Reinforced mode: somebody who is not a scrutineer holds the key of an outer seal."""
    allows_void: bool = False


@dataclass(frozen=True, slots=True)
class SharePaper:
    """What is printed once for a scrutineer, or for the mixer. Never kept."""

    code: str
    holder: str
    number: int
    shares: int
    needed: int
    question: str
    proof: str
    on: date
    mixer: bool = False

    def __repr__(self) -> str:
        return "SharePaper(•)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Holder:
    """A scrutineer and the number of their share; the mixer has none."""

    person: Someone
    share: int


@dataclass(frozen=True, slots=True)
class Incident:
    """Something the minutes must say, in the words of those who were there."""

    kind: IncidentKind
    at: datetime
    words: str
    recorded_by: Someone


@dataclass(frozen=True, slots=True)
class Closing:
    """How many marks and ballots there were, who closed, and the follow-up codes made public."""

    at: datetime
    ballots: int
    voted: int
    on_paper: int
    by: Someone
    beside: Someone
    codes: tuple[str, ...]
    codes_digest: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Which shares opened the urn, how many ballots it gave, and how many seals were altered."""

    at: datetime
    shares: tuple[int, ...]
    opened: int
    altered: int


@dataclass(frozen=True, slots=True)
class Urn:
    """An urn from its opening on: what the minutes of zero, of closing and of counting are printed from."""

    id: int
    opening: Opening
    at: datetime
    organiser: Someone
    officer: Someone
    scrutineers: tuple[Holder, ...]
    needed: int
    mixer: Someone | None
    proof: str
    allows_void: bool
    warnings: tuple[str, ...]
    state: UrnState
    ballots: int | None
    """Ballots and marks while it is open; None once the file is gone."""
    voted: int | None
    on_paper: int
    incidents: tuple[Incident, ...]
    closing: Closing | None
    counted: Counted | None
    kept_until: date | None
    """Until when the sealed ballots are kept for a challenge (NUL-01); None when they are not, or no more."""

    @property
    def reinforced(self) -> bool:
        """Whether ballots bear two seals."""
        return self.mixer is not None


@dataclass(frozen=True, slots=True)
class BeforeOpening:
    """A round whose urn is not open yet: who may hold a share, and who was named to open the ballots."""

    opening: Opening
    tellers: tuple[Someone, ...]
    people: tuple[Someone, ...]


@dataclass(frozen=True, slots=True)
class BoothLine:
    """One vote to cast: whose it is, who casts it, whether it is done."""

    person: Someone
    number: int
    holder: Someone | None
    marked: Marked


@dataclass(frozen=True, slots=True)
class Booth:
    """The turn-out list as the booth officer sees it."""

    urn_id: int
    election_id: int
    title: str
    opening: Opening
    allows_void: bool
    takes_paper: bool
    lines: tuple[BoothLine, ...]

    @property
    def voted(self) -> int:
        """How many have voted, here or on paper."""
        return sum(line.marked is not Marked.WAITING for line in self.lines)

    def casts_of(self, person_id: int) -> tuple[BoothLine, ...]:
        """What somebody still casts: their own vote, then those they represent, one after another."""
        own = [line for line in self.lines if line.person.person_id == person_id and line.holder is None]
        others = [line for line in self.lines if line.holder is not None and line.holder.person_id == person_id]
        return tuple(line for line in (*own, *others) if line.marked is Marked.WAITING)


@dataclass(frozen=True, slots=True)
class UrnNotice:
    """Something about an urn that is said when the co-op opens; a stray file can be taken away."""

    words: str
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """The public export: its lines, and the last hash, printed in the minutes."""

    text: str
    head: str
    warnings: tuple[str, ...]
