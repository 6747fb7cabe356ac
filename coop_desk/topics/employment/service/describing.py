"""Sites of work described: their zone, the holidays worked there, the day of solidarity of each year."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold, long_day
from coop_desk.topics.employment.model import SiteHolidays, SolidarityDay, WorkSite
from coop_desk.topics.employment.records import HolidayLine, SiteLine
from coop_desk.topics.employment.rules.holidays import (
    ZONE_WORDS,
    Feast,
    Site,
    Zone,
    holidays,
    off,
    solidarity_fault,
)
from coop_desk.topics.employment.service.reading import employed_at
from coop_desk.topics.employment.service.sites import site_at, site_calendars, site_id_of, solidarity_days


@query(Right.EMPLOYMENT_READ, N_("Consultation des sites de travail"))
def work_sites(act: Act, day: date | None = None) -> list[SiteLine]:
    """Every site on a day, with how many of the people covered work there."""
    on = day or act.today
    at = [site_id_of(act, who, on) for who in employed_at(act, on)]
    calendars, solidarity = site_calendars(act), solidarity_days(act)
    found = []
    for row in act.session.scalars(select(WorkSite)):
        site, begun = site_at(act, row.id, on), [starts for starts, _site in calendars[row.id] if starts <= on]
        found.append(
            SiteLine(
                id=row.id,
                name=row.name,
                closed_on=row.closed_on,
                starts_on=begun[-1] if begun else calendars[row.id][0][0],
                zone=site.zone,
                good_friday=site.good_friday,
                worked=tuple(feast for feast in Feast if feast in site.worked),
                people=at.count(row.id),
                solidarity=tuple(
                    sorted(((year, day) for (where, year), day in solidarity.items() if where == row.id), reverse=True)
                ),
            )
        )
    return sorted(found, key=lambda site: (site.closed_on is not None, fold(site.name)))


@query(Right.EMPLOYMENT_READ, N_("Consultation des jours fériés d’un site"))
def holidays_of(act: Act, site_id: int, year: int) -> list[HolidayLine]:
    """The public holidays of a year at a site, by the rules of each day."""
    middle = site_at(act, site_id, date(year, 7, 1))
    solidarity = solidarity_days(act).get((site_id, year))
    lines = []
    for holiday in holidays(year, Site(middle.zone, middle.good_friday)):
        worked = off(holiday.day, site_at(act, site_id, holiday.day)) is None
        lines.append(HolidayLine(holiday.day, holiday.name, worked, holiday.day == solidarity))
    return lines


@action(Right.EMPLOYMENT_RECORD, N_("Ouverture d’un site de travail"))
def open_site(act: Act, name: str, starts_on: date, site: Site) -> int:
    """Describe a place of work, with its zone and the holidays worked there from a day on (EMPLOY-04, LEAVE-81)."""
    row = WorkSite(name=_free_name(act, name, None))
    act.session.add(row)
    act.session.flush()
    _describe(act, row, starts_on, site)
    return row.id


@action(Right.EMPLOYMENT_RECORD, N_("Modification d’un site de travail"))
def change_site(act: Act, site_id: int, name: str, starts_on: date, site: Site) -> None:
    """Name a site, and say its zone and the holidays worked there from a day on; what came before stays."""
    row = act.session.get_one(WorkSite, site_id)
    row.name = _free_name(act, name, site_id)
    _describe(act, row, starts_on, site)


@action(Right.EMPLOYMENT_RECORD, N_("Fermeture d’un site de travail"))
def close_site(act: Act, site_id: int, closed_on: date) -> None:
    """Say the last day of a site; refused while people work there (EMPLOY-04)."""
    row = act.session.get_one(WorkSite, site_id)
    there = [who for who in employed_at(act, closed_on) if site_id_of(act, who, closed_on) == site_id]
    if there:
        raise RuleBroken("EMPLOY-04", _("Des personnes y travaillent encore ce jour-là : changez d’abord leur site."))
    row.closed_on = closed_on


@action(Right.EMPLOYMENT_RECORD, N_("Choix de la journée de solidarité"))
def set_solidarity_day(act: Act, site_id: int, year: int, day: date | None) -> None:
    """Say on which day of a year the people of a site work their day of solidarity (LEAVE-83)."""
    row = act.session.get_one(WorkSite, site_id)
    if day is not None:
        if day.year != year:
            raise RuleBroken("LEAVE-83", _("Ce jour n’est pas de l’année {year} : corrigez-le.").format(year=year))
        fault = solidarity_fault(day, site_at(act, site_id, day))
        if fault is not None:
            raise RuleBroken("LEAVE-83", fault)
    act.session.add(SolidarityDay(site_id=site_id, year=year, day=day))
    words = _("Journée de solidarité de {year} à {site} : {day}.")
    act.say(words.format(year=year, site=row.name, day=long_day(day) if day is not None else _("aucune")))


def _describe(act: Act, row: WorkSite, starts_on: date, site: Site) -> None:
    act.session.add(
        SiteHolidays(
            site_id=row.id, starts_on=starts_on, zone=site.zone.value, good_friday=site.good_friday,
            worked=_sorted(site.worked),
        )
    )  # fmt: skip
    words = _("{site} : {zone}, à partir du {day}.")
    act.say(words.format(site=row.name, zone=_(ZONE_WORDS[Zone(site.zone)]), day=long_day(starts_on)))


def _sorted(feasts: Iterable[Feast]) -> list[str]:
    return sorted(feast.value for feast in feasts)


def _free_name(act: Act, name: str, site_id: int | None) -> str:
    found = name.strip()
    known = act.session.execute(select(WorkSite.id, WorkSite.name))
    if not found or len(found) > 80:
        raise RuleBroken("EMPLOY-04", _("Donnez un nom au site, quatre-vingts lettres au plus."))
    if any(fold(other) == fold(found) and id_ != site_id for id_, other in known):
        raise RuleBroken("EMPLOY-04", _("Un site porte déjà ce nom : choisissez-en un autre."))
    return found
