"""Who opens the ballots of an election."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.records import Someone
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone
from coop_desk.topics.elections.model import ElectionTeller


def tellers_of(act: Act, election_id: int) -> tuple[Someone, ...]:
    """Who opens the ballots, by name."""
    ids = list(act.session.scalars(select(ElectionTeller.teller_id).where(ElectionTeller.election_id == election_id)))
    names = names_of(act, ids)
    return tuple(someone(names, person) for person in in_name_order(act, ids))
