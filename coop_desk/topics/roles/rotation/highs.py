"""The programme solved by HiGHS: the best choice of mandates, proved or not, stopped by a count of nodes."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from time import process_time
from typing import Any

from coop_desk.topics.roles.rotation.rows import Programme

SEED = 20251
GROWS = 1.25
"""Each milestone is so much further than the one before, in calls of the solver."""
Improved = Callable[[tuple[int, ...], float], bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: by nodes, which any machine repeats, and by seconds of the processor, which none does."""

    nodes: int
    seconds: float


PATIENCE = 4
"""On a busy PC the processor's seconds last longer: so many times, at most."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What came out: the columns at one of each plan on the way, the best proved bound, and how it stopped."""

    found: tuple[tuple[int, ...], ...]
    """In the order they were found. After a stop by time, those of before the last milestone only: two runs that
    reach the same milestone give the same plans."""
    bound: float
    stopped: str
    """`proven`, `impossible`, `nodes`, `time` or `cancelled`."""
    version: str


def solver_there() -> bool:
    """Whether HiGHS is installed and can be loaded: where it cannot, plans are made without it."""
    try:
        import_module("highspy")
    except ImportError:
        return False
    return True


def solve(programme: Programme, limits: Limits, improved: Improved = lambda _chosen, _bound: True) -> Solved:
    """Minimise. `improved` is told each better choice and the bound, and often the last one; False stops all."""
    import highspy
    import numpy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("random_seed", SEED),
        ("threads", 1),
        ("parallel", "off"),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),
        ("mip_max_nodes", limits.nodes),
        ("time_limit", PATIENCE * limits.seconds),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(_model(programme))
    whole = numpy.array(programme.whole)
    found: list[tuple[int, tuple[int, ...]]] = []
    calls, cancelled, late = 0, False, False
    until = process_time() + limits.seconds

    def better(event: Any) -> None:
        found.append((calls, _at_one(event.data_out.mip_solution, whole)))

    def asked(event: Any) -> None:
        nonlocal calls, cancelled, late
        calls += 1
        if process_time() > until:
            late = True
            event.interrupt()
        elif found and not improved(found[-1][1], event.data_out.mip_dual_bound + programme.constant):
            cancelled = True
            event.interrupt()

    solver.cbMipImprovingSolution += better
    solver.cbMipInterrupt += asked
    solver.run()
    status, statuses = solver.getModelStatus(), highspy.HighsModelStatus
    if status == statuses.kOptimal:
        stopped = "proven"
    elif status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
        stopped = "impossible"  # nothing costs less than zero: it is not unbounded
    elif cancelled:
        stopped = "cancelled"
    else:
        stopped = "time" if late or status == statuses.kTimeLimit else "nodes"
    if stopped == "proven":
        found.append((calls, _at_one(numpy.array(solver.getSolution().col_value), whole)))
    last = milestone(calls) if stopped == "time" else calls
    kept = tuple(chosen for at, chosen in found if at <= last) or tuple(chosen for _at, chosen in found[:1])
    info = solver.getInfo()
    bound = info.mip_dual_bound if any(programme.whole) else info.objective_function_value  # nothing to choose
    return Solved(kept, bound + programme.constant, stopped, solver.version())


def _at_one(values: Any, whole: Any) -> tuple[int, ...]:
    return tuple(int(n) for n in ((values > 0.5) & whole).nonzero()[0])


def milestone(calls: int) -> int:
    """The last milestone reached: two runs that are stopped by time between the same two keep the same."""
    reached, after = 1, 1
    while after <= calls:
        reached, after = after, int(after * GROWS) + 1
    return reached


def _model(programme: Programme) -> Any:
    import highspy
    import numpy

    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(programme.prices), len(programme.rows)
    model.col_cost_ = numpy.array(programme.prices, dtype=float)
    model.col_lower_ = numpy.zeros(len(programme.prices))
    model.col_upper_ = numpy.array(programme.most, dtype=float)
    model.row_lower_ = numpy.array([row[0] for row in programme.rows], dtype=float)
    model.row_upper_ = numpy.array([row[1] for row in programme.rows], dtype=float)
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in programme.whole]
    starts, columns, factors = [0], [], []
    for _least, _most, here, times in programme.rows:
        columns += here
        factors += times
        starts.append(len(columns))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = numpy.array(starts, dtype=numpy.int32)
    model.a_matrix_.index_ = numpy.array(columns, dtype=numpy.int32)
    model.a_matrix_.value_ = numpy.array(factors, dtype=float)
    return model
