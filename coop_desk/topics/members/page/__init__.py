"""The pages of the members: the register, the import, the teams."""

from coop_desk.topics.members.page.importing import ImportPage
from coop_desk.topics.members.page.register import MembersPage
from coop_desk.topics.members.page.teams import TeamsPage

__all__ = ["ImportPage", "MembersPage", "TeamsPage"]
