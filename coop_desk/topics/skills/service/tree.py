"""The tree of skills: branches and skills opened, renamed, moved, closed; and which of them are key."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.skills.model import KeySkill, Skill, SkillBranch
from coop_desk.topics.skills.rules import tree as rules
from coop_desk.topics.skills.rules.levels import level_words


@action(Right.SKILLS_RECORD, N_("Ouverture d’un domaine de compétences"))
def open_branch(act: Act, name: str) -> int:
    """Open a branch of the tree (SKILL-01)."""
    row = SkillBranch(name=rules.check_name(name, _open_branches(act).values()), opened_on=act.today)
    act.session.add(row)
    act.session.flush()
    act.say(_("Domaine « {name} » ouvert.").format(name=row.name))
    return row.id


@action(Right.SKILLS_RECORD, N_("Ouverture d’une compétence"))
def open_skill(act: Act, branch_id: int, name: str, details: str = "") -> int:
    """Open a skill in a branch; its code is its first name, for ever (SKILL-01, SKILL-05)."""
    branch = _open_branch(act, branch_id)
    known = list(act.session.scalars(select(Skill)))
    said = rules.check_name(name, [*(row.name for row in known), *(row.code for row in known)])
    row = Skill(code=rules.code_of(said), name=said, details=details.strip(), branch_id=branch_id, opened_on=act.today)
    act.session.add(row)
    act.session.flush()
    act.say(_("Compétence « {name} » ouverte dans « {branch} ».").format(name=said, branch=branch.name))
    return row.id


@action(Right.SKILLS_RECORD, N_("Changement d’un domaine de compétences"))
def rename_branch(act: Act, branch_id: int, name: str) -> None:
    """Give a branch another name (SKILL-01)."""
    row = _open_branch(act, branch_id)
    others = [said for id_, said in _open_branches(act).items() if id_ != branch_id]
    row.name = rules.check_name(name, others)


@action(Right.SKILLS_RECORD, N_("Changement d’une compétence"))
def change_skill(act: Act, skill_id: int, name: str, branch_id: int, details: str = "") -> None:
    """Rename a skill, move it to another branch, or say better what it is; its code stays (SKILL-01)."""
    row = act.session.get_one(Skill, skill_id)
    _open_branch(act, branch_id)
    others = [one for one in act.session.scalars(select(Skill)) if one.id != skill_id]
    row.name = rules.check_name(name, [*(one.name for one in others), *(one.code for one in others)])
    row.branch_id, row.details = branch_id, details.strip()


@action(Right.SKILLS_RECORD, N_("Fermeture d’une compétence"))
def close_skill(act: Act, skill_id: int) -> None:
    """Close a skill from today on: what was declared and confirmed stays readable at the dates before (SKILL-05)."""
    row = act.session.get_one(Skill, skill_id)
    rules.check_closing(row.opened_on, act.today)
    row.closed_on = act.today
    act.say(_("Compétence « {name} » fermée le {day}.").format(name=row.name, day=long_day(act.today)))


@action(Right.SKILLS_RECORD, N_("Fermeture d’un domaine de compétences"))
def close_branch(act: Act, branch_id: int) -> None:
    """Close a branch from today on, after its skills (SKILL-05)."""
    row = _open_branch(act, branch_id)
    inside = select(Skill.name).where(Skill.branch_id == branch_id, Skill.closed_on.is_(None)).order_by(Skill.name)
    rules.check_closing(row.opened_on, act.today, act.session.scalars(inside))
    row.closed_on = act.today
    act.say(_("Domaine « {name} » fermé le {day}.").format(name=row.name, day=long_day(act.today)))


@action(Right.SKILLS_RECORD, N_("Désignation d’une compétence clé"))
def set_key_skill(act: Act, skill_id: int, level: int, people: int, decision: str) -> None:
    """Say from today on how many people must hold a skill at a level; 0: it is a key skill no more (SKILL-07)."""
    rules.check_key(level, people, decision)
    skill = open_skill_of(act, skill_id)
    act.session.add(
        KeySkill(
            skill_id=skill_id, skill_level=level, people=people, starts_on=act.today, decision=decision.strip(),
            by_id=act.actor_id,
        )
    )  # fmt: skip
    if not people:
        act.say(_("« {name} » n’est plus une compétence clé.").format(name=skill.name))
        return
    words = ngettext(
        "« {name} » : {n} personne au moins au niveau {level}.",
        "« {name} » : {n} personnes au moins au niveau {level}.",
        people,
    )
    act.say(words.format(name=skill.name, n=integer(people), level=level_words(level)))


def open_skill_of(act: Act, skill_id: int) -> Skill:
    """The row of a skill that is open today; RuleBroken SKILL-05 when it is closed."""
    row = act.session.get_one(Skill, skill_id)
    if row.closed_on is not None and row.closed_on <= act.today:
        words = _("« {name} » est fermée depuis le {day}.")
        raise RuleBroken("SKILL-05", words.format(name=row.name, day=long_day(row.closed_on)))
    return row


def _open_branch(act: Act, branch_id: int) -> SkillBranch:
    row = act.session.get_one(SkillBranch, branch_id)
    if row.closed_on is not None and row.closed_on <= act.today:
        words = _("Le domaine « {name} » est fermé depuis le {day}.")
        raise RuleBroken("SKILL-05", words.format(name=row.name, day=long_day(row.closed_on)))
    return row


def _open_branches(act: Act) -> dict[int, str]:
    rows = act.session.scalars(select(SkillBranch))
    return {row.id: row.name for row in rows if row.closed_on is None or act.today < row.closed_on}
