"""What somebody declared for the order of departures: yes or no, sealed for the year, shown beside names only."""

from dataclasses import replace
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import WRITE
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.employment.service import contracts_of
from coop_desk.topics.leave.requests.rules import keeping
from coop_desk.topics.leave.requests.service.sealing import check_kept, compartment
from coop_desk.topics.leave.rules.taking import Household


@query(Right.LEAVE_ASK, N_("Consultation de ses propres critères de départ"))
def own_criteria(act: Act) -> Household | None:
    """Return what one declared for this year, None when nothing."""
    return criteria_of(act, act.actor_id, act.today)


@action(Right.LEAVE_ASK, N_("Déclaration de ses propres critères de départ"))
def declare_criteria(act: Act, said: Household) -> None:
    """Seal what one declares for the order of departures of this year (LEAVE-36; L3141-16)."""
    check_kept(act, [act.today.year])
    where = compartment(act.today.year)
    if act.sealed.opens(where, WRITE):
        act.sealed.put(where, act.actor_id, keeping.criteria_to_keep(said))
    else:
        act.sealed.drop(where, keeping.criteria_to_keep(said))


def criteria_of(act: Act, person_id: PersonId, day: date) -> Household | None:
    """What somebody declared for a year, with their seniority; None where nothing was, or no key is held."""
    where = compartment(day.year)
    if not act.sealed.in_use(where):
        return None
    if person_id == act.actor_id and act.keys is not None:
        entries = [*act.sealed.own(where), *act.sealed.own_drops(where)]
    elif act.sealed.opens(where):
        entries = act.sealed.read(where, person_id)
    else:
        return None
    found = [said for one in entries if (said := keeping.criteria_kept(one.payload)) is not None]
    if not found:
        return None
    contracts = contracts_of(act, person_id)
    return replace(found[-1], since=contracts[0].started_on if contracts else None)
