"""What the co-op's file keeps of urns. No ballot stands here while people vote, and never who cast one."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class UrnOpened(AppendOnly, Base):
    """An urn that was opened: its public keys, how many shares open it, who holds which part."""

    __tablename__ = "urn"
    __words__ = "urne d’un scrutin"

    id: Mapped[Id]
    opening_id: Mapped[int] = mapped_column(ForeignKey("election_opening.id"), unique=True)
    at: Mapped[datetime]
    needed: Mapped[int]
    public_key: Mapped[bytes]
    mixer_key: Mapped[bytes | None]
    mixer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organiser_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    allows_void: Mapped[bool]


class UrnShare(AppendOnly, Base):
    """Who holds a share of the key of an urn; the share itself is on their paper alone."""

    __tablename__ = "urn_share"
    __words__ = "part de la clé d’une urne"

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), index=True)
    scrutineer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]


class UrnFile(Base):
    """The key of the file of an open urn: the row goes when the urn closes, and what it opened opens no more."""

    __tablename__ = "urn_file"
    __words__ = "fichier d’une urne ouverte"
    __erasable__ = True

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), unique=True)
    key: Mapped[bytes] = mapped_column(info={"secret": True})


class UrnClosing(AppendOnly, Base):
    """The closing of an urn by two people: marks, ballots, and the digest of the codes made public."""

    __tablename__ = "urn_closing"
    __words__ = "clôture d’une urne"

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), unique=True)
    at: Mapped[datetime]
    voted: Mapped[int]
    on_paper: Mapped[int]
    ballots: Mapped[int]
    codes_digest: Mapped[str]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    beside_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class UrnContent(Base):
    """The ballots of a closed urn, shuffled and still sealed, and their follow-up codes; erased two years later."""

    __tablename__ = "urn_content"
    __words__ = "bulletins scellés d’une urne close"
    __erasable__ = True

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), unique=True)
    codes: Mapped[bytes]
    sealed: Mapped[bytes]
    until: Mapped[date]


class UrnIncident(AppendOnly, Base):
    """What happened to an urn that its minutes must say."""

    __tablename__ = "urn_incident"
    __words__ = "incident d’un scrutin"

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str]
    told: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class UrnCount(AppendOnly, Base):
    """The opening of a closed urn at the count: with which shares, how many ballots, how many seals altered."""

    __tablename__ = "urn_count"
    __words__ = "ouverture d’une urne au dépouillement"

    id: Mapped[Id]
    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), unique=True)
    at: Mapped[datetime]
    shares: Mapped[list[int]]
    opened: Mapped[int]
    altered: Mapped[int]
