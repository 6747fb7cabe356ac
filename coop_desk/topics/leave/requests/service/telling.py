"""An absence told to whoever may see why: the person, and who decides with the key of the reasons."""

from collections.abc import Sequence

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import Grant, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_month
from coop_desk.topics.leave.requests.model import Absence, AbsenceDraft
from coop_desk.topics.leave.requests.records import AbsenceCard, OwnLeave, StepLine
from coop_desk.topics.leave.requests.rules.keeping import Form
from coop_desk.topics.leave.requests.rules.states import State, Step
from coop_desk.topics.leave.requests.service.asking import draft_of
from coop_desk.topics.leave.requests.service.reading import absences_between, away, row_of, steps_of
from coop_desk.topics.leave.requests.service.sealing import Told, hindrance, newest, statements
from coop_desk.topics.leave.requests.service.standing_in import stand_in_words

YEARS = 2
"""Years of absences shown by themselves."""


@query(Right.LEAVE_ASK, N_("Consultation de ses propres absences"))
def own_leave(act: Act) -> OwnLeave:
    """Return one's own absences and drafts, and who may decide on them."""
    first, last = (
        act.today.replace(year=act.today.year - YEARS, day=1),
        act.today.replace(year=act.today.year + YEARS, day=1),
    )
    rows = absences_between(act, first, last, people=[act.actor_id], states=State)
    told = statements(act, act.actor_id, range(first.year, last.year + 1))
    cards = [card_of(act, row_of(act, one.absence_id), told.get(one.absence_id, [])) for one in rows]
    drafts = [
        draft
        for row in act.session.scalars(select(AbsenceDraft).where(AbsenceDraft.person_id == act.actor_id))
        if (draft := draft_of(act, row)) is not None
    ]
    deciders, stand_in = stand_in_words(act, act.actor_id)
    return OwnLeave(tuple(reversed(cards)), tuple(drafts), deciders, stand_in)


def card_of(act: Act, row: Absence, told: Sequence[Told]) -> AbsenceCard:
    """An absence with what is sealed of it, where it was read."""
    said = newest(told)
    names = people_by_id(act.session)
    lines = said.lines if said is not None else ()
    if State(row.state) is State.REFUSED:
        lines = next((one.said.lines for one in told if one.said.form is Form.ASKED), lines)
    return AbsenceCard(
        away(row),
        names[row.person_id],
        said.reason if said is not None else None,
        lines,
        _steps(act, row.id, told),
        "" if said is not None else hindrance(act, row.person_id, row.first_day, row.last_day),
        tuple(
            _("Corrigé après l’export de la paie de {month}").format(month=long_month(month))
            for month in (said.late if said is not None else ())
        ),
    )


def _steps(act: Act, absence_id: int, told: Sequence[Told]) -> tuple[StepLine, ...]:
    names = people_by_id(act.session)
    decided = [one for one in told if one.said.form is Form.DECIDED]
    why = {(one.said.step, one.at): one.said.why for one in decided}
    under = {grant.id: grant.because for grant in act.session.scalars(select(Grant))}
    clear = [
        StepLine(
            Step(one.step), names[one.by_id], one.at, under.get(one.grant_id or 0, ""), why.get((one.step, one.at), "")
        )
        for one in steps_of(act, absence_id)
    ]
    sealed = [StepLine(Step.COMPLETED, names[one.by], one.at) for one in decided if one.said.step == Step.COMPLETED]
    return tuple(sorted([*clear, *sealed], key=lambda one: one.at))


@query(Right.LEAVE_ASK, N_("Consultation du genre de ses propres absences"))
def own_kinds(act: Act) -> dict[int, str]:
    """Return the kind of each of one's own absences, of last year to the next."""
    told = statements(act, act.actor_id, range(act.today.year - 1, act.today.year + 2))
    return {number: said.reason.words for number, one in told.items() if (said := newest(one)) is not None}
