"""What is held on one person, as parts of plain values: the same on the screen, on paper and in JSON."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import clock_time, euros, integer
from coop_desk.core.words import day as day_words
from coop_desk.topics.members.columns import percent

Kind = Literal["text", "day", "instant", "integer", "thousandths", "amount", "yes_no"]


@dataclass(frozen=True, slots=True)
class Value:
    """One column of a part: its name in JSON, its French title and what it holds (amounts in cents)."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of data held: its columns and its rows, each as long as the columns; `waiting` rows are not read yet."""

    key: str
    title: str
    values: tuple[Value, ...]
    rows: tuple[tuple[Any, ...], ...]
    waiting: int = 0

    @property
    def count(self) -> int:
        """How many rows there are, read or not."""
        return len(self.rows) + self.waiting

    @property
    def single(self) -> bool:
        """True for facts said once of the person, rather than a list."""
        return self.key in ("identity", "marital", "holding")


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything held on one person at a moment."""

    person_id: PersonId
    name: str
    at: datetime
    day: date
    coop: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """Somebody read or exported the private data of a person."""

    seq: int
    at: datetime
    actor: str
    words: str
    title: str
    said: str


def said(kind: Kind, value: Any) -> str:
    """Write one value as people read it; nothing for what is empty."""
    if value is None or value == "":
        return ""
    match kind:
        case "day":
            return day_words(value)
        case "instant":
            return instant_words(value)
        case "integer":
            return integer(value)
        case "thousandths":
            return percent(value)
        case "amount":
            return euros(value)
        case "yes_no":
            return _("oui") if value else _("non")
    return str(value)


def instant_words(at: datetime) -> str:
    """Write an instant as a local day and time."""
    return f"{day_words(at.astimezone().date())} {clock_time(at)}"
