"""What was chosen when a holder announced a long absence; written once, never changed."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class CoverChoice(AppendOnly, Base):
    """How a role is covered while a holder is away between two days; other days ask for another choice."""

    __tablename__ = "cover_choice"
    __words__ = "choix de couverture"
    __table_args__ = (Index("ix_cover_choice_role_id", "role_id"),)

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    holder_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    choice: Mapped[str]
    decision: Mapped[str]
    dated: Mapped[date]
    by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
