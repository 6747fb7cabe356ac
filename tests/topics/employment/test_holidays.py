"""Public holidays by a table of dates, and what a site works."""

from datetime import date

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.employment.rules.holidays import (
    Feast,
    Site,
    Zone,
    easter,
    holidays,
    holidays_on,
    off,
    solidarity_fault,
)

# Easter Sundays: the earliest and the latest of the two centuries among them.
EASTERS = [
    "1990-04-15", "1997-03-30", "2000-04-23", "2005-03-27", "2008-03-23", "2011-04-24", "2018-04-01", "2024-03-31",
    "2025-04-20", "2026-04-05", "2027-03-28", "2035-03-25", "2038-04-25", "2049-04-18", "2076-04-19", "2095-04-24",
    "2099-04-12",
]  # fmt: skip

OF_A_ZONE = [
    (Zone.ALSACE_MOSELLE, "2027-03-26", "Vendredi saint"),
    (Zone.ALSACE_MOSELLE, "2027-12-26", "Saint-Étienne"),
    (Zone.GUADELOUPE, "2026-05-27", "Abolition de l’esclavage"),
    (Zone.MARTINIQUE, "2026-05-22", "Abolition de l’esclavage"),
    (Zone.GUYANE, "2026-06-10", "Abolition de l’esclavage"),
    (Zone.REUNION, "2026-12-20", "Abolition de l’esclavage"),
    (Zone.MAYOTTE, "2026-04-27", "Abolition de l’esclavage"),
    (Zone.SAINT_BARTHELEMY, "2026-10-09", "Abolition de l’esclavage"),
    (Zone.SAINT_MARTIN, "2026-05-28", "Abolition de l’esclavage"),
]


def test_the_year_2027_in_metropolitan_france() -> None:
    found = {holiday.day.isoformat(): holiday.name for holiday in holidays(2027, Site())}
    assert found == {
        "2027-01-01": "Jour de l’an",
        "2027-03-29": "Lundi de Pâques",
        "2027-05-01": "Fête du Travail",
        "2027-05-06": "Ascension",
        "2027-05-08": "Victoire de 1945",
        "2027-05-17": "Lundi de Pentecôte",
        "2027-07-14": "Fête nationale",
        "2027-08-15": "Assomption",
        "2027-11-01": "Toussaint",
        "2027-11-11": "Armistice de 1918",
        "2027-12-25": "Noël",
    }


@pytest.mark.parametrize("sunday", EASTERS)
def test_easter(sunday: str) -> None:
    assert easter(int(sunday[:4])).isoformat() == sunday


@pytest.mark.parametrize(("zone", "day", "name"), OF_A_ZONE)
def test_the_holidays_of_a_zone(zone: Zone, day: str, name: str) -> None:
    at = date.fromisoformat(day)
    assert [holiday.name for holiday in holidays_on(at, Site(zone))] == [name]
    assert name not in [holiday.name for holiday in holidays(at.year, Site())]


def test_every_year_is_whole_and_in_order() -> None:
    for year in range(1990, 2100):
        days = [holiday.day for holiday in holidays(year, Site())]
        assert len(days) == 11
        assert days == sorted(days)
    with pytest.raises(RuleBroken, match="1990"):
        holidays(1989, Site())


def test_a_site_works_some_holidays_but_never_the_first_of_may() -> None:
    baker = Site(worked=frozenset({Feast.ASSUMPTION}), worked_on=frozenset({date(2026, 5, 25)}))
    assert off(date(2026, 8, 15), baker) is None
    assert off(date(2026, 5, 25), baker) is None
    assert off(date(2027, 5, 17), baker) is not None
    with pytest.raises(RuleBroken, match="1er"):
        Site(worked_on=frozenset({date(2026, 5, 1)}))
    with pytest.raises(RuleBroken, match="1er"):
        Site(worked=frozenset({Feast.LABOUR_DAY}))


def test_two_holidays_may_fall_on_one_day() -> None:
    assert {holiday.feast for holiday in holidays_on(date(2008, 5, 1), Site())} == {Feast.LABOUR_DAY, Feast.ASCENSION}
    kept = Site(worked=frozenset({Feast.ASCENSION}))
    assert off(date(2008, 5, 1), kept) is not None, "1 May stays off even where Ascension is worked"
    assert solidarity_fault(date(2008, 5, 1), kept) is not None
