"""A hand-over of the delegation, what was added to it and what each ticked: events, never changed. Nothing sealed."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class PayHandOver(AppendOnly, Base):
    """Somebody hands the delegation over to somebody else, from a day."""

    __tablename__ = "pay_hand_over"
    __words__ = "passation de la délégation paie et congés"

    id: Mapped[Id]
    outgoing_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    incoming_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayHandOverPoint(AppendOnly, Base):
    """Something one of them added, in their own words."""

    __tablename__ = "pay_hand_over_point"
    __words__ = "point d’une passation de la délégation"

    id: Mapped[Id]
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("pay_hand_over.id"), index=True)
    text: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayHandOverTick(AppendOnly, Base):
    """One of both ticked a point, or took the tick back; what the point was is kept in words that name nobody."""

    __tablename__ = "pay_hand_over_tick"
    __words__ = "coche d’une passation de la délégation"

    id: Mapped[Id]
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("pay_hand_over.id"), index=True)
    key: Mapped[str]
    title: Mapped[str]
    ticked: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayHandOverEnd(AppendOnly, Base):
    """The hand-over is done; why, when the person who leaves can no longer tick."""

    __tablename__ = "pay_hand_over_end"
    __words__ = "fin d’une passation de la délégation"

    id: Mapped[Id]
    hand_over_id: Mapped[int] = mapped_column(ForeignKey("pay_hand_over.id"), unique=True)
    because: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
