"""What is held on the person who asks as they receive a role, give it, learn, teach, stand in and look back."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import day as day_words
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.roles.handover.model import BuddyPair, Handover, HandoverEnd, HandoverGiver, Retrospective
from coop_desk.topics.roles.handover.records import QUESTIONS, RampState, Step
from coop_desk.topics.roles.handover.service.learning import ramps_at
from coop_desk.topics.roles.service.naming import role_called
from coop_desk.topics.skills.service import skill_names

HELD = {
    *("handover.receiver_id", "handover_giver.giver_id", "ramp_up.learner_id", "ramp_up.buddy_id"),
    *("buddy_pair.one_id", "buddy_pair.buddy_id", "retrospective.author_id"),
}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return the hand-overs, what is learnt and taught, the pairs and the retrospectives of the person who asks."""
    return [_handovers(act), _learning(act), _pairs(act), _retrospectives(act)]


def _handovers(act: Act) -> Part:
    return Part(
        "handovers",
        _("Passations de rôles"),
        (
            Value("begins_on", _("À partir du"), "day"),
            Value("takes_over_on", _("Prise de rôle le"), "day"),
            Value("role", _("Rôle")),
            Value("as", _("À quel titre")),
            Value("with", _("Avec")),
            Value("why", _("Pourquoi")),
            Value("ended_on", _("Close le"), "day"),
        ),
        tuple(_handed_over(act)),
    )


def _handed_over(act: Act) -> Iterator[tuple[Any, ...]]:
    names = people_by_id(act.session)
    ends = {one.handover_id: one.at for one in act.session.scalars(select(HandoverEnd))}
    givers: dict[int, list[HandoverGiver]] = defaultdict(list)
    for giver in act.session.scalars(select(HandoverGiver).order_by(HandoverGiver.id)):
        givers[giver.handover_id].append(giver)
    for one in act.session.scalars(select(Handover).order_by(Handover.begins_on, Handover.id)):
        said = givers[one.id]
        last = said[-1] if said else None
        ended = paris_date(ends[one.id]) if one.id in ends else None
        start = (one.begins_on, one.takes_over_on, role_called(act, one.role_id))
        if one.receiver_id == act.actor_id:
            giver_name = names[PersonId(last.giver_id)] if last is not None and last.giver_id else ""
            yield *start, _("vous recevez le rôle"), giver_name, last.because if last is not None else "", ended
        for giver in said:
            if giver.giver_id == act.actor_id:
                words = _("vous transmettez le rôle") if giver is last else _("vous deviez transmettre le rôle")
                yield *start, words, names[PersonId(one.receiver_id)], giver.because, ended


def _learning(act: Act) -> Part:
    mine = [one for one in ramps_at(act, act.today) if act.actor_id in (one.learner_id, one.buddy_id)]
    return Part(
        "learning",
        _("Apprentissages"),
        (
            Value("starts_on", _("À partir du"), "day"),
            Value("target_on", _("Échéance"), "day"),
            Value("what", _("Mission ou compétence")),
            Value("as", _("À quel titre")),
            Value("with", _("Avec")),
            Value("because", _("Pourquoi")),
            Value("steps", _("Étapes")),
            Value("ended_on", _("Fini le"), "day"),
            Value("autonomous", _("Autonome"), "yes_no"),
            Value("said", _("Ce qui en a été dit")),
        ),
        tuple(
            (
                one.starts_on, one.target_on, one.what,
                _("vous apprenez") if one.learner_id == act.actor_id else _("vous accompagnez"),
                one.buddy if one.learner_id == act.actor_id else one.learner,
                one.because, ", ".join(_step_words(step) for step in one.steps), one.declared_on,
                None if one.running else one.state is RampState.AUTONOMOUS, one.said,
            )
            for one in mine
        ),
    )  # fmt: skip


def _step_words(step: Step) -> str:
    if step.done_on is None:
        return step.words
    return _("{step} (fait le {day})").format(step=step.words, day=day_words(step.done_on))


def _pairs(act: Act) -> Part:
    names, skills = people_by_id(act.session), skill_names(act)
    mine = or_(BuddyPair.one_id == act.actor_id, BuddyPair.buddy_id == act.actor_id)
    return Part(
        "pairs",
        _("Binômes"),
        (
            Value("starts_on", _("À partir du"), "day"),
            Value("ends_on", _("Jusqu’au"), "day"),
            Value("what", _("Rôle ou compétence")),
            Value("with", _("Avec")),
            Value("decision", _("Décision")),
        ),
        tuple(
            (
                one.starts_on, one.ends_on,
                role_called(act, one.role_id) if one.role_id else skills.get(one.skill or "", one.skill),
                names[PersonId(one.buddy_id if one.one_id == act.actor_id else one.one_id)], one.decision,
            )
            for one in act.session.scalars(select(BuddyPair).where(mine).order_by(BuddyPair.starts_on, BuddyPair.id))
        ),
    )  # fmt: skip


def _retrospectives(act: Act) -> Part:
    mine = select(Retrospective).where(Retrospective.author_id == act.actor_id).order_by(Retrospective.id)
    return Part(
        "retrospectives",
        _("Bilans de mandat que vous avez écrits"),
        (
            Value("at", _("Écrit le"), "instant"),
            Value("role", _("Rôle")),
            *(Value(key, _(words)) for key, words in QUESTIONS.items()),
        ),
        tuple(
            (one.at, role_called(act, one.role_id), one.what_worked, one.what_was_hard, one.attention, one.advice)
            for one in act.session.scalars(mine)
        ),
    )
