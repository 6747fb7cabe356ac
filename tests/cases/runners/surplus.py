"""Surplus: an allocation, the split of the employee share and the participation reserve, to the cent."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from coop_desk.core.ids import PersonId
from coop_desk.topics.surplus.records import Allocation, Hypotheses, Key, Terms, Worker
from coop_desk.topics.surplus.rules import participation
from coop_desk.topics.surplus.rules.allocation import allocate
from coop_desk.topics.surplus.rules.cents import at_least
from coop_desk.topics.surplus.rules.people import lots
from tests.conftest import TestCoop

TOPIC = "surplus"
YEAR_END = date(2025, 12, 31)
Told = Mapping[str, Any]


def recognises(case: Mapping[str, Any]) -> bool:
    """A case of surplus says so."""
    return case.get("kind") == "surplus"


def run(_coop: TestCoop, case: Mapping[str, Any]) -> None:
    """Play each part of the inputs; every amount that is expected must be found, to the cent."""
    inputs, expected = case["inputs"], case["expected"]
    assert set(inputs) == set(expected), f"{sorted(inputs)} given, {sorted(expected)} expected"
    allocated = _allocated(inputs["allocation"]) if "allocation" in inputs else None
    if allocated is not None:
        compare(expected["allocation"], figures(allocated, inputs["allocation"]))
    for told, wanted in zip(inputs.get("splits", ()), expected.get("splits", ()), strict=True):
        assert allocated is not None
        compare(wanted, split(told, allocated.employees_cents))
    if "participation" in inputs:
        compare(expected["participation"], reserve(inputs["participation"]))


def compare(expected: Told, found: Told) -> None:
    """Amounts are compared in cents, the rest as it is."""
    for key, value in expected.items():
        assert key in found, f"nothing is found under {key!r} in {sorted(found)}"
        wanted = cents(value) if isinstance(value, str) else value
        assert wanted == found[key], f"{key}: {found[key]!r}, expected {wanted!r}"


def cents(amount: str) -> int:
    """Read euros, exactly."""
    found = Fraction(amount) * 100
    assert found.denominator == 1, f"{amount} is not a whole number of cents"
    return int(found)


def _allocated(told: Told) -> Allocation:
    def amount(name: str) -> int:
        return cents(told.get(name, "0"))

    def part(name: str) -> Fraction:
        return Fraction(told.get(name, "0"))

    decided = told.get("leaders_decided")
    hypotheses = Hypotheses(
        YEAR_END,
        amount("result"),
        prior_losses_cents=amount("prior_losses"),
        legal_reserve_cents=amount("legal_reserve"),
        highest_capital_cents=amount("highest_capital"),
        shares_cents=amount("shares"),
        employees_part=part("employees"),
        interest_part=part("interest"),
        interest_rate=part("interest_rate"),
        participation_part=part("participation"),
        leaders_decided_on=date.fromisoformat(decided) if decided else None,
    )
    return allocate(hypotheses, Terms(legal_rate=part("legal_rate"), interest=True))


def figures(found: Allocation, told: Told) -> Told:
    """Everything an allocation says, in cents."""
    fourth = Fraction(1, 4)
    return {
        "base": found.base.cents,
        "legal": found.legal_cents,
        "fund": found.fund_cents,
        "employees": found.employees_cents,
        "interest": found.interest_cents,
        "interest_asked": found.interest_asked_cents,
        "participation": found.participation_cents,
        "reserves": found.reserves_cents,
        "sum": found.reserves_cents + found.employees_cents + found.interest_cents,
        "legal_reserve_after": cents(told.get("legal_reserve", "0")) + found.legal_cents,
        "carried_loss": found.base.carried_loss_cents,
        "least_employees": at_least(fourth * found.base.cents),
        "least_employees_undeducted": at_least(fourth * found.base.undeducted_cents),
        "most_provision": participation.most_provision(found.participation_cents, found.reserves_cents),
        "broken": [check.rule for check in found.broken],
    }


def split(told: Told, employees_cents: int) -> Told:
    """What each person gets, by name."""
    workers = [
        Worker(
            PersonId(place),
            one["name"],
            cents(one["pay"]),
            int(Fraction(one["hours"]) * 60),
            Fraction(one["coefficient"]),
        )
        for place, one in enumerate(told["people"], start=1)
    ]
    found = lots(workers, employees_cents, 0, Terms(key=Key(told["key"])), YEAR_END.year)
    assert sum(lot.work_cents for lot in found) == employees_cents
    return {worker.name: lot.work_cents for worker, lot in zip(workers, found, strict=True)}


def reserve(told: Told) -> Told:
    """The participation reserve, the tax that depends on it, and the legal formula."""
    tax, part = Fraction(told["tax"]), Fraction(told["employees"])
    found = participation.solved(cents(told["before_tax"]), tax, part, provision=told["provision"])
    least = participation.legal_minimum(
        found.surplus_cents, tax, cents(told["paid_capital"]), Fraction(told["wages_over_added_value"])
    )
    return {
        "surplus": found.surplus_cents,
        "tax": found.tax_cents,
        "reserve": found.reserve_cents,
        "legal_minimum": least,
    }
