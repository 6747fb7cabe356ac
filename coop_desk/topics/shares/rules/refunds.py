"""Giving shares back: their value, when they are due, in what order, within what room (REF-01 to REF-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from coop_desk.core.ids import PersonId


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody who left waits for, in cents, since the day they lost their status."""

    person_id: PersonId
    lost_on: date
    cents: int


@dataclass(frozen=True, slots=True)
class Allotment:
    """What a claim gets now and what it still waits for, in cents."""

    claim: Claim
    paid_cents: int

    @property
    def waiting_cents(self) -> int:
        """What remains to be paid when the capital allows."""
        return self.claim.cents - self.paid_cents


def allot(claims: Iterable[Claim], capital_cents: int, floor_cents: int) -> tuple[Allotment, ...]:
    """Share the room above the floor in the order of the dates of loss (REF-06, REF-08)."""
    room = max(0, capital_cents - floor_cents)
    allotted = []
    for claim in sorted(claims, key=lambda claim: (claim.lost_on, claim.person_id)):
        paid = min(room, claim.cents)
        room -= paid
        allotted.append(Allotment(claim, paid))
    return tuple(allotted)


def loss_on_capital(loss_cents: int, capital_cents: int, reserves_cents: int, imputation: str) -> int:
    """Return the part of a loss that the capital bears, half a cent up (REF-03).

    `imputation` is that of the statutes: pro_rata of capital and statutory reserves, or reserves_first.
    """
    if loss_cents <= 0 or capital_cents <= 0:
        return 0
    if imputation == "reserves_first":
        return min(capital_cents, max(0, loss_cents - reserves_cents))
    whole = capital_cents + max(0, reserves_cents)
    return min(capital_cents, _half_up(loss_cents * capital_cents, whole))


def reimbursed_value(paid_cents: int, loss_on_capital_cents: int, capital_cents: int) -> int:
    """Return what the paid part of some shares is worth to the leaver, in cents (REF-01)."""
    if capital_cents <= 0:
        return paid_cents
    return max(0, paid_cents - _half_up(paid_cents * loss_on_capital_cents, capital_cents))


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def due_on(lost_on: date, delay_years: int) -> date:
    """Return the day a leaver may ask for payment (REF-05)."""
    try:
        return lost_on.replace(year=lost_on.year + delay_years)
    except ValueError:
        return date(lost_on.year + delay_years, 3, 1)


@dataclass(frozen=True, slots=True)
class Owed:
    """A claim born of a cancellation: the movement, when it was lost, when it is due, and cents."""

    number: int
    person_id: PersonId
    lost_on: date
    due_on: date
    cents: int


@dataclass(frozen=True, slots=True)
class OwedState:
    """A claim with what was paid on it, the oldest loss being paid first."""

    owed: Owed
    paid_cents: int

    @property
    def left_cents(self) -> int:
        """What is still to be paid."""
        return self.owed.cents - self.paid_cents


def settle(owed: Sequence[Owed], paid_cents: int) -> tuple[OwedState, ...]:
    """Spread what one person was paid over their claims, oldest loss first (REF-08)."""
    states = []
    for line in sorted(owed, key=lambda line: (line.lost_on, line.number)):
        part = min(paid_cents, line.cents)
        paid_cents -= part
        states.append(OwedState(line, part))
    return tuple(states)


def highest_capital(changes: Iterable[tuple[date, int]], known_before_cents: int = 0) -> int:
    """Return the highest capital ever reached at the end of a day, in cents (REF-13).

    `changes` is what each day added to or took from the capital, in the order of days.
    """
    return max(known_before_cents, *accumulate((cents for _day, cents in changes), initial=0))
