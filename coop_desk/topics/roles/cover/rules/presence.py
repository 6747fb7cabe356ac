"""Who of a role is there on a working day: a holder, a deputy or nobody. Of an absence, only the days are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.topics.roles.cover.rules.months import ONE_DAY, Days

FRIDAY = 4
Away = Mapping[PersonId, Sequence[Days]]
"""The days each person is away."""


class Cover(StrEnum):
    """Who is there for a role in a week."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    NOBODY = "nobody"
    VACANT = "vacant"


COVER_WORDS: dict[Cover, str] = {
    Cover.HOLDER: N_("titulaire"),
    Cover.DEPUTY: N_("suppléance"),
    Cover.NOBODY: N_("personne"),
    Cover.VACANT: N_("vacant"),
}


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody holds a role, or stands in for its holders, from a day up to the last one."""

    person_id: PersonId
    first: date
    last: date

    def runs_on(self, day: date) -> bool:
        """Whether it runs that day."""
        return self.first <= day <= self.last


def working_days(first: date, last: date) -> list[date]:
    """From Monday to Friday."""
    days = (first + ONE_DAY * n for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() <= FRIDAY]


def is_away(stretches: Iterable[Days], day: date) -> bool:
    """Whether a day falls in these absences."""
    return any(first <= day <= last for first, last in stretches)


def cover_on(holders: Sequence[Stay], deputies: Sequence[Stay], away: Away, day: date) -> Cover:
    """Who is there on a day; a role that nobody holds that day is vacant, whoever stands in."""

    def there(stays: Sequence[Stay]) -> bool:
        return any(one.runs_on(day) and not is_away(away.get(one.person_id, ()), day) for one in stays)

    if not any(one.runs_on(day) for one in holders):
        return Cover.VACANT
    if there(holders):
        return Cover.HOLDER
    return Cover.DEPUTY if there(deputies) else Cover.NOBODY


def cover_of_week(holders: Sequence[Stay], deputies: Sequence[Stay], away: Away, monday: date) -> tuple[Cover, int]:
    """The least that is there on a day of the week, and on how many of its working days nobody is."""
    found = [cover_on(holders, deputies, away, day) for day in working_days(monday, monday + timedelta(days=FRIDAY))]
    order = list(Cover)
    return max(found, key=order.index), sum(one in (Cover.NOBODY, Cover.VACANT) for one in found)
