"""Exact amounts brought to the cent: half up, or shared by the largest remainders (SUR-10)."""

from collections.abc import Mapping
from fractions import Fraction

from coop_desk.core.ids import PersonId


def half_up(amount: Fraction) -> int:
    """Round an amount of zero or more to the nearest cent, half a cent going up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def at_least(amount: Fraction) -> int:
    """The fewest whole cents that reach an amount."""
    return -(-amount.numerator // amount.denominator)


def at_most(amount: Fraction) -> int:
    """The most whole cents that do not pass an amount."""
    return amount.numerator // amount.denominator


def shared(cents: int, weights: Mapping[PersonId, Fraction]) -> dict[PersonId, int]:
    """Share cents by weight: whole cents first, the rest by the largest remainders, ties by the number of the person.

    Without any weight nobody gets anything.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {person: weight * cents / whole for person, weight in weights.items()}
    found = {person: at_most(due) for person, due in exact.items()}
    by_remainder = sorted(exact, key=lambda person: (found[person] - exact[person], person))
    for person in by_remainder[: cents - sum(found.values())]:
        found[person] += 1
    return found


def shared_under(cents: int, weights: Mapping[PersonId, Fraction], most: int) -> dict[PersonId, int]:
    """Share cents so that nobody passes `most`: what is over goes to the others, by weight (PAR-04).

    When everybody is at `most`, the sum falls short of the cents.
    """
    found = shared(cents, weights)
    full: dict[PersonId, int] = {}
    while over := [person for person, due in found.items() if due > most]:
        full |= dict.fromkeys(over, most)
        rest = {person: weight for person, weight in weights.items() if person not in full}
        found = shared(cents - sum(full.values()), rest)
    return {person: full.get(person, found.get(person, 0)) for person in weights}
