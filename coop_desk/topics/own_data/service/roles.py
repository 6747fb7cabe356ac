"""What the roles hold on the person who asks: skills, hand-overs, learning, circles, draws, plans and long leaves."""

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
from coop_desk.core.words import integer, long_month
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.roles.adoption.model import RotationPin, RotationPlan
from coop_desk.topics.roles.adoption.rules.months import first_of
from coop_desk.topics.roles.cooptation.model import Cooptation, Endorsement
from coop_desk.topics.roles.cover.model import CoverChoice
from coop_desk.topics.roles.cover.rules.choosing import CHOICE_WORDS, Choice
from coop_desk.topics.roles.drawing.model import Draw, DrawAnswer, DrawResult
from coop_desk.topics.roles.drawing.rules import code_of
from coop_desk.topics.roles.handover.model import BuddyPair, Handover, HandoverEnd, HandoverGiver, Retrospective
from coop_desk.topics.roles.handover.records import QUESTIONS, RampState, Step
from coop_desk.topics.roles.handover.service.learning import ramps_at
from coop_desk.topics.roles.service.naming import role_called
from coop_desk.topics.skills.model import Skill, SkillStep, SkillTraining
from coop_desk.topics.skills.rules.levels import STEP_WORDS, level_words
from coop_desk.topics.skills.rules.levels import Step as LevelStep
from coop_desk.topics.skills.service import skill_names

HELD = {
    *("skill_step.person_id", "skill_training.person_id", "handover.receiver_id", "handover_giver.giver_id"),
    *("ramp_up.learner_id", "ramp_up.buddy_id", "buddy_pair.one_id", "buddy_pair.buddy_id"),
    *("retrospective.author_id", "role_cooptation.facilitator_id", "role_endorsement.endorsed_id"),
    *("role_draw_answer.drawn_id", "rotation_pin.named_id", "cover_choice.holder_id"),
}
"""The columns naming somebody that these parts read."""

Rows = Iterator[tuple[Any, ...]]


def parts(act: Act) -> list[Part]:
    """Return everything roles and skills hold on the person who asks, past ones too."""
    return [
        _skills(act),
        _trainings(act),
        _handovers(act),
        _learning(act),
        _pairs(act),
        _retrospectives(act),
        _circles(act),
        _draws(act),
        _plans(act),
        _cover(act),
    ]


def _skills(act: Act) -> Part:
    names, called = people_by_id(act.session), _skills_by_id(act)
    mine = select(SkillStep).where(SkillStep.person_id == act.actor_id).order_by(SkillStep.dated, SkillStep.id)
    return Part(
        "skills",
        _("Compétences"),
        (
            Value("day", _("Date"), "day"),
            Value("skill", _("Compétence")),
            Value("level", _("Niveau")),
            Value("step", _("Étape")),
            Value("by", _("Par qui")),
            Value("why", _("Pourquoi")),
        ),
        tuple(
            (one.dated, called[one.skill_id], level_words(one.skill_level), _(STEP_WORDS[LevelStep(one.step)]),
             names[one.by_id], one.reason)
            for one in act.session.scalars(mine)
        ),
    )  # fmt: skip


def _trainings(act: Act) -> Part:
    called = _skills_by_id(act)
    mine = select(SkillTraining).where(SkillTraining.person_id == act.actor_id)
    return Part(
        "trainings",
        _("Formations à une compétence"),
        (
            Value("starts_on", _("À partir du"), "day"),
            Value("skill", _("Compétence")),
            Value("level", _("Niveau visé")),
            Value("reached_on", _("Atteint le"), "day"),
            Value("details", _("Précision")),
            Value("ended_on", _("Arrêtée le"), "day"),
            Value("ended_because", _("Pourquoi elle s’arrête")),
        ),
        tuple(
            (one.starts_on, called[one.skill_id], level_words(one.skill_level), one.reached_on, one.details,
             one.ended_on, one.ended_because)
            for one in act.session.scalars(mine.order_by(SkillTraining.starts_on, SkillTraining.id))
        ),
    )  # fmt: skip


def _skills_by_id(act: Act) -> dict[int, str]:
    return {one.id: one.name for one in act.session.scalars(select(Skill))}


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


def _handed_over(act: Act) -> Rows:
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


def _circles(act: Act) -> Part:
    return Part("cooptations", _("Cooptations"), _told(), tuple(_in_circles(act)))


def _in_circles(act: Act) -> Rows:
    for one in act.session.scalars(select(Cooptation).order_by(Cooptation.held_on, Cooptation.id)):
        said = (
            (one.facilitator_id == act.actor_id, _("vous animez le cercle")),
            (act.actor_id in one.circle, _("vous siégez au cercle")),
            (act.actor_id in one.names, _("votre nom peut y être proposé")),
        )
        held = ", ".join(words for is_so, words in said if is_so)
        if held:
            yield one.held_on, role_called(act, one.role_id), held, ""
    mine = select(Endorsement).where(Endorsement.endorsed_id == act.actor_id).order_by(Endorsement.id)
    for row in act.session.scalars(mine):
        role = role_called(act, row.role_id)
        yield row.since, role, _("le cercle vous coopte, jusqu’au {day}").format(day=day_words(row.ends_on)), ""
        if row.withdrawn_on is not None:
            yield row.withdrawn_on, role, _("cooptation retirée"), row.withdrawn_because


def _draws(act: Act) -> Part:
    return Part("role_draws", _("Tirages au sort de rôles"), _told(), tuple(_drawn(act)))


def _drawn(act: Act) -> Rows:
    code = code_of(act.actor_id)
    results = {one.draw_id: one for one in act.session.scalars(select(DrawResult))}
    mine = select(DrawAnswer).where(DrawAnswer.drawn_id == act.actor_id)
    answers = {one.draw_id: one for one in act.session.scalars(mine)}
    for one in act.session.scalars(select(Draw).order_by(Draw.id)):
        role = role_called(act, one.role_id)
        if any(listed["person"] == act.actor_id for listed in one.eligible):
            yield one.frozen_on, role, _("vous êtes sur la liste, code {code}").format(code=code), ""
        result, answer = results.get(one.id), answers.get(one.id)
        if result is not None and code in result.drawn:
            rank = integer(result.drawn.index(code) + 1)
            yield paris_date(result.at), role, _("le sort vous donne le rang {rank}").format(rank=rank), ""
        if answer is not None:
            yield answer.on, role, _("vous acceptez") if answer.accepts else _("vous refusez"), answer.because


def _plans(act: Act) -> Part:
    return Part(
        "rotation_plans",
        _("Plans de rotation qui vous imposent ou vous écartent"),
        (
            Value("day", _("Date"), "day"),
            Value("plan", _("Plan")),
            Value("role", _("Rôle")),
            Value("what", _("Ce qui est demandé")),
            Value("why", _("Pourquoi")),
        ),
        tuple(_pinned(act)),
    )


def _pinned(act: Act) -> Rows:
    kept = select(RotationPlan.name, RotationPlan.made_at, RotationPlan.pins).order_by(RotationPlan.id)
    for name, made_at, pins in act.session.execute(kept):
        for one in pins:
            if one["person_id"] == act.actor_id:
                what = _pin_words(imposed=one["imposed"], month=one["month"])
                yield paris_date(made_at), name, one["role"], what, one["because"]
    mine = select(RotationPin).where(RotationPin.named_id == act.actor_id).order_by(RotationPin.id)
    for row in act.session.scalars(mine):
        what = _pin_words(imposed=row.imposed, month=row.month)
        yield paris_date(row.recorded_at), _("les prochains plans"), role_called(act, row.role_id), what, row.because


def _pin_words(*, imposed: bool, month: str | None) -> str:
    words = _("vous imposer") if imposed else _("vous écarter")
    if month is None:
        return words
    return _("{what}, {month}").format(what=words, month=long_month(first_of(month)))


def _cover(act: Act) -> Part:
    mine = select(CoverChoice).where(CoverChoice.holder_id == act.actor_id).order_by(CoverChoice.id)
    return Part(
        "cover",
        _("Vos rôles pendant vos longues absences"),
        (
            Value("day", _("Date"), "day"),
            Value("role", _("Rôle")),
            Value("first", _("Du"), "day"),
            Value("last", _("Au"), "day"),
            Value("choice", _("Choix")),
            Value("decision", _("Décision")),
        ),
        tuple(
            (one.dated, role_called(act, one.role_id), one.first_day, one.last_day,
             _(CHOICE_WORDS[Choice(one.choice)]), one.decision)
            for one in act.session.scalars(mine)
        ),
    )  # fmt: skip


def _told() -> tuple[Value, ...]:
    return (
        Value("day", _("Date"), "day"),
        Value("role", _("Rôle")),
        Value("what", _("Ce qui est gardé")),
        Value("why", _("Pourquoi")),
    )
