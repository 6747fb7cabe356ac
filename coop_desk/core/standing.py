"""What a person is in the co-operative, and the title that comes with it by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right


@dataclass(frozen=True, slots=True)
class Standing:
    """A title somebody holds by what they are, until a day when it is known."""

    title: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """One right over everyone that comes with something other than a title, from a day until a day.

    `words` names it beside others; `says` is the sentence its holder reads. No right: it is only told.
    """

    right: Right | None
    words: str
    until: date | None
    because: str
    since: date | None = None
    says: str = ""


Source = Callable[[Session, PersonId, date], Iterable[Standing]]
PowerSource = Callable[[Session, PersonId, date], Iterable[Power]]
_sources: list[Source] = []
_powers: list[PowerSource] = []


def standing(source: Source) -> Source:
    """Declare a source of titles: a topic says what a person is on a day."""
    _sources.append(source)
    return source


def standings(session: Session, person_id: PersonId, today: date) -> list[Standing]:
    """Every title this person holds today by what they are."""
    return [found for source in _sources for found in source(session, person_id, today)]


def power(source: PowerSource) -> PowerSource:
    """Declare a source of rights: keys that were entrusted, for one."""
    _powers.append(source)
    return source


def powers(session: Session, person_id: PersonId, today: date) -> list[Power]:
    """Every right this person holds today that comes with no title."""
    return [found for source in _powers for found in source(session, person_id, today)]
