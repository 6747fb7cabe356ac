"""What paid leave is worth, shown to the bookkeeper and never posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import euros
from coop_desk.topics.leave.rules.explained import Days, Line, Unit, in_days, number

AVERAGE_DAYS = {Unit.OUVRABLE: Fraction(26), Unit.OUVRE: Fraction(65, 3)}
"""Days of an average month: 26 ouvrables, 21 and two thirds ouvrés."""
SICK_SHARE = Fraction(4, 5)


class Method(StrEnum):
    """Which of the two amounts is due."""

    TENTH = "tenth"
    MAINTAINED = "maintained"


@dataclass(frozen=True, slots=True)
class Indemnity:
    """Both amounts, and the higher one."""

    tenth: Decimal
    maintained: Decimal
    lines: tuple[Line, ...] = ()

    @property
    def retained(self) -> Decimal:
        """The amount due."""
        return max(self.tenth, self.maintained)

    @property
    def method(self) -> Method:
        """Which one it is; the tenth when they are equal."""
        return Method.TENTH if self.tenth >= self.maintained else Method.MAINTAINED


def tenth(gross: Decimal, days: Days, earned: Days, sick_gross: Decimal = Decimal(0)) -> Decimal:
    """A tenth of the gross of the year for the days taken; ordinary sickness enters at 80 % (LEAVE-60; L3141-24)."""
    _check(gross, sick_gross)
    if earned <= 0:
        raise RuleBroken("LEAVE-60", _("Aucun jour acquis : le dixième ne se calcule pas."))
    base = Fraction(gross) + SICK_SHARE * Fraction(sick_gross)
    return to_the_cent(base / 10 * days / earned)


def maintained_by_hours(month_gross: Decimal, leave_hours: Fraction, month_hours: Fraction) -> Decimal:
    """The pay of the hours that would have been worked, out of the real hours of the month (LEAVE-61; L3141-24)."""
    return _share(month_gross, leave_hours, month_hours)


def maintained_by_days(month_gross: Decimal, days: Days, month_days: Fraction) -> Decimal:
    """The pay of the days, out of those of the month: real ones, or an average month's (LEAVE-61; L3141-24)."""
    return _share(month_gross, days, month_days)


def indemnity(tenth_part: Decimal, maintained: Decimal, days: Days) -> Indemnity:
    """The higher of both (LEAVE-62; L3141-24; LEAVE-63 for untaken days, L3141-28)."""
    words = _("{days} : dixième {tenth}, maintien {maintained}.")
    said = words.format(days=in_days(days), tenth=euros(cents(tenth_part)), maintained=euros(cents(maintained)))
    found = Indemnity(tenth_part, maintained)
    kept = _("Le dixième est retenu.") if found.method is Method.TENTH else _("Le maintien du salaire est retenu.")
    return Indemnity(tenth_part, maintained, (Line("LEAVE-62", said), Line("LEAVE-62", kept)))


def payout(
    gross: Decimal, month_gross: Decimal, untaken: Days, earned: Days, month_days: Fraction, sick: Decimal = Decimal(0)
) -> Indemnity:
    """Days not taken when somebody leaves: the same two methods (LEAVE-63; L3141-28)."""
    found = indemnity(
        tenth(gross, untaken, earned, sick), maintained_by_days(month_gross, untaken, month_days), untaken
    )
    words = _("Au départ : {n} non pris sur {earned} acquis.")
    line = Line("LEAVE-63", words.format(n=in_days(untaken), earned=number(earned)))
    return Indemnity(found.tenth, found.maintained, (line, *found.lines))


def correction(fractions: Sequence[Indemnity], paid: Decimal) -> Decimal:
    """What the last fraction adds once the whole year is compared, never below zero (LEAVE-62; L3141-24)."""
    whole = Indemnity(
        sum((one.tenth for one in fractions), Decimal(0)), sum((one.maintained for one in fractions), Decimal(0))
    )
    return max(Decimal(0), whole.retained - paid)


def to_the_cent(amount: Fraction) -> Decimal:
    """Round an exact amount half up to the cent."""
    thousandths = Decimal(amount.numerator * 1000 // amount.denominator) / 1000
    return thousandths.quantize(Decimal("0.01"), ROUND_HALF_UP)


def cents(amount: Decimal) -> int:
    """The amount in cents."""
    return int(amount * 100)


def _share(month_gross: Decimal, part: Fraction, whole: Fraction) -> Decimal:
    _check(month_gross)
    if whole <= 0 or part < 0:
        raise RuleBroken("LEAVE-61", _("Les heures ou les jours du mois manquent : le maintien ne se calcule pas."))
    return to_the_cent(Fraction(month_gross) * part / whole)


def _check(*amounts: Decimal) -> None:
    if any(not amount.is_finite() or amount < 0 for amount in amounts):
        raise RuleBroken("LEAVE-60", _("Un salaire n’est jamais négatif : corrigez le montant."))
