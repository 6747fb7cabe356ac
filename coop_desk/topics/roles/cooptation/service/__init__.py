"""The verbs of co-optation: open a circle, go through its rounds, give the seat, print the record."""

from coop_desk.topics.roles.cooptation.service.reading import circle, cooptation, cooptations, endorsed_for

__all__ = ["circle", "cooptation", "cooptations", "endorsed_for"]
