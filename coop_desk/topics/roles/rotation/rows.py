"""The choice of mandates as a whole-number programme: columns, rows and prices, whatever solver reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coop_desk.topics.roles.rotation.case import Assignment, Case
from coop_desk.topics.roles.rotation.legal import Arc, Choices, Used, skill_at, used_by_fixed

NO_LIMIT = float("inf")
FURTHER = 2
"""By how much a bound may be bought larger."""


@dataclass(frozen=True, slots=True)
class Looser:
    """A bound made one larger: another start in a pole, or another role at once for somebody, in a month."""

    kind: str
    """`starts` or `roles`."""
    who: str
    """The id of the pole, or of the member."""
    month: int


@dataclass(slots=True)
class Programme:
    """Minimise prices · columns, each row between its bounds. The first columns are the arcs of the choices."""

    prices: list[int] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, list[int], list[int]]] = field(default_factory=list)
    """Least, most, columns, factors."""
    constant: int = 0
    """What the case costs whatever is chosen."""
    vacancies: dict[int, int] = field(default_factory=dict)
    """The vacant months each such column stands for, times the criticality of the role."""
    loosened: dict[int, Looser] = field(default_factory=dict)
    """The bounds that may be bought, by their column."""

    def column(self, price: int, most: float = NO_LIMIT, *, whole: bool = False) -> int:
        """Add a column from 0 up and return its place."""
        self.prices.append(price)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.prices) - 1

    def row(self, least: float, most: float, columns: Sequence[int], factors: Sequence[int] = ()) -> None:
        """Add a row; without factors each column counts once."""
        self.rows.append((least, most, list(columns), list(factors) or [1] * len(columns)))


def programme_of(choices: Choices, imposed: Sequence[Assignment] = (), price_of_looser: int | None = None) -> Programme:
    """Write the model of section 6.1: seats are paths, the other rules rows, and only where they can bind.

    `imposed` assignments are made, whatever they cost. With `price_of_looser`, staggering and the number of roles at
    once are bounds that can be bought (section 7).
    """
    made, used = Programme(), used_by_fixed(choices.case)
    for arc in choices.arcs:
        made.column(arc.price, 1, whole=True)
    for one in imposed:
        made.row(1, NO_LIMIT, [n for n, arc in enumerate(choices.arcs) if one.holds(choices.mandate(arc))])
    _paths(made, choices)
    ours: dict[int, list[int]] = defaultdict(list)
    for place, arc in enumerate(choices.arcs):
        ours[arc.member].append(place)
    for member in sorted(ours):
        _cooldown(made, choices, ours[member])
        _loads(made, choices, used, member, ours[member], price_of_looser)
        _incompatible(made, choices, used, member, ours[member])
    _apart(made, choices)
    _starts(made, choices, price_of_looser)
    _coverage(made, choices)
    _excess(made, choices, ours)
    return made


def _paths(made: Programme, choices: Choices) -> None:
    weights = choices.case.weights
    for seat in choices.seats:
        for block in seat.blocks:
            out: dict[int, list[int]] = {point: [] for point in block.points}
            into: dict[int, list[int]] = {point: [] for point in block.points}
            for place in seat.arcs:
                arc = choices.arcs[place]
                if block.first <= arc.start < block.end:
                    out[arc.start].append(place)
                    into[arc.end].append(place)
            for start, end in zip(block.points, block.points[1:], strict=False):
                months = seat.role.criticality * (end - start)
                vacancy = made.column(weights.vacancy * months, 1, whole=True)
                made.vacancies[vacancy] = months
                out[start].append(vacancy)
                into[end].append(vacancy)
            for point in block.points[:-1]:
                enters = 1 if point == block.first else 0
                made.row(enters, enters, out[point] + into[point], [1] * len(out[point]) + [-1] * len(into[point]))


def _cooldown(made: Programme, choices: Choices, places: Sequence[int]) -> None:
    by_role: dict[str, list[int]] = defaultdict(list)
    for place in places:
        by_role[choices.seats[choices.arcs[place].seat].role.id].append(place)
    for role_id, here in sorted(by_role.items()):
        rest = choices.case.role(role_id).cooldown
        for month in sorted({choices.arcs[place].start for place in here}):
            across = [p for p in here if choices.arcs[p].start <= month < choices.arcs[p].end + rest]
            if len(across) > 1:
                made.row(-NO_LIMIT, 1, across)


def _loads(
    made: Programme, choices: Choices, used: Used, member: int, places: Sequence[int], looser: int | None
) -> None:
    """Rules 7 and 8."""
    who = choices.case.members[member]
    for month in range(choices.case.months):
        holding = [p for p in places if month in choices.arcs[p].months]
        shadowing = [p for p in places if month in choices.arcs[p].shadow]
        seats_left = max(0, who.max_roles - used.roles[member][month])
        if len({choices.seats[choices.arcs[p].seat].role.id for p in holding}) > seats_left:
            made.row(-NO_LIMIT, seats_left, *_loosened(made, holding, Looser("roles", who.id, month), looser))
        left = who.capacity - used.hours[member][month]
        if left < 0:
            taking = holding + [p for p in shadowing if choices.seats[choices.arcs[p].seat].role.shadow_load]
            if taking:
                made.row(-NO_LIMIT, 0, taking)
            continue
        hours = {p: choices.seats[choices.arcs[p].seat].role.load for p in holding}
        hours |= {p: choices.seats[choices.arcs[p].seat].role.shadow_load for p in shadowing}
        if sum(_most_by_role(choices, holding, shadowing).values()) > left:
            columns = [p for p in hours if hours[p]]
            made.row(-NO_LIMIT, left, columns, [hours[p] for p in columns])


def _most_by_role(choices: Choices, holding: Iterable[int], shadowing: Iterable[int]) -> dict[str, int]:
    """The most hours somebody may spend in a month on each role, held and shadowed before one turn or several."""
    held = {role.id: role.load for role in (choices.seats[choices.arcs[p].seat].role for p in holding)}
    most = dict(held)
    for role in (choices.seats[choices.arcs[p].seat].role for p in shadowing):
        if role.cooldown >= role.shadow_months:
            most[role.id] = max(role.shadow_load, held.get(role.id, 0))
        else:
            turns = -(-role.shadow_months // (role.term_min + role.cooldown))  # that may start meanwhile
            most[role.id] = role.shadow_load * turns + held.get(role.id, 0)
    return most


def _incompatible(made: Programme, choices: Choices, used: Used, member: int, places: Sequence[int]) -> None:
    for one, two in choices.case.incompatible:
        ours = [p for p in places if choices.seats[choices.arcs[p].seat].role.id in (one, two)]
        for month in range(choices.case.months):
            now = [p for p in ours if month in choices.arcs[p].months]
            fixed = used.held[member][month]
            clashing = [p for p in now if (two if choices.seats[choices.arcs[p].seat].role.id == one else one) in fixed]
            if clashing:
                made.row(-NO_LIMIT, 0, clashing)
            if len({choices.seats[choices.arcs[p].seat].role.id for p in now}) > 1:
                made.row(-NO_LIMIT, 1, now)


def _apart(made: Programme, choices: Choices) -> None:
    case = choices.case
    for first, second, pole in case.apart:
        ours = [
            place
            for place, arc in enumerate(choices.arcs)
            if choices.seats[arc.seat].role.pole == pole and case.members[arc.member].id in (first, second)
        ]
        for month in range(case.months):
            now = [p for p in ours if month in choices.arcs[p].months]
            fixed = sum(
                one.member in (first, second) and case.role(one.role).pole == pole and month in one.months
                for one in case.fixed
            )
            if now and len(now) + fixed > 1:
                made.row(-NO_LIMIT, max(0, 1 - fixed), now)


def start_limits(case: Case) -> dict[tuple[str, int], int]:
    """How many planned mandates may begin in each pole and month from the second on (rule 10)."""
    poles = {role.id: role.pole for role in case.roles}
    fixed: dict[tuple[str, int], int] = defaultdict(int)
    for one in case.fixed:
        fixed[(poles[one.role], one.first)] += 1
    return {
        (pole.id, month): max(pole.max_handovers - fixed[(pole.id, month)], 0)
        for pole in case.poles
        for month in range(1, case.months)
    }


def _loosened(made: Programme, columns: list[int], bound: Looser, price: int | None) -> tuple[list[int], list[int]]:
    """The columns of a row and their factors, with more that let it go one further each, at a price."""
    if price is None:
        return columns, []
    bought = [made.column(price, 1, whole=True) for _each in range(FURTHER)]
    made.loosened |= dict.fromkeys(bought, bound)
    return [*columns, *bought], [*[1] * len(columns), *[-1] * FURTHER]


def _starts(made: Programme, choices: Choices, looser: int | None) -> None:
    starting: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, arc in enumerate(choices.arcs):
        starting[(choices.seats[arc.seat].role.pole, arc.start)].append(place)
    for (pole, month), limit in start_limits(choices.case).items():
        here = starting[(pole, month)]
        if len(here) > limit:
            made.row(-NO_LIMIT, limit, *_loosened(made, here, Looser("starts", pole, month), looser))


def _coverage(made: Programme, choices: Choices) -> None:
    case = choices.case
    for rule in case.coverage:
        able = [_able_months(choices, arc, rule.pole, rule.skill, rule.level) for arc in choices.arcs]
        for month in range(case.months):
            fixed = sum(
                case.role(one.role).pole == rule.pole
                and month in one.months
                and skill_at(case.member(one.member), rule.skill, month) >= rule.level
                for one in case.fixed
            )
            short = rule.least - fixed
            if short > 0:
                here = [place for place, months in enumerate(able) if month in months]
                made.row(short, NO_LIMIT, [*here, made.column(case.weights.coverage, short)])


def _able_months(choices: Choices, arc: Arc, pole: str, skill: str, level: int) -> range:
    """The months an arc counts for a coverage rule: a level once reached stays."""
    if choices.seats[arc.seat].role.pole != pole:
        return range(0)
    member = choices.case.members[arc.member]
    return range(next((m for m in arc.months if skill_at(member, skill, m) >= level), arc.end), arc.end)


def _excess(made: Programme, choices: Choices, ours: Mapping[int, Iterable[int]]) -> None:
    case = choices.case
    targets, before = shares(case)
    highest = max([0, *(before[n] - targets[n] for n in targets if n not in ours)])
    made.constant += sum(_steps(case, before[n] - targets[n]) for n in targets if n not in ours)
    made.constant += case.weights.max_over * highest
    most = made.column(case.weights.max_over)
    for n in sorted(targets):
        here = list(ours.get(n, ()))
        if not here:
            continue
        loads = [choices.arcs[p].load for p in here]
        room = targets[n] - before[n]
        made.row(-NO_LIMIT, room + highest, [*here, most], [*loads, -1])
        for step, weight in enumerate(case.weights.over):
            over = made.column(weight)
            made.row(-NO_LIMIT, room + step * case.step, [*here, over], [*loads, -1])


def _steps(case: Case, excess: int) -> int:
    return sum(weight * max(0, excess - step * case.step) for step, weight in enumerate(case.weights.over))


def shares(case: Case) -> tuple[dict[int, int], dict[int, int]]:
    """The fair share of each member in equity and the hours already theirs, by the member's place (section 5.3)."""
    roles = {role.id: role for role in case.roles}
    before, weights = {}, {}
    for n, member in enumerate(case.members):
        if member.in_equity:
            absent = {m for first, last in member.absences for m in range(first, last + 1)}
            there = sum(member.present[0] <= m <= member.present[1] and m not in absent for m in range(case.months))
            weights[n] = member.fte * (there + min(case.history_months, member.history_months))
            before[n] = member.history_load + sum(
                roles[one.role].load * len(one.months)
                for one in case.fixed
                if one.member == member.id and roles[one.role].counts_in_equity
            )
    total = sum(before.values())
    for role in case.roles:
        if role.planned:
            taken = sum(len(one.months) for one in case.fixed if one.role == role.id)
            total += role.load * (role.seats * case.months - taken)
    whole = sum(weights.values())
    targets = {n: (2 * total * w + whole) // (2 * whole) if whole else 0 for n, w in weights.items()}
    return targets, before
