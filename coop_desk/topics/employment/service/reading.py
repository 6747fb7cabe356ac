"""Contracts, schedules and numbers as they stand on a day, for the topics above."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, read_once, read_until_changed
from coop_desk.core.ids import PersonId
from coop_desk.topics.employment.model import PayNumber, WorkSchedule
from coop_desk.topics.employment.rules.matricules import Numbered, in_order, number_on
from coop_desk.topics.employment.rules.schedules import Schedule, Works, contract_on, schedule_on
from coop_desk.topics.members.model import Employment
from coop_desk.topics.members.rules.admission import Contract


def contracts_of(act: Act, person_id: PersonId) -> tuple[Contract, ...]:
    """The contracts of a person, oldest first."""
    return all_contracts(act).get(person_id, ())


@read_until_changed
def all_contracts(act: Act) -> dict[PersonId, tuple[Contract, ...]]:
    """The contracts of everybody covered, oldest first."""
    wanted = select(Employment.person_id, Employment.started_on, Employment.ended_on, Employment.working_time).order_by(
        Employment.started_on, Employment.id
    )
    found: dict[PersonId, list[Contract]] = defaultdict(list)
    for person_id, started_on, ended_on, working_time in act.session.execute(wanted):
        found[PersonId(person_id)].append(Contract(started_on, ended_on, working_time))
    return {person_id: tuple(contracts) for person_id, contracts in found.items()}


def employed_at(act: Act, day: date) -> list[PersonId]:
    """Whoever has a contract running on a day."""
    return [person_id for person_id, held in all_contracts(act).items() if contract_on(held, day) is not None]


@read_until_changed
def all_schedules(act: Act) -> dict[PersonId, tuple[Schedule, ...]]:
    """The schedules of everybody covered, oldest first; of two from the same day, the last written."""
    wanted = select(WorkSchedule.person_id, WorkSchedule.starts_on, WorkSchedule.weeks).order_by(
        WorkSchedule.starts_on, WorkSchedule.id
    )
    found: dict[PersonId, dict[date, Schedule]] = defaultdict(dict)
    for person_id, starts_on, weeks in act.session.execute(wanted):
        found[PersonId(person_id)][starts_on] = Schedule(starts_on, tuple(tuple(week) for week in weeks))
    return {person_id: tuple(kept.values()) for person_id, kept in found.items()}


def schedules_of(act: Act, person_id: PersonId) -> tuple[Schedule, ...]:
    """The schedules recorded for a person, oldest first."""
    return all_schedules(act).get(person_id, ())


def schedule_at(act: Act, person_id: PersonId, day: date) -> Schedule | None:
    """The schedule of a person on a day, the usual one of the contract when none was recorded."""
    return schedule_on(schedules_of(act, person_id), contracts_of(act, person_id), day)


def works_of(act: Act, person_id: PersonId) -> Works:
    """Whether this person's schedule has work on a date, holidays left aside: never outside of a contract."""
    schedules, contracts = schedules_of(act, person_id), contracts_of(act, person_id)

    def works(day: date) -> bool:
        schedule = schedule_on(schedules, contracts, day)
        return schedule is not None and schedule.minutes_on(day) > 0

    return works


def minutes_on(act: Act, person_id: PersonId, day: date) -> int:
    """Minutes of work of a person on a date by their schedule, holidays left aside."""
    schedule = schedule_at(act, person_id, day)
    return schedule.minutes_on(day) if schedule is not None else 0


@read_once
def all_numbers(act: Act) -> dict[PersonId, tuple[Numbered, ...]]:
    """The numbers of everybody covered, oldest first."""
    wanted = select(PayNumber.person_id, PayNumber.starts_on, PayNumber.number).order_by(PayNumber.id)
    found: dict[PersonId, list[Numbered]] = defaultdict(list)
    for person_id, starts_on, number in act.session.execute(wanted):
        found[PersonId(person_id)].append(Numbered(starts_on, number))
    return {person_id: in_order(line) for person_id, line in found.items()}


def matricules(act: Act, day: date) -> dict[PersonId, str]:
    """The number of each person in the payroll tool on a day; whoever has none is left out."""
    found = {person_id: number_on(line, day) for person_id, line in all_numbers(act).items()}
    return {person_id: number for person_id, number in found.items() if number}
