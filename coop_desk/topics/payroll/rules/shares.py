"""Shares kept from pay: within a tenth of the pay due, as the payment of whole shares or of what is owed on them."""

from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import euros


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept from the pay of one person for shares, in cents."""

    person_id: PersonId
    cents: int


def cap_passed(kept_cents: int, due_cents: int) -> bool:
    """Whether more than a tenth of the pay due is kept (SHA-06); counted in cents, without rounding."""
    return kept_cents * 10 > due_cents


def shares_paid(cents: int, owed_cents: int, nominal_cents: int) -> int:
    """Return how many new shares an amount pays; 0 when it pays what is still owed on older ones (SHA-05).

    Raises RuleBroken SHA-02 when it is neither.
    """
    if 0 < cents <= owed_cents:
        return 0
    if not nominal_cents or cents % nominal_cents:
        raise RuleBroken(
            "SHA-02",
            _("La retenue de {kept} n’est pas un nombre entier de parts de {nominal}.").format(
                kept=euros(cents), nominal=euros(nominal_cents)
            ),
        )
    return cents // nominal_cents
