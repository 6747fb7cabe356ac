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
from coop_desk.topics.roles.seats.service.opening import (
    ask_keys,
    open_role_mandate,
    record_role_mandate,
    term_from,
    when_adopted,
)
from coop_desk.topics.roles.seats.service.reading import mandates_of_roles, role_mandate_of, role_mandates
from coop_desk.topics.roles.seats.service.register import role_mandate, role_mandates_pdf, seat_register
from coop_desk.topics.roles.seats.service.warnings import told_here, verify_seats, waiting

__all__ = [
    "ask_keys",
    "departure",
    "departure_of",
    "end_role_mandate",
    "interim",
    "leave_early",
    "losses",
    "mandates_of_roles",
    "open_role_mandate",
    "record_interim",
    "record_role_mandate",
    "replacement_of",
    "role_mandate",
    "role_mandate_of",
    "role_mandates",
    "role_mandates_pdf",
    "seat_register",
    "term_from",
    "told_here",
    "verify_seats",
    "waiting",
    "when_adopted",
]
