"""The participation agreement: the reserve, its legal minimum, the provision, and how long it is locked (PAR-*)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import euros, integer, long_day
from coop_desk.topics.employment.rules.ceilings import yearly_ceiling
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.surplus.records import Check, Hypotheses, State, Surplus
from coop_desk.topics.surplus.rules.cents import half_up
from coop_desk.topics.surplus.rules.wording import part_words

COMPULSORY_FROM = 50
LOCKED_YEARS = 5


@dataclass(frozen=True, slots=True)
class WithProvision:
    """The surplus once tax, participation reserve and investment provision depend on one another, in cents."""

    surplus_cents: int
    tax_cents: int
    reserve_cents: int


def solved(before_tax_cents: int, tax: Fraction, employees_part: Fraction, *, provision: bool) -> WithProvision:
    """Solve surplus, tax and reserve together when the whole employee share is the reserve (PAR-06).

    With a provision equal to the reserve, both are taken away before tax; the accountant's figures prevail.
    """
    taken = (2 if provision else 1) * tax * employees_part
    surplus = half_up(before_tax_cents * (1 - tax) / (1 - taken))
    return WithProvision(surplus, before_tax_cents - surplus, half_up(employees_part * surplus))


def most_provision(reserve_cents: int, reserves_cents: int) -> int:
    """The most investment provision, in cents: the participation reserve, within what the reserves get (PAR-05)."""
    return min(reserve_cents, reserves_cents)


def legal_minimum(surplus_cents: int, tax: Fraction, paid_capital_cents: int, wages_over_added: Fraction) -> int:
    """The participation reserve of the legal formula, in cents, each step half up to the cent (PAR-03)."""
    without_share = half_up(Fraction(surplus_cents * 3, 4))
    after_tax = half_up(without_share * (1 - tax))
    after_capital = after_tax - half_up(Fraction(paid_capital_cents, 20))
    return half_up(max(0, after_capital) * wages_over_added / 2)


def ceiling_of(year: int) -> int:
    """The yearly ceiling of social security, in cents. Raises RuleBroken PAR-04 for a year that has no table."""
    known = yearly_ceiling(year)
    if known is None:
        said = _("Le plafond de la sécurité sociale de {year} n’est pas connu de cette version : mettez-la à jour.")
        raise RuleBroken("PAR-04", said.format(year=year))
    return known


def most_each(year: int) -> int:
    """The most one person may be given from the reserve: three quarters of the ceiling, in cents (PAR-04)."""
    return ceiling_of(year) * 3 // 4


def counted_pay(pay_cents: int, year: int) -> int:
    """The pay that counts for the reserve: up to three ceilings of the year (PAR-04)."""
    return min(pay_cents, 3 * ceiling_of(year))


def paid_before(year_end: date) -> date:
    """The day before which what is asked for at once is paid: the first of the sixth month (DL-09)."""
    return add_months(year_end.replace(day=1), 6)


def locked_until(year_end: date) -> date:
    """The day from which the rest may be asked for, five years after the reserve opens its rights (PAR-04)."""
    return add_months(paid_before(year_end), 12 * LOCKED_YEARS)


def checks(base: Surplus, employees: int, reserves: int, told: Hypotheses) -> Iterator[Check]:
    """Say what the law asks of participation here, if anything."""
    if told.participation_part:
        yield _decided(told)
        reserve = half_up(told.participation_part * employees)
        words = _(
            "La réserve de participation est de {reserve} ; une provision pour investissement irait jusqu’à {most}, "
            "dans la limite des réserves."
        ).format(reserve=euros(reserve), most=euros(most_provision(reserve, reserves)))
        yield Check("PAR-05", words, State.KEPT)
    elif told.headcount >= COMPULSORY_FROM:
        words = _("La coopérative compte {n} salariés : à partir de 50, un accord de participation est obligatoire.")
        yield Check("PAR-01", words.format(n=integer(told.headcount)), State.WARNED)


def _decided(told: Hypotheses) -> Check:
    part = part_words(told.participation_part)
    if told.leaders_decided_on is None or told.leaders_decided_on > told.year_end:
        words = _(
            "{part} de la part des salariés alimentent la participation : il faut que la direction l’ait décidé et dit "
            "avant la clôture. Écrivez la date de sa décision."
        )
        return Check("SUR-11", words.format(part=part), State.BROKEN)
    words = _("{part} de la part des salariés alimentent la participation, selon la décision de la direction du {day}.")
    return Check("SUR-11", words.format(part=part, day=long_day(told.leaders_decided_on)), State.KEPT)
