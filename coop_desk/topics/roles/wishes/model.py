"""Wishes and limits as stored: the last row said is the one that counts, the others stay."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id, Personal


class RoleWish(AppendOnly, Personal, Base):
    """What somebody says of a role: a wish from -2 to 2, a refusal with its reason, a candidacy with its reasons."""

    __tablename__ = "role_wish"
    __words__ = "souhait sur un rôle"

    id: Mapped[Id]
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    wish: Mapped[int]
    refuses: Mapped[bool]
    stands: Mapped[bool]
    why: Mapped[str] = mapped_column(info={"secret": True})
    said_on: Mapped[date]


class RoleLimit(AppendOnly, Personal, Base):
    """How many hours a month and how many roles at once somebody accepts, from a day on."""

    __tablename__ = "role_limit"
    __words__ = "limite personnelle de rôles"

    id: Mapped[Id]
    hours: Mapped[int]
    max_roles: Mapped[int]
    starts_on: Mapped[date]
    said_on: Mapped[date]
