"""What is held of the skills of the person who asks: levels declared and confirmed, trainings."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.skills.model import Skill, SkillStep, SkillTraining
from coop_desk.topics.skills.rules.levels import STEP_WORDS, level_words
from coop_desk.topics.skills.rules.levels import Step as LevelStep

HELD = {"skill_step.person_id", "skill_training.person_id"}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return the levels and the trainings of the person who asks, past ones too."""
    return [_skills(act), _trainings(act)]


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
