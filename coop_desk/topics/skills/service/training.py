"""Trainings under way: who trains for which level of which skill, until when; ended early, it says why."""

from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.skills.model import SkillTraining
from coop_desk.topics.skills.rules.levels import NOTHING, level_words
from coop_desk.topics.skills.rules.tree import check_training
from coop_desk.topics.skills.service.reading import held_at, trainings_of
from coop_desk.topics.skills.service.tree import open_skill_of


@action(Right.SKILLS_DECLARE, Right.SKILLS_RECORD, words=N_("Début d’une formation"))
def begin_training(
    act: Act, person_id: PersonId, skill_id: int, level: int, starts_on: date, reached_on: date, details: str = ""
) -> int:
    """Record that somebody trains for a level, reached from a day on (SKILL-06). Return the training's number."""
    skill = open_skill_of(act, skill_id)
    check_training(starts_on, reached_on, level, held_at(act, act.today).get((person_id, skill_id), NOTHING).level)
    if any((one.person_id, one.code) == (person_id, skill.code) for one in trainings_of(act)):
        words = _("Une formation à cette compétence est déjà en cours : mettez-y fin d’abord.")
        raise RuleBroken("SKILL-06", words)
    row = SkillTraining(
        person_id=person_id, skill_id=skill_id, skill_level=level, starts_on=starts_on, reached_on=reached_on,
        details=details.strip(),
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    words = _("{name} se forme à « {skill} », {level} à partir du {day}.")
    name = people_by_id(act.session)[person_id]
    act.say(words.format(name=name, skill=skill.name, level=level_words(level), day=long_day(reached_on)))
    return row.id


@action(Right.SKILLS_DECLARE, Right.SKILLS_RECORD, words=N_("Report d’une formation"))
def postpone_training(act: Act, training_id: int, reached_on: date) -> None:
    """Give another day from which the level is reached (SKILL-06)."""
    row = _running(act, training_id)
    check_training(row.starts_on, reached_on, row.skill_level, 0)
    row.reached_on = reached_on
    name = people_by_id(act.session)[row.person_id]
    act.say(_("{name} : niveau atteint à partir du {day}.").format(name=name, day=long_day(reached_on)))


@action(Right.SKILLS_DECLARE, Right.SKILLS_RECORD, words=N_("Fin d’une formation"))
def end_training(act: Act, training_id: int, because: str) -> None:
    """End a training before its level is confirmed, and say why (SKILL-06)."""
    row = _running(act, training_id)
    if not because.strip():
        raise RuleBroken("SKILL-06", _("Dites pourquoi la formation s’arrête."))
    row.ended_on, row.ended_because = act.today, because.strip()


def _running(act: Act, training_id: int) -> SkillTraining:
    row = act.session.get_one(SkillTraining, training_id)
    if row.ended_on is not None:
        raise RuleBroken("SKILL-06", _("Cette formation est déjà terminée."))
    return row
