"""Two plans side by side: their costs part by part, who changes on each seat, each one's hours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from coop_desk.topics.roles.adoption.records import CostPart, PersonLoad, PlanBar


@dataclass(frozen=True, slots=True)
class SeatChange:
    """Who holds a seat from a day to a day, in one plan and in the other; empty where nobody does."""

    role: str
    seat: int
    starts_on: date
    ends_on: date
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class LoadBeside:
    """The hours of somebody in both plans, and the fair share in the second."""

    name: str
    one: int | None
    other: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans side by side."""

    cost: tuple[tuple[str, CostPart | None, CostPart | None], ...]
    changes: tuple[SeatChange, ...]
    loads: tuple[LoadBeside, ...]
    same_rules: bool
    """False when the plans weigh otherwise: their costs then do not compare."""


def changed_seats(one: Sequence[PlanBar], other: Sequence[PlanBar]) -> tuple[SeatChange, ...]:
    """The stretches of seats that are not held by the same person in both plans."""
    found = []
    for role, role_id, seat in sorted({(bar.role, bar.role_id, bar.seat) for bar in (*one, *other)}):
        mine = [bar for bar in one if (bar.role_id, bar.seat) == (role_id, seat)]
        theirs = [bar for bar in other if (bar.role_id, bar.seat) == (role_id, seat)]
        edges = {bar.starts_on.toordinal() for bar in (*mine, *theirs)}
        edges |= {bar.ends_on.toordinal() + 1 for bar in (*mine, *theirs)}
        spells: list[SeatChange] = []
        for begins, end in pairwise(sorted(edges)):
            day, last = date.fromordinal(begins), date.fromordinal(end - 1)
            who = (_holder(mine, day), _holder(theirs, day))
            if spells and (spells[-1].one, spells[-1].other) == who:
                spells[-1] = replace(spells[-1], ends_on=last)
            else:
                spells.append(SeatChange(role, seat, day, last, *who))
        found += [spell for spell in spells if spell.one != spell.other]
    return tuple(found)


def _holder(bars: Sequence[PlanBar], day: date) -> str:
    return next((bar.name for bar in bars if bar.starts_on <= day <= bar.ends_on), "")


def beside(one: Sequence[PersonLoad], other: Sequence[PersonLoad]) -> tuple[LoadBeside, ...]:
    """Everybody of either plan, the most loaded of the second first."""
    first, second = ({load.person_id: load for load in loads} for loads in (one, other))
    names = {load.person_id: load.name for load in (*one, *other)}
    found = [
        LoadBeside(
            name,
            first[id_].load if id_ in first else None,
            second[id_].load if id_ in second else None,
            second[id_].share if id_ in second else None,
        )
        for id_, name in names.items()
    ]
    return tuple(sorted(found, key=lambda each: (-(each.other or 0), each.name)))


def costs_beside(
    one: Sequence[CostPart], other: Sequence[CostPart]
) -> tuple[tuple[str, CostPart | None, CostPart | None], ...]:
    """Each part of both costs, in the order of the parts."""
    first, second = ({part.words: part for part in parts} for parts in (one, other))
    return tuple((words, first.get(words), second.get(words)) for words in dict.fromkeys((*first, *second)))
