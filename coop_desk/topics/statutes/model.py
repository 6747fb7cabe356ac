"""Tables of the statutes: identity and parameter values, each with its date and its decision."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coop_desk.core.model import AppendOnly, Base, Id


class IdentityVersion(AppendOnly, Base):
    """Who the co-operative is from one date on: name, form, seat, registration, financial year."""

    __tablename__ = "identity_version"
    __words__ = "identité de la coopérative"

    id: Mapped[Id]
    since: Mapped[date]
    name: Mapped[str]
    form: Mapped[str]
    seat: Mapped[str]
    rcs_city: Mapped[str]
    siren: Mapped[str]
    created_on: Mapped[date | None]
    year_end_month: Mapped[int]
    year_end_day: Mapped[int]
    sarl_before_2005: Mapped[bool]
    has_auditor: Mapped[bool]
    amorcage_until: Mapped[date | None]
    example: Mapped[bool]
    decision: Mapped[str]
    resolution_id: Mapped[int | None]
    recorded_at: Mapped[datetime]


class StatutesVersion(AppendOnly, Base):
    """One state of the statutes: the first set-up, its end, or a change adopted by a resolution."""

    __tablename__ = "statutes_version"
    __words__ = "version des statuts"

    id: Mapped[Id]
    kind: Mapped[str]
    since: Mapped[date]
    decision: Mapped[str]
    resolution_id: Mapped[int | None]
    recorded_at: Mapped[datetime]


class StatutesValue(AppendOnly, Base):
    """One parameter set by a version of the statutes, with its article and its reason."""

    __tablename__ = "statutes_value"
    __words__ = "paramètre des statuts"

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("statutes_version.id"), index=True)
    key: Mapped[str] = mapped_column(index=True)
    value: Mapped[str]
    source: Mapped[str]
    article: Mapped[str]
    reason: Mapped[str]
