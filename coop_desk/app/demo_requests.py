"""The demo's absences: a summer asked in winter, a stop with what it carries over, a refusal, a cancellation."""

from dataclasses import replace
from datetime import date, timedelta

from coop_desk.app import demo_leave
from coop_desk.app.demo import FOUNDER, Cast, working_day
from coop_desk.app.demo_leave import DELEGATE, SECOND
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.compartments.names import READ, WRITE
from coop_desk.core.compartments.opening import settle_desk
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.rules.carrying import Fate

PAY = "maiwenn.oeuvrard"
PARTNER = "nolwenn.jaouen"  # the delegate's: somebody else decides on her leave
STOPPED = "agathe.dupre"
ASKING = ("linh.nguyen", "zoe.aubry", "hugo.martel", "samir.benali", "piotr.wozniak", "erwan.le-goff")
A_WEEK = timedelta(days=7)


def begin(cast: Cast, year: int) -> None:
    """Entrust the reasons of three years, then ask in winter for the summer."""
    cast.on(working_day(date(year, 1, 7)), 8)
    because = _("Réunion du pôle ressources humaines, {day}").format(day=long_day(cast.clock.today()))
    for each in (year - 1, year, year + 1):
        for login, right in ((DELEGATE, WRITE), (SECOND, WRITE), (PAY, READ)):
            delegate_keys(
                cast.desk(FOUNDER), f"absence/{each}", cast.people[login], right, cast.clock.today(), None, because
            )
    for login in (DELEGATE, SECOND):
        settle_desk(cast.desk(login))
    teams = {row.name: row.id for row in service.presence_rows(cast.desk(DELEGATE))}
    service.set_least_presence(cast.desk(DELEGATE), min(teams.values()), 3, date(year, 1, 1), because)
    service.declare_couple(cast.desk(PARTNER), cast.people[PARTNER], cast.people[DELEGATE])
    cast.on(working_day(date(year, 2, 2)), 11)
    august = _monday(date(year, 8, 3))
    hers = _ask(cast, PARTNER, august, 3)
    asked = [_ask(cast, "hugo.martel", august - A_WEEK, 3), _ask(cast, "samir.benali", _monday(date(year, 2, 23)), 1)]
    spring = _ask(cast, "piotr.wozniak", _monday(date(year, 3, 16)), 1)
    refused = _ask(cast, "linh.nguyen", _monday(date(year, 3, 2)), 1)
    cast.on(working_day(date(year, 2, 5)), 14)
    _take_in(cast)
    for number in (*asked, spring):
        service.approve_request(cast.desk(DELEGATE), number)
    service.approve_request(cast.desk(SECOND), hers)
    service.refuse_request(cast.desk(DELEGATE), refused, _("Livraison du 5, toute l’équipe est attendue"))
    cast.on(working_day(date(year, 2, 12)), 9)
    service.ask_cancellation(cast.desk("piotr.wozniak"), spring)
    service.cancel_absence(cast.desk(DELEGATE), spring)


def stop(cast: Cast, year: int) -> None:
    """A stop in spring, then its extension."""
    cast.on(working_day(date(year, 3, 12)), 9)
    service.record_absence(cast.desk(DELEGATE), cast.people[STOPPED], _stop(date(year, 3, 11), date(year, 3, 31), None))
    cast.on(working_day(date(year, 4, 1)), 9)
    extension = _stop(date(year, 4, 1), date(year, 5, 29), date(year, 3, 11))
    service.record_absence(cast.desk(DELEGATE), cast.people[STOPPED], extension)


def come_back(cast: Cast, today: date) -> None:
    """The return from the stop and what is carried over; then what was asked for the last months."""
    demo_leave.close_until(cast, cast.clock.today())
    cast.later(30)
    desk, who = cast.desk(DELEGATE), cast.people[STOPPED]
    last = service.absences_of(desk, who)[0]
    if last.reason is not None:
        back = last.away.last + timedelta(days=3)
        service.complete_absence(desk, last.id, replace(last.reason, returned_on=back, informed_on=back + A_WEEK))
    for one in service.carry_overs(desk, who):
        if one.fate is Fate.CARRIED:
            service.carry_leave_over(desk, who, one.reference.first)
    weeks = [_monday(today - A_WEEK * n) for n in (9, 7, 5)]
    kinds = ("ABS_RTT", "ABS_CP", "ABS_FORM")
    asked = [
        _ask(cast, login, week, 1, Reason(kind))
        for login, week, kind in zip(_at_work(cast), weeks, kinds, strict=False)
    ]
    cast.later(60)
    _take_in(cast)
    for number in asked:
        service.approve_request(desk, number)


def wait(cast: Cast, today: date) -> None:
    """What waits for an answer today: two requests, a cancellation, and a draft."""
    cast.on(today - timedelta(days=2), 15)
    soon = _monday(today + A_WEEK * 4)
    first, second, *_others = _at_work(cast)
    kept = _ask(cast, second, soon, 1, Reason("ABS_CSS"))
    cast.later(30)
    _take_in(cast)
    service.approve_request(cast.desk(DELEGATE), kept)
    said = _("Le train est déjà réservé, mais je peux décaler.")
    _ask(cast, first, soon, 1, Reason("ABS_CP", comment=said))
    _ask(cast, PARTNER, soon + A_WEEK, 1)
    service.ask_cancellation(cast.desk(second), kept)
    later = soon + A_WEEK * 2
    service.keep_draft(cast.desk(first), Asked(later, later + timedelta(days=4), Reason("ABS_CP")))
    _take_in(cast)


def _at_work(cast: Cast) -> list[str]:
    """Those of the story who have a contract today."""
    return [login for login in ASKING if cast.desk(login).allows(service.send_request)]


def _ask(cast: Cast, login: str, first: date, weeks: int, reason: Reason | None = None) -> int:
    last = first + A_WEEK * (weeks - 1) + timedelta(days=4)
    return service.send_request(cast.desk(login), Asked(first, last, reason or Reason("ABS_CP")))


def _stop(first: date, last: date, initial: date | None) -> Asked:
    reason = Reason("ABS_MAL", extension=initial is not None, initial_stop=initial, certificate_on=first)
    return Asked(first, last, reason)


def _take_in(cast: Cast) -> None:
    service.take_in_requests(cast.desk(DELEGATE))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
