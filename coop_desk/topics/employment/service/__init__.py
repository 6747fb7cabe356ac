"""The verbs of time at work, and what the topics above ask with their act."""

from coop_desk.topics.employment.service.reading import (
    contracts_of,
    employed_at,
    matricules,
    minutes_on,
    schedules_of,
    works_of,
)
from coop_desk.topics.employment.service.sites import site_of
from coop_desk.topics.employment.service.standing import employees

__all__ = [
    "contracts_of",
    "employed_at",
    "employees",
    "matricules",
    "minutes_on",
    "schedules_of",
    "site_of",
    "works_of",
]
