"""Cover by role and week: a holder, a deputy or nobody, from the calendar of absences."""

from datetime import date, timedelta

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.cover.records import CoverTable, RoleCover
from coop_desk.topics.roles.cover.rules.presence import cover_of_days
from coop_desk.topics.roles.cover.service.absences import away_between
from coop_desk.topics.roles.cover.service.opening import working_days
from coop_desk.topics.roles.cover.service.people import deputies, holders
from coop_desk.topics.roles.service.reading import roles_at

WEEKS = 13
A_WEEK, SUNDAY = timedelta(days=7), timedelta(days=6)


@query(Right.ROLES_READ, N_("Consultation de la couverture des rôles par semaine"))
def cover_table(act: Act, first: date | None = None) -> CoverTable:
    """Return who is there for each role in the thirteen weeks from that of a day, today's by default."""
    return cover_at(act, first or act.today)


def cover_at(act: Act, first: date) -> CoverTable:
    """The thirteen weeks from that of a day."""
    monday = first - timedelta(days=first.weekday())
    mondays = tuple(monday + A_WEEK * n for n in range(WEEKS))
    away = away_between(act, monday, mondays[-1] + SUNDAY)
    weeks_of_work = [working_days(act, week, week + SUNDAY) for week in mondays]
    rows = []
    for role in roles_at(act, act.today):
        stays, standing = holders(act).get(role.id, ()), deputies(act).get(role.id, ())
        found = [cover_of_days(stays, standing, away, days) for days in weeks_of_work]
        weeks, without = zip(*found, strict=True)
        rows.append(RoleCover(role.id, role.name, role.pole, weeks, without))
    return CoverTable(mondays, tuple(rows))
