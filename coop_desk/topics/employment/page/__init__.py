"""Contracts, schedules and sites on the screen."""

from coop_desk.topics.employment.page.sites import SitesPage
from coop_desk.topics.employment.page.workers import WorkersPage

__all__ = ["SitesPage", "WorkersPage"]
