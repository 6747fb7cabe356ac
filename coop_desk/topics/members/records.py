"""What the pages, the documents and the other topics read about members: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.core.ids import PersonId
from coop_desk.topics.members.rules.categories import Category, Outcome, Reason


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the register on a day, as every associate may read it."""

    person_id: PersonId
    family_name: str
    given_name: str
    number: str
    category: Category
    since: date
    entered_on: date | None
    admitted_on: date | None
    left_on: date | None
    legal_person: bool
    may_vote: bool
    application: Outcome | None = None
    cooperative: bool = False
    """A company that is itself a co-operative: externals may then hold more votes (CAP-04)."""

    @property
    def name(self) -> str:
        """Given name then family name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class EntitledMember:
    """Somebody who has a vote on a day (VOT-01), with the two counting groups of CAP-07."""

    person_id: PersonId
    name: str
    number: str
    category: Category
    employed: bool
    counts_for_capital_51: bool
    counts_for_votes_65: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """What a person is on a day, for those who compute on the register."""

    person_id: PersonId
    name: str
    number: str
    category: Category
    since: date
    legal_person: bool
    may_vote: bool
    counts_for_capital_51: bool
    counts_for_votes_65: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the history of a status; `replaced` when a correction took its place."""

    id: int
    category: Category | None
    effective_on: date
    reason: Reason
    decision: str
    recorded_at: datetime
    replaced: bool
    corrects_id: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Where to write to a person."""

    address: str = ""
    post_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A name and an address as they stand on an envelope."""

    name: str
    title: str
    lines: tuple[str, ...]
    email: str

    @property
    def complete(self) -> bool:
        """Whether a letter would arrive."""
        return len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class Job:
    """One employment contract; working time in thousandths of full time."""

    id: int
    started_on: date
    ended_on: date | None
    end_reason: str
    working_time: int


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One event of the agreement to be called by e-mail."""

    given: bool
    dated: date
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Marital:
    """What must be known before joint assets pay for shares (ADM-12)."""

    regime: str = ""
    spouse_name: str = ""
    spouse_informed_on: date | None = None
    spouse_answer: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application and how it ended; `must_be_voted` when the assembly may not leave it aside (ADM-02)."""

    id: int
    person_id: PersonId
    name: str
    applied_on: date
    words: str
    outcome: Outcome
    decided_on: date | None
    decision: str
    must_be_voted: bool


@dataclass(frozen=True, slots=True)
class ExpectedApplication:
    """An employee who must apply by a day, by their contract and the statutes (ADM-05)."""

    person_id: PersonId
    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A suspension of the vote, or its end."""

    effective_on: date
    suspended: bool
    reason: str


@dataclass(frozen=True, slots=True)
class TeamStay:
    """Somebody's time in a team; `left_on` is the first day out of it."""

    id: int
    team_id: int
    team: str
    service: str
    joined_on: date
    left_on: date | None


@dataclass(frozen=True, slots=True)
class MemberFile:
    """Everything the co-operative keeps about one person, for that person and the keepers of the register."""

    row: MemberRow
    title: str
    birth_date: date | None
    contact: Contact
    notes: str
    history: tuple[HistoryLine, ...]
    jobs: tuple[Job, ...]
    consents: tuple[ConsentLine, ...]
    marital: Marital
    applications: tuple[ApplicationLine, ...]
    votes: tuple[VoteLine, ...]
    teams: tuple[TeamStay, ...]


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to inscribe in the register; without number the next one is given when the category has one."""

    family_name: str
    category: Category
    since: date
    given_name: str = ""
    legal_person: bool = False
    cooperative: bool = False
    title: str = ""
    birth_date: date | None = None
    contact: Contact = Contact()
    notes: str = ""
    reason: Reason = Reason.REGISTER
    decision: str = ""
    entered_on: date | None = None
    number: str = ""
    employed_from: date | None = None
    working_time: int = 1000
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """Who was inscribed, and under which number."""

    person_id: PersonId
    number: str


@dataclass(frozen=True, slots=True)
class FullRow:
    """A line of the register with the details that printing and exporting it need."""

    row: MemberRow
    title: str
    birth_date: date | None
    contact: Contact
    working_time: int | None
    notes: str


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """Somebody in a team on a day."""

    stay_id: int
    person_id: PersonId
    name: str
    joined_on: date


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team on a day, with its people; teams of a service stand under it."""

    id: int
    name: str
    parent_id: int | None
    opened_on: date
    closed_on: date | None
    people: tuple[TeamPerson, ...]
    teams: tuple["TeamRow", ...] = ()
