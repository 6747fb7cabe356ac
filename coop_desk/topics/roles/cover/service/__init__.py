"""What the planner and the pages ask about absences and knowledge held by one person."""

from coop_desk.topics.roles.cover.service.absences import away_between, long_absences

__all__ = ["away_between", "long_absences"]
