"""Rotation plans as stored: what was planned never changes, what becomes of it is a new row."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class RotationSettings(AppendOnly, Base):
    """What plans weigh and respect beside the sheets of roles, as decided; the last row is in force."""

    __tablename__ = "rotation_settings"
    __words__ = "réglages de la rotation"

    id: Mapped[Id]
    said: Mapped[dict[str, Any]]
    """By the names of records.Settings."""
    because: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class RotationPin(Base):
    """Somebody the group imposes on a role in the next plans, or keeps off it, until it is taken away."""

    __tablename__ = "rotation_pin"
    __words__ = "personne imposée ou écartée d’une rotation"
    __erasable__ = True

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    named_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seat: Mapped[int | None]
    month: Mapped[str | None]
    """« 2027-03 »; none for any month."""
    imposed: Mapped[bool]
    because: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class RotationPlan(AppendOnly, Base):
    """A plan found for a case, with all that finds it again: case, settings, pins, solver, seed, stopping rule."""

    __tablename__ = "rotation_plan"
    __words__ = "plan de rotation"

    id: Mapped[Id]
    name: Mapped[str]
    first_month: Mapped[str]
    months: Mapped[int]
    case_file: Mapped[bytes]
    """The case as its file says it (`rotation-case/1`)."""
    plan_file: Mapped[bytes]
    """The plan as its file says it, with its cost, its bound, the solver, the seed and how the search ended."""
    told: Mapped[bytes]
    """The explanations of the day, in words."""
    settings: Mapped[dict[str, Any]]
    pins: Mapped[list[Any]]
    """Who was imposed or kept off, as listed in the minutes."""
    objective: Mapped[int]
    bound: Mapped[int | None]
    vacant: Mapped[int]
    """Months of seats that nobody would hold."""
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class RotationSetAside(AppendOnly, Base):
    """A proposal set aside: it stays readable, and is no longer among those compared."""

    __tablename__ = "rotation_set_aside"
    __words__ = "mise à l’écart d’un plan de rotation"

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("rotation_plan.id"), unique=True)
    because: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class RotationProposal(Base):
    """A plan put before a meeting under one of its resolutions; another one takes its place until the vote."""

    __tablename__ = "rotation_proposal"
    __words__ = "plan de rotation soumis à une réunion"
    __erasable__ = True

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("rotation_plan.id"), index=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), unique=True)
    submitted_at: Mapped[datetime]


class RotationAdoption(AppendOnly, Base):
    """A plan adopted by a decision: a resolution, or the people who decided together on a day."""

    __tablename__ = "rotation_adoption"
    __words__ = "adoption d’un plan de rotation"

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("rotation_plan.id"), unique=True)
    decision: Mapped[str]
    decided_on: Mapped[date]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    deciders: Mapped[list[int]]
    """Ids of people; empty when a resolution is quoted, whose meeting says who voted."""
    case_file: Mapped[bytes]
    """The case read again from the co-op on the day of adoption, against which the plan was checked."""
    changes: Mapped[list[str]]
    """What had changed since the plan was made, in words."""
    objective: Mapped[int]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class RotationSwap(AppendOnly, Base):
    """Two holders of an adopted plan ask to change places from a day on."""

    __tablename__ = "rotation_swap"
    __words__ = "échange de mandats"

    id: Mapped[Id]
    plan_id: Mapped[int] = mapped_column(ForeignKey("rotation_plan.id"), index=True)
    one_mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    other_mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    from_on: Mapped[date]
    because: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class RotationSwapVoice(AppendOnly, Base):
    """One of the three voices of a swap: each holder, and the pole."""

    __tablename__ = "rotation_swap_voice"
    __words__ = "accord sur un échange de mandats"
    __table_args__ = (UniqueConstraint("swap_id", "voice"),)

    id: Mapped[Id]
    swap_id: Mapped[int] = mapped_column(ForeignKey("rotation_swap.id"))
    voice: Mapped[str]
    """`first_holder`, `second_holder` or `pole_meeting`."""
    accepted: Mapped[bool]
    decision: Mapped[str]
    """The meeting of the pole and its date; empty for the voice of a holder."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
