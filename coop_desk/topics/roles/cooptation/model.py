"""Co-optations as stored: who sat, what was said as far as the group wants it written, and who was endorsed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Cooptation(AppendOnly, Base):
    """A circle of colleagues opens for a role: its sheet, who sits, who may be named, the term with its end."""

    __tablename__ = "role_cooptation"
    __words__ = "cooptation"

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    sheet_version: Mapped[int]
    held_on: Mapped[date]
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    circle: Mapped[list[int]]
    """Who sits, by id."""
    names: Mapped[list[int]]
    """Who may be named, by id."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    """The end of the term the circle begins with; a proposal may amend it."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    """The mandate whose holder leaves, where the circle looks for somebody to finish it."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class CooptationEvent(AppendOnly, Base):
    """One step of a co-optation. Without the group's consent on names, `told` holds counts, and only the outcome."""

    __tablename__ = "role_cooptation_event"
    __words__ = "étape d’une cooptation"

    id: Mapped[Id]
    cooptation_id: Mapped[int] = mapped_column(ForeignKey("role_cooptation.id"), index=True)
    at: Mapped[datetime]
    step: Mapped[str]
    told: Mapped[dict[str, Any]]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Endorsement(Base):
    """A circle wants somebody for a role: a seat now, or later when turns are planned."""

    __tablename__ = "role_endorsement"
    __words__ = "personne cooptée"

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    endorsed_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cooptation_id: Mapped[int] = mapped_column(ForeignKey("role_cooptation.id"), index=True)
    since: Mapped[date]
    ends_on: Mapped[date]
    """The end of the term the circle agreed to."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_because: Mapped[str]
