"""Calling a meeting on the screen: its calendar, the people to call, the words of the letters."""

from coop_desk.topics.convening.page.calendar import CalendarPage
from coop_desk.topics.convening.page.letters import LettersPage
from coop_desk.topics.convening.page.people import PeoplePage

__all__ = ["CalendarPage", "LettersPage", "PeoplePage"]
