"""The verbs of cover, and what the planner asks about absences."""

from coop_desk.topics.roles.cover.service.absences import away_between, long_absences
from coop_desk.topics.roles.cover.service.choosing import choose_cover, long_leaves, long_leaves_at
from coop_desk.topics.roles.cover.service.gaps import gaps_at, role_needs, skill_gaps
from coop_desk.topics.roles.cover.service.isolated import buddy_proposals, isolated_at, isolated_knowledge
from coop_desk.topics.roles.cover.service.people import working_people
from coop_desk.topics.roles.cover.service.printing import cover_pdf, isolated_pdf, without_pdf
from coop_desk.topics.roles.cover.service.weeks import cover_table
from coop_desk.topics.roles.cover.service.without import without_somebody

__all__ = [
    "away_between",
    "buddy_proposals",
    "choose_cover",
    "cover_pdf",
    "cover_table",
    "gaps_at",
    "isolated_at",
    "isolated_knowledge",
    "isolated_pdf",
    "long_absences",
    "long_leaves",
    "long_leaves_at",
    "role_needs",
    "skill_gaps",
    "without_pdf",
    "without_somebody",
    "working_people",
]
