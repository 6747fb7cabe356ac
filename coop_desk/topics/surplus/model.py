"""Tables of the surplus: simulations and the allocation adopted. What each person is due is sealed, never here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class SurplusSimulation(AppendOnly, Base):
    """One way to distribute the surplus of a year, with all that it supposes; another one is another row."""

    __tablename__ = "surplus_simulation"
    __words__ = "simulation de répartition"

    id: Mapped[Id]
    year_end: Mapped[date] = mapped_column(index=True)
    name: Mapped[str]
    hypotheses: Mapped[dict[str, Any]]
    made_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class SurplusWithdrawal(AppendOnly, Base):
    """A simulation set aside: it stays readable, and is no longer among those compared."""

    __tablename__ = "surplus_withdrawal"
    __words__ = "mise à l’écart d’une simulation"
    __table_args__ = (UniqueConstraint("simulation_id"),)

    id: Mapped[Id]
    simulation_id: Mapped[int] = mapped_column(ForeignKey("surplus_simulation.id"))


class SurplusProposal(Base):
    """A simulation put before an assembly under one of its resolutions; another one takes its place until the vote."""

    __tablename__ = "surplus_proposal"
    __words__ = "simulation soumise à une assemblée"
    __erasable__ = True
    __table_args__ = (UniqueConstraint("resolution_id"),)

    id: Mapped[Id]
    simulation_id: Mapped[int] = mapped_column(ForeignKey("surplus_simulation.id"), index=True)
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    submitted_at: Mapped[datetime]


class SurplusAllocation(AppendOnly, Base):
    """The allocation that an assembly adopted, in cents: it never changes (SUR-12)."""

    __tablename__ = "surplus_allocation"
    __words__ = "répartition adoptée"
    __table_args__ = (UniqueConstraint("year_end"), UniqueConstraint("resolution_id"))

    id: Mapped[Id]
    year_end: Mapped[date]
    simulation_id: Mapped[int] = mapped_column(ForeignKey("surplus_simulation.id"))
    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    accounts_resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"))
    figures: Mapped[dict[str, Any]]
    adopted_on: Mapped[date]
    recorded_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]


class SurplusPayment(AppendOnly, Base):
    """In which month of pay the people get what an allocation gives them; nobody is named here."""

    __tablename__ = "surplus_payment"
    __words__ = "mise en paiement d’une répartition"
    __table_args__ = (UniqueConstraint("allocation_id"),)

    id: Mapped[Id]
    allocation_id: Mapped[int] = mapped_column(ForeignKey("surplus_allocation.id"))
    month: Mapped[str]
    people: Mapped[int]
    recorded_by: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
