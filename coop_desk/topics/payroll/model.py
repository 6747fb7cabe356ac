"""What is in clear of pay: the steps of each month, the co-op's own bonuses and settings. No amount, nobody paid.

What is paid to whom is sealed in the compartment of the year.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class PayStep(AppendOnly, Base):
    """One step in the life of a month of pay, and who took it; `number` is that of an export."""

    __tablename__ = "pay_step"
    __words__ = "étape d’un mois de paie"

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(index=True)
    step: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int | None]


class NamedBonus(Base):
    """A bonus of the co-op's own, with the code that the payroll tool will be told."""

    __tablename__ = "named_bonus"
    __words__ = "prime de la coopérative"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Id]
    code: Mapped[str]
    name: Mapped[str]
    closed_on: Mapped[date | None]


class PaySetting(AppendOnly, Base):
    """How pay is kept from a day on: whether a second person must validate, and the SIRET that files bear."""

    __tablename__ = "pay_setting"
    __words__ = "réglage de la paie"

    id: Mapped[Id]
    since: Mapped[date]
    second_person: Mapped[bool]
    siret: Mapped[str]
    decision: Mapped[str]
    recorded_at: Mapped[datetime]


class SharesBooked(AppendOnly, Base):
    """A movement of the register of capital that a month of pay made; the register says whose it is."""

    __tablename__ = "shares_booked"
    __words__ = "parts retenues sur la paie"

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(index=True)
    movement: Mapped[int]
