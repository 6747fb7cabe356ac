"""Which seat of a role a mandate sits on, and the keys asked with it. The mandate itself is in its own register."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class RoleMandate(AppendOnly, Base):
    """The seat a mandate sits on, the day its shadowing begins, and the rotation plan it comes from."""

    __tablename__ = "role_mandate"
    __words__ = "siège d’un mandat"
    __table_args__ = (Index("ix_role_mandate_role_id", "role_id"),)

    id: Mapped[Id]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), unique=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"))
    seat: Mapped[int]
    shadow_from: Mapped[date | None]
    rights_from: Mapped[date]
    plan_id: Mapped[int | None]


class RoleMandateKey(AppendOnly, Base):
    """A delegation of keys proposed with a mandate: it ends with it."""

    __tablename__ = "role_mandate_key"
    __words__ = "clé demandée avec un mandat"
    __table_args__ = (Index("ix_role_mandate_key_mandate_id", "mandate_id"),)

    id: Mapped[Id]
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    delegation: Mapped[int]
    """The number of the delegation; the mandate knows it, the delegation knows no mandate."""
