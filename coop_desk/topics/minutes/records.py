"""What a set of minutes says, as plain values: facts of the meeting and words people wrote."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from coop_desk.core.plain_records import plain, read_back
from coop_desk.topics.assemblies.records import BodyKind, Choice, Count, VoteMode

BOARDS = (BodyKind.BOARD, BodyKind.SUPERVISORY_BOARD)


class Way(StrEnum):
    """How somebody took part when the meeting opened."""

    PRESENT = "present"
    REPRESENTED = "represented"
    BY_POST = "by_post"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Company:
    """The legal mentions of the co-operative on the day of the meeting."""

    name: str
    form: str
    form_words: str
    seat: str
    rcs_city: str
    siren: str
    demo: bool = False
    capital_cents: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A person and the capacity in which the minutes name them."""

    name: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """Convocations sent by one means: how many people, first and last day."""

    means: str
    people: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the attendance: shares and votes are those of the day of the meeting."""

    name: str
    way: Way
    shares: int
    votes: Count
    holder: str = ""
    note: str = ""
    identified_by: str = ""
    """How somebody present at a distance was identified; nothing for the room (VOT-12)."""


@dataclass(frozen=True, slots=True)
class RollCallLine:
    """One name of a roll call: the vote cast, and who held the hand when it was a proxy."""

    name: str
    choice: Choice
    holder: str = ""
    votes: Count = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exact result of a vote, with the sentence that explains it (counts in votes)."""

    electorate: Count
    taking_part: Count
    quorum_needed: Count
    quorum_reached: bool
    quorum_sentence: str
    votes_for: Count
    against: Count
    abstained: Count
    blank: Count
    void: Count
    adopted: bool
    sentence: str
    mode: VoteMode
    corrected: str = ""
    rules: tuple[str, ...] = ()
    left_out: tuple[Named, ...] = ()
    left_out_stay_in_quorum: bool = False
    """An SA takes interested people out of the majority alone (VOT-15)."""
    roll_call: tuple[RollCallLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AllocationTold:
    """The distribution of the surplus that a resolution decides: lines of words, amount and part, then notes."""

    lead: str
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A text put to the vote: its rank, its words, its result if voted."""

    id: int
    rank: int
    title: str
    text: str
    kind_words: str
    outcome: Outcome | None
    withdrawn: bool = False
    amended: bool = False
    before: tuple[str, ...] = ()
    effect: str = ""
    allocation: AllocationTold | None = None


@dataclass(frozen=True, slots=True)
class ElectionTold:
    """An election held under a point, in sentences: what is voted on, its rounds, then what became of it."""

    id: int
    title: str
    lead: tuple[str, ...]
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    complete: bool = True
    """False while it is still to be counted or proclaimed in this meeting."""
    ratification_id: int | None = None
    """The resolution on whom it designated, told between its rounds and its end."""


@dataclass(frozen=True, slots=True)
class QuestionTold:
    """A written question and the answer given in the room, or nothing (DOC-08)."""

    author: str
    received_on: date
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """An item of the agenda: its debate, the resolutions it carried and the elections held under it."""

    id: int
    rank: int
    title: str
    debate: str = ""
    resolutions: tuple[Resolution, ...] = ()
    elections: tuple[ElectionTold, ...] = ()
    questions: tuple[QuestionTold, ...] = ()
    """The written questions, under the point that is theirs (DOC-08)."""


@dataclass(frozen=True, slots=True)
class Story:
    """The parts people write and may rewrite until the minutes are sealed."""

    introduction: str = ""
    debate: str = ""
    questions: str = ""
    """Questions typed with their answers: those asked aloud; before they were recorded, the written ones (DOC-08)."""
    incidents: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a set of minutes says; the PDF is drawn from it and its JSON is sealed with it."""

    company: Company
    body: BodyKind
    body_name: str
    title: str
    held_on: date
    place: str
    opened: time | None
    closed: time | None
    called_by: str
    called_on: date | None
    call_rank: int
    first_call_on: date | None
    sendings: tuple[Sending, ...]
    chair: Named | None
    secretary: Named | None
    tellers: tuple[Named, ...]
    guests: tuple[Named, ...]
    associates: int
    employed: int
    votes: Count
    proxy_limit: int
    attendees: tuple[Attendee, ...]
    documents: tuple[str, ...]
    points: tuple[Point, ...]
    signers: tuple[Named, ...]
    story: Story = field(default_factory=Story)
    failed: str = ""
    after: tuple[str, ...] = ()
    distance: tuple[str, ...] = ()
    """What is said of an assembly held without a room, and of who opposed it (VOT-13)."""

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """Every resolution, in the order of the agenda."""
        return tuple(resolution for point in self.points for resolution in point.resolutions)

    @property
    def questions(self) -> tuple[QuestionTold, ...]:
        """Every written question recorded for the meeting."""
        return tuple(question for point in self.points for question in point.questions)

    @property
    def elections(self) -> tuple[ElectionTold, ...]:
        """Every election, in the order of the agenda."""
        return tuple(election for point in self.points for election in point.elections)

    @property
    def held(self) -> bool:
        """Whether the meeting took place: somebody took part, or its failure was noted."""
        return bool(self.failed) or any(
            attendee.way in (Way.PRESENT, Way.REPRESENTED, Way.BY_POST) or attendee.note for attendee in self.attendees
        )

    def having(self, *ways: Way) -> tuple[Attendee, ...]:
        """Those who took part in one of these ways."""
        return tuple(attendee for attendee in self.attendees if attendee.way in ways)


@dataclass(frozen=True, slots=True)
class Seal:
    """What the sealed minutes print about their own sealing."""

    number: int
    register: str
    sealed_at: datetime
    sealed_by: str
    previous: str
    journal_number: int
    journal_hash: str
    part: int = 0


def to_json(value: Any) -> bytes:
    """Write records always the same way, so that their digest can be recomputed in thirty years."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def facts_from(content: bytes) -> Facts:
    """Read back the facts sealed with a set of minutes."""
    facts: Facts = read_back(Facts, json.loads(content))
    return facts
