"""One's own data on the screen, and who read it."""

from coop_desk.topics.own_data.page.accesses import OwnAccessesPage
from coop_desk.topics.own_data.page.parts import OwnDataPage

__all__ = ["OwnAccessesPage", "OwnDataPage"]
