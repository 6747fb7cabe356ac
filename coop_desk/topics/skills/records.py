"""What pages, documents and the topics above read of skills: plain, frozen records."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core.ids import PersonId
from coop_desk.topics.skills.rules.levels import Held, Step


@dataclass(frozen=True, slots=True)
class KeyLevel:
    """At least this many people must hold a skill at this level."""

    level: int
    people: int
    since: date
    decision: str


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill, and what is asked of the co-operative when it is a key one."""

    id: int
    code: str
    name: str
    branch_id: int
    branch: str
    details: str
    opened_on: date
    closed_on: date | None
    key: KeyLevel | None


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch of the tree, with the skills open in it."""

    id: int
    name: str
    opened_on: date
    closed_on: date | None
    skills: tuple[SkillLine, ...]


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """Somebody trains: the level, and the first day it should be reached."""

    id: int
    person_id: PersonId
    name: str
    skill_id: int
    code: str
    skill: str
    level: int
    starts_on: date
    reached_on: date
    details: str
    over: bool
    """The day came and the level is not confirmed yet."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened to a level, in words."""

    step: Step
    level: int
    dated: date
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person of the matrix, with a cell for each skill."""

    person_id: PersonId
    name: str
    team: str
    cells: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """People and skills on a day; `holders` counts, of the whole co-operative, who reaches the level of a key skill."""

    day: date
    skills: tuple[SkillLine, ...]
    rows: tuple[MatrixRow, ...]
    holders: tuple[int, ...]
    team: str = ""


@dataclass(frozen=True, slots=True)
class CellCard:
    """One person and one skill: where they stand, how it came, and whether whoever reads may answer."""

    person_id: PersonId
    name: str
    skill: SkillLine
    held: Held
    confirmed_by: str
    steps: tuple[StepLine, ...]
    trainings: tuple[TrainingLine, ...]


@dataclass(frozen=True, slots=True)
class WaitingLevel:
    """A declaration that waits for somebody else to confirm it."""

    declaration_id: int
    person_id: PersonId
    name: str
    skill_id: int
    skill: str
    level: int
    before: int
    dated: date
    mine: bool
    """Whoever reads declared it, or it is about them: they may not answer."""
