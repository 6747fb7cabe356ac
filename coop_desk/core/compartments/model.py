"""Public keys, epochs, wraps, delegations of keys, and what is sealed: nothing is believed before it is verified."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from coop_desk.core.model import AppendOnly, Base, Big, Id

ROOT = 0  # the holder of the root key: no person


class Principal(Base):
    """The public keys of one person and generation, signed by the governance or the root; 0 is the root itself.

    Old generations stay: what they signed is still verified. A former root signs nothing more: see `RootChange`.
    """

    __tablename__ = "principal"
    __words__ = "clés publiques"

    id: Mapped[Id]
    holder: Mapped[int] = mapped_column(Big, index=True)
    generation: Mapped[int]
    box: Mapped[bytes]
    sign: Mapped[bytes]
    by: Mapped[int | None] = mapped_column(Big)
    by_generation: Mapped[int | None]
    certificate: Mapped[bytes | None]
    active: Mapped[bool] = mapped_column(default=True)


class RootChange(AppendOnly, Base):
    """A new recovery key in the place of the former; its number is the generation of the new one.

    `signature` is by the former key, or by somebody of the governance: `proof` then holds the certificates that led
    from the former key to that person. `own` is by the new key, over the same words.
    """

    __tablename__ = "root_change"
    __words__ = "changement de la clé de secours"

    id: Mapped[Id]
    former: Mapped[bytes]
    by: Mapped[int] = mapped_column(Big)
    by_generation: Mapped[int]
    signature: Mapped[bytes]
    own: Mapped[bytes]
    proof: Mapped[list[Any]]


def still_current(session: Session, person_id: int, generation: int) -> bool:
    """False once somebody's keys of that generation were replaced, or taken back with their access."""
    row = session.scalar(
        select(Principal).where(Principal.holder == person_id).order_by(Principal.generation.desc()).limit(1)
    )
    return row is None or (row.generation == generation and row.active)


class Epoch(AppendOnly, Base):
    """One generation of a compartment's key: what it must be recognised by, and the public half of its drop-box."""

    __tablename__ = "epoch"
    __words__ = "génération de clé"

    id: Mapped[Id]
    compartment: Mapped[str] = mapped_column(index=True)
    n: Mapped[int]
    kid: Mapped[bytes]
    drop_box: Mapped[bytes]
    by: Mapped[int] = mapped_column(Big)
    by_generation: Mapped[int]
    signature: Mapped[bytes]


class Wrap(Base):
    """A key sealed to one person: the compartment's (K) or that of their own records (S)."""

    __tablename__ = "wrap"
    __words__ = "clé remise"
    __erasable__ = True
    __table_args__ = (Index("ix_wrap_compartment_n_holder", "compartment", "n", "holder"),)

    id: Mapped[Id]
    compartment: Mapped[str]
    n: Mapped[int]
    holder: Mapped[int] = mapped_column(Big)
    generation: Mapped[int]
    what: Mapped[str]
    box: Mapped[bytes]
    by: Mapped[int] = mapped_column(Big)
    by_generation: Mapped[int]
    signature: Mapped[bytes]


class Delegation(Base):
    """The keys of a compartment entrusted to somebody, from a day to a day (both included), by a decision.

    Proposed while `decision` is empty; afterwards nothing in it changes.
    """

    __tablename__ = "delegation"
    __words__ = "délégation de clés"
    __erasable__ = True  # a proposal that is withdrawn, never what was decided

    id: Mapped[Id]
    compartment: Mapped[str] = mapped_column(index=True)
    holder: Mapped[int] = mapped_column(Big, index=True)
    right: Mapped[str]
    export: Mapped[bool]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    same_day: Mapped[bool]
    proposed_by: Mapped[int] = mapped_column(Big)
    decision: Mapped[str | None]
    by: Mapped[int | None] = mapped_column(Big)
    by_generation: Mapped[int | None]
    signature: Mapped[bytes | None]


class Revocation(AppendOnly, Base):
    """The end of a delegation of keys before its day, or of keys whose password leaked; it bears their number."""

    __tablename__ = "revocation"
    __words__ = "fin d’une délégation de clés ou d’une paire de clés"

    id: Mapped[Id]
    at: Mapped[datetime]
    why: Mapped[str]
    by: Mapped[int] = mapped_column(Big)
    by_generation: Mapped[int]
    signature: Mapped[bytes]


class KeyWithdrawal(AppendOnly, Base):
    """The last day of a delegation of keys that ends before its own, because what it came with ended; its number.

    It only closes, so it needs no signature: the governance signs the end at its next session.
    """

    __tablename__ = "key_withdrawal"
    __words__ = "retrait d’une délégation de clés"

    id: Mapped[Id]
    last_day: Mapped[date]
    why: Mapped[str]


class SealedRecord(Base):
    """One sealed record. In clear: compartment, epoch, version, opaque marks; no person, no date."""

    __tablename__ = "sealed"
    __words__ = "enregistrement scellé"
    __replayed__ = False  # a rotation seals thousands again in one line of the journal

    id: Mapped[Id]
    compartment: Mapped[str]
    tag: Mapped[bytes]
    n: Mapped[int]
    version: Mapped[int]
    box: Mapped[bytes]
    equal: Mapped[bytes | None]

    __table_args__ = (Index("ix_sealed_compartment_tag", "compartment", "tag"),)


class FormerKey(AppendOnly, Base):
    """The key of somebody's own records of the generation before, sealed under that of this one.

    It opens what the journal sealed to them before the compartment's key was renewed. `tag` is that of the records.
    """

    __tablename__ = "former_key"
    __words__ = "clé d’une génération passée"
    __journalled__ = False  # one for each person at each renewal, which the journal tells

    id: Mapped[Id]
    compartment: Mapped[str]
    n: Mapped[int]
    tag: Mapped[bytes] = mapped_column(index=True)
    box: Mapped[bytes]


class Drop(Base):
    """Something sealed by a person for the key holders of a compartment, until one of them moves it in a record.

    `own` is the same sealed to the person, who reads it meanwhile; neither box says whose it is.
    """

    __tablename__ = "drop_box"
    __words__ = "dépôt scellé"
    __erasable__ = True
    __journalled__ = False  # who dropped what, where, is nobody's business

    id: Mapped[Id]
    compartment: Mapped[str] = mapped_column(index=True)
    n: Mapped[int]
    box: Mapped[bytes]
    own: Mapped[bytes | None]
