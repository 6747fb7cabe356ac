"""What pages, documents and the topics above read about roles: plain, frozen records."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class RoleMode(StrEnum):
    """How the seats of a role are filled."""

    ELECTED = "elected"
    COOPTED = "coopted"
    ROTATING = "rotating"
    LOT = "lot"


class Level(StrEnum):
    """Who decides a matter."""

    PERSON = "person"
    ROLE = "role"
    CIRCLE = "circle"
    ASSEMBLY = "assembly"


class KeyUse(StrEnum):
    """What the keys of a compartment serve for: to read, to record too, to export as well."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"


class Replacement(StrEnum):
    """The term of somebody who replaces a holder before the end."""

    FINISH = "finish"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a role is; durations in months, loads in hours a month, levels of skills from 1 to 4."""

    purpose: str = ""
    missions: tuple[int, ...] = ()
    mode: RoleMode = RoleMode.COOPTED
    alone: str = ""
    """What its holders may decide by themselves, and up to what."""
    load: int = 0
    term_min: int = 6
    term_max: int = 24
    cooldown: int = 0
    shadow_months: int = 1
    shadow_load: int = 0
    requires: dict[str, int] = field(default_factory=dict)
    associates_only: bool = False
    counts_in_equity: bool = True
    criticality: int = 1
    confidential: str = ""
    """What its holders see that others do not, in words."""
    rights_from_shadow: bool = False
    indicators: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    """The compartments its mandates ask the keys of, each with a KeyUse: pay, absence, bank, identity."""
    replacement: Replacement = Replacement.FINISH
    """The term of whoever replaces a holder before the end."""


@dataclass(frozen=True, slots=True)
class MissionLine:
    """A mission, and the roles whose sheet of the day lists it."""

    id: int
    name: str
    details: str
    post_id: int | None
    roles: tuple[str, ...]
    opened_on: date

    @property
    def orphan(self) -> bool:
        """Whether no role carries it."""
        return not self.roles


@dataclass(frozen=True, slots=True)
class PoleLine:
    """A pole on a day."""

    id: int
    name: str
    purpose: str
    max_handovers: int
    roles: int
    opened_on: date


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a seat of a role on a day."""

    mandate_id: int
    person_id: int
    name: str
    since: date
    until: date
    until_words: str
    because: str
    interim: bool = False


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who stands in for the holders."""

    id: int
    person_id: int
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role on a day: its pole, its sheet in force, who holds its seats and who stands in."""

    id: int
    post_id: int
    name: str
    pole_id: int
    pole: str
    seats: int
    sheet: Sheet
    version: int
    adopted_on: date
    decision: str
    missions: tuple[str, ...]
    holders: tuple[Holder, ...]
    deputies: tuple[Deputy, ...]
    title: str

    @property
    def vacant(self) -> int:
        """Seats that nobody holds."""
        return max(0, self.seats - len(self.holders))


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """One version of the sheet of a role."""

    version: int
    adopted_on: date
    decision: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A role to open when a post is shared out: its seats, missions and first holders."""

    name: str
    missions: tuple[int, ...]
    holders: tuple[int, ...] = ()
    seats: int = 1
    title_code: str = ""


@dataclass(frozen=True, slots=True)
class PoleDraft:
    """A pole to open when a post is shared out."""

    name: str
    roles: tuple[RoleDraft, ...]
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """How the missions of a post were shared out: when, by which decision, for how long."""

    post_id: int | None
    poles: tuple[PoleDraft, ...]
    adopted_on: date
    starts_on: date
    term_months: int
    decision: str


@dataclass(frozen=True, slots=True)
class MatterLine:
    """Who decides a kind of matter; `limit` in cents, None without one."""

    id: int
    matter: str
    level: Level
    role_id: int | None
    role: str
    limit: int | None
    conditions: str
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class WhoDoesWhat:
    """Poles, roles, missions and holders on a day, for paper; and the missions nobody carries."""

    on: date
    poles: tuple[tuple[PoleLine, tuple[RoleLine, ...]], ...]
    orphans: tuple[str, ...]
