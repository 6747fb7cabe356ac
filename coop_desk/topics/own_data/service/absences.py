"""The absences of the person who asks, why where it opens, who decided, and the couple they declared.

What they decided about others is told by the journal, which keeps it by who did it.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.topics.leave.requests.model import AbsenceStep, DeclaredCouple
from coop_desk.topics.leave.requests.rules.lines import cost_words
from coop_desk.topics.leave.requests.rules.states import STATE_WORDS, STEP_WORDS, Step
from coop_desk.topics.leave.requests.service import own_leave
from coop_desk.topics.own_data.records import Part, Value

HELD = {
    *("absence.person_id", "absence_step.person_id", "absence_step.by_id", "absence_draft.person_id"),
    *("declared_couple.one_id", "declared_couple.other_id", "declared_couple.by_id"),
}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return one's absences and drafts, what happened to each, and the couples declared."""
    found = own_leave.function(act)
    drafts = [(one.asked.first, one.asked.last, one.asked.reason.words, "", _("brouillon")) for one in found.drafts]
    cards = [
        (one.away.first, one.away.last, one.what, cost_words(one.lines), _(STATE_WORDS[one.away.state]))
        for one in found.cards
    ]
    absences = (
        Value("first", _("Du"), "day"), Value("last", _("Au"), "day"), Value("what", _("Absence")),
        Value("cost", _("Durée")), Value("state", _("Situation")),
    )  # fmt: skip
    steps = (Value("at", _("Le"), "instant"), Value("step", _("Étape")), Value("by", _("Par qui")))
    couple = (Value("day", _("Le"), "day"), Value("with", _("Avec")), Value("said", _("Déclaré")))
    return [
        Part("absences", _("Absences et demandes"), absences, (*drafts, *cards)),
        Part("absence_steps", _("Étapes de ses absences"), steps, tuple(_steps(act))),
        Part("couple", _("Couple déclaré dans la coopérative"), couple, tuple(_couples(act))),
    ]


def _steps(act: Act) -> Iterator[tuple[Any, ...]]:
    names = people_by_id(act.session)
    for one in act.session.scalars(select(AbsenceStep).order_by(AbsenceStep.id)):
        if one.person_id == act.actor_id:
            yield one.at, _(STEP_WORDS[Step(one.step)]), names[one.by_id]


def _couples(act: Act) -> Iterator[tuple[Any, ...]]:
    names = people_by_id(act.session)
    for one in act.session.scalars(select(DeclaredCouple).order_by(DeclaredCouple.id)):
        if act.actor_id in (one.one_id, one.other_id, one.by_id):
            other = one.one_id if act.actor_id == one.other_id else one.other_id
            yield one.declared_on, names[other], _("en couple") if one.together else _("plus en couple")
