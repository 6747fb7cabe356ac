"""What pages, documents and other topics read about minutes: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes.records import Facts
from coop_desk.topics.minutes.rules import Check, SheetRun


def in_groups(digest: str) -> str:
    """Write a digest in groups of eight, as people compare it."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))


@dataclass(frozen=True, slots=True)
class PartView:
    """A part people write: its last words, how many versions it had, when and by whom the last was written."""

    name: str
    words: str
    version: int
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class SignedFileView:
    """A file signed elsewhere and attached to a sealed piece."""

    id: int
    file_name: str
    sha256: str
    said: str
    attached_at: datetime


@dataclass(frozen=True, slots=True)
class PieceView:
    """A sealed piece as the register shows it; part 0 is the minutes, the next ones its additifs."""

    id: int
    minute_id: int
    meeting_id: int
    body_id: int
    register: str
    number: int
    part: int
    title: str
    held_on: date
    sealed_at: datetime
    sealed_by: str
    pages: int
    pdf_sha256: str
    chained_hash: str
    sheets: tuple[SheetRun, ...]
    signed_files: tuple[SignedFileView, ...]

    @property
    def sheets_words(self) -> str:
        """Numbers of the sheets it was printed on: « 12 à 15 »."""
        return ", ".join(str(s.first) if s.first == s.last else f"{s.first} à {s.last}" for s in self.sheets)


@dataclass(frozen=True, slots=True)
class MinutesView:
    """The minutes of one meeting: facts as they stand (or as sealed), list of what must be there, sealed pieces."""

    meeting_id: int
    meeting_over: bool
    facts: Facts
    checks: tuple[Check, ...]
    parts: tuple[PartView, ...]
    pieces: tuple[PieceView, ...]
    certifiers: tuple[str, ...]

    @property
    def sealed(self) -> bool:
        """Whether the minutes themselves are sealed."""
        return bool(self.pieces)

    @property
    def missing(self) -> tuple[Check, ...]:
        """What still prevents sealing."""
        return tuple(check for check in self.checks if check.blocking and not check.done)

    def words(self, name: str) -> str:
        """Last words written in a part; nothing when it was never written."""
        return next((part.words for part in self.parts if part.name == name), "")


@dataclass(frozen=True, slots=True)
class MinutesLine:
    """A meeting that has, or should have, minutes: for the list and for the start page."""

    meeting_id: int
    title: str
    body_name: str
    body_kind: BodyKind
    held_on: date
    number: int | None
    over: bool
    started: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Pre-numbered sheets of one register: which piece they carry, or why they were cancelled."""

    body_id: int
    register: str
    first: int
    last: int
    purpose: str
    used_at: datetime
