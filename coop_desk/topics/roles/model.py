"""Poles, missions, roles and their sheets as stored. A sheet is never changed: a new version is a new row."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class RolePole(Base):
    """Roles that go together and must not all change hands at once."""

    __tablename__ = "role_pole"
    __words__ = "pôle de rôles"

    id: Mapped[Id]
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    max_handovers: Mapped[int] = mapped_column(default=1)
    """Mandates that may begin in it in one month."""
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class Mission(Base):
    """A piece of responsibility; `post_id` is the post it was part of before it was shared out."""

    __tablename__ = "mission"
    __words__ = "mission"

    id: Mapped[Id]
    name: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class Role(Base):
    """A post of the co-op's own making, in a pole; its seats, its term and the title it carries are the post's."""

    __tablename__ = "role"
    __words__ = "rôle"

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), unique=True)
    pole_id: Mapped[int] = mapped_column(ForeignKey("role_pole.id"), index=True)


class RoleSheet(AppendOnly, Base):
    """One version of what a role is, and the decision that adopted it; durations in months, loads in hours a month."""

    __tablename__ = "role_sheet"
    __words__ = "fiche de rôle"
    __table_args__ = (UniqueConstraint("role_id", "version"),)

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    version: Mapped[int]
    adopted_on: Mapped[date]
    decision: Mapped[str]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    mode: Mapped[str]
    missions: Mapped[list[Any]]
    """Ids of missions, in the order the sheet lists them."""
    said: Mapped[dict[str, Any]]
    """Purpose, limits, load, terms and skills, by the names of records.Sheet."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RoleDeputy(Base):
    """Somebody stands in for the holders of a role in short absences, from a day up to the last one."""

    __tablename__ = "role_deputy"
    __words__ = "suppléance d’un rôle"

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class IncompatibleRoles(Base):
    """Two roles that nobody may hold together, while the rule stands."""

    __tablename__ = "incompatible_roles"
    __words__ = "rôles incompatibles"

    id: Mapped[Id]
    one_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    two_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    because: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class DecisionRule(AppendOnly, Base):
    """Who decides a kind of matter, up to which amount (cents); a newer row replaces an older one."""

    __tablename__ = "decision_rule"
    __words__ = "règle de décision"
    __table_args__ = (Index("ix_decision_rule_role_id", "role_id"),)

    id: Mapped[Id]
    matter: Mapped[str]
    level: Mapped[str]
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    limit: Mapped[int | None]
    conditions: Mapped[str]
    decision: Mapped[str]
    decided_on: Mapped[date]
    ended: Mapped[bool]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("decision_rule.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
