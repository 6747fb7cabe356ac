"""What the pages, the papers, the urn and the other topics read about elections: plain, frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Result


class Occasion(StrEnum):
    """Why somebody is to be chosen (PROC-01)."""

    RENEWAL = "renewal"
    VACANCY = "vacancy"
    CREATION = "creation"
    REPLACEMENT = "replacement"
    MATTER = "matter"


class ElectorateOf(StrEnum):
    """Who votes: the associates of the assembly, a team, or those who sit in a body."""

    ASSEMBLY = "assembly"
    TEAM = "team"
    BODY = "body"


class Way(StrEnum):
    """How people vote."""

    BOOTH = "booth"
    PAPER = "paper"
    BOTH = "both"
    HANDS = "hands"
    ALOUD = "aloud"
    """Said in turn, round by round: election without candidate, consent."""


class State(StrEnum):
    """Where an election stands."""

    PREPARING = "preparing"
    CALLING = "calling"
    OPEN = "open"
    COUNTED = "counted"
    PROCLAIMED = "proclaimed"
    DONE = "done"
    ENDED = "ended"


class Source(StrEnum):
    """Where the ballots of a count come from."""

    URN = "urn"
    PAPER = "paper"
    BOTH = "both"
    HANDS = "hands"
    ALOUD = "aloud"


class Answer(StrEnum):
    """What somebody elected said."""

    NONE = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the call says of a candidate (DOC-05): read in the registers, then typed by them."""

    age: int | None = None
    shares: int = 0
    employed: bool = False
    posts: tuple[str, ...] = ()
    profession: str = ""
    five_years: str = ""
    motives: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a candidate declares before the vote (ELE-13, SA-04, PROC-02)."""

    no_prohibition: bool = False
    record_checked: bool = False
    directorships: int = 0
    """Seats held as director in SAs seated in France."""
    auditor: bool = False
    """Whether they are the auditor or the reviser of the co-operative."""


@dataclass(frozen=True, slots=True)
class CandidacyLine:
    """Somebody who stands; `ballot_name` is how ballots and counts call them."""

    id: int
    person: Someone
    ballot_name: str
    received_on: date
    sheet: Sheet
    declared: Declared
    list_name: str
    list_rank: int
    position: int | None
    withdrawn_on: date | None
    answer: Answer

    @property
    def standing(self) -> bool:
        """Whether they have not withdrawn."""
        return self.withdrawn_on is None


@dataclass(frozen=True, slots=True)
class Voter:
    """One mark of the turn-out: whose vote it is, and who casts it when it is a proxy (VOT-03)."""

    person: Someone
    holder: Someone | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A round of voting, frozen. `digest` is the SHA-256 of `definition`, its canonical JSON."""

    id: int
    election_id: int
    round: int
    at: datetime
    meeting_id: int | None
    item_id: int | None
    question: str
    definition: str
    digest: str
    ballot: Definition
    """What a ballot of this round is checked against: the names still in the running, the seats left."""
    people: tuple[int, ...]
    """The people in the order of the names of the ballot; empty where names are lists or proposals."""
    electorate: tuple[int, ...]
    """Everyone who may vote on this question, by person."""
    voters: tuple[Voter, ...]
    """Those present or represented when the round opened, one mark each; everyone where no meeting is held."""
    represented: int
    """How many of those attending are represented; a blank proxy counts and casts no ballot."""
    attending: int | None
    """Present or represented; None where no meeting is held."""
    way: Way
    counted: bool
    settles: tuple[str, ...] = ()
    """Those equal whom a new ballot parts (SA-12); empty for a round of the method."""
    stage: int = 0
    """The stage of the count that this new ballot answers."""


@dataclass(frozen=True, slots=True)
class Count:
    """What one count found; a correction names the count it replaces."""

    id: int
    at: datetime
    source: Source
    voted: int
    ballots: tuple[Ballot, ...]
    told: Mapping[str, Any]
    corrects_id: int | None
    recorded_by: Someone


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its counts, the one in force last."""

    opening: Opening
    counts: tuple[Count, ...]
    result: Result | None = None
    """What a new ballot between equals gives by itself, once counted."""

    @property
    def count(self) -> Count | None:
        """The count in force."""
        return self.counts[-1] if self.counts else None


@dataclass(frozen=True, slots=True)
class RoomDecisionLine:
    """What the room decided where the count had to wait."""

    id: int
    at: datetime
    decision: Decision
    details: Mapping[str, Any]
    recorded_by: Someone


@dataclass(frozen=True, slots=True)
class Order:
    """How the order of the candidates was drawn: what was printed first, then the sources and what they gave (4.13)."""

    names: tuple[str, ...]
    sources: tuple[str, ...]
    """What the sources would be, committed before they were known."""
    committed_at: str
    values: tuple[str, ...] = ()
    """What the sources gave; empty until then."""
    seed: str = ""
    drawn: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Ratification:
    """The secret yes or no on the designated people, as the assembly voted it; None while it is not voted."""

    resolution_id: int
    number: int
    adopted: bool | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Proclaimed:
    """The result in force."""

    id: int
    at: datetime
    outcome: Mapping[str, Any]
    elected: tuple[Someone, ...]
    names: tuple[str, ...]
    """The names as on the ballots."""
    corrects_id: int | None


@dataclass(frozen=True, slots=True)
class PostNamed:
    """The post that somebody is chosen for."""

    id: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason for which somebody may not be elected, or the body not be formed, with its rule."""

    rule: str
    words: str
    blocking: bool
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class MandateOpened:
    """A mandate that an election opened."""

    holder: Someone
    starts_on: date
    until_words: str
    """When it ends, in words: the close of an assembly, or a day (ELE-11)."""


@dataclass(frozen=True, slots=True)
class ElectionFile:
    """Everything recorded about one election."""

    id: int
    title: str
    post: PostNamed | None
    occasion: Occasion
    seats: int
    term_months: int | None
    meeting_id: int | None
    meeting_words: str
    meeting_day: date | None
    item_id: int | None
    item_number: int | None
    electorate_of: ElectorateOf
    electorate_words: str
    team_id: int | None
    body_id: int | None
    method: str
    method_words: str
    rules: Mapping[str, Any]
    way: Way
    state: State
    candidates_until: date | None
    candidacies: tuple[CandidacyLine, ...]
    order: Order | None
    tellers: tuple[Someone, ...]
    rounds: tuple[Round, ...]
    decisions: tuple[RoomDecisionLine, ...]
    result: Result | None
    """The count as it stands: recomputed by the method from the rounds and the decisions."""
    proclaimed: Proclaimed | None
    earlier_results: tuple[Proclaimed, ...]
    ratified: bool
    ratification: Ratification | None
    mandates: tuple[MandateOpened, ...]
    warnings: tuple[str, ...]
    ended_because: str

    @property
    def standing(self) -> tuple[CandidacyLine, ...]:
        """The candidates who have not withdrawn, in the order drawn, else in that of their names."""
        return tuple(one for one in self.candidacies if one.standing)

    @property
    def opening(self) -> Opening | None:
        """The latest round opened."""
        return self.rounds[-1].opening if self.rounds else None

    @property
    def with_candidates(self) -> bool:
        """Whether people stand: not where the group names somebody, nor on a matter."""
        return self.post is not None and self.method != "election_without_candidate/1"


@dataclass(frozen=True, slots=True)
class ElectionLine:
    """One line of the list of elections."""

    id: int
    title: str
    post: str
    method_words: str
    meeting_words: str
    day: date | None
    state: State
    candidates: int
    elected: str
    next_words: str


@dataclass(frozen=True, slots=True)
class NewElection:
    """What an election is prepared from."""

    title: str
    post_id: int | None
    occasion: Occasion
    seats: int
    method: str
    rules: Mapping[str, Any]
    way: Way
    electorate_of: ElectorateOf = ElectorateOf.ASSEMBLY
    team_id: int | None = None
    body_id: int | None = None
    item_id: int | None = None
    term_months: int | None = None
    ratified: bool | None = None
    """None: by the default of the post and of the method."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the program proposes for an election: the method, its rules, the way of voting, and why."""

    method: str
    rules: Mapping[str, Any]
    way: Way
    ways: tuple[Way, ...]
    ratified: bool
    words: tuple[str, ...] = field(default=())
