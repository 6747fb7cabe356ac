"""What was sent to call a meeting, what was done besides, and the co-operative's own words for its letters.

As for the rows of a meeting, whoever may read a call reads the whole of it: the rows name people without
being Personal, and hold no address.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Sending(AppendOnly, Base):
    """Something was sent to somebody for a meeting; a row that cancels another one corrects it."""

    __tablename__ = "sending"
    __words__ = "envoi"
    __table_args__ = (Index("ix_sending_meeting_id", "meeting_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    round: Mapped[int]
    """Begins again at each new call, when the preparation was taken up again after a first sending."""
    kind: Mapped[str]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    means: Mapped[str]
    sent_on: Mapped[date]
    reference: Mapped[str]
    contents: Mapped[list[Any]]
    """What was sent: titles, with the SHA-256 of each file and of the agenda with its draft resolutions."""
    note: Mapped[str]
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("sending.id"), unique=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class StepDone(AppendOnly, Base):
    """A step of the calendar was done on a day; the latest row of a step holds, without day it was not done."""

    __tablename__ = "calling_step"
    __words__ = "étape de convocation"
    __table_args__ = (Index("ix_calling_step_meeting_id", "meeting_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    step: Mapped[str]
    done_on: Mapped[date | None]
    note: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class LetterText(AppendOnly, Base):
    """The co-operative's own words for a part of its letters; the latest row holds, empty it is the original."""

    __tablename__ = "letter_text"
    __words__ = "texte de courrier"

    id: Mapped[Id]
    key: Mapped[str]
    words: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
