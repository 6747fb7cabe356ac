"""The verbs of wishes: what pages call with a desk, and what other parts call with their act."""

from coop_desk.topics.roles.wishes.service.reading import limits_at, limits_of, wishes_of

__all__ = ["limits_at", "limits_of", "wishes_of"]
