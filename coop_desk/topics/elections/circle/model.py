"""What was said in a circle, as far as the group wants it written: events in order, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class CircleEvent(AppendOnly, Base):
    """One step of a circle. Without the group's consent on names, `told` holds counts, and no name of who spoke."""

    __tablename__ = "circle_event"
    __words__ = "étape d’un cercle"

    id: Mapped[Id]
    opening_id: Mapped[int] = mapped_column(ForeignKey("election_opening.id"), index=True)
    at: Mapped[datetime]
    step: Mapped[str]
    told: Mapped[dict[str, Any]]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
