"""The verbs of elections: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.elections.service.counting import record_count
from coop_desk.topics.elections.service.file import election, election_of, elections, elections_at, tellers_of
from coop_desk.topics.elections.service.openings import opening_of

__all__ = ["election", "election_of", "elections", "elections_at", "opening_of", "record_count", "tellers_of"]
