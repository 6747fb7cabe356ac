"""The accounts of leave of 300 people over ten years: balances at a date, a month closed, every account verified.

python -m tests.bench leave
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import process_time

import coop_desk.app.models  # noqa: F401
from coop_desk.core import accounts, database
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.clock import Clock
from coop_desk.core.desk import Desk
from coop_desk.core.file import create_coop
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import Person, PersonId
from coop_desk.topics.employment.service.reading import all_contracts
from coop_desk.topics.leave import service
from coop_desk.topics.leave.requests import service as requests
from coop_desk.topics.leave.requests.model import Absence
from coop_desk.topics.leave.rules.ledger import Entry, Kind
from coop_desk.topics.leave.service.balances import balances_at
from coop_desk.topics.leave.service.verifying import verify_accounts
from coop_desk.topics.members.model import Employment
from tests.bench.measures import Measure, timed
from tests.conftest import CHEAP, ring_of
from tests.file_key import PASSWORD

PEOPLE, FIRST, LAST = 300, date(2016, 6, 1), date(2026, 5, 1)
AT_A_DATE, CLOSING, PAGE = 0.5, 5.0, 0.1
worked = partial(timed, clock=process_time)


def leave(place: Path) -> Iterator[Measure]:
    """Ten years of accruals and takes, written by the verbs; then each measure on that file, in processor's time."""
    desk = make(place)
    coop = desk.coop
    day = iter(date(2020, 1, 1) + timedelta(days=n) for n in range(1000))

    def at_a_date() -> None:
        transact(coop, Inner("bench.look", "Mesure", reading=True), desk.person_id, EVERYONE, "",
                 lambda act: balances_at(act, next(day)))  # fmt: skip

    yield Measure(f"balances of {PEOPLE} people over ten years at a date", worked(at_a_date), None, "", AT_A_DATE)
    yield Measure(
        "page of the accounts, first visit", worked(lambda: service.accounts(desk, next(day)), 3), None, "", 0.5
    )
    service.accounts(desk)
    yield Measure("page of the accounts, second visit", worked(lambda: service.accounts(desk), 3), None, "", PAGE)
    person = desk.person_id
    looked = worked(lambda: service.account_file(desk, PersonId(int(person) + 1), "CP"), 3)
    yield Measure("one account of ten years, every line", looked, None, "", PAGE)
    month = date(2026, 6, 1)
    coop.clock.held = _morning(date(2026, 7, 2))
    yield Measure(
        "preview of a month to close", worked(lambda: service.closing_preview(desk, month), 3), None, "", CLOSING
    )
    yield Measure(
        f"month closed for {PEOPLE} people", worked(lambda: service.close_month(desk, month), 1), None, "", CLOSING
    )
    verify = Inner("bench.verify", "Mesure", reading=True)
    looked = worked(lambda: transact(coop, verify, desk.person_id, EVERYONE, "", verify_accounts), 1)
    yield Measure("every account verified: chain, keys, lots", looked, None, "", 10.0)
    yield from calendars(desk)
    coop.close()


def calendars(desk: Desk) -> Iterator[Measure]:
    """The calendar of everybody once each has been away twelve times a year for ten years."""
    take_leave(desk)
    year, month = partial(requests.year_calendar, desk, 2025), partial(requests.month_calendar, desk, date(2025, 8, 1))
    yield Measure(f"year calendar of {PEOPLE} people, first visit", worked(year, 1), None, "", 0.5)
    yield Measure(f"year calendar of {PEOPLE} people, second visit", worked(year, 3), None, "", PAGE)
    yield Measure(f"month calendar of {PEOPLE} people, first visit", worked(month, 1), None, "", 0.5)
    yield Measure(f"month calendar of {PEOPLE} people, second visit", worked(month, 3), None, "", 0.2)


def take_leave(desk: Desk) -> None:
    """Everybody is away a week a month, for ten years."""
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            away = partial(_away, year=year, month=month)
            transact(desk.coop, Inner("bench.away", "Mesure"), desk.person_id, EVERYONE, "", away)


def _away(act: Act, year: int, month: int) -> None:
    act.session.add_all(
        Absence(person_id=who, first_day=date(year, month, 1 + int(who) % 20), starts="whole",
                last_day=date(year, month, 5 + int(who) % 20), ends="whole", state="approved", cancel_asked=False)
        for who in all_contracts(act)
    )  # fmt: skip


def make(place: Path) -> Desk:
    """A co-op of 300 people hired ten years ago, whose months are closed and who took their leave."""
    database._SETTINGS["synchronous"] = 0
    clock = Clock(_morning(date(2016, 6, 2)))
    coop = create_coop(place, "Grande Coopérative", clock=clock)
    founder = accounts.found(coop, "Solène", "Marchand", "solene", PASSWORD, cost=CHEAP)
    desk = Desk(coop, founder, "Solène Marchand", "solene", ring_of(coop, founder))
    writing = Inner("bench.write", "Mesure")

    def hire(act: Act) -> list[PersonId]:
        people = [Person(family_name=f"Nom{n:03d}", given_name="Prénom") for n in range(PEOPLE)]
        act.session.add_all(people)
        act.session.flush()
        act.session.add_all(Employment(person_id=PersonId(one.id), started_on=FIRST) for one in people)
        return [PersonId(one.id) for one in people]

    people = transact(coop, writing, founder, EVERYONE, "", hire)
    for year in range(FIRST.year + 1, LAST.year + 1):
        clock.held = _morning(date(year, 6, 2))
        keep_accounts(desk, people, year)
    return desk


def keep_accounts(desk: Desk, people: Sequence[PersonId], year: int) -> None:
    """Close the months of a year of reference, then write what each person takes of it."""
    service.close_month(desk, date(year, 5, 1))
    chance = Random(year)
    takes = [
        Entry(Kind.TAKE, -1000 * chance.randint(1, 4), date(year, 6, 3) + timedelta(days=30 * at), int(who),
              period=date(year - 1, 6, 1), source=f"bench:{year}-{at}")
        for who in people for at in range(9)
    ]  # fmt: skip
    write = partial(service.post, entries=takes)
    transact(desk.coop, Inner("bench.write", "Mesure"), desk.person_id, EVERYONE, "", write)


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10).astimezone()
