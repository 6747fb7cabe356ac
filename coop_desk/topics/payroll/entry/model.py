"""What is in clear of the entries of pay: which there are, and the accounts of the co-op. Every amount is sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Big, Id, PersonId


class PayEntry(AppendOnly, Base):
    """An entry of a month, kept for good; `first_number` to that plus `entries` are its numbers in the journal."""

    __tablename__ = "pay_entry"
    __words__ = "écriture de paie"
    __table_args__ = (UniqueConstraint("month", "number"),)

    id: Mapped[Id]
    month: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    piece: Mapped[str]
    first_number: Mapped[int]
    entries: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("pay_entry.id"))
    sealed_id: Mapped[int] = mapped_column(Big)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayEntryAccount(AppendOnly, Base):
    """The accounts that a usual line goes to from now on; the newest row of a line holds."""

    __tablename__ = "pay_entry_account"
    __words__ = "compte de l’écriture de paie"

    id: Mapped[Id]
    line: Mapped[str]
    title: Mapped[str]
    debit_account: Mapped[str]
    debit_label: Mapped[str]
    credit_account: Mapped[str]
    credit_label: Mapped[str]
    in_use: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayEntryJournal(AppendOnly, Base):
    """The journal that the entries go to from now on; the newest row holds."""

    __tablename__ = "pay_entry_journal"
    __words__ = "journal de l’écriture de paie"

    id: Mapped[Id]
    code: Mapped[str]
    label: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayEntryGiven(AppendOnly, Base):
    """A file of an entry that was handed out, and to whom."""

    __tablename__ = "pay_entry_given"
    __words__ = "remise d’un fichier d’écriture"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("pay_entry.id"), index=True)
    form: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
