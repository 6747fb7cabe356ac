"""What the page and the paper of a hand-over read: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId


class Subject(StrEnum):
    """What a point is about."""

    RIGHTS = "rights"
    LEAVE = "leave"
    PAY = "pay"
    DUTIES = "duties"
    BOOKKEEPER = "bookkeeper"
    OTHER = "other"


SUBJECT_WORDS = {
    Subject.RIGHTS: N_("Droits et clés"),
    Subject.LEAVE: N_("Congés"),
    Subject.PAY: N_("Paie"),
    Subject.DUTIES: N_("Échéances"),
    Subject.BOOKKEEPER: N_("Cabinet comptable"),
    Subject.OTHER: N_("À savoir"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know. `title` names nobody and is kept; `detail` is read again each time, and never kept."""

    key: str
    subject: Subject
    title: str
    detail: str = ""
    page: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TickedPoint:
    """A point with who ticked it."""

    point: Point
    by_outgoing: bool = False
    by_incoming: bool = False

    @property
    def key(self) -> str:
        """The key of the point."""
        return self.point.key

    @property
    def done(self) -> bool:
        """Whether both ticked it."""
        return self.by_outgoing and self.by_incoming


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """One hand-over of the list."""

    id: int
    outgoing_id: PersonId
    outgoing: str
    incoming_id: PersonId
    incoming: str
    effective_on: date
    begun_at: datetime
    ended_at: datetime | None = None
    because: str = ""

    @property
    def over(self) -> bool:
        """Whether it is done."""
        return self.ended_at is not None


@dataclass(frozen=True, slots=True)
class HandOver:
    """A hand-over with its points: those of today while it runs, those that were ticked once it is done.

    `side`: which of both looks, "outgoing", "incoming", or nothing. `gone`: the person who leaves can no longer tick.
    """

    line: HandOverLine
    points: tuple[TickedPoint, ...]
    side: str = ""
    gone: bool = False

    @property
    def left(self) -> tuple[TickedPoint, ...]:
        """The points that still wait for a tick."""
        return tuple(one for one in self.points if not one.done and not (self.gone and one.by_incoming))
