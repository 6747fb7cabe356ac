"""What a person is in the co-operative, and the title that comes with it by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from coop_desk.core.model import PersonId


@dataclass(frozen=True, slots=True)
class Standing:
    """A title somebody holds by what they are, until a day when it is known."""

    title: str
    until: date | None = None


Source = Callable[[Session, PersonId, date], Iterable[Standing]]
_sources: list[Source] = []


def standing(source: Source) -> Source:
    """Declare a source of titles: a topic says what a person is on a day."""
    _sources.append(source)
    return source


def standings(session: Session, person_id: PersonId, today: date) -> list[Standing]:
    """Every title this person holds today by what they are."""
    return [found for source in _sources for found in source(session, person_id, today)]
