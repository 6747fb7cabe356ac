"""Draws as stored: the list is frozen before the sources are known, then the order, then each answer."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Draw(AppendOnly, Base):
    """A role is to be drawn: the eligible people frozen, the fingerprint of the list, the sources announced."""

    __tablename__ = "role_draw"
    __words__ = "tirage au sort d’un rôle"

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    sheet_version: Mapped[int]
    frozen_at: Mapped[datetime]
    frozen_on: Mapped[date]
    eligible: Mapped[list[Any]]
    """Code, person and name of each, in the order of codes."""
    fingerprint: Mapped[str]
    sources: Mapped[list[str]]
    """What will be read aloud once the list is frozen."""
    seats: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DrawResult(AppendOnly, Base):
    """What the sources gave and the order that follows; or why the draw was given up."""

    __tablename__ = "role_draw_result"
    __words__ = "résultat d’un tirage au sort"

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("role_draw.id"), unique=True)
    at: Mapped[datetime]
    read: Mapped[list[str]]
    """What each source gave, in the order announced; empty for a lot drawn by hand."""
    drawn_by: Mapped[str]
    """Who drew by hand; empty where the sources decide."""
    drawn: Mapped[list[str]]
    """Codes, in the order drawn."""
    given_up: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DrawAnswer(AppendOnly, Base):
    """Somebody drawn accepts the seat or refuses it."""

    __tablename__ = "role_draw_answer"
    __words__ = "réponse à un tirage au sort"
    __table_args__ = (UniqueConstraint("draw_id", "drawn_id"),)

    id: Mapped[Id]
    draw_id: Mapped[int] = mapped_column(ForeignKey("role_draw.id"))
    drawn_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on: Mapped[date]
    accepts: Mapped[bool]
    because: Mapped[str]
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
