"""Minutes as they are stored: drafts in versions, sealed pieces in one chain, sheets and signed files."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class Minute(Base):
    """The minutes of one meeting, from the first line written."""

    __tablename__ = "minute"
    __words__ = "procès-verbal"

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)


class MinutePart(AppendOnly, Base):
    """One version of one part people write; the last version is the one printed."""

    __tablename__ = "minute_part"
    __words__ = "rédaction du procès-verbal"
    __table_args__ = (UniqueConstraint("minute_id", "name", "version"),)

    id: Mapped[Id]
    minute_id: Mapped[int] = mapped_column(ForeignKey("minute.id"))
    name: Mapped[str]
    version: Mapped[int]
    words: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SealedPiece(AppendOnly, Base):
    """A sealed minute (part 0) or one of its additifs: the PDF, its facts, its place in the chain."""

    __tablename__ = "sealed_piece"
    __words__ = "pièce scellée"
    __table_args__ = (UniqueConstraint("body_id", "number", "part"), UniqueConstraint("minute_id", "part"))

    id: Mapped[Id]
    sequence: Mapped[int] = mapped_column(unique=True)
    minute_id: Mapped[int] = mapped_column(ForeignKey("minute.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    register: Mapped[str]
    number: Mapped[int]
    part: Mapped[int]
    title: Mapped[str]
    held_on: Mapped[date]
    facts: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    facts_sha256: Mapped[str]
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_sha256: Mapped[str]
    pages: Mapped[int]
    sealed_at: Mapped[datetime]
    sealed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sealed_by: Mapped[str]
    journal_number: Mapped[int]
    journal_hash: Mapped[str]
    previous_hash: Mapped[str]
    chained_hash: Mapped[str]


class SheetUse(AppendOnly, Base):
    """Pre-numbered sheets of a body's register taken by a sealed piece, or cancelled with a reason (REGI-02)."""

    __tablename__ = "sheet_use"
    __words__ = "feuilles du registre"

    id: Mapped[Id]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("sealed_piece.id"))
    reason: Mapped[str]
    used_at: Mapped[datetime]
    used_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class SignedFile(AppendOnly, Base):
    """A file signed elsewhere, kept with its SHA-256; the program does not vouch for its signature (REGI-04)."""

    __tablename__ = "signed_file"
    __words__ = "fichier signé hors de Coop Desk"

    id: Mapped[Id]
    piece_id: Mapped[int] = mapped_column(ForeignKey("sealed_piece.id"), index=True)
    file_name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
    said: Mapped[str]
    attached_at: Mapped[datetime]
    attached_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
