"""Required levels against the levels confirmed: what is missing, by role and by person (S03)."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.roles.cover.records import RoleNeed, SkillGap
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.skills.service import skills_at, skills_of, trainings_of, working_at


@query(Right.ROLES_READ, N_("Consultation des écarts de compétences des titulaires"))
def skill_gaps(act: Act) -> list[SkillGap]:
    """Return what the holders of roles lack today, by person."""
    return gaps_at(act, act.today)


def gaps_at(act: Act, day: date) -> list[SkillGap]:
    """What the holders of roles lack on a day, by person then role."""
    skills, levels = {one.code: one for one in skills_at(act, day)}, skills_of(act, day)
    training = {(one.person_id, one.code): one for one in trainings_of(act)}
    found = []
    for role in roles_at(act, day):
        for holder in role.holders:
            who = PersonId(holder.person_id)
            for code, needed in role.sheet.requires.items():
                level = levels.get(who, {}).get(code, 0)
                if level >= needed:
                    continue
                trained = training.get((who, code))
                reaches = trained is not None and trained.level >= needed
                skill = skills.get(code)
                found.append(
                    SkillGap(
                        role.id, role.name, who, holder.name, skill.id if skill else None,
                        skill.name if skill else code, needed, level,
                        trained.reached_on if trained is not None and reaches else None,
                    )
                )  # fmt: skip
    return sorted(found, key=lambda one: (fold(one.person), fold(one.role), fold(one.skill)))


@query(Right.ROLES_READ, N_("Consultation des compétences que les rôles demandent"))
def role_needs(act: Act) -> list[RoleNeed]:
    """Return each level a role asks for today, what lacks first: who of its holders reaches it, and who else."""
    skills, levels = {one.code: one for one in skills_at(act, act.today)}, skills_of(act, act.today)
    names, here = people_by_id(act.session), working_at(act, act.today)
    found = []
    for role in roles_at(act, act.today):
        holding = {PersonId(one.person_id) for one in role.holders}
        for code, needed in role.sheet.requires.items():
            able = {
                who for who, held in levels.items() if held.get(code, 0) >= needed and (who in here or who in holding)
            }
            others = sorted((names[who] for who in able - holding), key=fold)
            found.append(
                RoleNeed(
                    role.id, role.name, role.pole, skills[code].name if code in skills else code, code in skills,
                    needed, len(holding), len(able & holding), tuple(others),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (not one.lacking, fold(one.role), fold(one.skill)))
