"""The verbs of the accounts of leave, and what the topics above ask with their act."""

from coop_desk.topics.leave.service.balances import accounts_of, balance_at
from coop_desk.topics.leave.service.ledger import entries_of, post
from coop_desk.topics.leave.service.settings import settings_at

__all__ = [
    "accounts_of",
    "balance_at",
    "entries_of",
    "post",
    "settings_at",
]
