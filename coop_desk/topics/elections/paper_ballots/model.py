"""Papers as two tellers keyed them. Numbers were written after shuffling: nothing links a paper to anybody."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class PaperPile(AppendOnly, Base):
    """The paper urn of a round is opened: how many papers, how many signatures; counted again, a new row."""

    __tablename__ = "paper_pile"
    __words__ = "ouverture d’une urne de papier"

    id: Mapped[Id]
    opening_id: Mapped[int] = mapped_column(ForeignKey("election_opening.id"), index=True)
    at: Mapped[datetime]
    papers: Mapped[int]
    signed: Mapped[int]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PaperKeying(AppendOnly, Base):
    """A paper as one teller read it; keyed again by the same teller, a new row."""

    __tablename__ = "paper_keying"
    __words__ = "saisie d’un bulletin de papier"

    id: Mapped[Id]
    pile_id: Mapped[int] = mapped_column(ForeignKey("paper_pile.id"), index=True)
    number: Mapped[int]
    said: Mapped[dict[str, Any]]
    void_because: Mapped[str]
    keyed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class PaperSettled(AppendOnly, Base):
    """A paper that two tellers read differently, looked at together: what it says, and why."""

    __tablename__ = "paper_settled"
    __words__ = "bulletin de papier tranché à deux"

    id: Mapped[Id]
    pile_id: Mapped[int] = mapped_column(ForeignKey("paper_pile.id"), index=True)
    number: Mapped[int]
    said: Mapped[dict[str, Any]]
    void_because: Mapped[str]
    reason: Mapped[str]
    settled_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
