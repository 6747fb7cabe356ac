"""From a simulation to what an assembly adopts: made, put under a resolution, adopted, never changed."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.plain_records import plain
from coop_desk.core.rights import Right
from coop_desk.core.words import euros, long_day
from coop_desk.topics.assemblies.model import Body, Resolution
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.assemblies.service.naming import number_of
from coop_desk.topics.assemblies.service.resolutions import check_not_voted, resolution_and_meeting
from coop_desk.topics.assemblies.service.voting import latest_result
from coop_desk.topics.statutes.service import identity_at
from coop_desk.topics.surplus.model import (
    SurplusAllocation,
    SurplusProposal,
    SurplusSimulation,
    SurplusWithdrawal,
)
from coop_desk.topics.surplus.records import Adopted, Allocation, Hypotheses
from coop_desk.topics.surplus.rules.allocation import allocate
from coop_desk.topics.surplus.service.reading import hypotheses_of
from coop_desk.topics.surplus.service.terms import terms_at, with_registers


@query(Right.SURPLUS_PREPARE, N_("Aperçu d’une répartition des excédents"))
def foresee(act: Act, told: Hypotheses) -> Adopted:
    """Return what hypotheses would give, without keeping anything."""
    known, terms = _known(act, told), terms_at(act, told.year_end)
    return Adopted("", known, terms, allocate(known, terms))


@action(Right.SURPLUS_PREPARE, N_("Simulation d’une répartition des excédents"))
def simulate(act: Act, name: str, told: Hypotheses) -> int:
    """Keep a simulation with all that it supposes; the registers say the capital and the employees."""
    if not name.strip():
        raise RuleBroken("SUR-10", _("Donnez un nom à la simulation, pour la retrouver à côté des autres."))
    known = _known(act, told)
    allocate(known, terms_at(act, told.year_end))
    row = SurplusSimulation(
        year_end=told.year_end, name=name.strip(), hypotheses=plain(known), made_by=act.actor_id, made_at=act.now
    )
    act.session.add(row)
    act.session.flush()
    act.say(_("Simulation « {name} » de l’exercice clos le {day}.").format(name=row.name, day=long_day(row.year_end)))
    return row.id


def _known(act: Act, told: Hypotheses) -> Hypotheses:
    """The hypotheses of a year end of the co-operative that is past, with what the registers say."""
    identity = identity_at(act, act.today)
    if told.year_end != identity.year_end(told.year_end.year) or told.year_end > act.today:
        raise RuleBroken(
            "SUR-01",
            _("L’exercice se clôt le {end} : choisissez une clôture passée.").format(end=identity.year_end_in_words),
        )
    return with_registers(act, told)


@action(Right.SURPLUS_PREPARE, N_("Mise à l’écart d’une simulation"))
def set_aside(act: Act, simulation_id: int) -> None:
    """Take a simulation out of those compared; one put before an assembly stays."""
    row = act.session.get_one(SurplusSimulation, simulation_id)
    if act.session.scalar(select(SurplusProposal.id).where(SurplusProposal.simulation_id == row.id).limit(1)):
        raise RuleBroken(
            "SUR-12", _("« {name} » est soumise à une assemblée : elle reste parmi les autres.").format(name=row.name)
        )
    act.session.add(SurplusWithdrawal(simulation_id=row.id))


@action(Right.SURPLUS_PREPARE, N_("Simulation soumise à une assemblée"))
def propose(act: Act, simulation_id: int, resolution_id: int) -> None:
    """Put a simulation under a resolution of a general assembly; the one that was there gives its place (SUR-12)."""
    row = act.session.get_one(SurplusSimulation, simulation_id)
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    if act.session.get_one(Body, meeting.body_id).kind != BodyKind.GENERAL_ASSEMBLY:
        raise RuleBroken("SUR-12", _("Les excédents s’affectent en assemblée générale : choisissez sa résolution."))
    _check_rules(_allocated(act, row))
    _check_not_adopted(act, row)
    before = act.session.scalar(select(SurplusProposal).where(SurplusProposal.resolution_id == resolution.id))
    if before is not None:
        check_not_voted(act, resolution)
        act.session.delete(before)
        act.session.flush()
    act.session.add(SurplusProposal(simulation_id=row.id, resolution_id=resolution.id, submitted_at=act.now))
    act.session.flush()
    act.say(_("« {name} », sous la résolution « {title} ».").format(name=row.name, title=resolution.title))


@action(Right.SURPLUS_PREPARE, N_("Enregistrement de la répartition adoptée"))
def adopt(act: Act, simulation_id: int, accounts_resolution_id: int) -> int:
    """Freeze the simulation whose resolution was adopted, after that which approved the accounts (SUR-12)."""
    row = act.session.get_one(SurplusSimulation, simulation_id)
    resolution = _adopted_resolution(act, row)
    _check_accounts_first(act, accounts_resolution_id, resolution)
    _check_not_adopted(act, row)
    allocation = _allocated(act, row)
    _check_rules(allocation)
    frozen = Adopted(row.name, hypotheses_of(row), terms_at(act, row.year_end), allocation)
    made = SurplusAllocation(
        year_end=row.year_end,
        simulation_id=row.id,
        resolution_id=resolution.id,
        accounts_resolution_id=accounts_resolution_id,
        figures=plain(frozen),
        adopted_on=resolution_and_meeting(act, resolution.id)[1].day,
        recorded_by=act.actor_id,
        recorded_at=act.now,
    )
    act.session.add(made)
    act.session.flush()
    act.say(
        _("Exercice clos le {day} : réserves {reserves}, salariés {employees}, intérêt aux parts {interest}.").format(
            day=long_day(row.year_end),
            reserves=euros(allocation.reserves_cents),
            employees=euros(allocation.employees_cents),
            interest=euros(allocation.interest_cents),
        )
    )
    return made.id


def _allocated(act: Act, row: SurplusSimulation) -> Allocation:
    return allocate(hypotheses_of(row), terms_at(act, row.year_end))


def _check_rules(allocation: Allocation) -> None:
    for check in allocation.broken:
        raise RuleBroken(check.rule, check.words)


def _check_not_adopted(act: Act, row: SurplusSimulation) -> None:
    known = select(SurplusAllocation.id).where(SurplusAllocation.year_end == row.year_end)
    if act.session.scalar(known) is not None:
        raise RuleBroken(
            "SUR-12",
            _("La répartition de l’exercice clos le {day} est adoptée : elle ne change plus.").format(
                day=long_day(row.year_end)
            ),
        )


def _adopted_resolution(act: Act, row: SurplusSimulation) -> Resolution:
    proposals = select(SurplusProposal.resolution_id).where(SurplusProposal.simulation_id == row.id)
    for resolution_id in act.session.scalars(proposals):
        result = latest_result(act, resolution_id)
        if result is not None and result.adopted:
            return act.session.get_one(Resolution, resolution_id)
    raise RuleBroken(
        "SUR-12",
        _("Aucune assemblée n’a adopté cette simulation : soumettez-la sous une résolution, puis enregistrez le vote."),
    )


def _check_accounts_first(act: Act, accounts_id: int, resolution: Resolution) -> None:
    result = latest_result(act, accounts_id)
    if accounts_id == resolution.id or result is None or not result.adopted:
        raise RuleBroken(
            "SUR-12",
            _(
                "Les comptes s’approuvent d’abord, par une autre résolution, adoptée : choisissez celle qui les a "
                "approuvés."
            ),
        )
    if _place(act, accounts_id) > _place(act, resolution.id):
        raise RuleBroken(
            "SUR-12", _("Cette résolution vient après l’affectation des excédents : les comptes s’approuvent avant.")
        )


def _place(act: Act, resolution_id: int) -> tuple[str, int, int]:
    """Where a resolution stands among all: day of its meeting, meeting, number."""
    resolution, meeting = resolution_and_meeting(act, resolution_id)
    return meeting.day.isoformat(), meeting.id, number_of(act, resolution)
