"""What a year earns, from its dates; the worked cases tell the rest."""

from datetime import date

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.core.words import NBSP
from coop_desk.topics.leave.rules.earning import Absence, Earned, Ground, add_for_children, earn_over
from coop_desk.topics.leave.rules.explained import Days, Unit
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span

YEAR = Span(date(2025, 6, 1), date(2026, 5, 31))


def year_with(*absences: tuple[Ground, str, str], unit: Unit = Unit.OUVRABLE, year: Span = YEAR) -> Earned:
    away = [
        Absence(ground, Span(date.fromisoformat(first), date.fromisoformat(last))) for ground, first, last in absences
    ]
    return earn_over(year, Span(date(2020, 1, 6), date.max), away, unit)


@pytest.mark.parametrize(
    ("absences", "days"),
    [
        ([], 30),
        ([(Ground.UNPAID, "2025-09-01", "2025-09-05")], 30),
        ([(Ground.UNJUSTIFIED, "2025-09-01", "2025-09-28")], 30),
        ([(Ground.UNPAID, "2025-09-01", "2025-11-30")], 25),
        ([(Ground.SICKNESS, "2025-09-01", "2025-11-30")], 29),
        ([(Ground.SICKNESS, "2025-06-01", "2026-05-31")], 24),
        ([(Ground.WORK_ACCIDENT, "2025-06-01", "2026-05-31")], 30),
        ([(Ground.MATERNITY, "2025-09-01", "2025-12-21"), (Ground.SICKNESS, "2026-01-01", "2026-01-31")], 30),
    ],
)
def test_a_year_with_absences(absences: list[tuple[Ground, str, str]], days: int) -> None:
    assert year_with(*absences).entitlement == days


def test_jours_ouvres_are_exact_fractions_rounded_once() -> None:
    found = earn_over(YEAR, Span(date(2025, 9, 1), date.max), [], Unit.OUVRE)
    assert (found.raw, found.entitlement) == (Days(75, 4), 19)
    assert [line.words.replace(NBSP, " ") for line in found.lines] == [
        "Travail : 9 mois × 2 + 1/12 = 18,75 jours.",
        "Total : 18,75, arrondi une fois au jour supérieur : 19 jours.",
    ]


def test_sickness_before_the_law_of_2024_never_passes_24_days() -> None:
    old = Span(date(2023, 6, 1), date(2024, 5, 31))
    found = year_with((Ground.SICKNESS, "2023-12-01", "2024-03-31"), year=old)
    assert found.raw == 24, "8 months of work give 20, 4 of sickness would give 8"


def test_absences_that_overlap_are_refused() -> None:
    with pytest.raises(RuleBroken, match="chevauchent"):
        year_with((Ground.SICKNESS, "2025-09-01", "2025-09-30"), (Ground.UNPAID, "2025-09-30", "2025-10-02"))


@pytest.mark.parametrize(
    ("earned", "children", "under_21", "extra"),
    [(30, 2, True, 4), (30, 2, False, 0), (27, 2, False, 3), (20, 2, False, 4), (6, 2, True, 2), (0, 0, True, 0)],
)
def test_days_for_children(earned: int, children: int, under_21: bool, extra: int) -> None:
    assert add_for_children(Days(earned), children, under_21, LeaveSettings()).extra == extra
