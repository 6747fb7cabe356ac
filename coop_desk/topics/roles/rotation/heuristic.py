"""A legal plan at once, without any solver: seat by seat, then seats taken out and put back (section 6.3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from coop_desk.topics.roles.rotation.legal import Arc, Block, Choices, skill_at, used_by_fixed
from coop_desk.topics.roles.rotation.rows import shares, start_limits

BEAM = 6
"""Unfinished fillings of a seat that are kept at each month it may change hands."""
SAME_LAST = 2
"""Of which at most so many end with the same person."""
MARGIN = 0.03
"""How much worse a plan may be at first and still be gone on from."""
SEED = 20251


def first_plan(choices: Choices) -> list[int]:
    """Fill the seats one after the other, those with the fewest candidates first; return places of arcs."""
    return _filled(choices).chosen()


def better_plan(choices: Choices, rounds: int, still: Callable[[list[int]], bool] = lambda _best: True) -> list[int]:
    """Start from `first_plan`, then so many times take one to four seats out and put them back, noise in the prices.

    The same number of rounds gives the same plan on any machine. `still` is shown the best so far; False ends.
    """
    chance = Random(SEED)  # noqa: S311  (a plan must be found again, nothing is secret)
    table = _filled(choices)
    best, at = table.chosen(), table.cost()
    lowest = at
    for done in range(rounds):
        if not still(best):
            break
        before = {seat: table.filling(seat) for seat in _taken_out(choices, table, chance)}
        for seat in before:
            table.empty(seat)
        order = sorted(before)
        chance.shuffle(order)
        noise = chance.choice((0.0, 0.1, 0.3))
        for seat in order:
            table.fill(seat, chance, noise)
        now = table.cost()
        if now > at + MARGIN * lowest * (1 - done / rounds):
            for seat in before:
                table.empty(seat)
            for seat, filling in before.items():
                table.put(seat, filling)
            continue
        at = now
        if now < lowest:
            best, lowest = table.chosen(), now
    return best


def _filled(choices: Choices) -> "_Table":
    table = _Table(choices)
    for seat in _hardest_first(choices):
        table.fill(seat)
    return table


def _hardest_first(choices: Choices) -> list[int]:
    who = {n: len({choices.arcs[place].member for place in seat.arcs}) for n, seat in enumerate(choices.seats)}
    return sorted(who, key=lambda n: (who[n], n))


def _taken_out(choices: Choices, table: "_Table", chance: Random) -> list[int]:
    many = min(len(choices.seats), chance.randint(1, 4))
    if chance.random() < 0.5:
        return chance.sample(range(len(choices.seats)), many)
    pole = chance.choice(choices.seats).role.pole
    near = [n for n, seat in enumerate(choices.seats) if seat.role.pole == pole]
    return chance.sample(near, min(many, len(near)))


@dataclass(slots=True)
class _Way:
    """A seat filled up to a month: what it costs so far and the arcs of it."""

    cost: float
    arcs: tuple[int, ...]


@dataclass(slots=True)
class _Table:
    """The plan under way and what it uses, so that each change is priced by what it changes."""

    choices: Choices
    placed: dict[int, tuple[int, ...]] = field(default_factory=dict)
    hours: list[list[int]] = field(init=False)
    roles: list[list[int]] = field(init=False)
    held: list[list[list[str]]] = field(init=False)
    """Role ids of each member and month, fixed ones included."""
    starts: dict[tuple[str, int], int] = field(init=False)
    """Mandates that may still start, by pole and month."""
    load: dict[int, int] = field(init=False)
    short: list[list[int]] = field(init=False)
    """Holders still missing, by coverage rule and month; negative when there are more than asked."""
    apart: list[list[int]] = field(init=False)
    """Seats held, by pair kept apart and month."""
    targets: dict[int, int] = field(init=False)
    vacant: int = 0
    price: int = 0

    def __post_init__(self) -> None:
        """Count what fixed mandates use."""
        case = self.choices.case
        used = used_by_fixed(case)
        self.hours, self.roles = used.hours, used.roles
        self.held = [[sorted(month) for month in row] for row in used.held]
        self.starts = start_limits(case)
        self.targets, self.load = shares(case)
        self.short = [
            [
                rule.least
                - sum(
                    case.role(one.role).pole == rule.pole
                    and month in one.months
                    and skill_at(case.member(one.member), rule.skill, month) >= rule.level
                    for one in case.fixed
                )
                for month in range(case.months)
            ]
            for rule in case.coverage
        ]
        self.apart = [
            [
                sum(
                    one.member in who and case.role(one.role).pole == pole and month in one.months for one in case.fixed
                )
                for month in range(case.months)
            ]
            for *who, pole in case.apart
        ]

    def chosen(self) -> list[int]:
        """The arcs of the plan, in order."""
        return sorted(arc for arcs in self.placed.values() for arc in arcs)

    def filling(self, seat: int) -> tuple[int, ...]:
        """The arcs on a seat."""
        return self.placed.get(seat, ())

    def cost(self) -> int:
        """The price of the whole, as the objective counts it."""
        case = self.choices.case
        excesses = [self.load[n] - self.targets[n] for n in self.targets]
        return (
            self.price
            + sum(self._steps(excess) for excess in excesses)
            + case.weights.max_over * max([0, *excesses])
            + case.weights.coverage * sum(max(0, missing) for row in self.short for missing in row)
            + sum(self._empty_months(seat) for seat in range(len(self.choices.seats)))
        )

    def _empty_months(self, n: int) -> int:
        seat = self.choices.seats[n]
        free = sum(block.end - block.first for block in seat.blocks)
        held = sum(len(self.choices.arcs[arc].months) for arc in self.filling(n))
        return self.choices.case.weights.vacancy * seat.role.criticality * (free - held)

    def _steps(self, excess: int) -> int:
        case = self.choices.case
        return sum(w * max(0, excess - step * case.step) for step, w in enumerate(case.weights.over))

    # -------------------------------------------------------------- a seat filled and emptied

    def put(self, seat: int, arcs: tuple[int, ...]) -> None:
        """Place arcs on an empty seat."""
        self.placed[seat] = arcs
        for arc in arcs:
            self._count(self.choices.arcs[arc], 1)

    def empty(self, seat: int) -> None:
        """Take a seat's arcs out."""
        for arc in self.placed.pop(seat, ()):
            self._count(self.choices.arcs[arc], -1)

    def _count(self, arc: Arc, sign: int) -> None:
        case, role, n = self.choices.case, self.choices.seats[arc.seat].role, arc.member
        self.price += sign * arc.price
        if n in self.load:
            self.load[n] += sign * arc.load
        for month in arc.shadow:
            self.hours[n][month] += sign * role.shadow_load
        for month in arc.months:
            self.hours[n][month] += sign * role.load
            self.roles[n][month] += sign
            if sign > 0:
                self.held[n][month].append(role.id)
            else:
                self.held[n][month].remove(role.id)
        if arc.start:
            self.starts[(role.pole, arc.start)] -= sign
        for rule, row in zip(case.coverage, self.short, strict=True):
            if rule.pole == role.pole:
                for month in arc.months:
                    if skill_at(case.members[n], rule.skill, month) >= rule.level:
                        row[month] -= sign
        for (*who, pole), row in zip(case.apart, self.apart, strict=True):
            if pole == role.pole and case.members[n].id in who:
                for month in arc.months:
                    row[month] += sign

    def fill(self, seat: int, chance: Random | None = None, noise: float = 0.0) -> None:
        """Fill an empty seat as cheaply as the rest of the plan allows."""
        arcs: list[int] = []
        for block in self.choices.seats[seat].blocks:
            arcs += self._fill_block(seat, block, arcs, chance, noise)
        self.put(seat, tuple(arcs))

    def _fill_block(
        self, seat: int, block: Block, before: Sequence[int], chance: Random | None, noise: float
    ) -> list[int]:
        weights, role = self.choices.case.weights, self.choices.seats[seat].role
        starting: dict[int, list[int]] = defaultdict(list)
        for place in self.choices.seats[seat].arcs:
            arc = self.choices.arcs[place]
            if block.first <= arc.start < block.end and self._fits(arc):
                starting[arc.start].append(place)
        highest = max([0, *(self.load[n] - target for n, target in self.targets.items())])
        ways: dict[int, list[_Way]] = defaultdict(list)
        ways[block.first] = [_Way(0.0, ())]
        for n, point in enumerate(block.points[:-1]):
            for way in _kept(self.choices, ways[point]):
                after = block.points[n + 1]
                hole = weights.vacancy * role.criticality * (after - point)
                ways[after].append(_Way(way.cost + hole, way.arcs))
                for place in starting[point]:
                    arc = self.choices.arcs[place]
                    if self._follows(arc, [*before, *way.arcs]):
                        price = self._price(arc, [*before, *way.arcs], highest)
                        if chance is not None and noise:
                            price *= 1 + noise * (chance.random() - 0.5)
                        ways[arc.end].append(_Way(way.cost + price, (*way.arcs, place)))
        return list(min(ways[block.end], key=lambda way: (way.cost, way.arcs)).arcs)

    # -------------------------------------------------------------- may it, and at what price

    def _fits(self, arc: Arc) -> bool:
        """Whether the rest of the plan leaves room for it (rules 5 and 7 to 11)."""
        case, role, n = self.choices.case, self.choices.seats[arc.seat].role, arc.member
        member = case.members[n]
        if arc.start and self.starts[(role.pole, arc.start)] < 1:
            return False
        if role.shadow_load and any(self.hours[n][m] + role.shadow_load > member.capacity for m in arc.shadow):
            return False
        for month in arc.months:
            if self.hours[n][month] + role.load > member.capacity or self.roles[n][month] >= member.max_roles:
                return False
        for one, two in case.incompatible:
            other = two if one == role.id else one if two == role.id else None
            if other is not None and any(other in self.held[n][month] for month in arc.months):
                return False
        for (*who, pole), row in zip(case.apart, self.apart, strict=True):
            if pole == role.pole and member.id in who and any(row[month] for month in arc.months):
                return False
        ours = (
            self.choices.arcs[place]
            for seat, arcs in self.placed.items()
            if self.choices.seats[seat].role.id == role.id
            for place in arcs
        )
        return all(other.member != n or _rested(arc, other, role.cooldown) for other in ours)

    def _follows(self, arc: Arc, before: Iterable[int]) -> bool:
        """Whether the same person's earlier turns on this very seat leave it rest, and hours enough."""
        role = self.choices.seats[arc.seat].role
        ours = [other for other in (self.choices.arcs[place] for place in before) if other.member == arc.member]
        if not all(_rested(arc, other, role.cooldown) for other in ours):
            return False
        capacity = self.choices.case.members[arc.member].capacity
        for month in (*arc.shadow, *arc.months) if ours else ():
            hours = sum(role.load * (month in one.months) + role.shadow_load * (month in one.shadow)
                        for one in (arc, *ours))  # fmt: skip
            if hours and self.hours[arc.member][month] + hours > capacity:
                return False
        return True

    def _price(self, arc: Arc, before: Iterable[int], highest: int) -> float:
        """What choosing it changes: its own price, hours above the fair share, coverage."""
        case, role, n = self.choices.case, self.choices.seats[arc.seat].role, arc.member
        price = arc.price
        if n in self.load:
            already = sum(self.choices.arcs[p].load for p in before if self.choices.arcs[p].member == n)
            excess = self.load[n] + already - self.targets[n]
            price += self._steps(excess + arc.load) - self._steps(excess)
            price += case.weights.max_over * (max(highest, excess + arc.load) - max(highest, excess))
        for rule, row in zip(case.coverage, self.short, strict=True):
            if rule.pole == role.pole:
                price -= case.weights.coverage * sum(
                    row[m] > 0 and skill_at(case.members[n], rule.skill, m) >= rule.level for m in arc.months
                )
        return price


def _rested(one: Arc, two: Arc, cooldown: int) -> bool:
    return one.start >= two.end + cooldown or two.start >= one.end + cooldown


def _kept(choices: Choices, ways: list[_Way]) -> list[_Way]:
    kept: list[_Way] = []
    ends: dict[int, int] = defaultdict(int)
    for way in sorted(ways, key=lambda way: (way.cost, way.arcs)):
        last = choices.arcs[way.arcs[-1]].member if way.arcs else -1
        if ends[last] < SAME_LAST:
            ends[last] += 1
            kept.append(way)
        if len(kept) == BEAM:
            break
    return kept
