"""The verbs of skills, and what the topics above ask with their act."""

from coop_desk.topics.skills.service.levels import (
    confirm_levels,
    declare_levels,
    decline_level,
    levels_to_confirm,
    skill_card,
    waiting_levels,
)
from coop_desk.topics.skills.service.printing import matrix_pdf
from coop_desk.topics.skills.service.reading import (
    matrix,
    search,
    skill_names,
    skill_tree,
    skills_at,
    skills_of,
    trainings,
    trainings_of,
    working_at,
)
from coop_desk.topics.skills.service.training import begin_training, end_training, postpone_training
from coop_desk.topics.skills.service.tree import (
    change_skill,
    close_branch,
    close_skill,
    open_branch,
    open_skill,
    rename_branch,
    set_key_skill,
)

__all__ = [
    "begin_training",
    "change_skill",
    "close_branch",
    "close_skill",
    "confirm_levels",
    "declare_levels",
    "decline_level",
    "end_training",
    "levels_to_confirm",
    "matrix",
    "matrix_pdf",
    "open_branch",
    "open_skill",
    "postpone_training",
    "rename_branch",
    "search",
    "set_key_skill",
    "skill_card",
    "skill_names",
    "skill_tree",
    "skills_at",
    "skills_of",
    "trainings",
    "trainings_of",
    "waiting_levels",
    "working_at",
]
