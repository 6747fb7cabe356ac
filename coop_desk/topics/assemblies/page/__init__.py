"""Meetings on the screen."""

from coop_desk.topics.assemblies.page.bodies import BodiesPage
from coop_desk.topics.assemblies.page.decisions import DecisionsPage
from coop_desk.topics.assemblies.page.meetings import MeetingsPage
from coop_desk.topics.assemblies.page.preparation import PreparationPage
from coop_desk.topics.assemblies.page.session import SessionPage

__all__ = ["BodiesPage", "DecisionsPage", "MeetingsPage", "PreparationPage", "SessionPage"]
