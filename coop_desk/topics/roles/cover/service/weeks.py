"""Cover by role and week: a holder, a deputy or nobody, from the calendar of absences."""

from datetime import date, timedelta

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.cover.records import CoverTable, RoleCover
from coop_desk.topics.roles.cover.rules.presence import FRIDAY, cover_of_week
from coop_desk.topics.roles.cover.service.absences import away_between
from coop_desk.topics.roles.cover.service.people import deputies, holders
from coop_desk.topics.roles.service.reading import roles_at

WEEKS = 13
A_WEEK = timedelta(days=7)


@query(Right.ROLES_READ, N_("Consultation de la couverture des rôles par semaine"))
def cover_table(act: Act, first: date | None = None) -> CoverTable:
    """Return who is there for each role in the thirteen weeks from that of a day, today's by default."""
    return cover_at(act, first or act.today)


def cover_at(act: Act, first: date) -> CoverTable:
    """The thirteen weeks from that of a day."""
    monday = first - timedelta(days=first.weekday())
    mondays = tuple(monday + A_WEEK * n for n in range(WEEKS))
    away = away_between(act, monday, mondays[-1] + timedelta(days=FRIDAY))
    rows = []
    for role in roles_at(act, act.today):
        stays, standing = holders(act).get(role.id, ()), deputies(act).get(role.id, ())
        found = [cover_of_week(stays, standing, away, week) for week in mondays]
        weeks, without = zip(*found, strict=True)
        rows.append(RoleCover(role.id, role.name, role.pole, weeks, without))
    return CoverTable(mondays, tuple(rows))
