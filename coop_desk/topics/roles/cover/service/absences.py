"""Who is away, from the calendar of absences only: when, never why."""

from collections import defaultdict
from datetime import date, timedelta

from coop_desk.core.actions import Act, read_once
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.roles.cover.rules.months import Days, joined, whole_months

AHEAD = timedelta(days=5 * 366)
"""How far ahead absences are looked for."""


@read_once
def away_between(act: Act, first: date, last: date) -> dict[PersonId, tuple[Days, ...]]:
    """The days each person is away for sure and that touch some days, those that follow each other told as one."""
    found: dict[PersonId, list[Days]] = defaultdict(list)
    for one in absences_between(act, first, last, states=(State.APPROVED,)):
        found[one.person_id].append((one.first, one.last))
    return {who: joined(stretches) for who, stretches in found.items()}


def long_absences(act: Act) -> dict[PersonId, tuple[Days, ...]]:
    """The whole months each person is away from today's month on, as first and last days; never why."""
    away = away_between(act, act.today.replace(day=1), act.today + AHEAD)
    found = {who: whole_months(stretches) for who, stretches in away.items()}
    return {who: months for who, months in found.items() if months}
