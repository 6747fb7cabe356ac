"""The account of leave as it is stored: entries that are only added, each chained to the one before.

What a row tells. No ground of health is kept here: an accrual is one row per person, account and month, and why it is
what it is, is told by the sealed absences to whoever may open them. Its quantity still says that a month earned less
than the others, and a whole month of two days out of two and a half is most often sickness; a report (carry_in,
carry_out) is most often due to sickness, maternity or adoption. Nothing tells which, nor when in the month.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal, PersonId


class LeaveSetting(AppendOnly, Base):
    """From a day on, one setting of leave has this value, because of a decision.

    It ends where the next line of the same name starts; of two from the same day, the last written counts.
    """

    __tablename__ = "leave_setting"
    __words__ = "réglage des congés"

    id: Mapped[Id]
    name: Mapped[str]
    starts_on: Mapped[date]
    value: Mapped[dict[str, Any]]
    because: Mapped[str]


class LeaveEntry(Personal, AppendOnly, Base):
    """One line of somebody's account, in thousandths of a day; `number` counts the lines of that person.

    `about` is the number of the line it reverses, or of the lot that expires. `hash` covers the line and `previous`,
    the hash of the line before it, of the same person.
    """

    __tablename__ = "leave_entry"
    __words__ = "écriture de congés"
    __table_args__ = (
        UniqueConstraint("person_id", "number"),
        Index("ix_leave_entry_account", "account", "effective_on"),
    )

    id: Mapped[Id]
    number: Mapped[int]
    account: Mapped[str]
    kind: Mapped[str]
    quantity: Mapped[int]
    unit: Mapped[str]
    effective_on: Mapped[date]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    month: Mapped[date | None]
    ground: Mapped[str]
    expires_on: Mapped[date | None]
    source: Mapped[str]
    rule_version: Mapped[str]
    about: Mapped[int | None]
    reason: Mapped[str]
    second_person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id"))
    previous: Mapped[str]
    hash: Mapped[str]


class MonthClosing(AppendOnly, Base):
    """Somebody closed a month: the accruals of that month were written. Closing it again adds what was missing."""

    __tablename__ = "month_closing"
    __words__ = "clôture d’un mois de congés"

    id: Mapped[Id]
    month: Mapped[date]
    entries: Mapped[int]
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class LeaveAdjustment(Personal, Base):
    """A correction somebody proposes: it counts once a second person has agreed, and is then an entry."""

    __tablename__ = "leave_adjustment"
    __words__ = "correction de compteur proposée"

    id: Mapped[Id]
    account: Mapped[str]
    quantity: Mapped[int]
    effective_on: Mapped[date]
    period_start: Mapped[date | None]
    reason: Mapped[str]
    proposed_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"))
    entry_number: Mapped[int | None]
    dropped_because: Mapped[str | None]
