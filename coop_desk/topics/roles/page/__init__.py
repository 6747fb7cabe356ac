"""Roles on the screen."""

from coop_desk.topics.roles.page.matters import MattersPage
from coop_desk.topics.roles.page.roles import RolesPage
from coop_desk.topics.roles.page.sharing import SharingPage

__all__ = ["MattersPage", "RolesPage", "SharingPage"]
