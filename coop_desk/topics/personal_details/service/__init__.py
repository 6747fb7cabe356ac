"""The verbs of confidential details: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.personal_details.service.exporting import export_bank, export_identity
from coop_desk.topics.personal_details.service.holding import (
    bank_of,
    exported_bank,
    find_people,
    identity_of,
    people_details,
    record_bank,
    record_identity,
    standings,
    take_in_bank,
    take_in_identity,
)
from coop_desk.topics.personal_details.service.own import (
    give_own_details,
    keepers,
    own_details,
    withdraw_own_details,
)

__all__ = [
    "bank_of",
    "export_bank",
    "export_identity",
    "exported_bank",
    "find_people",
    "give_own_details",
    "identity_of",
    "keepers",
    "own_details",
    "people_details",
    "record_bank",
    "record_identity",
    "standings",
    "take_in_bank",
    "take_in_identity",
    "withdraw_own_details",
]
