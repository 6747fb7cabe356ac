"""Roles on the screen."""

from coop_desk.topics.roles.page.balance import BalancePage
from coop_desk.topics.roles.page.cooptation_circle import CooptationCirclePage
from coop_desk.topics.roles.page.cooptations import CooptationsPage
from coop_desk.topics.roles.page.cover import CoverPage
from coop_desk.topics.roles.page.drawing import DrawingPage
from coop_desk.topics.roles.page.gaps import GapsPage
from coop_desk.topics.roles.page.handover import HandoverPage
from coop_desk.topics.roles.page.handover_templates import HandoverTemplatesPage
from coop_desk.topics.roles.page.handovers import HandoversPage
from coop_desk.topics.roles.page.isolated import IsolatedPage
from coop_desk.topics.roles.page.learning import LearningPage
from coop_desk.topics.roles.page.mandates import RoleMandatesPage
from coop_desk.topics.roles.page.matters import MattersPage
from coop_desk.topics.roles.page.organisation import OrganisationPage
from coop_desk.topics.roles.page.own_wishes import OwnWishesPage
from coop_desk.topics.roles.page.pairs import PairsPage
from coop_desk.topics.roles.page.person_roles import PersonRolesPage
from coop_desk.topics.roles.page.readiness import ReadinessPage
from coop_desk.topics.roles.page.received_wishes import ReceivedWishesPage
from coop_desk.topics.roles.page.retrospectives import RetrospectivesPage
from coop_desk.topics.roles.page.roles import RolesPage
from coop_desk.topics.roles.page.seat_calendar import SeatCalendarPage
from coop_desk.topics.roles.page.sharing import SharingPage
from coop_desk.topics.roles.page.without import WithoutPage

__all__ = [
    "BalancePage",
    "CooptationCirclePage",
    "CooptationsPage",
    "CoverPage",
    "DrawingPage",
    "GapsPage",
    "HandoverPage",
    "HandoverTemplatesPage",
    "HandoversPage",
    "IsolatedPage",
    "LearningPage",
    "MattersPage",
    "OrganisationPage",
    "OwnWishesPage",
    "PairsPage",
    "PersonRolesPage",
    "ReadinessPage",
    "ReceivedWishesPage",
    "RetrospectivesPage",
    "RoleMandatesPage",
    "RolesPage",
    "SeatCalendarPage",
    "SharingPage",
    "WithoutPage",
]
