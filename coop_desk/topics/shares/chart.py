"""The drawing of the watched figures over five years, for the screen and for paper."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.paper.charts import LineChart, Series
from coop_desk.topics.shares.records import CurvePoint
from coop_desk.topics.shares.rules.capital import Figures, Limits, percent


def ratios_chart(points: Sequence[CurvePoint], limits: Limits) -> LineChart:
    """Draw the employed capital, the largest holder and the external votes, with their limits."""
    last = points[-1].figures
    labels = tuple(str(point.day.year) if point.day.month == 3 else "" for point in points)
    return LineChart(
        labels,
        (
            _series(_("Capital des salariés"), points, _employed, limits.employed_capital, last),
            _series(_("Plus gros porteur"), points, _largest, limits.largest_part, last),
            _series(_("Voix extérieures"), points, _external, limits.external_votes, last),
        ),
    )


def _series(
    name: str,
    points: Sequence[CurvePoint],
    read: Callable[[Figures], Fraction | None],
    limit: Fraction | None,
    last: Figures,
) -> Series:
    return Series(
        f"{name} {percent(read(last))}",
        tuple(_thousandths(read(point.figures)) for point in points),
        _thousandths(limit),
    )


def _thousandths(part: Fraction | None) -> int | None:
    return None if part is None else part.numerator * 1000 // part.denominator


def _employed(counted: Figures) -> Fraction | None:
    return counted.employed_capital


def _largest(counted: Figures) -> Fraction | None:
    return counted.largest_part


def _external(counted: Figures) -> Fraction | None:
    return counted.external_votes_part
