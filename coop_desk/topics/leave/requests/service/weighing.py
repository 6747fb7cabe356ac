"""What an absence costs, breaks and risks: the facts around it, gathered for the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.rules.holidays import off
from coop_desk.topics.employment.rules.schedules import schedule_on
from coop_desk.topics.employment.service import contracts_of, employed_at, minutes_on, schedules_of, site_of
from coop_desk.topics.leave.requests.records import Asked, Away, Clash, FrozenLine, Preview, ThinDay
from coop_desk.topics.leave.requests.rules import asking, lines
from coop_desk.topics.leave.requests.rules.keeping import Sealed
from coop_desk.topics.leave.requests.rules.kinds import PAID, STOPS, Kind
from coop_desk.topics.leave.requests.rules.lines import Time
from coop_desk.topics.leave.requests.rules.states import AWAY, State
from coop_desk.topics.leave.requests.service.presence import least_at
from coop_desk.topics.leave.requests.service.reading import absences_between, partners_of
from coop_desk.topics.leave.requests.service.sealing import Told, newest, statements
from coop_desk.topics.leave.requests.service.standing_in import stand_in_words
from coop_desk.topics.leave.rules.accounts import PAID as PAID_ACCOUNTS
from coop_desk.topics.leave.rules.counting import days_of
from coop_desk.topics.leave.rules.settings import LeaveSettings, Span
from coop_desk.topics.leave.rules.taking import Finding
from coop_desk.topics.leave.service.balances import balance_at
from coop_desk.topics.leave.service.settings import announced_on, settings_at
from coop_desk.topics.members.service.teams import tree_at

FAR = date(2999, 12, 31)
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Standing:
    """The absences of somebody that stand, with what is sealed of each where it may be read."""

    away: tuple[Away, ...]
    said: Mapping[int, Sealed] = field(repr=False)
    told: Mapping[int, list[Told]] = field(repr=False)

    def other_than(self, absence_id: int) -> "Standing":
        """The same without one of them."""
        return Standing(tuple(one for one in self.away if one.absence_id != absence_id), self.said, self.told)

    def of_account(self, account: str, *states: State) -> list[Sealed]:
        """What is sealed of those taken from an account, in some states."""
        found = [self.said[one.absence_id] for one in self.away if one.state in states and one.absence_id in self.said]
        return [one for one in found if one.reason.kind.account == account]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The days of an absence, the balance before it, and what the rules say."""

    lines: tuple[FrozenLine, ...]
    before: int | None
    findings: tuple[Finding, ...]


def standing(act: Act, person_id: PersonId, first: date, last: date) -> Standing:
    """The absences of a person around some days, a year before and after, and why where it may be read."""
    away = absences_between(act, first - A_YEAR, last + A_YEAR, people=[person_id], states=AWAY)
    told = statements(act, person_id, range(first.year - 1, last.year + 2))
    said = {number: kept for number, found in told.items() if (kept := newest(found)) is not None}
    return Standing(tuple(away), said, told)


def time_of(act: Act, person_id: PersonId) -> Time:
    """The time of a person, read once."""
    schedules, contracts = schedules_of(act, person_id), contracts_of(act, person_id)

    def minutes(day: date) -> int:
        schedule = schedule_on(schedules, contracts, day)
        return schedule.minutes_on(day) if schedule is not None else 0

    return Time(minutes)


def account_of(kind: Kind, settings: LeaveSettings) -> str:
    """The account a kind is taken from: paid leave has one a unit."""
    return PAID_ACCOUNTS[settings.unit] if kind.account == PAID else kind.account


def counted(act: Act, person_id: PersonId, asked: Asked) -> tuple[FrozenLine, ...]:
    """The days of an absence, counted as of today."""
    return lines.lines_of(asked, time_of(act, person_id), settings_at(act, asked.first, person_id))


def available(act: Act, person_id: PersonId, kind: Kind, asked: Asked, held: Standing) -> int | None:
    """The balance a leave may use: on its first day, less what is booked later, less what is asked and not decided."""
    if not kind.account:
        return None
    account = account_of(kind, settings_at(act, asked.first, person_id))
    then, in_the_end = (balance_at(act, person_id, account, day) for day in (asked.first, FAR))
    waiting = sum(lines.total(one.lines) for one in held.of_account(kind.account, State.SUBMITTED))
    return min(then, in_the_end) - waiting


def known_of(act: Act, person_id: PersonId, asked: Asked, held: Standing) -> asking.Known:
    """What the rules need to know around an absence."""
    kind = asked.reason.kind
    booked = held.of_account(PAID, *AWAY)
    same = [one for one in held.said.values() if one.reason.code == kind.code and one.absence_id in _ids(held)]
    taking_period = settings_at(act, asked.first).taking_period(asked.first)
    partners = partners_of(act, person_id)
    apart: tuple[date, ...] | None = None
    if partners and kind.account == PAID:
        found = absences_between(act, taking_period.first, taking_period.last, people=partners)
        apart = tuple(day for one in found for day in days_of(one.span))
    of_period = [one for one in booked if any(taking_period.holds(line.day) for line in one.lines)]
    agreements = [one.agreed_on for one in (asked.reason, *(one.reason for one in of_period))]
    others = held.away
    if kind.code in STOPS:
        others = tuple(one for one in others if not gives_back(held, one))
    return asking.Known(
        act.today,
        contracts_of(act, person_id),
        others,
        {line.day: line.counted for one in booked for line in one.lines},
        sum(line.counted for one in same for line in one.lines if line.day.year == asked.first.year),
        available(act, person_id, kind, asked, held),
        partner=apart,
        agreed=any(day is not None and day <= act.today for day in agreements),
        announced=announced_on(act, taking_period.first),
    )


def gives_back(held: Standing, one: Away) -> bool:
    """Whether a stop gives the days of this absence back: paid leave or rest already accepted (LEAVE-23)."""
    said = held.said.get(one.absence_id)
    return one.state is State.APPROVED and said is not None and bool(said.reason.kind.account)


def _ids(held: Standing) -> set[int]:
    return {one.absence_id for one in held.away}


def weigh(act: Act, person_id: PersonId, asked: Asked, held: Standing) -> Weighed:
    """The days of an absence and what the rules say of it."""
    days = counted(act, person_id, asked)
    known = known_of(act, person_id, asked, held)
    return Weighed(days, known.balance, asking.findings(asked, days, known, settings_at(act, asked.first, person_id)))


def preview(act: Act, person_id: PersonId, asked: Asked, held: Standing) -> Preview:
    """Everything shown before an absence is sent, or decided: who else is away, and who is left, as well."""
    found = weigh(act, person_id, asked, held)
    days, before = found.lines, found.before
    mates = _mates(act, person_id, asked.first)
    deciders, stand_in = stand_in_words(act, person_id)
    after = before - lines.total(days) if before is not None else None
    return Preview(
        days,
        lines.explained(days),
        lines.cost_words(days),
        before,
        after,
        _clashes(act, person_id, asked.span, mates),
        thin_days(act, person_id, days, mates),
        found.findings,
        deciders,
        stand_in,
    )


def _mates(act: Act, person_id: PersonId, day: date) -> dict[int, tuple[str, set[PersonId]]]:
    """The teams and services somebody is in on a day, with their people, those of the teams of a service included."""
    found: dict[int, tuple[str, set[PersonId]]] = {}
    for service in tree_at(act, day):
        below = {team.id: (team.name, {one.person_id for one in team.people}) for team in service.teams}
        whole = {one.person_id for one in service.people} | {who for _name, people in below.values() for who in people}
        for id_, name, people in [(service.id, service.name, whole), *((i, *kept) for i, kept in below.items())]:
            if person_id in people:
                found[id_] = (name, people)
    return found


def _clashes(
    act: Act, person_id: PersonId, span: Span, mates: Mapping[int, tuple[str, set[PersonId]]]
) -> tuple[Clash, ...]:
    people = {who for _name, group in mates.values() for who in group} - {person_id}
    names = people_by_id(act.session)
    return tuple(
        Clash(names[one.person_id], one.span, one.state is State.APPROVED)
        for one in absences_between(act, span.first, span.last, people=people)
    )


def thin_days(
    act: Act, person_id: PersonId, days: Iterable[FrozenLine], mates: Mapping[int, tuple[str, set[PersonId]]]
) -> tuple[ThinDay, ...]:
    """The days on which a team would be under its least presence, this person being away as well."""
    worked = [line.day for line in days if line.minutes]
    if not worked:
        return ()
    out = absences_between(act, worked[0], worked[-1], people={p for _n, group in mates.values() for p in group})
    found = []
    for day in worked:
        least = least_at(act, day)
        gone = {one.person_id for one in out if one.span.holds(day)} | {person_id}
        employed = set(employed_at(act, day))
        for team_id, (name, people) in mates.items():
            if team_id not in least:
                continue
            there = sum(at_work(act, who, day) for who in (people & employed) - gone)
            if there < least[team_id]:
                found.append(ThinDay(name, day, there, least[team_id]))
    return tuple(sorted(found, key=lambda one: (one.team, one.day)))


def at_work(act: Act, person_id: PersonId, day: date) -> bool:
    """Whether somebody works on a date by their schedule, the holidays of their site off."""
    return minutes_on(act, person_id, day) > 0 and off(day, site_of(act, person_id, day)) is None
