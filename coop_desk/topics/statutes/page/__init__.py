"""The statutes on the screen."""

from coop_desk.topics.statutes.page.fields import (
    IDENTITY_ABREAST,
    identity_facts,
    identity_fields,
    identity_from,
    identity_values,
    value_fields,
    value_text,
    value_values,
)
from coop_desk.topics.statutes.page.parameters import StatutesPage

__all__ = [
    "StatutesPage",
    "identity_facts",
    "IDENTITY_ABREAST",
    "identity_fields",
    "identity_from",
    "identity_values",
    "value_fields",
    "value_text",
    "value_values",
]
