"""Every mandate that is legal by itself: what the solver and the heuristic choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Mode, Role


@dataclass(frozen=True, slots=True)
class Arc:
    """A possible mandate: one seat, one member, from a month up to the month after the last."""

    seat: int
    """The place of its seat in `Choices.seats`."""
    member: int
    """The place of its member in the case."""
    start: int
    end: int
    price: int
    """What it costs by itself: wish, hand-over, missing shadow."""
    load: int
    """Hours in all, those of the shadow included."""
    shadow: range

    @property
    def months(self) -> range:
        """The months it holds the seat."""
        return range(self.start, self.end)


@dataclass(slots=True)
class Block:
    """Months of a seat that no fixed mandate covers, and the months at which it may change hands inside."""

    first: int
    end: int
    points: list[int]


@dataclass(slots=True)
class Seat:
    """A seat to fill: its role, its free months and the mandates that may fill them."""

    role: Role
    number: int
    blocks: list[Block]
    arcs: list[int] = field(default_factory=list)
    """Places in `Choices.arcs`, by start, end and member."""


@dataclass(slots=True)
class Choices:
    """All there is to choose from, in an order that depends on the case alone."""

    case: Case
    seats: list[Seat]
    arcs: list[Arc]

    def mandate(self, arc: Arc) -> Mandate:
        """The arc as a mandate of the plan."""
        seat = self.seats[arc.seat]
        return Mandate(seat.role.id, seat.number, self.case.members[arc.member].id, arc.start, arc.end - 1)


def choices_of(case: Case, barred: Sequence[Assignment] = ()) -> Choices:
    """List the mandates that keep rules 1 to 4, the history part of 5, and the seat's own fixed mandates (6).

    Those that would be a barred assignment are left out.
    """
    seats = [
        Seat(role, number, _blocks(case, role, number))
        for role in sorted((role for role in case.roles if role.planned), key=lambda role: role.id)
        for number in range(role.seats)
    ]
    choices = Choices(case, seats, [])
    for place, seat in enumerate(seats):
        found = (
            arc_of(case, place, seat.role, n, start, end)
            for n, member in enumerate(case.members)
            for start, end in stretches(case, seat, seat.role, member)
        )
        for arc in sorted(found, key=lambda arc: (arc.start, arc.end, arc.member)):
            if barred and any(one.holds(choices.mandate(arc)) for one in barred):
                continue
            seat.arcs.append(len(choices.arcs))
            choices.arcs.append(arc)
    return choices


def arc_of(case: Case, place: int, role: Role, n: int, start: int, end: int) -> Arc:
    """The mandate of the n-th member on the seat of that place, priced."""
    weights, member = case.weights, case.members[n]
    known = _knows(case, member, role)
    shadow = range(start, start) if known else range(max(0, start - role.shadow_months), start)
    cut = 0 if known else role.shadow_months - len(shadow)
    wish = member.preferences.get(role.id, 0)
    price = weights.preference * (2 - wish) * (end - start) + weights.handover + weights.missing_shadow * cut
    return Arc(place, n, start, end, price, role.load * (end - start) + role.shadow_load * len(shadow), shadow)


def _blocks(case: Case, role: Role, number: int) -> list[Block]:
    """The free stretches of a seat; it may change hands at month 0, at its start months and after a fixed mandate."""
    fixed = case.fixed_on(role.id, number)
    taken = [(one.first, one.last + 1) for one in fixed]
    edges = [(0, 0), *taken, (case.months, case.months)]
    changes = {0, *role.start_months, *(end for _first, end in taken)}
    return [
        Block(end, start, [end, *sorted(month for month in changes if end < month < start), start])
        for (_first, end), (start, _end) in pairwise(edges)
        if end < start
    ]


def stretches(case: Case, seat: Seat, role: Role, member: Member) -> Iterator[tuple[int, int]]:
    """The starts and ends a member may have on a seat; `role` is the seat's, or a looser one."""
    if not _may_hold(role, member):
        return
    known = _knows(case, member, role)
    free = _presence(case, member)
    earliest = max([0, *(one.ended + 1 + role.cooldown for one in member.held if one.role == role.id)])
    others = [one for one in case.fixed if one.role == role.id and one.member == member.id]
    changes = {0, *role.start_months, *(one.last + 1 for one in case.fixed_on(role.id, seat.number))}
    for block in seat.blocks:
        for n, start in enumerate(block.points[:-1]):
            if start < earliest or not _skilled(role, member, start):
                continue
            if not known and not all(free[max(0, start - role.shadow_months) : start]):
                continue
            for end in block.points[n + 1 :]:
                if end - start > role.term_max or not all(free[start:end]):
                    break
                ends_well = end == case.months or (end - start >= role.term_min and end in changes)
                if ends_well and all(_rested(role, one, start, end) for one in others):
                    yield start, end


def _rested(role: Role, fixed: Mandate, start: int, end: int) -> bool:
    return start >= fixed.last + 1 + role.cooldown or fixed.first >= end + role.cooldown


def _may_hold(role: Role, member: Member) -> bool:
    if role.team not in (None, member.team) or role.id in member.refuses:
        return False
    if role.mode is Mode.COOPTED and role.id not in member.endorsed:
        return False
    return member.associate or not role.associates_only


def _skilled(role: Role, member: Member, month: int) -> bool:
    return all(skill_at(member, skill, month) >= level for skill, level in role.requires)


def skill_at(member: Member, skill: str, month: int) -> int:
    """The level of a member in a month, what was learnt by then included."""
    return max(
        member.skills.get(skill, 0),
        *(one.level for one in member.training if one.skill == skill and one.since <= month),
        0,
    )


def _presence(case: Case, member: Member) -> list[bool]:
    first, last = member.present
    free = [first <= month <= last for month in range(case.months)]
    for start, end in member.absences:
        for month in range(max(0, start), min(case.months, end + 1)):
            free[month] = False
    return free


def _knows(case: Case, member: Member, role: Role) -> bool:
    return any(one.role == role.id for one in member.held) or any(
        one.role == role.id and one.member == member.id for one in case.fixed
    )


@dataclass(slots=True)
class Used:
    """What fixed mandates already use of each member, month by month."""

    hours: list[list[int]]
    roles: list[list[int]]
    held: list[list[set[str]]]
    """Role ids."""


def used_by_fixed(case: Case) -> Used:
    """Count seats, hours and roles of fixed mandates, by the member's place and the month."""
    places = {member.id: n for n, member in enumerate(case.members)}
    roles = {role.id: role for role in case.roles}
    blank: list[list[int]] = [[0] * case.months for _ in case.members]
    used = Used([list(row) for row in blank], blank, [[set() for _ in range(case.months)] for _ in case.members])
    for one in case.fixed:
        n = places[one.member]
        for month in one.months:
            used.hours[n][month] += roles[one.role].load
            used.roles[n][month] += 1
            used.held[n][month].add(one.role)
    return used
