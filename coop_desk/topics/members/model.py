"""The people the co-operative follows: who they are, what they were and when, and in which teams."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal, Watched


class Member(Personal, Base):
    """What the register shows of a person: the number, and the day they entered the co-operative."""

    __tablename__ = "member"
    __words__ = "inscription au registre"
    __table_args__ = (UniqueConstraint("person_id"), UniqueConstraint("number"))

    id: Mapped[Id]
    number: Mapped[str | None]
    legal_person: Mapped[bool] = mapped_column(default=False)
    cooperative: Mapped[bool] = mapped_column(default=False)
    entered_on: Mapped[date | None]


class MemberDetails(Watched, Base):
    """What only the person and the keepers of the register may read."""

    __tablename__ = "member_details"
    __words__ = "coordonnées"
    __table_args__ = (UniqueConstraint("person_id"),)

    id: Mapped[Id]
    title: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date | None]
    address: Mapped[str] = mapped_column(default="")
    post_code: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class Employment(Personal, Base):
    """One employment contract; working time in thousandths of full time."""

    __tablename__ = "employment"
    __words__ = "contrat de travail"

    id: Mapped[Id]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="")
    working_time: Mapped[int] = mapped_column(default=1000)


class StatusChange(Personal, AppendOnly, Base):
    """From a day on, a person is in a category; a correction points to the entry it replaces.

    A correction without category says that the entry it points to counts for nothing.
    """

    __tablename__ = "status_change"
    __words__ = "changement de statut"

    id: Mapped[Id]
    category: Mapped[str | None]
    effective_on: Mapped[date]
    reason: Mapped[str]
    decision: Mapped[str] = mapped_column(default="")
    counts_for_capital_51: Mapped[bool]
    counts_for_votes_65: Mapped[bool]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("status_change.id"), unique=True)
    recorded_at: Mapped[datetime]


class VoteChange(Personal, AppendOnly, Base):
    """From a day on, the vote of an associate is suspended, or given back."""

    __tablename__ = "vote_change"
    __words__ = "suspension de vote"

    id: Mapped[Id]
    effective_on: Mapped[date]
    suspended: Mapped[bool]
    reason: Mapped[str]


class Application(Personal, AppendOnly, Base):
    """Somebody asked to become an associate."""

    __tablename__ = "application"
    __words__ = "candidature"

    id: Mapped[Id]
    applied_on: Mapped[date]
    words: Mapped[str] = mapped_column(default="")


class ApplicationOutcome(Personal, AppendOnly, Base):
    """How an application ended, and the decision that says so."""

    __tablename__ = "application_outcome"
    __words__ = "issue d’une candidature"

    id: Mapped[Id]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    outcome: Mapped[str]
    decided_on: Mapped[date]
    decision: Mapped[str] = mapped_column(default="")


class EmailConsent(Personal, AppendOnly, Base):
    """The written agreement to be called by e-mail, or its withdrawal (CALL-03)."""

    __tablename__ = "email_consent"
    __words__ = "accord pour le courriel"

    id: Mapped[Id]
    given: Mapped[bool]
    dated: Mapped[date]
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(default="")


class MaritalInformation(Watched, Base):
    """What must be known before joint assets pay for shares (ADM-12)."""

    __tablename__ = "marital_information"
    __words__ = "situation matrimoniale"
    __table_args__ = (UniqueConstraint("person_id"),)

    id: Mapped[Id]
    regime: Mapped[str] = mapped_column(default="")
    spouse_name: Mapped[str] = mapped_column(default="")
    spouse_informed_on: Mapped[date | None]
    spouse_answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]


class Team(Base):
    """A service (upper level) or a team of one of them (parent)."""

    __tablename__ = "team"
    __words__ = "équipe"

    id: Mapped[Id]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class TeamMembership(Personal, Base):
    """Somebody belongs to a team from a day, up to the day before they left."""

    __tablename__ = "team_membership"
    __words__ = "appartenance à une équipe"
    __table_args__ = (Index("ix_team_membership_team_id", "team_id"),)

    id: Mapped[Id]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    joined_on: Mapped[date]
    left_on: Mapped[date | None]


class RememberedColumn(Base):
    """A column heading of an imported file, and what it was said to hold."""

    __tablename__ = "remembered_column"
    __words__ = "colonne d’import"
    __table_args__ = (UniqueConstraint("heading"),)

    id: Mapped[Id]
    heading: Mapped[str]
    field: Mapped[str]
