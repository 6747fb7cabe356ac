"""The days there is work here: somebody works that day by their schedule, and it is no holiday where they work."""

from datetime import date

from coop_desk.core.actions import Act, read_until_changed
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.rules.holidays import off
from coop_desk.topics.employment.service.reading import all_contracts, works_of
from coop_desk.topics.employment.service.sites import site_of
from coop_desk.topics.leave.rules.counting import days_of
from coop_desk.topics.leave.rules.settings import Span

SATURDAY = 5
NOBODY = PersonId(0)
"""Whoever has no site of their own: they keep the holidays of the first one."""


@read_until_changed
def working_days(act: Act, first: date, last: date) -> tuple[date, ...]:
    """The days of work from one to another: neither holidays nor the days on which nobody here ever works.

    Where nobody has a contract, from Monday to Friday.
    """
    people = [(who, works_of(act, who)) for who in all_contracts(act)]
    open_on = []
    for day in days_of(Span(first, last)):
        at_work = (who for who, works in people if works(day)) if people else _as_usual(day)
        if any(off(day, site_of(act, who, day)) is None for who in at_work):
            open_on.append(day)
    return tuple(open_on)


def _as_usual(day: date) -> tuple[PersonId, ...]:
    return (NOBODY,) if day.weekday() < SATURDAY else ()
