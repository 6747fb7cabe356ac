"""Whether absences say what their steps say, and accounts hold what they booked."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.topics.leave.requests.model import Absence, AbsenceStep
from coop_desk.topics.leave.requests.rules.states import AFTER, State, Step
from coop_desk.topics.leave.requests.service.reading import name_of


@checked(N_("Absences comparées à leurs étapes"))
def absences_replayed(act: Act) -> tuple[int, list[str]]:
    """Take the steps of each absence again; return how many, and what differs."""
    steps: dict[int, list[AbsenceStep]] = {}
    for step in act.session.scalars(select(AbsenceStep).order_by(AbsenceStep.id)):
        steps.setdefault(step.absence_id, []).append(step)
    rows = list(act.session.scalars(select(Absence)))
    words = _("Absence de {name} à partir du {day} : ses étapes ne mènent pas à ce qui est écrit.")
    wrong = [
        words.format(name=name_of(act, row.person_id), day=long_day(row.first_day))
        for row in rows
        if not _agrees(row, steps.get(row.id, []))
    ]
    return len(rows), wrong


def _agrees(row: Absence, steps: list[AbsenceStep]) -> bool:
    state: State | None = None
    for one in steps:
        before, then = AFTER[Step(one.step)]
        if before is not state:
            return False
        state = then
    if state is None or state.value != row.state:
        return False
    last = steps[-1]
    own = all(one.person_id == row.person_id and one.by_id != row.person_id for one in steps if _decides(one))
    return own and (last.first_day, last.starts, last.last_day, last.ends) == (
        row.first_day, row.starts, row.last_day, row.ends,
    )  # fmt: skip


def _decides(step: AbsenceStep) -> bool:
    return Step(step.step) in (Step.APPROVED, Step.REFUSED, Step.RECORDED, Step.CANCELLED, Step.CHANGED)
