"""What the other topics and the pages read about meetings: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction

from coop_desk.topics.assemblies.beside import Beside

Count = int | Fraction
"""A number of votes: whole, unless the statutes count externals by their capital (CAP-06); always exact."""


class BodyKind(StrEnum):
    """The kinds of body that meet; the legal rules attach to them."""

    GENERAL_ASSEMBLY = "general_assembly"
    BOARD = "board"
    SUPERVISORY_BOARD = "supervisory_board"
    CIRCLE = "circle"
    TEAM = "team"


class MeetingKind(StrEnum):
    """What a meeting is called; computed from the kinds of its resolutions."""

    ORDINARY = "AGO"
    EXTRAORDINARY = "AGE"
    MIXED = "mixte"
    BODY = "instance"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PREPARING = "preparing"
    CONVENED = "convened"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    FAILED = "failed"


class ItemKind(StrEnum):
    """What an agenda item is for; only a resolution item is voted on (CALL-08)."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    WRITTEN_QUESTIONS = "written_questions"
    RESOLUTION = "resolution"
    OTHER_BUSINESS = "other_business"


class ResolutionKind(StrEnum):
    """The kind of a resolution; quorum and majority follow from it (AG-04)."""

    ORDINARY = "AGO"
    EXTRAORDINARY = "AGE"
    LEADERS = "leaders"
    SEAT = "seat"
    NATIONALITY = "nationality"
    BODY = "instance"


class OffAgenda(StrEnum):
    """Why a resolution may be voted although it was not on the agenda (AGD-05)."""

    REMOVAL = "removal"
    REPLACEMENT = "replacement"


class PresenceKind(StrEnum):
    """The entries of the attendance record."""

    ARRIVED = "arrived"
    LEFT = "left"
    PROXY_GIVEN = "proxy_given"
    PROXY_WITHDRAWN = "proxy_withdrawn"
    FORM_RECEIVED = "form_received"
    CANCELLED = "cancelled"


class Choice(StrEnum):
    """What a voter may answer."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"
    NULL = "null"


class VoteMode(StrEnum):
    """How a vote was taken."""

    HANDS = "hands"
    UNANIMITY = "unanimity"
    ROLL_CALL = "roll_call"
    SECRET = "secret"  # noqa: S105 — a ballot, not a password


class IncidentKind(StrEnum):
    """What may interrupt or disturb a meeting (MEET-06)."""

    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TECHNICAL = "technical"
    OTHER = "other"


class FollowUpState(StrEnum):
    """Where the carrying out of a decision stands."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as named in a record."""

    person_id: int
    name: str


def exact(count: Count) -> Count:
    """The same number, as a plain one when it is whole."""
    return int(count) if count == int(count) else count


@dataclass(frozen=True, slots=True)
class Votes:
    """A count of votes."""

    in_favour: Count = 0
    against: Count = 0
    abstain: Count = 0
    blank: Count = 0
    null: Count = 0

    @property
    def total(self) -> Count:
        """Every vote of the count, cast or not."""
        return self.in_favour + self.against + self.abstain + self.blank + self.null

    def plus(self, other: "Votes") -> "Votes":
        """The two counts together."""
        return Votes(
            self.in_favour + other.in_favour,
            self.against + other.against,
            self.abstain + other.abstain,
            self.blank + other.blank,
            self.null + other.null,
        )

    def times(self, number: Count) -> "Votes":
        """The same count in another unit."""
        counts = (self.in_favour, self.against, self.abstain, self.blank, self.null)
        return Votes(*(exact(count * number) for count in counts))


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """The identity of a meeting. Times are UTC; `starts_at` is the local hour of the call."""

    id: int
    body_id: int
    body_kind: BodyKind
    body_name: str
    number: int
    title: str
    kind: MeetingKind
    annual_accounts: bool
    call_number: int
    first_meeting_id: int | None
    first_meeting_day: date | None
    next_meeting_id: int | None
    form: str
    day: date
    starts_at: time
    place: str
    state: MeetingState
    convened_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    live: bool
    """False when the meeting was entered after its day: the recorded hours are then those of the entry."""
    without_room: bool = False
    """Whether it is held entirely at a distance; `place` then says how to connect (VOT-13)."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """Who runs the meeting (MEET-01, MEET-02); an outside secretary has only `secretary_name`."""

    chair: Someone | None
    chair_capacity: str
    secretary: Someone | None
    secretary_name: str
    tellers: tuple[Someone, ...]


class Standing(StrEnum):
    """How an entitled person takes part at one moment."""

    PRESENT = "present"
    REPRESENTED = "represented"
    BY_FORM = "by_form"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Movement:
    """One arrival or departure."""

    at: datetime
    arrived: bool
    during: str
    """The agenda item under discussion, as « 3. Titre », or nothing before the opening."""
    remote: bool = False
    """An arrival at a distance (VOT-12)."""


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One entitled person: how they took part at the opening (or the first vote), and what changed."""

    person: Someone
    standing: Standing
    represented_by: Someone | None
    movements: tuple[Movement, ...]
    ever_present: bool
    ever_represented: bool
    entitled_since_admission: bool
    """True for a person admitted during the meeting (ADM-10)."""
    votes: Count = 1
    identified_by: str = ""
    """How a person present at a distance was identified; nothing for the room (VOT-12)."""


@dataclass(frozen=True, slots=True)
class ProxyLine:
    """One proxy; without a holder it is a blank one (VOT-05)."""

    giver: Someone
    holder: Someone | None
    given_at: datetime
    ended_at: datetime | None
    ended_why: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One correspondence form; `choices` by resolution id."""

    person: Someone
    received_on: date
    choices: tuple[tuple[int, Choice], ...]
    set_aside: bool
    """True when the person came and voted in the room."""


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file joined to an agenda item."""

    id: int
    item_id: int
    item_number: int
    title: str
    file_name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """An interested person left out of a vote (VOT-15)."""

    person: Someone
    reason: str


@dataclass(frozen=True, slots=True)
class RollCallLine:
    """One named vote; `voter` holds the hand when it is a proxy."""

    person: Someone
    voter: Someone
    choice: Choice
    votes: Count = 1


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One recorded vote with the electorate frozen when it was taken."""

    id: int
    at: datetime
    mode: VoteMode
    votes: Votes
    in_room: Votes
    by_form: Votes
    blank_proxies: Votes
    entitled: Count
    present: Count
    represented: Count
    forms: Count
    quorum_needed: Count
    quorum_met: bool
    quorum_sentence: str
    needed_for: Count
    adopted: bool
    sentence: str
    rules: tuple[str, ...]
    tie: bool
    electorate: tuple[int, ...]
    present_ids: tuple[int, ...]
    represented_pairs: tuple[tuple[int, int | None], ...]
    """Giver and holder; no holder for a blank proxy."""
    excluded: tuple[Excluded, ...]
    roll_call: tuple[RollCallLine, ...]
    corrects_id: int | None
    correction_reason: str
    recorded_by: Someone
    weights: tuple[tuple[int, Count], ...] = ()
    """The votes of each person of the electorate, where they are not one each (CAP-06)."""
    quorum_only: tuple[int, ...] = ()
    """Those excluded who still count for the quorum (VOT-15)."""


@dataclass(frozen=True, slots=True)
class ResolutionFile:
    """A resolution, its text, and its vote; `earlier` holds the results that a correction replaced."""

    id: int
    item_id: int
    number: int
    title: str
    text: str
    kind: ResolutionKind
    kind_words: str
    rule_words: str
    rule_ids: tuple[str, ...]
    by_leaders: bool
    secret: bool
    off_agenda: OffAgenda | None
    amended: bool
    withdrawn: bool
    admits: Someone | None
    excluded: tuple[Excluded, ...]
    result: ResultFile | None
    earlier: tuple[ResultFile, ...]


@dataclass(frozen=True, slots=True)
class ItemFile:
    """An agenda item with everything recorded under it."""

    id: int
    number: int
    title: str
    details: str
    kind: ItemKind
    presenter: str
    added_after_call: bool
    debate: str
    debate_saved_at: datetime | None
    attachments: tuple[AttachmentLine, ...]
    resolutions: tuple[ResolutionFile, ...]
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident or an interruption."""

    at: datetime
    kind: IncidentKind
    text: str
    item_number: int | None


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A written question as it stands, with the answer given in the room if any (DOC-08)."""

    id: int
    author: Someone
    received_on: date
    text: str
    on_paper: bool
    """True when somebody else recorded it for its author."""
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OppositionLine:
    """An opposition that stands to an assembly held entirely at a distance (VOT-13)."""

    id: int
    person: Someone
    received_on: date


@dataclass(frozen=True, slots=True)
class Oppositions:
    """The oppositions to an assembly held entirely at a distance, weighed against the capital (VOT-13)."""

    lines: tuple[OppositionLine, ...]
    words: str
    """How much of the capital opposes, against what is needed."""
    reached: bool
    holders: tuple[Someone, ...]
    """Those who hold capital, and so may oppose."""


@dataclass(frozen=True, slots=True)
class GuestLine:
    """Someone who attends without a vote: auditor, guest, candidate."""

    id: int
    name: str
    capacity: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What the minutes of failure say when the quorum was missed (MEET-05)."""

    at: datetime
    entitled: Count
    present: Count
    represented: Count
    forms: Count
    quorum_needed: Count
    sentence: str


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """Everything recorded about one meeting: what convocations and minutes are made from."""

    meeting: MeetingFacts
    bureau: Bureau
    items: tuple[ItemFile, ...]
    attendance: tuple[AttendanceLine, ...]
    proxies: tuple[ProxyLine, ...]
    forms: tuple[FormLine, ...]
    incidents: tuple[IncidentLine, ...]
    guests: tuple[GuestLine, ...]
    documents: tuple[AttachmentLine, ...]
    failure: Failure | None
    notes: str
    current_item_id: int | None
    """The point under discussion, None before the opening and after the close."""
    questions: tuple[QuestionLine, ...] = ()

    @property
    def unanswered(self) -> tuple[QuestionLine, ...]:
        """The written questions that have no answer yet (DOC-08)."""
        return tuple(question for question in self.questions if not question.answer)

    @property
    def resolutions(self) -> tuple[ResolutionFile, ...]:
        """All resolutions in the order of the agenda."""
        return tuple(resolution for item in self.items for resolution in item.resolutions)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One line of the list of meetings."""

    id: int
    body_name: str
    body_kind: BodyKind
    number: int
    title: str
    kind: MeetingKind
    call_number: int
    day: date
    starts_at: time
    place: str
    state: MeetingState
    resolutions: int
    adopted: int


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body that meets."""

    id: int
    kind: BodyKind
    name: str
    seats_kept: bool = False
    """Whether its seats follow something else than this page: its mandates."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One line of the decision register: a voted resolution and its carrying out."""

    resolution_id: int
    meeting_id: int
    meeting_title: str
    body_name: str
    day: date
    number: int
    title: str
    text: str
    kind: ResolutionKind
    kind_words: str
    adopted: bool
    votes: Votes
    sentence: str
    responsible: str
    responsible_id: int | None
    team_id: int | None
    due_on: date | None
    state: FollowUpState | None
    note: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody's seat in a body."""

    id: int
    person: Someone
    since: date
    until: date | None
