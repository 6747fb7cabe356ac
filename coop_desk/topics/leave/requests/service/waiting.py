"""What waits, for the page of what is to be done: counted, without a reason in clear."""

from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.topics.leave.requests.records import Due
from coop_desk.topics.leave.requests.service.reading import name_of, partners_of, submitted
from coop_desk.topics.leave.requests.service.reminding import letters_due
from coop_desk.topics.leave.rules.ledger import state
from coop_desk.topics.leave.service.ledger import entries_of

SOON = timedelta(days=60)


def deciding_due(act: Act) -> list[Due]:
    """Return the requests this person may decide, the next to begin first."""
    return [
        Due(one.absence_id, name_of(act, one.person_id), one.first, one.last, one.cancel_asked)
        for one in submitted(act)
        if one.person_id != act.actor_id and act.actor_id not in partners_of(act, one.person_id)
    ]


def letters_waiting(act: Act) -> int:
    """Return how many people came back and are still to be told in writing of the leave left; nobody is named."""
    return letters_due(act)


def own_due(act: Act) -> list[tuple[date, int]]:
    """Return what expires of one's own leave within sixty days: the day, and how much, in thousandths."""
    found: dict[date, int] = {}
    entries = entries_of(act, act.actor_id)
    for account in {entry.account for entry in entries}:
        for lot in state([entry for entry in entries if entry.account == account], act.today).lots:
            if lot.expires_on is not None and act.today <= lot.expires_on <= act.today + SOON:
                found[lot.expires_on] = found.get(lot.expires_on, 0) + lot.left
    return sorted(found.items())
