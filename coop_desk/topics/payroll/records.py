"""What pages, exporters and the topics above read about a month of pay: plain, frozen records.

Quantities are thousandths of their unit, amounts cents; a month is written "2026-10".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.rules.catalogue import Unit


class Part(StrEnum):
    """The part of a day that an absence takes."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody paid in the month; `contract` is the number of their contract among theirs, from 1.

    `matricule` is empty while none was given, which blocks the month.
    """

    person_id: PersonId
    matricule: str
    family_name: str
    given_name: str
    contract: str
    entered_on: date | None = None
    left_on: date | None = None

    @property
    def name(self) -> str:
        """How people call them."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class VariableLine:
    """One variable of the month. `concerns`: the earlier month that a correction is about, else None."""

    matricule: str
    code: str
    label: str
    unit: Unit
    quantity: int | None = None
    amount: int | None = None
    starts: date | None = None
    ends: date | None = None
    comment: str = ""
    concerns: str | None = None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One day, or half day, of an absence as it was frozen; a withdrawn day comes back with negative figures.

    `counted` is in thousandths of `unit` ("ouvrable", "ouvre", "day", "hour"), `minutes` what should have been worked.
    `starts` to `ends` is the whole absence; `extension` is None while nobody said whether it prolongs another.
    """

    absence_id: str
    revision: int
    matricule: str
    code: str
    label: str
    day: date
    part: Part
    counted: int
    unit: str
    minutes: int
    starts: date
    starts_part: Part
    ends: date
    ends_part: Part
    ground: str = ""
    last_worked: date | None = None
    extension: bool | None = None
    initial_stop: date | None = None
    returned_on: date | None = None
    subrogation: bool | None = None
    accident_on: date | None = None
    certificate_on: date | None = None
    informed_on: date | None = None
    comment: str = ""
    concerns: str | None = None


@dataclass(frozen=True, slots=True)
class FrozenMonth:
    """A validated month: nothing in it moves any more. `number`: how many times it was exported so far."""

    month: str
    coop: str
    siren: str
    siret: str
    people: tuple[PersonLine, ...]
    variables: tuple[VariableLine, ...]
    absences: tuple[AbsenceLine, ...]
    number: int
    prepared_by: str
    prepared_at: datetime
    validated_by: str
    validated_at: datetime
    is_example: bool = False
