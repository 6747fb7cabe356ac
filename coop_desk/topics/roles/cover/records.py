"""What pages and documents read about cover: plain, frozen records. Of an absence they know the days, never why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.ids import PersonId
from coop_desk.topics.roles.cover.rules.critical import Event
from coop_desk.topics.roles.cover.rules.presence import Cover


@dataclass(frozen=True, slots=True)
class RoleCover:
    """A role over some weeks: who is there in each, and on how many working days nobody is."""

    role_id: int
    role: str
    pole: str
    weeks: tuple[Cover, ...]
    without: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CoverTable:
    """The cover of every role, week by week from a Monday."""

    mondays: tuple[date, ...]
    roles: tuple[RoleCover, ...]


@dataclass(frozen=True, slots=True)
class SkillGap:
    """A holder of a role is under a level its sheet asks for; `trained_on` when a training under way reaches it."""

    role_id: int
    role: str
    person_id: PersonId
    person: str
    skill_id: int | None
    """None: the sheet names a skill that is not in the tree."""
    skill: str
    needed: int
    level: int
    trained_on: date | None


@dataclass(frozen=True, slots=True)
class RoleNeed:
    """A level that a role asks for: how many of its holders reach it, and who else does."""

    role_id: int
    role: str
    pole: str
    skill: str
    known: bool
    needed: int
    holders: int
    reaching: int
    others: tuple[str, ...]

    @property
    def lacking(self) -> bool:
        """Whether a holder is under the level, or nobody reaches it."""
        return self.reaching < self.holders or not (self.reaching or self.others)


class Knowledge(StrEnum):
    """What one person only holds."""

    SKILL = "skill"
    MISSION = "mission"


@dataclass(frozen=True, slots=True)
class Isolated:
    """A skill or a mission that one person only holds, and the first day it becomes critical, with why."""

    knowledge: Knowledge
    code: str
    """The code of the skill; empty for a mission."""
    mission_id: int | None
    name: str
    where: str
    """The branch of the skill, or the role of the mission."""
    person_id: PersonId
    person: str
    key: bool
    event: Event | None
    learning: tuple[str, ...]
    """Who trains for it already."""

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return f"{self.knowledge}:{self.code or self.mission_id}"


@dataclass(frozen=True, slots=True)
class BuddyProposal:
    """Somebody who could learn what one person only holds, from that person, and why them."""

    isolated: Isolated
    learner_id: PersonId
    learner: str
    because: tuple[str, ...]
    target_on: date

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return f"{self.isolated.id}:{self.learner_id}"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who could stand in, and why them."""

    person_id: PersonId
    name: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleWithout:
    """A role somebody holds, while they are away: who remains, the days nobody does, and who could stand in."""

    role_id: int
    role: str
    pole: str
    missions: tuple[str, ...]
    matters: tuple[str, ...]
    """What its holders decide."""
    remaining: tuple[str, ...]
    days: int
    without: int
    """Working days, and those on which neither a holder nor a deputy is there."""
    stand_ins: tuple[StandIn, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """Something somebody approves, and who else may; nobody, and it is blocked."""

    words: str
    others: tuple[str, ...]
    away: tuple[str, ...]
    """Who else may, and is away on all of these days as well."""

    @property
    def blocked(self) -> bool:
        """Whether nobody else is there to do it."""
        return not self.others


@dataclass(frozen=True, slots=True)
class SkillLost:
    """A skill that fewer people hold: who remains at the level, how many must, and who comes nearest."""

    skill: str
    level: int
    remaining: tuple[str, ...]
    asked: int
    """0 when it is not a key skill."""
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithoutSomebody:
    """What stops, and what others take over, if somebody is away between two days."""

    person_id: PersonId
    person: str
    first: date
    last: date
    roles: tuple[RoleWithout, ...]
    approvals: tuple[Approval, ...]
    skills: tuple[SkillLost, ...]

    @property
    def uncovered(self) -> tuple[tuple[str, str], ...]:
        """The missions that nobody carries on at least one working day, each with its role."""
        return tuple((mission, role.role) for role in self.roles if role.without for mission in role.missions)

    @property
    def blocked(self) -> tuple[Approval, ...]:
        """The approvals nobody else is there to give."""
        return tuple(one for one in self.approvals if one.blocked)


@dataclass(frozen=True, slots=True)
class LongLeave:
    """A holder is away for long: nobody has said yet how the role is covered."""

    role_id: int
    role: str
    person_id: PersonId
    person: str
    first: date
    last: date
    without: int
    """Working days on which neither a holder nor a deputy is there."""
