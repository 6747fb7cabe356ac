"""What pages and the topics above read of time at work: plain, frozen records."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.rules.holidays import Feast, Zone
from coop_desk.topics.employment.rules.matricules import Numbered
from coop_desk.topics.employment.rules.schedules import Schedule
from coop_desk.topics.members.rules.admission import Contract


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """One person who has or had a contract, as the list shows them on a day."""

    person_id: PersonId
    name: str
    team: str
    matricule: str
    site: str
    since: date | None
    until: date | None
    weekly: int
    """Minutes a week."""
    days: str
    running: bool
    usual: bool
    """Nobody recorded a schedule: the usual one of the contract counts."""
    faults: tuple[str, ...]
    """What is missing or wrong, in words."""


@dataclass(frozen=True, slots=True)
class WorkerCard:
    """Everything dated about the work of one person, oldest first."""

    line: WorkerLine
    contracts: tuple[Contract, ...]
    schedules: tuple[Schedule, ...]
    matricules: tuple[Numbered, ...]
    sites: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site on a day, with its next days of solidarity."""

    id: int
    name: str
    closed_on: date | None
    starts_on: date
    zone: Zone
    good_friday: bool
    worked: tuple[Feast, ...]
    people: int
    solidarity: tuple[tuple[int, date | None], ...]
    """Year and day, of the years that were decided, latest first."""


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """One public holiday of a year at a site, and whether people work that day."""

    day: date
    name: str
    worked: bool
    solidarity: bool
