"""What every table is made of, and the people the co-operative knows."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, BigInteger, Date, DateTime, ForeignKey, Integer, MetaData, Unicode
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from coop_desk.core.ids import PersonId as PersonId

# SQLite forgives any size of integer, PostgreSQL does not.
Big = BigInteger().with_variant(Integer(), "sqlite")

Id = Annotated[int, mapped_column(Big, primary_key=True)]
Cents = Annotated[int, mapped_column(Big)]


class Instant(TypeDecorator[datetime]):
    """A UTC instant, stored without zone, always read back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table of the program; `__words__` is what people call one row of it."""

    __words__: ClassVar[str]
    __erasable__: ClassVar[bool] = False
    __journalled__: ClassVar[bool] = True
    __replayed__: ClassVar[bool] = True  # the journal holds every value; if not, a topic verifies the table itself

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant(),
        date: Date(),
        str: Unicode(),
        PersonId: Big,
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        list[str]: JSON(),
        list[int]: JSON(),
    }


class Person(Base):
    """Somebody the co-operative knows: member, candidate, bookkeeper. Names are open to everyone."""

    __tablename__ = "person"
    __words__ = "personne"

    id: Mapped[Id]
    family_name: Mapped[str]
    given_name: Mapped[str]

    @property
    def name(self) -> str:
        """Given name then family name; a legal person has only the latter."""
        return full_name(self.given_name, self.family_name)


def full_name(given: str, family: str) -> str:
    """Given name then family name."""
    return f"{given} {family}".strip()


class Personal:
    """A row about one person: an action reads and writes it only for the people it covers."""

    @declared_attr
    def person_id(cls) -> Mapped[PersonId]:  # noqa: N805
        return mapped_column(ForeignKey("person.id"), index=True)


class Watched(Personal):
    """Private rows: when a verb reads somebody else's, the person it is about can read who did (L14)."""


class AppendOnly:
    """Rows that are added and never changed or deleted: corrections are new rows."""
