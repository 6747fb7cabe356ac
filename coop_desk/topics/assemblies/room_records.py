"""The room of a meeting as its screens read it: who is there, what was entered, what a vote would give."""

from dataclasses import dataclass
from datetime import datetime

from coop_desk.topics.assemblies.records import Count, PresenceKind, Someone, Standing


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One entitled person as the attendance screen shows them."""

    person: Someone
    standing: Standing
    gave_proxy: bool
    holder: Someone | None
    holds: tuple[Someone, ...]
    sent_form: bool
    remote: bool = False
    """Present at a distance (VOT-12)."""
    votes: Count = 1
    """Their own votes: one, or what their capital gives (CAP-06)."""


@dataclass(frozen=True, slots=True)
class RoomState:
    """The room at one moment, with the figures that decide; in votes."""

    entitled: Count
    present: Count
    represented: Count
    forms: Count
    in_room: Count
    quorum_needed: Count
    quorum_met: bool
    needed_for: Count
    """What adopts if everyone there votes for or against."""
    proxy_cap: int
    forms_allowed: bool
    blank_proxies_allowed: bool
    remote_allowed: bool
    """Whether somebody may be present at a distance (VOT-12)."""
    interested_in_quorum: bool
    """Whether people left out of a vote still count for its quorum (VOT-15)."""
    people: tuple[RoomLine, ...]

    @property
    def taking_part(self) -> Count:
        """Present, represented and by form together."""
        return self.present + self.represented + self.forms


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the attendance record."""

    id: int
    at: datetime
    kind: PresenceKind
    person: Someone
    holder: Someone | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice to call: its owner, and who answers for it."""

    person: Someone
    voter: Someone
    votes: Count = 1


@dataclass(frozen=True, slots=True)
class BureauChoice:
    """People who may take each part, best first, and the rule in words."""

    chairs: tuple[Someone, ...]
    tellers: tuple[Someone, ...]
    tellers_needed: int
    words: str


@dataclass(frozen=True, slots=True)
class VotePreview:
    """What a count would give if it were recorded now; in votes."""

    in_room: Count
    left: Count
    """Votes of the room not yet in the count; negative when there are too many."""
    sentence: str
    adopted: bool
