"""What would fill the vacant months: the cheapest rules to loosen, as proposals for a decision, never applied."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coop_desk.core.i18n import _, ngettext
from coop_desk.topics.roles.rotation.calendar import month_words
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate, Member, Role
from coop_desk.topics.roles.rotation.checking import vacant_months
from coop_desk.topics.roles.rotation.highs import Limits, solve, solver_there
from coop_desk.topics.roles.rotation.legal import Arc, Choices, arc_of, choices_of, stretches
from coop_desk.topics.roles.rotation.rows import Looser, programme_of

SECONDS = 20.0
NODES = 200
A_VACANT_MONTH, A_BOUND, A_RULE, A_SHADOW, MONTH = 10_000, 100, 90, 80, 10
"""What is weighed: a month left vacant; a bound, a rule and each month of it, a shadow, made looser."""
LATEST = 6
"""Months by which a training may be earlier, a rest or a term shorter: more is another role, not a proposal."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One rule made looser, in words."""

    kind: str
    """`starts`, `roles`, `training`, `shadow`, `cooldown` or `term`."""
    words: str


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What would be loosened, and the criticality-weighted months that would stay vacant all the same.

    None when the search ended before it found anything, or without a solver.
    """

    bought: tuple[Relaxation, ...]
    still_vacant: int | None


def relaxed(case: Case, plan: Iterable[Mandate], barred: Sequence[Assignment] = ()) -> Relaxed:
    """Fill as many vacant months as possible with the least loosening; what else a plan costs is left aside.

    Takes seconds. The months that nobody could hold whatever is loosened stay vacant.
    """
    if not solver_there():
        return Relaxed((), None)
    holes = vacant_months(case, plan)
    choices = choices_of(case, barred)
    told: dict[int, Relaxation] = {}
    prices: dict[int, int] = {}
    for arc, relaxation, price in _looser_arcs(choices, holes, barred):
        told[len(choices.arcs)], prices[len(choices.arcs)] = relaxation, price
        choices.seats[arc.seat].arcs.append(len(choices.arcs))
        choices.arcs.append(arc)
    programme = programme_of(choices, price_of_looser=A_BOUND)
    prices |= {n: A_VACANT_MONTH * months for n, months in programme.vacancies.items()}
    prices |= dict.fromkeys(programme.loosened, A_BOUND)
    programme.prices = [prices.get(n, 0) for n in range(len(programme.prices))]
    programme.constant = 0
    solved = solve(programme, Limits(NODES, SECONDS))
    if not solved.found:
        return Relaxed((), None)
    chosen = solved.found[-1]
    bounds = Counter(programme.loosened[n] for n in chosen if n in programme.loosened)
    bought = [told[n] for n in chosen if n in told]
    bought += [_bound_in_words(case, bound, times) for bound, times in bounds.items()]
    vacant = sum(programme.vacancies.get(n, 0) for n in chosen)
    return Relaxed(tuple(bought), vacant)


def _bound_in_words(case: Case, one: Looser, times: int) -> Relaxation:
    if one.kind == "starts":
        words = ngettext(
            "Un changement de plus dans le pôle « {where} » en {month}",
            "{n} changements de plus dans le pôle « {where} » en {month}",
            times,
        )
        where = case.pole(one.who).name
    else:
        words = ngettext(
            "Un rôle de plus à la fois pour {where} en {month}",
            "{n} rôles de plus à la fois pour {where} en {month}",
            times,
        )
        where = case.member(one.who).name
    return Relaxation(one.kind, words.format(n=times, where=where, month=month_words(case, one.month)))


def _looser_arcs(
    choices: Choices, holes: dict[tuple[str, int], list[int]], barred: Sequence[Assignment]
) -> Iterator[tuple[Arc, Relaxation, int]]:
    """Mandates over a hole that one loosening would make legal."""
    case = choices.case
    there = {(arc.seat, arc.member, arc.start, arc.end) for arc in choices.arcs}
    for place, seat in enumerate(choices.seats):
        hole = holes.get((seat.role.id, seat.number), [])
        if not hole:
            continue
        for n, member in enumerate(case.members):
            for role, who, relaxation, price in _looser(seat.role, member):
                for start, end in stretches(case, seat, role, who):
                    over = any(start <= month < end for month in hole)
                    if not over or (place, n, start, end) in there:
                        continue
                    arc = arc_of(case, place, role, n, start, end)
                    if not any(one.holds(choices.mandate(arc)) for one in barred):
                        there.add((place, n, start, end))
                        yield arc, relaxation, price


def _looser(role: Role, member: Member) -> Iterator[tuple[Role, Member, Relaxation, int]]:
    """The role and the member with one rule looser, and what that costs."""
    called = {"name": member.name, "role": role.name}
    if role.shadow_months:
        words = _("Pas de tuilage pour {name} en « {role} »").format(**called)
        yield replace(role, shadow_months=0), member, Relaxation("shadow", words), A_SHADOW
    for months in range(1, LATEST + 1):
        price = A_RULE + MONTH * months
        if member.training:
            sooner = tuple(replace(one, since=one.since - months) for one in member.training)
            words = _("{name} : formation terminée {n} mois plus tôt").format(n=months, **called)
            yield role, replace(member, training=sooner), Relaxation("training", words), price
        if role.cooldown >= months:
            words = _("Délai de carence de « {role} » plus court de {n} mois pour {name}").format(n=months, **called)
            yield replace(role, cooldown=role.cooldown - months), member, Relaxation("cooldown", words), price
        if role.term_min > months:
            words = _("{name} en « {role} » : mandat plus court de {n} mois que la durée minimale")
            shorter = replace(role, term_min=role.term_min - months)
            yield shorter, member, Relaxation("term", words.format(n=months, **called)), price
