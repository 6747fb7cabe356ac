"""Levels: declared by the person, confirmed by somebody else; each step stays, so any date can be read."""

from collections.abc import Mapping, Sequence
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.skills.model import SkillStep
from coop_desk.topics.skills.records import CellCard, StepLine, WaitingLevel
from coop_desk.topics.skills.rules.levels import (
    NOTHING,
    Held,
    Step,
    check_answer,
    check_declared,
    held_on,
    level_words,
)
from coop_desk.topics.skills.service.reading import all_skills, all_steps, held_at, steps_of, trainings_of
from coop_desk.topics.skills.service.tree import open_skill_of


@action(Right.SKILLS_DECLARE, Right.SKILLS_RECORD, words=N_("Déclaration de niveaux de compétence"))
def declare_levels(act: Act, person_id: PersonId, levels: Mapping[int, int]) -> tuple[int, ...]:
    """Declare a level in each of some skills; each counts once somebody else confirms it (SKILL-02).

    Return the numbers of the declarations.
    """
    name = people_by_id(act.session)[person_id]
    return tuple(_declare(act, person_id, name, skill_id, level) for skill_id, level in levels.items())


def _declare(act: Act, person_id: PersonId, name: str, skill_id: int, level: int) -> int:
    skill = open_skill_of(act, skill_id)
    check_declared(_held(act, person_id, skill_id), level)
    row = SkillStep(
        person_id=person_id, skill_id=skill_id, step=Step.DECLARED.value, skill_level=level, dated=act.today,
        by_id=act.actor_id,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    words = _("{name}, « {skill} » : {level}, à confirmer par une autre personne.")
    act.say(words.format(name=name, skill=skill.name, level=level_words(level)))
    return row.id


@action(Right.SKILLS_CONFIRM, N_("Confirmation de niveaux de compétence"))
def confirm_levels(act: Act, declarations: Sequence[int]) -> None:
    """Confirm what somebody else declared; the levels count from today (SKILL-03, SKILL-04)."""
    for declaration_id in declarations:
        _answer(act, declaration_id, Step.CONFIRMED, "")


@action(Right.SKILLS_CONFIRM, N_("Niveau de compétence non confirmé"))
def decline_level(act: Act, declaration_id: int, because: str) -> None:
    """Do not confirm what somebody else declared, and say why; the level before stays (SKILL-03, SKILL-04)."""
    if not because.strip():
        raise RuleBroken("SKILL-04", _("Dites pourquoi, et ce qui manque : la personne le lira."))
    _answer(act, declaration_id, Step.DECLINED, because.strip())


def _answer(act: Act, declaration_id: int, step: Step, because: str) -> None:
    said = act.session.get_one(SkillStep, declaration_id)
    check_answer(_held(act, said.person_id, said.skill_id), declaration_id, said.person_id, act.actor_id)
    skill = open_skill_of(act, said.skill_id)
    act.session.add(
        SkillStep(
            person_id=said.person_id, skill_id=said.skill_id, step=step.value, skill_level=said.skill_level,
            dated=act.today, by_id=act.actor_id, declaration_id=declaration_id, reason=because,
        )
    )  # fmt: skip
    act.session.flush()
    confirmed, declined = _("{name}, « {skill} » : {level}, confirmé."), _("{name}, « {skill} » : {level}, non retenu.")
    words = confirmed if step is Step.CONFIRMED else declined
    name = people_by_id(act.session)[said.person_id]
    act.say(words.format(name=name, skill=skill.name, level=level_words(said.skill_level)))


def _held(act: Act, person_id: PersonId, skill_id: int) -> Held:
    return held_on(steps_of(act, person_id, skill_id), act.today)


@query(Right.SKILLS_READ, N_("Consultation d’une compétence d’une personne"))
def skill_card(act: Act, person_id: PersonId, skill_id: int, day: date | None = None) -> CellCard:
    """Return where somebody stands in a skill on a day, and each step up to it, the newest first."""
    on, names = day or act.today, people_by_id(act.session)
    skill = next(one for one in all_skills(act) if one.id == skill_id)
    steps = [one for one in all_steps(act).get((person_id, skill_id), ()) if one.dated <= on]
    held = held_on(steps, on)
    return CellCard(
        person_id,
        names[person_id],
        skill,
        held,
        names[PersonId(held.by_id)] if held.by_id is not None else "",
        tuple(
            StepLine(one.step, one.level, one.dated, names[PersonId(one.by_id)], one.because) for one in reversed(steps)
        ),
        tuple(one for one in trainings_of(act) if (one.person_id, one.code) == (person_id, skill.code)),
    )


@query(Right.SKILLS_READ, N_("Consultation des niveaux à confirmer"))
def levels_to_confirm(act: Act) -> list[WaitingLevel]:
    """Return the declarations that wait for somebody else, the oldest first."""
    return waiting_levels(act)


def waiting_levels(act: Act) -> list[WaitingLevel]:
    """The declarations that wait for somebody else, the oldest first."""
    names, skills = people_by_id(act.session), {one.id: one for one in all_skills(act) if one.closed_on is None}
    steps = all_steps(act)
    found = []
    for (who, skill), held in held_at(act, act.today).items():
        if held.declaration_id is None or skill not in skills or held is NOTHING:
            continue
        dated = next(one.dated for one in steps[(who, skill)] if one.id == held.declaration_id)
        mine = act.actor_id in (who, held.declared_by_id)
        found.append(
            WaitingLevel(
                held.declaration_id, who, names[who], skill, skills[skill].name, held.waiting or 0, held.level, dated,
                mine,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.dated, one.declaration_id))
