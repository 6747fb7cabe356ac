"""The rules of a rotation read a second time, as a table of who holds what in each month: slow, and another way."""

from collections.abc import Iterable, Iterator
from itertools import product

from coop_desk.topics.roles.rotation.case import Case, Mandate


def legal(case: Case, plan: Iterable[Mandate]) -> bool:
    """Whether every rule of section 5.2 holds."""
    planned = list(plan)
    return all(_legal_alone(case, one) for one in planned) and _legal_together(case, planned)


def _legal_alone(case: Case, one: Mandate) -> bool:
    r, m = case.role(one.role), case.member(one.member)
    days = [p.last + 1 for p in case.fixed if (p.role, p.seat) == (one.role, one.seat)]
    starts = {0, *r.start_months, *days}
    here = [
        m.present[0] <= t <= m.present[1] and all(not a <= t <= b for a, b in m.absences) for t in range(case.months)
    ]
    learnt = [x for x in m.training if x.since <= one.first]
    level = {
        skill: max([m.skills.get(skill, 0)] + [x.level for x in learnt if x.skill == skill])
        for skill, _needed in r.requires
    }
    known = r.id in [h.role for h in m.held] or (r.id, m.id) in [(f.role, f.member) for f in case.fixed]
    ends = one.last == case.months - 1 or (one.last + 1 in starts and one.last - one.first + 1 >= r.term_min)
    return (
        r.mode in ("rotating", "coopted")
        and one.first in starts
        and ends
        and one.last - one.first + 1 <= r.term_max
        and (not r.team or r.team == m.team)
        and (m.associate or not r.associates_only)
        and r.id not in m.refuses
        and (r.mode != "coopted" or r.id in m.endorsed)
        and all(level[skill] >= needed for skill, needed in r.requires)
        and all(here[one.first : one.last + 1])
        and (known or all(here[max(0, one.first - r.shadow_months) : one.first]))
        and all(one.first - h.ended > r.cooldown for h in m.held if h.role == r.id)
    )


def _legal_together(case: Case, planned: list[Mandate]) -> bool:
    roles = {r.id: r for r in case.roles}
    for n, one in enumerate(planned):
        for two in [*planned[n + 1 :], *case.fixed]:
            if (one.role, one.member) == (two.role, two.member):
                gap = max(one.first, two.first) - min(one.last, two.last) - 1
                if gap < roles[one.role].cooldown:
                    return False
    for t in range(case.months):
        now = [(p, p in planned) for p in [*planned, *case.fixed] if p.first <= t <= p.last]
        seats = [(p.role, p.seat) for p, _ours in now]
        if any(seats.count((p.role, p.seat)) > 1 for p, ours in now if ours):
            return False
        for m in case.members:
            holds = [(p, ours) for p, ours in now if p.member == m.id]
            shadow = sum(
                roles[p.role].shadow_load
                for p in planned
                if p.member == m.id
                and p.first - roles[p.role].shadow_months <= t < p.first
                and p.role not in [h.role for h in m.held]
                and (p.role, p.member) not in [(f.role, f.member) for f in case.fixed]
            )
            ours_here = any(ours for _p, ours in holds)
            if ours_here and len(holds) > m.max_roles:
                return False
            if (ours_here or shadow) and sum(roles[p.role].load for p, _o in holds) + shadow > m.capacity:
                return False
            pairs = [{p.role, q.role} for p, o in holds for q, _o2 in holds if p is not q and o]
            if any(set(two) in pairs for two in case.incompatible):
                return False
        for a, b, pole in case.apart:
            both = [ours for p, ours in now if p.member in (a, b) and roles[p.role].pole == pole]
            if any(both) and len(both) > 1:
                return False
        for pole_ in case.poles:
            begin = [p in planned for p in [*planned, *case.fixed] if p.first == t and roles[p.role].pole == pole_.id]
            if t and any(begin) and len(begin) > max(pole_.max_handovers, begin.count(False)):
                return False
    return True


def every_plan(case: Case) -> Iterator[tuple[Mandate, ...]]:
    """Every legal plan, the empty one first."""
    by_seat = [list(_fillings(case, role, seat, 0)) for role, seat in case.seats()]
    for chosen in product(*by_seat):
        plan = tuple(one for filling in chosen for one in filling)
        if legal(case, plan):
            yield plan


def _fillings(case: Case, role: str, seat: int, month: int) -> Iterator[tuple[Mandate, ...]]:
    if month >= case.months:
        yield ()
        return
    yield from _fillings(case, role, seat, month + 1)
    for member in case.members:
        for last in range(month, case.months):
            one = Mandate(role, seat, member.id, month, last)
            if _legal_alone(case, one):
                for rest in _fillings(case, role, seat, last + 1):
                    yield (one, *rest)
