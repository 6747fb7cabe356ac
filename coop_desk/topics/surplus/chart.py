"""The three destinations of the surplus as bars, with their exact figures: one drawing for screen and paper."""

from coop_desk.core.words import euros
from coop_desk.paper.pictures import Bar, BarChart
from coop_desk.topics.surplus.records import Allocation
from coop_desk.topics.surplus.rules.told import thirds


def thirds_chart(given: Allocation) -> BarChart:
    """Draw what stays in the company, what goes to work and what goes to capital."""
    return BarChart(
        tuple(
            Bar(one.words, one.cents, f"{euros(one.cents)} ({one.part})" if one.part else euros(one.cents))
            for one in thirds(given)
        )
    )


def chart_words(given: Allocation) -> str:
    """Say the drawing to those who do not see it."""
    return ", ".join(f"{one.words} {euros(one.cents)}" for one in thirds(given))
