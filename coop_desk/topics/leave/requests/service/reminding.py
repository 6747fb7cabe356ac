"""Letters of information due after a return: counted without opening anything, named to whoever holds the key."""

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import WRITE
from coop_desk.topics.leave.requests.model import Absence
from coop_desk.topics.leave.requests.rules.kinds import STOPS, Reason
from coop_desk.topics.leave.requests.service.sealing import compartment

DUE, DONE = ("information", "due"), ("information", "done")


def remind(act: Act, row: Absence, reason: Reason) -> None:
    """Seal that a letter is due after the return from a stop, or that it was given (LEAVE-21)."""
    where = compartment(row.first_day.year)
    if reason.code not in STOPS or reason.returned_on is None or not act.sealed.opens(where, WRITE):
        return
    mark = DONE if reason.informed_on is not None else DUE
    payload = {"v": 1, "form": "reminder", "absence": row.id}
    known = [one for one in act.sealed.read(where, row.person_id) if one.payload == payload]
    if known:
        act.sealed.put(where, row.person_id, payload, replacing=known[0].id, equal=mark)
    else:
        act.sealed.put(where, row.person_id, payload, equal=mark)


def letters_due(act: Act) -> int:
    """How many letters wait, over this year and the last, where this session holds the key."""
    years = (act.today.year - 1, act.today.year)
    held = [compartment(year) for year in years if act.sealed.opens(compartment(year))]
    return sum(len(act.sealed.same(where, *DUE)) for where in held)
