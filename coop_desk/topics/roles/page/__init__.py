"""Roles on the screen."""

from coop_desk.topics.roles.page.balance import BalancePage
from coop_desk.topics.roles.page.handover import HandoverPage
from coop_desk.topics.roles.page.handover_templates import HandoverTemplatesPage
from coop_desk.topics.roles.page.handovers import HandoversPage
from coop_desk.topics.roles.page.learning import LearningPage
from coop_desk.topics.roles.page.matters import MattersPage
from coop_desk.topics.roles.page.organisation import OrganisationPage
from coop_desk.topics.roles.page.pairs import PairsPage
from coop_desk.topics.roles.page.person_roles import PersonRolesPage
from coop_desk.topics.roles.page.readiness import ReadinessPage
from coop_desk.topics.roles.page.retrospectives import RetrospectivesPage
from coop_desk.topics.roles.page.roles import RolesPage
from coop_desk.topics.roles.page.seat_calendar import SeatCalendarPage
from coop_desk.topics.roles.page.sharing import SharingPage

__all__ = [
    "BalancePage",
    "HandoverPage",
    "HandoverTemplatesPage",
    "HandoversPage",
    "LearningPage",
    "MattersPage",
    "OrganisationPage",
    "PairsPage",
    "PersonRolesPage",
    "ReadinessPage",
    "RetrospectivesPage",
    "RolesPage",
    "SeatCalendarPage",
    "SharingPage",
]
