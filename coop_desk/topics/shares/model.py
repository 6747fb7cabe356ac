"""Tables of the shares: numbered movements, and what each changes for each person concerned."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Cents, Id, Personal, PersonId


class ShareMovement(AppendOnly, Base):
    """One line of the register: numbered without gap, never changed.

    It names nobody: the people are on its legs, so that somebody limited to their own rows reads only theirs.
    """

    __tablename__ = "share_movement"
    __words__ = "mouvement de parts"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("reverses"))

    id: Mapped[Id]
    number: Mapped[int]
    day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str]
    shares: Mapped[int]
    nominal_cents: Mapped[Cents]
    paid_cents: Mapped[Cents]
    amount_cents: Mapped[Cents]
    funds: Mapped[str]
    decision: Mapped[str]
    note: Mapped[str]
    reason: Mapped[str]
    reverses: Mapped[int | None]
    lost_on: Mapped[date | None]
    due_on: Mapped[date | None]
    recorded_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class ShareLeg(Personal, AppendOnly, Base):
    """What one movement changes for one person: shares, and cents subscribed, paid and owed back."""

    __tablename__ = "share_leg"
    __words__ = "effet d’un mouvement de parts"
    # Holds everything a situation adds up, in the order it groups: no table row is read for it.
    __table_args__ = (
        Index(
            "ix_share_leg_situation",
            "person_id",
            "day",
            "shares",
            "subscribed_cents",
            "paid_cents",
            "claim_cents",
        ),
    )

    id: Mapped[Id]
    movement_id: Mapped[int] = mapped_column(ForeignKey("share_movement.id"), index=True)
    counterpart_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    shares: Mapped[int]
    subscribed_cents: Mapped[Cents]
    paid_cents: Mapped[Cents]
    claim_cents: Mapped[Cents]


class HighestCapital(AppendOnly, Base):
    """The highest capital reached before the register was taken over in this file (REF-13)."""

    __tablename__ = "highest_capital"
    __words__ = "capital le plus élevé avant la reprise"

    id: Mapped[Id]
    amount_cents: Mapped[Cents]
    reached_on: Mapped[date]
    source: Mapped[str]
    recorded_at: Mapped[datetime]
