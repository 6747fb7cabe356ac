"""Public holidays of a site, under their French names, and the day of solidarity."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import full_day

FIRST_YEAR, LAST_YEAR = 1990, 2199


class Zone(StrEnum):
    """Where a site is, as far as holidays go."""

    FRANCE = "FR"
    ALSACE_MOSELLE = "FR-AM"
    GUADELOUPE = "FR-GP"
    MARTINIQUE = "FR-MQ"
    GUYANE = "FR-GF"
    REUNION = "FR-RE"
    MAYOTTE = "FR-YT"
    SAINT_BARTHELEMY = "FR-BL"
    SAINT_MARTIN = "FR-MF"
    SAINT_PIERRE_ET_MIQUELON = "FR-PM"


ZONE_WORDS = {
    Zone.FRANCE: N_("France métropolitaine"),
    Zone.ALSACE_MOSELLE: N_("Alsace et Moselle"),
    Zone.GUADELOUPE: N_("Guadeloupe"),
    Zone.MARTINIQUE: N_("Martinique"),
    Zone.GUYANE: N_("Guyane"),
    Zone.REUNION: N_("La Réunion"),
    Zone.MAYOTTE: N_("Mayotte"),
    Zone.SAINT_BARTHELEMY: N_("Saint-Barthélemy"),
    Zone.SAINT_MARTIN: N_("Saint-Martin"),
    Zone.SAINT_PIERRE_ET_MIQUELON: N_("Saint-Pierre-et-Miquelon"),
}


class Feast(StrEnum):
    """One holiday of the year."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    LABOUR_DAY = "labour_day"
    VICTORY = "victory"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit_monday"
    ABOLITION = "abolition"
    NATIONAL_DAY = "national_day"
    ASSUMPTION = "assumption"
    ALL_SAINTS = "all_saints"
    ARMISTICE = "armistice"
    CHRISTMAS = "christmas"
    SAINT_STEPHEN = "saint_stephen"


FEAST_WORDS = {
    Feast.NEW_YEAR: N_("Jour de l’an"),
    Feast.GOOD_FRIDAY: N_("Vendredi saint"),
    Feast.EASTER_MONDAY: N_("Lundi de Pâques"),
    Feast.LABOUR_DAY: N_("Fête du Travail"),
    Feast.VICTORY: N_("Victoire de 1945"),
    Feast.ASCENSION: N_("Ascension"),
    Feast.WHIT_MONDAY: N_("Lundi de Pentecôte"),
    Feast.ABOLITION: N_("Abolition de l’esclavage"),
    Feast.NATIONAL_DAY: N_("Fête nationale"),
    Feast.ASSUMPTION: N_("Assomption"),
    Feast.ALL_SAINTS: N_("Toussaint"),
    Feast.ARMISTICE: N_("Armistice de 1918"),
    Feast.CHRISTMAS: N_("Noël"),
    Feast.SAINT_STEPHEN: N_("Saint-Étienne"),
}

FIXED = {
    Feast.NEW_YEAR: (1, 1),
    Feast.LABOUR_DAY: (5, 1),
    Feast.VICTORY: (5, 8),
    Feast.NATIONAL_DAY: (7, 14),
    Feast.ASSUMPTION: (8, 15),
    Feast.ALL_SAINTS: (11, 1),
    Feast.ARMISTICE: (11, 11),
    Feast.CHRISTMAS: (12, 25),
}
AFTER_EASTER = {Feast.EASTER_MONDAY: 1, Feast.ASCENSION: 39, Feast.WHIT_MONDAY: 50}
ABOLITION = {
    Zone.MAYOTTE: (4, 27),
    Zone.MARTINIQUE: (5, 22),
    Zone.GUADELOUPE: (5, 27),
    Zone.SAINT_MARTIN: (5, 28),
    Zone.GUYANE: (6, 10),
    Zone.SAINT_BARTHELEMY: (10, 9),
    Zone.REUNION: (12, 20),
}
NO_SOLIDARITY_IN_ALSACE = (Feast.GOOD_FRIDAY, Feast.CHRISTMAS, Feast.SAINT_STEPHEN)


@dataclass(frozen=True, slots=True)
class Holiday:
    """One public holiday on its date."""

    day: date
    feast: Feast

    @property
    def name(self) -> str:
        """Its French name."""
        return _(FEAST_WORDS[self.feast])


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work: its zone, whether its commune keeps Good Friday, and the holidays that are worked there."""

    zone: Zone = Zone.FRANCE
    good_friday: bool = True
    """In Alsace and Moselle only: the commune has a Protestant or a mixed church."""
    worked: frozenset[Feast] = frozenset()
    """Holidays worked every year."""
    worked_on: frozenset[date] = frozenset()
    """Holidays worked one year, the day of solidarity for example."""

    def __post_init__(self) -> None:
        """Refuse work on 1 May (LEAVE-81)."""
        if Feast.LABOUR_DAY in self.worked or any((day.month, day.day) == (5, 1) for day in self.worked_on):
            raise RuleBroken(
                "LEAVE-81",
                _("Le 1er mai est férié et chômé par la loi : retirez-le des jours fériés travaillés."),
            )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (LEAVE-80)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


@lru_cache(maxsize=512)
def holidays(year: int, site: Site) -> tuple[Holiday, ...]:
    """Every public holiday of a year at a site, worked or not, in order (LEAVE-80; L3133-1, L3134-13, L3422-2)."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(
            "LEAVE-80",
            _("Les jours fériés sont connus de {first} à {last} : vérifiez l’année {year}.").format(
                first=FIRST_YEAR, last=LAST_YEAR, year=year
            ),
        )
    sunday = easter(year)
    found = [Holiday(date(year, *at), feast) for feast, at in FIXED.items()]
    found += [Holiday(sunday + timedelta(days=n), feast) for feast, n in AFTER_EASTER.items()]
    if site.zone is Zone.ALSACE_MOSELLE:
        found.append(Holiday(date(year, 12, 26), Feast.SAINT_STEPHEN))
        if site.good_friday:
            found.append(Holiday(sunday - timedelta(days=2), Feast.GOOD_FRIDAY))
    if site.zone in ABOLITION:
        found.append(Holiday(date(year, *ABOLITION[site.zone]), Feast.ABOLITION))
    return tuple(sorted(found, key=lambda holiday: (holiday.day, holiday.feast)))


def holidays_on(day: date, site: Site) -> tuple[Holiday, ...]:
    """The holidays of one date: two may fall together, as on 8 May 1997 (LEAVE-80)."""
    return tuple(holiday for holiday in holidays(day.year, site) if holiday.day == day)


def off(day: date, site: Site) -> Holiday | None:
    """The holiday that gives this day off at the site, if there is one (LEAVE-81; L3133-3, L3133-4)."""
    if day in site.worked_on:
        return None
    return next((holiday for holiday in holidays_on(day, site) if holiday.feast not in site.worked), None)


def solidarity_hours(weekly_hours: Fraction, full_time: Fraction) -> Fraction:
    """Hours of the day of solidarity: 7, in proportion of a part-time contract (LEAVE-82; L3133-8)."""
    if weekly_hours <= 0 or full_time <= 0:
        raise RuleBroken("LEAVE-82", _("La durée du travail manque : indiquez les heures par semaine."))
    return 7 * min(Fraction(1), weekly_hours / full_time)


def solidarity_fault(day: date, site: Site) -> str | None:
    """Why a date cannot carry the day of solidarity, or None (LEAVE-83; L3133-11, L3134-16)."""
    found = {holiday.feast for holiday in holidays_on(day, site)}
    if Feast.LABOUR_DAY in found:
        return _("La journée de solidarité ne peut pas être le 1er mai.")
    if site.zone is Zone.ALSACE_MOSELLE and found & set(NO_SOLIDARITY_IN_ALSACE):
        return _("En Alsace et en Moselle, la journée de solidarité ne peut pas être le {day}.").format(
            day=full_day(day)
        )
    return None


def weekday_holidays(year: int, site: Site, weekend: Iterable[int] = (6, 7)) -> int:
    """How many days of the year are holidays off outside of the weekend (LEAVE-80)."""
    rest = set(weekend)
    days = {holiday.day for holiday in holidays(year, site)}
    return sum(day.isoweekday() not in rest and off(day, site) is not None for day in days)
