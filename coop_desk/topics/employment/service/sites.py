"""Sites of work: where each person works on a day, and the public holidays that are off there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, read_until_changed
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.model import PersonSite, SiteHolidays, SolidarityDay, WorkSite
from coop_desk.topics.employment.rules.holidays import Feast, Site, Zone


def site_of(act: Act, person_id: PersonId, day: date) -> Site:
    """The zone and the holidays worked, on a day, at the site of a person; the first site when none was said."""
    return site_at(act, site_id_of(act, person_id, day), day)


def site_id_of(act: Act, person_id: PersonId, day: date) -> int | None:
    """Where a person works on a day: the first site when none was said, None in a co-op without any."""
    said = [site_id for starts_on, site_id in sites_of_people(act).get(person_id, ()) if starts_on <= day]
    return said[-1] if said else min(site_calendars(act), default=None)


def site_at(act: Act, site_id: int | None, day: date) -> Site:
    """A site on a day; mainland France, every holiday off, in a co-op that described none.

    A holiday that is the day of solidarity of its year is worked.
    """
    lines = site_calendars(act).get(site_id or 0, ())
    begun = [site for starts_on, site in lines if starts_on <= day] or [site for _starts_on, site in lines[:1]]
    site = begun[-1] if begun else Site()
    solidarity = frozenset(on for (where, _year), on in solidarity_days(act).items() if where == site_id)
    return Site(site.zone, site.good_friday, site.worked, solidarity) if solidarity else site


@read_until_changed
def site_calendars(act: Act) -> dict[int, tuple[tuple[date, Site], ...]]:
    """The dated holidays of each site, oldest first; of two from the same day, the last written."""
    found: dict[int, dict[date, Site]] = {site_id: {} for site_id in act.session.scalars(select(WorkSite.id))}
    for row in act.session.scalars(select(SiteHolidays).order_by(SiteHolidays.starts_on, SiteHolidays.id)):
        found[row.site_id][row.starts_on] = Site(Zone(row.zone), row.good_friday, _feasts(row.worked))
    return {site_id: tuple(lines.items()) for site_id, lines in found.items()}


@read_until_changed
def solidarity_days(act: Act) -> dict[tuple[int, int], date]:
    """The day of solidarity by site and year."""
    found = {
        (row.site_id, row.year): row.day
        for row in act.session.scalars(select(SolidarityDay).order_by(SolidarityDay.id))
    }
    return {key: day for key, day in found.items() if day is not None}


@read_until_changed
def sites_of_people(act: Act) -> dict[PersonId, tuple[tuple[date, int], ...]]:
    """Where everybody covered works, from which day, oldest first."""
    found: dict[PersonId, dict[date, int]] = defaultdict(dict)
    wanted = select(PersonSite.person_id, PersonSite.starts_on, PersonSite.site_id)
    for person_id, starts_on, site_id in act.session.execute(wanted.order_by(PersonSite.starts_on, PersonSite.id)):
        found[PersonId(person_id)][starts_on] = site_id
    return {person_id: tuple(lines.items()) for person_id, lines in found.items()}


def _feasts(names: Iterable[str]) -> frozenset[Feast]:
    return frozenset(Feast(name) for name in names)
