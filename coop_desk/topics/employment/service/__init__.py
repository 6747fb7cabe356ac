"""The verbs of time at work, and what the topics above ask with their act."""

from coop_desk.topics.employment.service.describing import (
    change_site,
    close_site,
    holidays_of,
    open_site,
    set_solidarity_day,
    work_sites,
)
from coop_desk.topics.employment.service.reading import (
    contracts_of,
    employed_at,
    matricules,
    minutes_on,
    schedule_at,
    schedules_of,
    works_of,
)
from coop_desk.topics.employment.service.recording import record_matricule, record_schedule, record_site_of
from coop_desk.topics.employment.service.sites import site_of
from coop_desk.topics.employment.service.standing import employees
from coop_desk.topics.employment.service.workers import worker, workers

__all__ = [
    "change_site",
    "close_site",
    "contracts_of",
    "employed_at",
    "employees",
    "holidays_of",
    "matricules",
    "minutes_on",
    "open_site",
    "record_matricule",
    "record_schedule",
    "record_site_of",
    "schedule_at",
    "schedules_of",
    "set_solidarity_day",
    "site_of",
    "work_sites",
    "worker",
    "workers",
    "works_of",
]
