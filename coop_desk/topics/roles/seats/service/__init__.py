"""The verbs of the mandates of roles: what pages call with a desk, and what other parts call with their act."""

from coop_desk.topics.roles.seats.service.ending import (
    departure,
    departure_of,
    end_role_mandate,
    interim,
    leave_early,
    losses,
    record_interim,
    replacement_of,
)
from coop_desk.topics.roles.seats.service.opening import free_seats, open_role_mandate, when_adopted, why_not
from coop_desk.topics.roles.seats.service.reading import mandates_of_roles, role_mandate_of, role_mandates

__all__ = [
    "departure",
    "departure_of",
    "end_role_mandate",
    "free_seats",
    "interim",
    "leave_early",
    "losses",
    "mandates_of_roles",
    "open_role_mandate",
    "record_interim",
    "replacement_of",
    "role_mandate_of",
    "role_mandates",
    "when_adopted",
    "why_not",
]
