"""Skills as they stand on a day: the tree, the matrix, the levels for the planner, who is missing."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once, read_until_changed
from coop_desk.core.finding import Hit
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.members.model import Employment
from coop_desk.topics.members.service.teams import team_people_at, tree_at
from coop_desk.topics.skills.model import KeySkill, Skill, SkillBranch, SkillStep, SkillTraining
from coop_desk.topics.skills.records import BranchLine, KeyLevel, Matrix, MatrixRow, SkillLine, TrainingLine
from coop_desk.topics.skills.rules.levels import NOTHING, Held, LevelStep, Step, held_on, holders_at

_STEPS = select(
    SkillStep.person_id, SkillStep.skill_id, SkillStep.id, SkillStep.step, SkillStep.skill_level, SkillStep.dated,
    SkillStep.by_id, SkillStep.declaration_id, SkillStep.reason,
).order_by(SkillStep.dated, SkillStep.id)  # fmt: skip


@read_until_changed
def all_skills(act: Act) -> tuple[SkillLine, ...]:
    """Every skill ever opened, by branch then name, with what is asked of it today."""
    return _skills_with_keys(act, act.today)


@read_until_changed
def skills_at(act: Act, day: date) -> tuple[SkillLine, ...]:
    """The skills open on a day, by branch then name, with what is asked of each."""
    found = _skills_with_keys(act, day)
    return tuple(one for one in found if one.opened_on <= day and (one.closed_on is None or day < one.closed_on))


def _skills_with_keys(act: Act, day: date) -> tuple[SkillLine, ...]:
    branches = {row.id: row.name for row in act.session.scalars(select(SkillBranch))}
    keys: dict[int, KeyLevel] = {}
    for row in act.session.scalars(select(KeySkill).order_by(KeySkill.starts_on, KeySkill.id)):
        if row.starts_on <= day:
            keys[row.skill_id] = KeyLevel(row.skill_level, row.people, row.starts_on, row.decision)
    found = [
        SkillLine(
            row.id, row.code, row.name, row.branch_id, branches[row.branch_id], row.details, row.opened_on,
            row.closed_on, keys[row.id] if row.id in keys and keys[row.id].people else None,
        )
        for row in act.session.scalars(select(Skill))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (fold(one.branch), fold(one.name), one.id)))


def skill_names(act: Act) -> dict[str, str]:
    """The name of each skill by its code; a text of an old sheet that is no code is its own name."""
    return {one.code: one.name for one in all_skills(act)}


@read_until_changed
def all_steps(act: Act) -> dict[tuple[PersonId, int], tuple[LevelStep, ...]]:
    """What was declared and answered, by person and skill, oldest first."""
    found: dict[tuple[PersonId, int], list[LevelStep]] = defaultdict(list)
    for row in act.session.execute(_STEPS):
        found[(PersonId(row[0]), row[1])].append(_step(row))
    return {key: tuple(steps) for key, steps in found.items()}


def steps_of(act: Act, person_id: PersonId, skill_id: int) -> list[LevelStep]:
    """What was declared and answered of one person in one skill, oldest first."""
    wanted = _STEPS.where(SkillStep.person_id == person_id, SkillStep.skill_id == skill_id)
    return [_step(row) for row in act.session.execute(wanted)]


def _step(row: Any) -> LevelStep:
    _who, _skill, id_, step, level, dated, by_id, declaration_id, reason = row
    return LevelStep(id_, Step(step), level, dated, by_id, declaration_id, reason)


@read_until_changed
def held_at(act: Act, day: date) -> dict[tuple[PersonId, int], Held]:
    """Where people stand on a day, by person and skill; what was never declared is left out."""
    return {key: held for key, steps in all_steps(act).items() if (held := held_on(steps, day)) != NOTHING}


@read_until_changed
def skills_of(act: Act, day: date) -> dict[PersonId, dict[str, int]]:
    """The confirmed level of each person in each skill open on a day, by code; level 0 is left out."""
    codes = {one.id: one.code for one in skills_at(act, day)}
    found: dict[PersonId, dict[str, int]] = defaultdict(dict)
    for (who, skill), held in held_at(act, day).items():
        if held.level and skill in codes:
            found[who][codes[skill]] = held.level
    return dict(found)


@read_once
def trainings_of(act: Act) -> tuple[TrainingLine, ...]:
    """The trainings under way today, the first to end first; `over` when the level is still to be confirmed."""
    skills, names, held = {one.id: one for one in all_skills(act)}, people_by_id(act.session), held_at(act, act.today)
    found = []
    wanted = select(SkillTraining).where(SkillTraining.ended_on.is_(None))
    for row in act.session.scalars(wanted.order_by(SkillTraining.reached_on, SkillTraining.id)):
        if held.get((row.person_id, row.skill_id), NOTHING).level >= row.skill_level:
            continue
        skill = skills[row.skill_id]
        found.append(
            TrainingLine(
                row.id, row.person_id, names[row.person_id], skill.id, skill.code, skill.name, row.skill_level,
                row.starts_on, row.reached_on, row.details, row.reached_on <= act.today,
            )
        )  # fmt: skip
    return tuple(found)


@read_until_changed
def working_at(act: Act, day: date) -> frozenset[PersonId]:
    """Whoever has a contract running on a day."""
    wanted = select(Employment.person_id, Employment.ended_on).where(Employment.started_on <= day)
    return frozenset(PersonId(who) for who, end in act.session.execute(wanted) if end is None or day <= end)


def _teams(act: Act, day: date) -> tuple[Mapping[PersonId, str], Mapping[int, str]]:
    """The team of each person on a day, and the name of each team by its number."""
    of_person: dict[PersonId, str] = {}
    names: dict[int, str] = {}
    for service in tree_at(act, day):
        for team in (service, *service.teams):
            names[team.id] = team.name
            of_person |= {one.person_id: team.name for one in team.people}
    return of_person, names


def matrix_at(act: Act, day: date, team_id: int | None = None) -> Matrix:
    """People at work and skills open on a day, all of them or those of a team."""
    skills, held, names = skills_at(act, day), held_at(act, day), people_by_id(act.session)
    teams, called = _teams(act, day)
    everybody = working_at(act, day)
    inside = everybody if team_id is None else everybody & set(team_people_at(act, team_id, day))
    rows = [
        MatrixRow(who, names[who], teams.get(who, ""), tuple(held.get((who, one.id), NOTHING) for one in skills))
        for who in inside
    ]
    holders = tuple(
        holders_at([held.get((who, one.id), NOTHING).level for who in everybody], one.key.level) if one.key else 0
        for one in skills
    )
    ordered = sorted(rows, key=lambda row: (not row.team, fold(row.team), fold(row.name), row.person_id))
    return Matrix(day, skills, tuple(ordered), holders, called.get(team_id, "") if team_id is not None else "")


@query(Right.SKILLS_READ, N_("Consultation de la carte des compétences"))
def matrix(act: Act, day: date | None = None, team_id: int | None = None) -> Matrix:
    """Return the matrix of a day, today by default, of everybody or of a team."""
    return matrix_at(act, day or act.today, team_id)


@query(Right.SKILLS_READ, N_("Consultation de l’arbre des compétences"))
def skill_tree(act: Act, day: date | None = None) -> list[BranchLine]:
    """Return the branches open on a day with their skills, by name."""
    on = day or act.today
    inside: dict[int, list[SkillLine]] = defaultdict(list)
    for one in skills_at(act, on):
        inside[one.branch_id].append(one)
    rows = act.session.scalars(select(SkillBranch))
    found = [
        BranchLine(row.id, row.name, row.opened_on, row.closed_on, tuple(inside[row.id]))
        for row in rows
        if row.opened_on <= on and (row.closed_on is None or on < row.closed_on)
    ]
    return sorted(found, key=lambda line: fold(line.name))


@query(Right.SKILLS_READ, N_("Consultation des formations en cours"))
def trainings(act: Act) -> list[TrainingLine]:
    """Return the trainings under way, the first to end first."""
    return list(trainings_of(act))


@query(Right.SKILLS_READ, N_("Recherche dans les compétences"))
def search(act: Act, text: str) -> list[Hit]:
    """Return the skills whose name holds the text, case and accents aside."""
    wanted = fold(text.strip())
    of_branch = _("compétence, {branch}")
    return [
        Hit("skills.tree", one.id, one.name, of_branch.format(branch=one.branch))
        for one in skills_at(act, act.today)
        if wanted in fold(one.name)
    ]
