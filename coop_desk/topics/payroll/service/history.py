"""What happened to a month: its steps with their reasons, and every line that changed, with who changed it."""

from collections.abc import Mapping

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.payroll.rules.catalogue import Variable
from coop_desk.topics.payroll.rules.keeping import REASON
from coop_desk.topics.payroll.rules.lines import Line, line_words
from coop_desk.topics.payroll.rules.months import compartment_of
from coop_desk.topics.payroll.rules.states import REASONED, STEP_WORDS, Life
from coop_desk.topics.payroll.service.reading import life_of, months_held, variables
from coop_desk.topics.payroll.views import HistoryLine


@query(Right.PAY_PREPARE, Right.PAY_VALIDATE, words=N_("Consultation de l’histoire d’un mois de paie"))
def month_history(act: Act, month: str) -> tuple[HistoryLine, ...]:
    """Return what happened to a month, newest first."""
    names, known = people_by_id(act.session), variables(act)
    lines = _steps(act, life_of(act, month), names)
    for held in months_held(act, month).values():
        for change in held.changes:
            line = change.now or change.was
            if line is not None:
                lines.append(
                    HistoryLine(
                        change.at, names[change.by], known[line.code].label, names[held.person_id],
                        _said(change.was, known), _said(change.now, known),
                    )
                )  # fmt: skip
    return tuple(sorted(lines, key=lambda one: one.at, reverse=True))


def _said(line: Line | None, known: Mapping[str, Variable]) -> str:
    return line_words(line, known[line.code]) if line is not None else ""


def _steps(act: Act, life: Life, names: Mapping[PersonId, str]) -> list[HistoryLine]:
    reasons = _reasons(act, life.month)
    found = []
    for one in life.steps:
        reason = reasons.get((one.id, one.by), "")
        if not reason and one.step in REASONED:
            reason = _("motif scellé, à relever à la prochaine session de qui tient la clé")
        number = _("n° {n}").format(n=one.number) if one.number else ""
        found.append(HistoryLine(one.at, names[one.by], _(STEP_WORDS[one.step]), number, "", reason))
    return found


def _reasons(act: Act, month: str) -> dict[tuple[int, PersonId], str]:
    """Why each step was taken, as whoever took it said: words of somebody else about it are not believed."""
    entries = act.sealed.read(compartment_of(month), equal=(REASON, month))
    return {(int(entry.payload["step"]), entry.person_id): str(entry.payload["reason"]) for entry in entries}
