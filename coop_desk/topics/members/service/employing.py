"""Employment contracts: begun, changed, ended; the status of an associate is left to the register."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.members.model import Employment
from coop_desk.topics.members.rules import identity
from coop_desk.topics.members.rules.admission import Contract, employed_since
from coop_desk.topics.members.rules.categories import (
    Category,
)
from coop_desk.topics.members.rules.status import (
    check_legal_person,
)
from coop_desk.topics.members.service.reading import (
    member_of,
)


def end_contract(act: Act, person_id: PersonId, ended_on: date, reason: str) -> None:
    """Close the contract open on a day, if there is one."""
    for row in act.session.scalars(select(Employment).where(Employment.person_id == person_id)):
        if row.ended_on is None and row.started_on <= ended_on:
            row.ended_on, row.end_reason = ended_on, reason


@action(Right.MEMBERS_RECORD, N_("Enregistrement d’un contrat de travail"))
def record_hiring(act: Act, person_id: PersonId, started_on: date, working_time: int = 1000) -> None:
    """Record that somebody works in the co-operative from a day on; working time in thousandths."""
    identity.check_working_time(working_time)
    if member_of(act, person_id).legal_person:
        check_legal_person(True, Category.EMPLOYEE)
    contracts = act.session.scalars(select(Employment).where(Employment.person_id == person_id))
    open_ones = [Contract(row.started_on, row.ended_on) for row in contracts]
    if employed_since(open_ones, started_on) is not None:
        message = _("Un contrat est déjà en cours au {day} : terminez-le d’abord.")
        raise RuleBroken("REGISTER-ENTRY", message.format(day=long_day(started_on)))
    act.session.add(Employment(person_id=person_id, started_on=started_on, working_time=working_time))


@action(Right.MEMBERS_RECORD, N_("Modification du temps de travail"))
def change_working_time(act: Act, job_id: int, working_time: int) -> None:
    """Change the working time of a contract, in thousandths of full time."""
    identity.check_working_time(working_time)
    act.session.get_one(Employment, job_id).working_time = working_time


@action(Right.MEMBERS_RECORD, N_("Fin d’un contrat de travail"))
def record_employment_end(act: Act, job_id: int, ended_on: date, reason: str = "") -> None:
    """Record the last day of a contract; the status is left as it is."""
    job = act.session.get_one(Employment, job_id)
    identity.check_period(job.started_on, ended_on)
    job.ended_on, job.end_reason = ended_on, reason.strip()
