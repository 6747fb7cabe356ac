"""What the sealed compartments of pay hold of the surplus: bases of the year, what each is due, what each asked."""

from datetime import date
from typing import Any

from coop_desk.core.plain_records import plain, read_back
from coop_desk.topics.surplus.records import Basis, Due

BASIS, DUE, CHOICE = "surplus.basis", "surplus.due", "surplus.choice"
Mark = tuple[str, str]


def compartment(day: date) -> str:
    """The compartment of pay of a year."""
    return f"pay/{day.year}"


def basis_mark(year_end: date) -> Mark:
    """By what the bases of a year are found."""
    return BASIS, year_end.isoformat()


def due_mark(month: str) -> Mark:
    """By what the amounts of a month of pay are found."""
    return DUE, month


def choice_mark(allocation_id: int) -> Mark:
    """By what the requests to be paid at once are found."""
    return CHOICE, str(allocation_id)


def basis_payload(year_end: date, basis: Basis) -> dict[str, Any]:
    """Write the bases of somebody."""
    return {"v": 1, "kind": BASIS, "year_end": year_end.isoformat(), **plain(basis)}


def basis_in(payload: dict[str, Any]) -> Basis:
    """Read the bases of somebody."""
    found: Basis = read_back(Basis, payload)
    return found


def due_payload(due: Due) -> dict[str, Any]:
    """Write what somebody is due; fractions as words, never as floats."""
    return {"v": 1, "kind": DUE, **plain(due)}


def due_in(payload: dict[str, Any]) -> Due:
    """Read what somebody is due."""
    found: Due = read_back(Due, payload)
    return found


def choice_payload(allocation_id: int) -> dict[str, Any]:
    """Write that somebody asks to be paid their participation at once."""
    return {"v": 1, "kind": CHOICE, "allocation_id": allocation_id, "asked": True}
