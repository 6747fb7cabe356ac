"""A plan for a case: at once by the heuristic, then by the solver, then mended; the best by our reckoning is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, isinf
from random import Random
from time import process_time
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import integer
from coop_desk.topics.roles.rotation.case import Assignment, Case, Mandate
from coop_desk.topics.roles.rotation.checking import Cost, broken_rules, cost_of
from coop_desk.topics.roles.rotation.heuristic import SEED, better_plan, first_plan
from coop_desk.topics.roles.rotation.highs import Limits, milestone, solve, solver_there
from coop_desk.topics.roles.rotation.legal import Choices, choices_of
from coop_desk.topics.roles.rotation.reading import plan_in_words
from coop_desk.topics.roles.rotation.rows import Programme, programme_of

SECONDS = 60.0
NODES_A_SECOND, ENTRIES_A_SECOND = 5, 250_000
"""Below what an ordinary PC does in a second, so that the count of nodes ends the search before the time does: a node
of a small programme takes no time."""
WHOLE = Fraction(2, 5)
"""The part of the time for the whole programme; what it does not prove is then mended a few seats at a time."""
SEATS_AT_ONCE, NODES_A_MENDING, MENDINGS_A_SECOND = 3, 50, Fraction(2, 5)
ROUNDS_A_SECOND, ROUNDS_ALONE = 2, 20
"""Of the heuristic, beside a solver and without one."""

STOP_WORDS = {
    "proven": N_("aucun plan ne peut être meilleur : c’est prouvé"),
    "nodes": N_("arrêté au nombre d’étapes prévu : le même calcul donne le même plan"),
    "time": N_("arrêté par le temps : sur un PC plus rapide le plan peut être meilleur"),
    "cancelled": N_("arrêté à votre demande"),
    "alone": N_("calculé sans solveur : le plan est valable, sans garantie d’être le meilleur"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A plan, what it costs, the bound no plan goes below (None without a solver), and how the search ended."""

    mandates: tuple[Mandate, ...]
    cost: Cost
    bound: int | None
    stopped: str
    """A key of STOP_WORDS."""
    solver: str
    seconds: float
    """Of the processor: what was allowed, not what it took."""
    nodes: int = 0
    """That were allowed too, for the whole programme."""

    def in_words(self, case: Case) -> dict[str, Any]:
        """The plan as its file says it, with how it was found: what anybody needs to find it again."""
        cost = self.cost
        return {
            **plan_in_words(case, self.mandates),
            "objective": cost.objective,
            "bound": self.bound,
            "status": "optimal" if self.stopped == "proven" else "best found",
            "parts": {
                "vacancy": cost.vacancy, "coverage_shortage": cost.coverage_shortage, "max_over": cost.max_over,
                "over": list(cost.over), "preference": cost.preference, "handovers": cost.handovers,
                "missing_shadow": cost.missing_shadow,
            },
            "search": {
                "solver": self.solver, "seed": SEED, "stopped": self.stopped, "seconds": self.seconds,
                "nodes": self.nodes, "mendings": mendings_in(self.seconds),
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search is: the best plan so far, what it costs and the bound, None while there is none."""

    mandates: tuple[Mandate, ...]
    objective: int
    bound: int | None

    @property
    def words(self) -> str:
        """One line for a person."""
        if self.bound is None:
            return _("Meilleur plan : {best}").format(best=integer(self.objective))
        words = _("Meilleur plan : {best}, borne : {bound}")
        return words.format(best=integer(self.objective), bound=integer(self.bound))


Told = Callable[[Progress], bool]


def on_the_way(_progress: Progress) -> bool:
    """Let a search go on that nobody follows."""
    return True


def nodes_in(seconds: float | Fraction, programme: Programme) -> int:
    """The nodes searched at most when so many seconds are allowed; the smaller the programme, the more."""
    entries = sum(len(columns) for _least, _most, columns, _times in programme.rows)
    return max(1, int(seconds * max(NODES_A_SECOND, ENTRIES_A_SECOND // max(1, entries))))


def mendings_in(seconds: float) -> int:
    """How often a few seats are searched again at most, each time up to NODES_A_MENDING nodes."""
    return int(seconds * MENDINGS_A_SECOND)


def plan(
    case: Case,
    seconds: float = SECONDS,
    told: Told = on_the_way,
    imposed: Sequence[Assignment] = (),
    barred: Sequence[Assignment] = (),
) -> Found:
    """Plan the free seats of a case. `told` hears of each better plan and often between; False ends the search.

    An empty plan is always legal: what cannot be filled stays vacant, and `explaining` says why.
    Raises RuleBroken ROT-30 when assignments are imposed and no solver is there to keep them, ROT-31 when what is
    imposed cannot be, ROT-32 when the search ended before it found any plan that keeps it.
    """
    began, choices = process_time(), choices_of(case, barred)
    best = _Best(choices, told)
    has_solver = solver_there()
    if imposed and not has_solver:
        raise RuleBroken("ROT-30", _("Imposer une personne demande le solveur HiGHS, qui manque à cette installation."))
    if not imposed:
        rounds = int(seconds * (ROUNDS_A_SECOND if has_solver else ROUNDS_ALONE))
        best.weigh(first_plan(choices))
        if best.show(best.chosen, None):
            best.weigh(better_plan(choices, rounds, lambda chosen: best.show(chosen, None)))
    if best.cancelled or not has_solver:
        return best.found(None, "cancelled" if best.cancelled else "alone", "", seconds)
    programme, left = programme_of(choices, imposed), max(0.1, seconds - (process_time() - began))
    best.nodes = nodes_in(seconds * WHOLE, programme)
    solved = solve(programme, Limits(best.nodes, left * WHOLE), best.show)
    if imposed and not solved.found:
        raise RuleBroken("ROT-31", _("Ce qui est imposé contredit une règle : aucun plan ne le permet."))
    for columns in solved.found:
        best.weigh(columns)
    stopped = solved.stopped
    if stopped in ("nodes", "time") and best.chosen:
        mended = _mend(best, programme, solved.bound, mendings_in(seconds), began + seconds)
        stopped = mended if stopped == "nodes" or mended == "cancelled" else stopped
    return best.found(_whole(solved.bound), stopped, f"HiGHS {solved.version}", seconds)


def _mend(best: "_Best", programme: Programme, bound: float, times: int, until: float) -> str:
    """Search again the seats of a few, drawn with a fixed seed, the others held; return how it ended.

    Stopped by time, it keeps what the last milestone had.
    """
    chance, seats = Random(SEED), best.choices.seats  # noqa: S311  (the same seats on every PC)
    kept = best.chosen, best.cost
    for turn in range(1, times + 1):
        free = chance.sample(range(len(seats)), min(SEATS_AT_ONCE, len(seats)))
        left = until - process_time()
        small = replace(programme, most=_held_but(best, programme, free))
        limits = Limits(NODES_A_MENDING, max(0.1, left))
        solved = solve(small, limits, lambda some, _bound: best.show(some, bound))
        if best.cancelled:
            return "cancelled"
        if left <= 0 or solved.stopped == "time":
            best.chosen, best.cost = kept
            return "time"
        for columns in solved.found:
            best.weigh(columns)
        if milestone(turn) == turn:
            kept = best.chosen, best.cost
    return "nodes"


def _held_but(best: "_Best", programme: Programme, free: Iterable[int]) -> list[float]:
    """How much of each column may be taken when only some seats may change."""
    open_ = {place for seat in free for place in best.choices.seats[seat].arcs} | set(best.chosen)
    arcs = len(best.choices.arcs)
    return [most if place >= arcs or place in open_ else 0.0 for place, most in enumerate(programme.most)]


def _whole(bound: float | None) -> int | None:
    """The least whole cost a bound leaves, a hair of the solver's forgiven; None while nothing is known."""
    return None if bound is None or isinf(bound) else ceil(bound - 1e-6)


class _Best:
    """The best plan of those weighed, by our own reckoning: the solver's own figure is not believed (section 6.2)."""

    def __init__(self, choices: Choices, told: Told) -> None:
        self.choices, self.told, self.cancelled = choices, told, False
        self.chosen: tuple[int, ...] = ()
        self.cost: Cost | None = None
        self.nodes = 0
        self._shown: tuple[int, ...] | None = None
        self._costs = 0

    def show(self, columns: Iterable[int], bound: float | None) -> bool:
        """Tell where the search is; what is only shown is not kept."""
        chosen = self._arcs(columns)
        if chosen != self._shown:
            self._shown, self._costs = chosen, cost_of(self.choices.case, self._mandates(chosen)).objective
        if self.cost is not None and self.cost.objective <= self._costs:
            chosen, objective = self.chosen, self.cost.objective
        else:
            objective = self._costs
        self.cancelled = not self.told(Progress(self._mandates(chosen), objective, _whole(bound)))
        return not self.cancelled

    def weigh(self, columns: Iterable[int]) -> None:
        """Keep it if it is better than what is kept; what breaks a rule is never kept."""
        chosen = self._arcs(columns)
        cost = cost_of(self.choices.case, self._mandates(chosen))
        better = self.cost is None or cost.objective < self.cost.objective
        if better and not broken_rules(self.choices.case, self._mandates(chosen)):
            self.chosen, self.cost = chosen, cost

    def found(self, bound: int | None, stopped: str, solver: str, seconds: float) -> Found:
        """What is kept, with how the search ended."""
        cost = self.cost or cost_of(self.choices.case, ())
        return Found(tuple(sorted(self._mandates(self.chosen))), cost, bound, stopped, solver, seconds, self.nodes)

    def _arcs(self, columns: Iterable[int]) -> tuple[int, ...]:
        """The columns that are mandates; those after them stand for vacant months and bounds."""
        return tuple(n for n in columns if n < len(self.choices.arcs))

    def _mandates(self, chosen: Iterable[int]) -> tuple[Mandate, ...]:
        return tuple(self.choices.mandate(self.choices.arcs[n]) for n in chosen)
