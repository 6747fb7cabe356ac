"""The verbs of the pictures of roles: what pages call with a desk."""

from coop_desk.topics.roles.pictures.service.balance import balance, plans_to_show, whole_balance
from coop_desk.topics.roles.pictures.service.people import own_roles, people_to_show, person_roles, whole_person_roles
from coop_desk.topics.roles.pictures.service.printing import (
    balance_pdf,
    calendar_pdf,
    organisation_pdf,
    person_pdf,
    readiness_pdf,
    whole_balance_pdf,
)
from coop_desk.topics.roles.pictures.service.reading import organisation, ready_people, seat_calendar

__all__ = [
    "balance",
    "balance_pdf",
    "calendar_pdf",
    "organisation",
    "organisation_pdf",
    "own_roles",
    "people_to_show",
    "person_pdf",
    "person_roles",
    "plans_to_show",
    "readiness_pdf",
    "ready_people",
    "seat_calendar",
    "whole_balance",
    "whole_balance_pdf",
    "whole_person_roles",
]
