"""What pages, documents and the minutes read about the calling of a meeting: plain, frozen records."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.convening.rules.calendar import Deadline, Severity
from coop_desk.topics.convening.rules.means import Means, Ways


class SendingKind(StrEnum):
    """What was sent; only the convocation calls."""

    CONVOCATION = "convocation"
    DOCUMENTS = "documents"
    REMINDER = "reminder"

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return {
            SendingKind.CONVOCATION: _("convocation"),
            SendingKind.DOCUMENTS: _("documents"),
            SendingKind.REMINDER: _("rappel"),
        }[self]


@dataclass(frozen=True, slots=True)
class SendingLine:
    """One line of the register of sendings; `breach` says which rule its date breaks, if any."""

    id: int
    kind: SendingKind
    person_id: PersonId
    name: str
    means: Means
    sent_on: date
    reference: str
    contents: tuple[str, ...]
    note: str
    cancelled: str
    """Why it was cancelled, or nothing."""
    in_force: bool
    """False once cancelled, or when a new call replaced it."""
    breach: Severity | None
    recorded_by: str

    @property
    def means_words(self) -> str:
        """The means as it is shown."""
        return self.means.words


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to call: how they may be called, whether a letter would arrive, and the sending that called them."""

    person_id: PersonId
    name: str
    number: str
    ways: Ways
    title: str
    lines: tuple[str, ...]
    """Name and address as on an envelope."""
    email: str
    called: SendingLine | None

    @property
    def reachable(self) -> bool:
        """Whether the proposed means has an address."""
        return bool(self.email) if self.ways.first is Means.EMAIL else len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class CallState:
    """How far the calling of a meeting is, with its calendar."""

    meeting_id: int
    title: str
    day: date
    deadlines: tuple[Deadline, ...]
    called: int
    to_call: int
    notice_days: int
    first_possible: date | None
    """First day the meeting may be held when the notice is not respected (A02)."""
    sentence: str
    warnings: tuple[str, ...]
    manager_may_die: bool = False
    """Whether the law shortens the notice when the sole manager dies (CALL-04): an SARL only."""
    manager_died_on: date | None = None

    @property
    def late(self) -> tuple[Deadline, ...]:
        """The deadlines on which a rule is broken."""
        return tuple(deadline for deadline in self.deadlines if deadline.late)


@dataclass(frozen=True, slots=True)
class Calling:
    """The calling of one meeting, whole: its state, everybody to call, everything sent."""

    state: CallState
    people: tuple[Recipient, ...]
    sent: tuple[SendingLine, ...]


@dataclass(frozen=True, slots=True)
class PrintedCall:
    """The convocation of one person, with a name for its file."""

    person_id: PersonId
    name: str
    file_name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Calls:
    """The convocations of a meeting: one file per person, and all of them in one."""

    each: tuple[PrintedCall, ...]
    joined: bytes


@dataclass(frozen=True, slots=True)
class CallSummary:
    """Convocations sent by one means: how many people, first and last day. The minutes quote it."""

    means: Means
    people: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class EditableText:
    """A part of the letters that the co-operative may word itself (G20)."""

    key: str
    title: str
    words: str
    original: str
    placeholders: tuple[tuple[str, str], ...]
    """Each placeholder with what it stands for."""

    @property
    def changed(self) -> bool:
        """Whether the words are the co-operative's own."""
        return self.words != self.original
