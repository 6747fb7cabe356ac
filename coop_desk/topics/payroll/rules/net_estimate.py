"""An estimate of net pay from gross pay: employee rates by year, each line rounded half up; no year, no figure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from coop_desk.core.i18n import N_, _
from coop_desk.topics.employment.rules.ceilings import MONTHLY, monthly_ceiling

CENT = Decimal("0.01")
NOTHING = Decimal(0)
ABATED = Decimal("0.9825")
"""The part of pay on which CSG and CRDS are due, up to four ceilings."""
NOT_COVERED = (
    N_("le prélèvement à la source"),
    N_("la complémentaire santé et la prévoyance"),
    N_("l’allègement sur les heures supplémentaires"),
    N_("le régime local d’Alsace-Moselle"),
    N_("les indemnités journalières"),
    N_("les avantages en nature"),
)


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One contribution: its words, what it is reckoned on, its rate in percent, and its amount, in euros."""

    words: str
    base: Decimal
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class NetEstimate:
    """What is left of a gross pay, in euros, and every line taken away."""

    gross: Decimal
    year: int
    lines: tuple[EstimateLine, ...]

    @property
    def net(self) -> Decimal:
        """Gross pay less every line."""
        return self.gross - sum((line.amount for line in self.lines), NOTHING)


def years() -> tuple[int, ...]:
    """The years that have a table, the latest first."""
    return tuple(sorted(MONTHLY, reverse=True))


def estimate(gross: Decimal, year: int, *, executive: bool = False) -> NetEstimate | None:
    """Estimate the net of a month of pay, in euros; None for a year without a table."""
    cents = monthly_ceiling(year)
    if cents is None:
        return None
    ceiling = Decimal(cents) / 100
    first, second = min(gross, ceiling), max(NOTHING, min(gross, 8 * ceiling) - ceiling)
    taxed = min(gross, 4 * ceiling) * ABATED + max(NOTHING, gross - 4 * ceiling)
    table = (
        (_("Assurance vieillesse, sous le plafond"), first, "6.90"),
        (_("Assurance vieillesse, sur tout"), gross, "0.40"),
        (_("Retraite complémentaire, tranche 1"), first, "3.15"),
        (_("Retraite complémentaire, tranche 2"), second, "8.64"),
        (_("Équilibre général, tranche 1"), first, "0.86"),
        (_("Équilibre général, tranche 2"), second, "1.08"),
        (_("Équilibre technique"), first + second if gross > ceiling else NOTHING, "0.14"),
        (_("APEC"), min(gross, 4 * ceiling) if executive else NOTHING, "0.024"),
        (_("CSG déductible"), taxed, "6.80"),
        (_("CSG non déductible"), taxed, "2.40"),
        (_("CRDS"), taxed, "0.50"),
    )
    lines = tuple(_line(words, base, Decimal(rate)) for words, base, rate in table if base)
    return NetEstimate(gross, year, lines)


def _line(words: str, base: Decimal, rate: Decimal) -> EstimateLine:
    rounded = base.quantize(CENT, ROUND_HALF_UP)
    return EstimateLine(words, rounded, rate, (base * rate / 100).quantize(CENT, ROUND_HALF_UP))
