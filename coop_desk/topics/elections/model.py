"""Elections as they are stored: what is frozen, counted or decided is never changed. No ballot is here."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Election(Base):
    """Somebody to choose, or a matter to settle, by a method: from the vacancy to the mandates it opens (PROC-01)."""

    __tablename__ = "election"
    __words__ = "élection"

    id: Mapped[Id]
    title: Mapped[str]
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    """None when a matter is voted on, and nobody is chosen."""
    occasion: Mapped[str]
    seats: Mapped[int]
    term_months: Mapped[int | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    electorate_of: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    method: Mapped[str]
    rules: Mapped[dict[str, Any]]
    way: Mapped[str]
    state: Mapped[str]
    candidates_until: Mapped[date | None]
    order_drawn: Mapped[dict[str, Any]]
    """How the order of the candidates was drawn: seed, names, who; empty until then."""
    ratified: Mapped[bool]
    """Whether the designation is put to a secret yes or no afterwards."""
    ratification_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    ended_because: Mapped[str]


class Candidacy(Base):
    """Somebody stands: the sheet sent with the call (DOC-05), and what they declare (ELE-13)."""

    __tablename__ = "candidacy"
    __words__ = "candidature à une élection"
    __table_args__ = (UniqueConstraint("election_id", "candidate_id"),)

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_on: Mapped[date]
    sheet: Mapped[dict[str, Any]]
    declared: Mapped[dict[str, Any]]
    list_name: Mapped[str]
    list_rank: Mapped[int]
    position: Mapped[int | None]
    withdrawn_on: Mapped[date | None]
    answer: Mapped[str]
    """After the result: accepted, declined, or nothing yet."""


class ElectionTeller(Base):
    """Somebody who opens the ballots of an election, or keeps a share of the key of its urn; never a candidate."""

    __tablename__ = "election_teller"
    __words__ = "scrutateur d’une élection"
    __erasable__ = True
    __table_args__ = (UniqueConstraint("election_id", "teller_id"),)

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ElectionOpening(AppendOnly, Base):
    """A round of voting opens: everything the count depends on, frozen as text, with its SHA-256."""

    __tablename__ = "election_opening"
    __words__ = "ouverture d’un scrutin"
    __table_args__ = (UniqueConstraint("election_id", "round"),)

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    round: Mapped[int]
    at: Mapped[datetime]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    """Where the round is held: the second may be at the second call of the assembly (SARL-02)."""
    definition: Mapped[str]
    digest: Mapped[str]
    electorate: Mapped[list[int]]


class ElectionCount(AppendOnly, Base):
    """The ballots of a round as they were counted, without any link to people; a correction is a new row."""

    __tablename__ = "election_count"
    __words__ = "dépouillement"

    id: Mapped[Id]
    opening_id: Mapped[int] = mapped_column(ForeignKey("election_opening.id"), index=True)
    at: Mapped[datetime]
    source: Mapped[str]
    voted: Mapped[int]
    ballots: Mapped[list[Any]]
    told: Mapped[dict[str, Any]]
    """What is said beside the figures: differences between tellers, incidents, fingerprints of the urn."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("election_count.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class RoomDecision(AppendOnly, Base):
    """What the room decided where the count had to wait: a lot, dates of birth, another round."""

    __tablename__ = "election_decision"
    __words__ = "décision de la salle"

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    stage: Mapped[int]
    between: Mapped[list[str]]
    chosen: Mapped[str]
    by: Mapped[str]
    details: Mapped[dict[str, Any]]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class ElectionResult(AppendOnly, Base):
    """The result proclaimed, with every stage as it was told; a correction is a new row naming the old."""

    __tablename__ = "election_result"
    __words__ = "résultat d’une élection"

    id: Mapped[Id]
    election_id: Mapped[int] = mapped_column(ForeignKey("election.id"), index=True)
    at: Mapped[datetime]
    outcome: Mapped[dict[str, Any]]
    elected: Mapped[list[int]]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("election_result.id"), unique=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
