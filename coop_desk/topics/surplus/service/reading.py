"""Simulations and adopted allocations as pages, papers and the minutes read them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_once
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.plain_records import read_back
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import paris_date
from coop_desk.topics.assemblies.beside import Beside
from coop_desk.topics.assemblies.model import AgendaItem, Body, Meeting, Resolution
from coop_desk.topics.assemblies.records import BodyKind, ResolutionKind
from coop_desk.topics.assemblies.service.beside import beside_points
from coop_desk.topics.assemblies.service.following import when_taken_off
from coop_desk.topics.assemblies.service.naming import decision_words
from coop_desk.topics.assemblies.service.resolutions import resolution_and_meeting
from coop_desk.topics.assemblies.service.voting import latest_result
from coop_desk.topics.statutes.service import identity_at
from coop_desk.topics.surplus.model import (
    SurplusAllocation,
    SurplusPayment,
    SurplusProposal,
    SurplusSimulation,
    SurplusWithdrawal,
)
from coop_desk.topics.surplus.records import (
    Adopted,
    AdoptedFile,
    Hypotheses,
    OfferedResolution,
    SimulationFile,
    SurplusView,
)
from coop_desk.topics.surplus.rules.allocation import allocate
from coop_desk.topics.surplus.service.terms import terms_at, with_registers


@query(Right.SURPLUS_READ, N_("Consultation de la répartition des excédents"))
def surplus(act: Act) -> SurplusView:
    """Return the simulations kept side by side, the allocations adopted, and what a new simulation begins with."""
    aside = set(act.session.scalars(select(SurplusWithdrawal.simulation_id)))
    rows = act.session.scalars(
        select(SurplusSimulation).order_by(SurplusSimulation.year_end.desc(), SurplusSimulation.id)
    )
    adopted = tuple(
        adopted_file(act, row)
        for row in act.session.scalars(select(SurplusAllocation).order_by(SurplusAllocation.year_end.desc()))
    )
    start, known = _start(act, adopted)
    return SurplusView(
        simulations=tuple(simulation_file(act, row) for row in rows if row.id not in aside),
        adopted=adopted,
        start=start,
        reserve_known=known,
    )


def _start(act: Act, adopted: tuple[AdoptedFile, ...]) -> tuple[Hypotheses, bool]:
    year_end = identity_at(act, act.today).last_year_end(act.today)
    told = with_registers(act, Hypotheses(year_end, 0, employees_part=terms_at(act, year_end).employees_min))
    before = next((one.adopted for one in adopted if one.year_end < year_end), None)
    if before is None:
        return told, False
    given = before.allocation
    return replace(
        told,
        legal_reserve_cents=before.hypotheses.legal_reserve_cents + given.legal_cents + given.gains_to_legal_cents,
        prior_losses_cents=given.base.carried_loss_cents,
        employees_part=before.hypotheses.employees_part,
        interest_part=before.hypotheses.interest_part,
        interest_rate=before.hypotheses.interest_rate,
    ), True


def hypotheses_of(row: SurplusSimulation) -> Hypotheses:
    """Read what a simulation supposes."""
    found: Hypotheses = read_back(Hypotheses, row.hypotheses)
    return found


def simulation_file(act: Act, row: SurplusSimulation) -> SimulationFile:
    """Return one simulation with what it gives and where it stands."""
    told, terms = hypotheses_of(row), terms_at(act, row.year_end)
    proposal = act.session.scalar(
        select(SurplusProposal).where(SurplusProposal.simulation_id == row.id).order_by(SurplusProposal.id.desc())
    )
    result = latest_result(act, proposal.resolution_id) if proposal is not None else None
    return SimulationFile(
        id=row.id,
        name=row.name,
        hypotheses=told,
        terms=terms,
        allocation=allocate(told, terms),
        made_by=people_by_id(act.session)[row.made_by],
        made_on=paris_date(row.made_at),
        proposed=quoted(act, proposal.resolution_id) if proposal is not None else "",
        resolution_id=proposal.resolution_id if proposal is not None else None,
        voted=result.adopted if result is not None else None,
    )


def quoted(act: Act, resolution_id: int) -> str:
    """Say a resolution as every register says it."""
    return decision_words(act, *resolution_and_meeting(act, resolution_id))


def adopted_file(act: Act, row: SurplusAllocation) -> AdoptedFile:
    """Return an adopted allocation as it was frozen."""
    paid = act.session.scalar(select(SurplusPayment).where(SurplusPayment.allocation_id == row.id))
    return AdoptedFile(
        id=row.id,
        adopted=read_back(Adopted, row.figures),
        simulation_id=row.simulation_id,
        resolution=quoted(act, row.resolution_id),
        accounts_resolution=quoted(act, row.accounts_resolution_id),
        adopted_on=row.adopted_on,
        recorded_by=people_by_id(act.session)[row.recorded_by],
        paid_in=paid.month if paid is not None else "",
        people=paid.people if paid is not None else 0,
    )


@query(Right.SURPLUS_PREPARE, N_("Choix de la résolution d’une répartition"))
def offered_resolutions(act: Act, year_end: date) -> list[OfferedResolution]:
    """Return the ordinary resolutions of the general assemblies held or prepared since a year end, latest first."""
    rows = act.session.execute(
        select(Resolution, Meeting)
        .join(AgendaItem, Resolution.item_id == AgendaItem.id)
        .join(Meeting, AgendaItem.meeting_id == Meeting.id)
        .join(Body, Meeting.body_id == Body.id)
        .where(
            Meeting.day > year_end,
            Body.kind == BodyKind.GENERAL_ASSEMBLY.value,
            Resolution.kind == ResolutionKind.ORDINARY.value,
            Resolution.withdrawn.is_(False),
        )
        .order_by(Meeting.day.desc(), AgendaItem.position, Resolution.position)
    ).all()
    taken = set(act.session.scalars(select(SurplusProposal.resolution_id)))
    found = []
    for resolution, meeting in rows:
        result = latest_result(act, resolution.id)
        words = f"{resolution.title} ({decision_words(act, resolution, meeting)})"
        adopted = result.adopted if result is not None else None
        found.append(OfferedResolution(resolution.id, words, adopted, resolution.id in taken))
    return found


# ------------------------------------------------------------------------------------------------- what still waits


def voted_to_record(act: Act) -> list[SimulationFile]:
    """Return the simulations that an assembly adopted and nobody recorded as adopted yet."""
    frozen = select(SurplusAllocation.year_end)
    rows = act.session.scalars(
        select(SurplusSimulation)
        .join(SurplusProposal, SurplusProposal.simulation_id == SurplusSimulation.id)
        .where(SurplusSimulation.year_end.not_in(frozen))
        .order_by(SurplusSimulation.id)
    )
    return [file for file in (simulation_file(act, row) for row in rows) if file.voted]


def adopted_to_share(act: Act) -> list[AdoptedFile]:
    """Return the allocations adopted that are not shared out among people yet."""
    done = select(SurplusPayment.allocation_id)
    rows = act.session.scalars(select(SurplusAllocation).where(SurplusAllocation.id.not_in(done)))
    files = [adopted_file(act, row) for row in rows]
    return [file for file in files if file.adopted.allocation.base.cents > 0]


# ------------------------------------------------------------------------------ beside an assembly and its minutes


@beside_points
def proposals_beside(act: Act, meeting_id: int) -> dict[int, tuple[Beside, ...]]:
    """The simulations put before a meeting, by the point that holds their resolution."""
    found: dict[int, tuple[Beside, ...]] = {}
    for item_id, proposal, row in _proposals(act, meeting_id):
        told = _("Répartition soumise au vote : {name}.").format(name=row.name)
        line = Beside(row.name, told, "surplus", proposal.simulation_id)
        found[item_id] = (*found.get(item_id, ()), line)
    return found


def simulations_of(act: Act, meeting_id: int) -> dict[int, SimulationFile]:
    """Return what is put before a meeting, by resolution, for its minutes; as frozen once it was adopted."""
    return {
        proposal.resolution_id: _as_voted(act, simulation_file(act, row))
        for _item, proposal, row in _proposals(act, meeting_id)
    }


def _as_voted(act: Act, file: SimulationFile) -> SimulationFile:
    kept = act.session.scalar(select(SurplusAllocation).where(SurplusAllocation.simulation_id == file.id))
    if kept is None:
        return file
    frozen: Adopted = read_back(Adopted, kept.figures)
    return replace(file, terms=frozen.terms, allocation=frozen.allocation)


@read_once
def _proposals(act: Act, meeting_id: int) -> list[tuple[int, SurplusProposal, SurplusSimulation]]:
    rows = act.session.execute(
        select(Resolution.item_id, SurplusProposal, SurplusSimulation)
        .join(Resolution, SurplusProposal.resolution_id == Resolution.id)
        .join(AgendaItem, Resolution.item_id == AgendaItem.id)
        .join(SurplusSimulation, SurplusProposal.simulation_id == SurplusSimulation.id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(SurplusProposal.id)
    )
    return [(item_id, proposal, row) for item_id, proposal, row in rows]


@when_taken_off
def let_go(act: Act, resolution: Resolution) -> None:
    """A simulation put under a resolution taken off its agenda is put under nothing any more."""
    for row in act.session.scalars(select(SurplusProposal).where(SurplusProposal.resolution_id == resolution.id)):
        act.session.delete(row)
    act.session.flush()
