"""Shares on the screen: who holds what, the register of movements, the figures over five years."""

from coop_desk.topics.shares.page.capital import CapitalPage
from coop_desk.topics.shares.page.movements import MovementsPage
from coop_desk.topics.shares.page.situation import SharesPage

__all__ = ["CapitalPage", "MovementsPage", "SharesPage"]
