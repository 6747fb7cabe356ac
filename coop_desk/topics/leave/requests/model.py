"""Who is away from when to when, in clear; why is sealed elsewhere. What was decided is only ever added."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal, PersonId


class Absence(Personal, Base):
    """Somebody is, or asks to be, absent between two days: where it stands now, as its steps tell it."""

    __tablename__ = "absence"
    __words__ = "absence"
    __table_args__ = (Index("ix_absence_last_day", "last_day"),)

    id: Mapped[Id]
    first_day: Mapped[date]
    starts: Mapped[str]
    last_day: Mapped[date]
    ends: Mapped[str]
    state: Mapped[str]
    cancel_asked: Mapped[bool] = mapped_column(default=False)


class AbsenceStep(Personal, AppendOnly, Base):
    """One thing that happened to an absence: what, by whom, under which delegation, and the dates from then on."""

    __tablename__ = "absence_step"
    __words__ = "étape d’une absence"

    id: Mapped[Id]
    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"), index=True)
    step: Mapped[str]
    first_day: Mapped[date]
    starts: Mapped[str]
    last_day: Mapped[date]
    ends: Mapped[str]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id"))
    at: Mapped[datetime]


class AbsenceDraft(Personal, Base):
    """A request that its author has not sent yet, sealed to their own key: nobody else opens it."""

    __tablename__ = "absence_draft"
    __words__ = "brouillon de demande"
    __erasable__ = True

    id: Mapped[Id]
    box: Mapped[bytes]
    kept_at: Mapped[datetime]


class LeastPresence(AppendOnly, Base):
    """From a day on, how many people of a team must be there; the last line written for a day counts."""

    __tablename__ = "least_presence"
    __words__ = "présence minimale"

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    starts_on: Mapped[date]
    people: Mapped[int]
    decision: Mapped[str] = mapped_column(default="")


class DeclaredCouple(AppendOnly, Base):
    """Two people of the co-op declare that they are spouses or partners, or that they are no more.

    Not limited to the people an act covers: who decides for a team must be stopped by a spouse in another.
    """

    __tablename__ = "declared_couple"
    __words__ = "couple déclaré"

    id: Mapped[Id]
    one_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    together: Mapped[bool]
    declared_on: Mapped[date]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
