"""The pages of the surplus: simulations, person by person, my own part."""

from coop_desk.topics.surplus.page.own import OwnSharesPage
from coop_desk.topics.surplus.page.people import PeoplePage
from coop_desk.topics.surplus.page.surplus import SurplusPage

__all__ = ["OwnSharesPage", "PeoplePage", "SurplusPage"]
