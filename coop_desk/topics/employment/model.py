"""Schedules, numbers in the payroll tool and sites of work: dated lines that are added, never changed.

Of two lines that start on the same day, the one written last counts: that is how a slip is corrected.
"""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal


class WorkSchedule(Personal, AppendOnly, Base):
    """From a day on, somebody works these weeks: minutes from Monday to Sunday, one week or two that alternate."""

    __tablename__ = "work_schedule"
    __words__ = "horaire de travail"

    id: Mapped[Id]
    starts_on: Mapped[date]
    weeks: Mapped[list[Any]]


class PayNumber(Personal, AppendOnly, Base):
    """From a day on, the number of somebody in the payroll tool; empty when they have none any more."""

    __tablename__ = "pay_number"
    __words__ = "matricule de paie"
    __table_args__ = (Index("ix_pay_number_number", "number"),)

    id: Mapped[Id]
    starts_on: Mapped[date]
    number: Mapped[str]


class WorkSite(Base):
    """A place where people work."""

    __tablename__ = "work_site"
    __words__ = "site de travail"

    id: Mapped[Id]
    name: Mapped[str]
    closed_on: Mapped[date | None]


class SiteHolidays(AppendOnly, Base):
    """From a day on, the zone of a site and the public holidays that are worked there."""

    __tablename__ = "site_holidays"
    __words__ = "jours fériés d’un site"

    id: Mapped[Id]
    site_id: Mapped[int] = mapped_column(ForeignKey("work_site.id"), index=True)
    starts_on: Mapped[date]
    zone: Mapped[str]
    good_friday: Mapped[bool]
    worked: Mapped[list[str]]


class SolidarityDay(AppendOnly, Base):
    """The day of solidarity of a site for a year; the last one written counts, and without a day there is none."""

    __tablename__ = "solidarity_day"
    __words__ = "journée de solidarité"

    id: Mapped[Id]
    site_id: Mapped[int] = mapped_column(ForeignKey("work_site.id"), index=True)
    year: Mapped[int]
    day: Mapped[date | None]


class PersonSite(Personal, AppendOnly, Base):
    """From a day on, the site somebody works at."""

    __tablename__ = "person_site"
    __words__ = "site d’une personne"

    id: Mapped[Id]
    site_id: Mapped[int] = mapped_column(ForeignKey("work_site.id"))
    starts_on: Mapped[date]
