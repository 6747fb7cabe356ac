"""Hand-overs as stored: what was planned, and each tick as an entry of its own. Nothing is taken away."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class HandoverTemplate(AppendOnly, Base):
    """One version of what is handed over with a role, and the decision that adopted it."""

    __tablename__ = "handover_template"
    __words__ = "modèle de passation"
    __table_args__ = (UniqueConstraint("role_id", "version"),)

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    version: Mapped[int]
    adopted_on: Mapped[date]
    decision: Mapped[str]
    said: Mapped[dict[str, Any]]
    """Points of each mission, documents, accesses and trainings, by the names of records.Template."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Handover(AppendOnly, Base):
    """The plan by which the holder of a mandate prepares to take over; version 0: of the usual template."""

    __tablename__ = "handover"
    __words__ = "plan de passation"

    id: Mapped[Id]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), unique=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begins_on: Mapped[date]
    takes_over_on: Mapped[date]
    template_version: Mapped[int]
    made_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class HandoverGiver(AppendOnly, Base):
    """Who hands over: the holder before, a buddy, or nobody, and why; the last entry holds."""

    __tablename__ = "handover_giver"
    __words__ = "personne qui transmet"

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    because: Mapped[str]
    at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class HandoverLine(Base):
    """One line to tick: its words as they were when it was written, and dates that may still move."""

    __tablename__ = "handover_line"
    __words__ = "ligne d’une passation"

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    rank: Mapped[int]
    kind: Mapped[str]
    mission: Mapped[str]
    """The name of the mission it belongs to, empty for the other kinds."""
    step: Mapped[str | None]
    words: Mapped[str]
    starts_on: Mapped[date | None]
    due_on: Mapped[date]


class HandoverTick(AppendOnly, Base):
    """One of both ticked a line, or took the tick back; the last entry of each side holds."""

    __tablename__ = "handover_tick"
    __words__ = "coche d’une passation"

    id: Mapped[Id]
    line_id: Mapped[int] = mapped_column(ForeignKey("handover_line.id"), index=True)
    side: Mapped[str]
    ticked: Mapped[bool]
    said: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class HandoverEnd(AppendOnly, Base):
    """The hand-over is done."""

    __tablename__ = "handover_end"
    __words__ = "fin d’une passation"

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RampUp(AppendOnly, Base):
    """Somebody learns a mission or a skill beside a buddy, up to a day."""

    __tablename__ = "ramp_up"
    __words__ = "plan d’apprentissage"

    id: Mapped[Id]
    learner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    buddy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"))
    skill: Mapped[str | None]
    steps: Mapped[list[str]]
    starts_on: Mapped[date]
    target_on: Mapped[date]
    because: Mapped[str]
    at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RampUpEvent(AppendOnly, Base):
    """A step done or taken back, the target moved, the learner declared autonomous, the plan stopped."""

    __tablename__ = "ramp_up_event"
    __words__ = "étape d’un plan d’apprentissage"

    id: Mapped[Id]
    ramp_up_id: Mapped[int] = mapped_column(ForeignKey("ramp_up.id"), index=True)
    kind: Mapped[str]
    rank: Mapped[int | None]
    """The step, from 0."""
    on: Mapped[date]
    said: Mapped[str]
    target_on: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class BuddyPair(Base):
    """Two people who can stand in for each other on a role or a skill, from a day up to the last one."""

    __tablename__ = "buddy_pair"
    __words__ = "binôme"

    id: Mapped[Id]
    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    buddy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    skill: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    decision: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Retrospective(AppendOnly, Base):
    """What a holder leaves to the next ones, whom alone it is for; a newer entry replaces an older one."""

    __tablename__ = "retrospective"
    __words__ = "bilan de mandat"

    id: Mapped[Id]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what_worked: Mapped[str] = mapped_column(info={"secret": True})
    what_was_hard: Mapped[str] = mapped_column(info={"secret": True})
    attention: Mapped[str] = mapped_column(info={"secret": True})
    advice: Mapped[str] = mapped_column(info={"secret": True})
    at: Mapped[datetime]
