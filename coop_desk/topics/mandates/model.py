"""Posts and mandates as they are stored. A mandate is never changed: what happens to it is a new entry."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Post(Base):
    """A post or the seats of a body that people are chosen for: manager, board, role of a circle."""

    __tablename__ = "post"
    __words__ = "fonction"

    id: Mapped[Id]
    kind: Mapped[str]
    name: Mapped[str]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    seats: Mapped[int]
    term_months: Mapped[int]
    title_id: Mapped[int | None] = mapped_column(ForeignKey("title.id"))
    """The title, with its rights in the program, that goes with the post; none for a post without powers there."""
    paid: Mapped[bool]
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]


class Mandate(AppendOnly, Base):
    """Somebody holds a post from a day, for a term, because of a decision."""

    __tablename__ = "mandate"
    __words__ = "mandat"

    id: Mapped[Id]
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    called: Mapped[str]
    """How the holder is named in what is printed: gérante, administrateur; empty: by the name of the post."""
    origin: Mapped[str]
    starts_on: Mapped[date]
    term_months: Mapped[int]
    until_assembly_of: Mapped[int | None]
    """The year whose assembly on the accounts ends the mandate by its close (ELE-11)."""
    ends_on: Mapped[date | None]
    """The last day, for a mandate that no assembly ends."""
    because: Mapped[str]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    election: Mapped[int | None]
    """The number of the election it came from."""
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class MandateEvent(AppendOnly, Base):
    """What happened to a mandate: accepted, ratified, resigned, removed, ended, registered."""

    __tablename__ = "mandate_event"
    __words__ = "événement d’un mandat"

    id: Mapped[Id]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    kind: Mapped[str]
    on: Mapped[date]
    because: Mapped[str]
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    grant_id: Mapped[int | None] = mapped_column(ForeignKey("grant.id"))
    """The title that goes with the mandate, once given."""
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("grant_proposal.id"))
    """The title proposed, when whoever opened the mandate may not give one."""
    details: Mapped[dict[str, Any]]
    cancels_id: Mapped[int | None] = mapped_column(ForeignKey("mandate_event.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
