"""Who of a role is there on a working day: a holder, a deputy or nobody. Of an absence, only the days are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.topics.roles.cover.rules.months import Days

Away = Mapping[PersonId, Sequence[Days]]
"""The days each person is away."""


class Cover(StrEnum):
    """Who is there for a role in a week."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    NOBODY = "nobody"
    VACANT = "vacant"
    CLOSED = "closed"
    """No work here all week."""


COVER_WORDS: dict[Cover, str] = {
    Cover.HOLDER: N_("titulaire"),
    Cover.DEPUTY: N_("suppléance"),
    Cover.NOBODY: N_("personne"),
    Cover.VACANT: N_("vacant"),
    Cover.CLOSED: N_("fermé"),
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


def cover_of_days(
    holders: Sequence[Stay], deputies: Sequence[Stay], away: Away, days: Sequence[date]
) -> tuple[Cover, int]:
    """The least that is there on one of the days of work of a week, and on how many of them nobody is."""
    found = [cover_on(holders, deputies, away, day) for day in days]
    order = list(Cover)
    return max(found, key=order.index, default=Cover.CLOSED), sum(one in (Cover.NOBODY, Cover.VACANT) for one in found)
