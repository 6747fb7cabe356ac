"""Papers of the surplus: one page for the assembly, one slip for each person."""

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import EXPORT
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.paper.letterhead import Letterhead
from coop_desk.topics.shares.service import situation_at
from coop_desk.topics.statutes.service import letterhead_at
from coop_desk.topics.surplus.model import SurplusAllocation, SurplusSimulation
from coop_desk.topics.surplus.records import Slip
from coop_desk.topics.surplus.service.own import own_slips
from coop_desk.topics.surplus.service.reading import adopted_file, simulation_file
from coop_desk.topics.surplus.service.sharing import rows_of_people


@query(Right.SURPLUS_READ, N_("Impression d’une simulation de répartition"))
def print_simulation(act: Act, simulation_id: int) -> bytes:
    """Return the page of a simulation as PDF, for the assembly."""
    from coop_desk.topics.surplus import document

    file = simulation_file(act, act.session.get_one(SurplusSimulation, simulation_id))
    decision = _("Soumise au vote : {resolution}.").format(resolution=file.proposed) if file.proposed else ""
    return document.allocation_pdf(file.name, file.hypotheses, file.terms, file.allocation, decision, _head(act))


@query(Right.SURPLUS_READ, N_("Impression de la répartition adoptée"))
def print_allocation(act: Act, allocation_id: int) -> bytes:
    """Return the page of an adopted allocation as PDF."""
    from coop_desk.topics.surplus import document

    file = adopted_file(act, act.session.get_one(SurplusAllocation, allocation_id))
    kept = file.adopted
    decision = _("Adoptée : {resolution}.").format(resolution=file.resolution)
    return document.allocation_pdf(kept.name, kept.hypotheses, kept.terms, kept.allocation, decision, _head(act))


@query(Right.OWN_FILE_READ, N_("Impression de sa propre part des excédents"))
def print_own_slip(act: Act, allocation_id: int) -> bytes:
    """Return my own slip as PDF. Raises RuleBroken SUR-14 when there is none."""
    from coop_desk.topics.surplus import document

    mine = [slip for slip in own_slips(act).slips if slip.due.allocation_id == allocation_id]
    if not mine:
        raise RuleBroken("SUR-14", _("Aucune somme ne vous est due par cette répartition."))
    return document.slips_pdf(mine, _head(act))


@action(Right.PAY_EXPORT, N_("Impression des parts des excédents, personne par personne"))
def print_slips(act: Act, allocation_id: int) -> bytes:
    """Return everybody's slip as PDF: amounts leave the program, each person can read that theirs did."""
    from coop_desk.topics.surplus import document

    file = adopted_file(act, act.session.get_one(SurplusAllocation, allocation_id))
    rows = rows_of_people(act, allocation_id, right=EXPORT)
    if not rows:
        raise RuleBroken("SUR-14", _("Cette répartition n’est pas encore faite, personne par personne."))
    act.say(ngettext("{n} bulletin.", "{n} bulletins.", len(rows)).format(n=len(rows)))
    slips = [Slip(row.name, row.due, file.resolution, file.adopted.allocation) for row in rows]
    return document.slips_pdf(slips, _head(act))


def _head(act: Act) -> Letterhead:
    """The head of a paper of today; whoever reads only their own rows does not know the capital."""
    capital = situation_at(act, act.today).capital_cents if act.people.everyone else 0
    return letterhead_at(act, act.today, capital or None)
