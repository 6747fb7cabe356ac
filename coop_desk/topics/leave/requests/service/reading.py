"""Who is away, as everybody may see it, and the rows of absences for the verbs of this part."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from coop_desk.core.actions import Act
from coop_desk.core.grants import grant_under, people_by_id
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.leave.requests.model import Absence, AbsenceStep, DeclaredCouple
from coop_desk.topics.leave.requests.records import Away
from coop_desk.topics.leave.requests.rules.states import AWAY, State, Step
from coop_desk.topics.leave.rules.counting import Part

_DECIDING = (Right.LEAVE_DECIDE, Right.LEAVE_RECORD)
_READ = (
    Absence.id, Absence.person_id, Absence.first_day, Absence.starts, Absence.last_day, Absence.ends, Absence.state,
    Absence.cancel_asked,
)  # fmt: skip


def absences_between(
    act: Act,
    first: date,
    last: date,
    *,
    people: Iterable[PersonId] | None = None,
    states: Iterable[State] = AWAY,
) -> list[Away]:
    """The absences that touch some days, of everybody covered or of some, oldest first."""
    wanted = (
        select(*_READ)
        .where(Absence.first_day <= last, Absence.last_day >= first)
        .where(Absence.state.in_([state.value for state in states]))
        .order_by(Absence.first_day, Absence.id)
    )
    if people is not None:
        wanted = wanted.where(Absence.person_id.in_([int(one) for one in people]))
    return [_away(*row) for row in act.session.execute(wanted)]


def submitted(act: Act) -> list[Away]:
    """The requests that wait for a decision, and the cancellations asked for, the next to begin first."""
    waiting = or_(Absence.state == State.SUBMITTED.value, Absence.cancel_asked)
    return [
        _away(*row)
        for row in act.session.execute(select(*_READ).where(waiting).order_by(Absence.first_day, Absence.id))
    ]


def row_of(act: Act, absence_id: int) -> Absence:
    """The row of an absence; NoResultFound, told as a refusal, when it is about somebody not covered."""
    return act.session.scalars(select(Absence).where(Absence.id == absence_id)).one()


def _away(id_: int, who: int, first: date, starts: str, last: date, ends: str, state: str, cancel_asked: bool) -> Away:
    return Away(id_, PersonId(who), first, Part(starts), last, Part(ends), State(state), cancel_asked)


def away(row: Absence) -> Away:
    """What everybody may see of a row."""
    return _away(row.id, row.person_id, row.first_day, row.starts, row.last_day, row.ends, row.state, row.cancel_asked)


def note(act: Act, row: Absence, step: Step) -> None:
    """Write a step with the dates of now."""
    act.session.flush()
    act.session.add(
        AbsenceStep(
            person_id=row.person_id,
            absence_id=row.id,
            step=step.value,
            first_day=row.first_day,
            starts=row.starts,
            last_day=row.last_day,
            ends=row.ends,
            by_id=act.actor_id,
            grant_id=grant_under(act.session, act.actor_id, act.today, _DECIDING),
            at=act.now,
        )
    )
    act.session.flush()


def steps_of(act: Act, absence_id: int) -> list[AbsenceStep]:
    """What happened to an absence, oldest first."""
    wanted = select(AbsenceStep).where(AbsenceStep.absence_id == absence_id).order_by(AbsenceStep.id)
    return list(act.session.scalars(wanted))


def partners_of(act: Act, person_id: PersonId) -> set[PersonId]:
    """The spouses or partners of a person, as declared."""
    wanted = select(DeclaredCouple.one_id, DeclaredCouple.other_id, DeclaredCouple.together)
    found: dict[PersonId, bool] = {}
    for one, other, together in act.session.execute(wanted.order_by(DeclaredCouple.id)):
        if person_id in (one, other):
            found[PersonId(other if one == person_id else one)] = together
    return {other for other, together in found.items() if together}


def name_of(act: Act, person_id: PersonId) -> str:
    """What somebody is called."""
    return people_by_id(act.session)[person_id]
