"""What is in clear of exports: formats of the co-op, that a month left under a number, that it was imported.

What a package says is sealed in the compartment of its year.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, PersonId


class PayLayout(AppendOnly, Base):
    """One version of a format of the co-op: a preset with its own codes and columns. Nothing of anybody's pay."""

    __tablename__ = "pay_layout"
    __words__ = "format d’export de la paie"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    version: Mapped[int]
    shipped: Mapped[str]
    """The preset of the program that it began with."""
    document: Mapped[dict[str, Any]]
    in_use: Mapped[bool]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayPackage(AppendOnly, Base):
    """A month left the program under a number, laid out by a version of a format."""

    __tablename__ = "pay_package"
    __words__ = "export de la paie"
    __table_args__ = (UniqueConstraint("month", "number"),)

    id: Mapped[Id]
    month: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    layout: Mapped[str]
    layout_version: Mapped[int]
    exported_at: Mapped[datetime]
    exported_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))


class PayImport(AppendOnly, Base):
    """Somebody says that a package was imported without error, on which day and by which version of the program."""

    __tablename__ = "pay_import"
    __words__ = "import de la paie sans erreur"

    id: Mapped[Id]
    package_id: Mapped[int] = mapped_column(ForeignKey("pay_package.id"), index=True)
    imported_on: Mapped[date]
    software: Mapped[str]
    ticked_at: Mapped[datetime]
    ticked_by_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"))
