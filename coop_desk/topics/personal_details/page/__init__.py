"""Confidential details on the screen: one's own, and everybody's for whoever holds the keys."""

from coop_desk.topics.personal_details.page.details import PersonalDetailsPage

__all__ = ["PersonalDetailsPage"]
