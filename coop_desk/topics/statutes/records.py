"""What the statutes page and the set-up read and write: plain, frozen records."""

from dataclasses import dataclass
from datetime import date

from coop_desk.topics.statutes.parameters import (
    Parameter,
    Value,
)


@dataclass(frozen=True, slots=True)
class NewValue:
    """What somebody asks a parameter to be; `text` is the stored form, for instance 3/4 or 15."""

    key: str
    text: str
    article: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """An adopted resolution that changes the statutes: how it is quoted, its id, the day it takes effect (A17)."""

    words: str
    resolution_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Outside:
    """A decision that no meeting of the program holds: what finds it again, its day, why it is not there (A17)."""

    reference: str
    decided_on: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter on a day, as the page shows it: value, source, since when, law beside it."""

    key: str
    group: str
    words: str
    value: Value
    value_words: str
    law_words: str
    source: str
    since: date | None
    rule: str
    parameter: Parameter
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One value a parameter had, from when, and the decision that set it."""

    key: str
    words: str
    value_words: str
    since: date
    decision: str
    source: str
    reason: str
    resolution_id: int | None


@dataclass(frozen=True, slots=True)
class SetUpState:
    """What the first set-up has already recorded, and whether it is still open."""

    identity: bool
    values: bool
    nominal: bool
    open: bool
