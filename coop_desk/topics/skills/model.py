"""The tree of skills, the levels people declare and others confirm, trainings and key skills as stored."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal, PersonId


class SkillBranch(Base):
    """Skills that go together; closed from a day on, never deleted."""

    __tablename__ = "skill_branch"
    __words__ = "domaine de compétences"

    id: Mapped[Id]
    name: Mapped[str]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class Skill(Base):
    """One skill of a branch; `code` is what role sheets and rotation cases name it by, and never changes."""

    __tablename__ = "skill"
    __words__ = "compétence"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    details: Mapped[str] = mapped_column(default="")
    branch_id: Mapped[int] = mapped_column(ForeignKey("skill_branch.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class SkillStep(Personal, AppendOnly, Base):
    """Somebody declared a level, or somebody else confirmed or declined what was declared."""

    __tablename__ = "skill_step"
    __words__ = "niveau de compétence"
    __table_args__ = (Index("ix_skill_step_skill_id", "skill_id"),)

    id: Mapped[Id]
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"))
    step: Mapped[str]
    skill_level: Mapped[int]
    dated: Mapped[date]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    declaration_id: Mapped[int | None] = mapped_column(ForeignKey("skill_step.id"), unique=True)
    """The declaration this step answers."""
    reason: Mapped[str] = mapped_column(default="")


class SkillTraining(Personal, Base):
    """Somebody trains for a level, reached from a day on when all goes well; ended early, it says why."""

    __tablename__ = "skill_training"
    __words__ = "formation en cours"

    id: Mapped[Id]
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    skill_level: Mapped[int]
    starts_on: Mapped[date]
    reached_on: Mapped[date]
    details: Mapped[str] = mapped_column(default="")
    ended_on: Mapped[date | None]
    ended_because: Mapped[str | None]


class KeySkill(AppendOnly, Base):
    """From a day on, how many people must hold a skill at a level; nobody, and it is a key skill no more."""

    __tablename__ = "key_skill"
    __words__ = "compétence clé"

    id: Mapped[Id]
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    skill_level: Mapped[int]
    people: Mapped[int]
    starts_on: Mapped[date]
    decision: Mapped[str]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
