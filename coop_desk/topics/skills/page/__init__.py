"""The pages of skills: the map, the tree, trainings and levels to confirm."""

from coop_desk.topics.skills.page.following import FollowingPage
from coop_desk.topics.skills.page.map import SkillsPage
from coop_desk.topics.skills.page.tree import SkillTreePage

__all__ = ["FollowingPage", "SkillTreePage", "SkillsPage"]
