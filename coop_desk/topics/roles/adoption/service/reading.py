"""Rotation plans as they stand: the list, one plan with what may be shown of it, two plans side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, query, read_until_changed
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.strict_json import read_json
from coop_desk.core.trusted_time import paris_date
from coop_desk.topics.roles.adoption.asking import barred_of, why_not_request, without_request
from coop_desk.topics.roles.adoption.model import RotationAdoption, RotationPlan, RotationProposal, RotationSetAside
from coop_desk.topics.roles.adoption.records import PinLine, PlanFile, PlanLine, PlanState
from coop_desk.topics.roles.adoption.rules.comparing import Compared, beside, changed_seats, costs_beside
from coop_desk.topics.roles.adoption.rules.months import first_of, id_of, person_key
from coop_desk.topics.roles.adoption.rules.telling import bars_of, cost_parts, exact_days, person_loads, vacant_spells
from coop_desk.topics.roles.adoption.service.preparing import days_kept, pin_from
from coop_desk.topics.roles.rotation.announcing import to_fill_in_words
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.rotation.checking import cost_of
from coop_desk.topics.roles.rotation.explaining import chosen_in_words
from coop_desk.topics.roles.rotation.reading import case_of, mandates_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan as it was kept: its row, its case, its mandates in the order of the file."""

    row: RotationPlan
    case: Case
    mandates: tuple[Mandate, ...]

    @property
    def pins(self) -> tuple[PinLine, ...]:
        """Who was imposed or kept off."""
        return tuple(pin_from(one) for one in self.row.pins)


def kept_plan(act: Act, plan_id: int) -> Kept:
    """A plan with its case, read as strictly as files."""
    row = act.session.get_one(RotationPlan, plan_id)
    case = case_of(read_json(row.case_file))
    return Kept(row, case, mandates_of(read_json(row.plan_file), case))


@read_until_changed
def plan_lines(act: Act) -> tuple[PlanLine, ...]:
    """Every plan, the last made first."""
    names = people_by_id(act.session)
    adopted = {row.plan_id: row for row in act.session.scalars(select(RotationAdoption))}
    aside = set(act.session.scalars(select(RotationSetAside.plan_id)))
    submitted = {row.plan_id: row.resolution_id for row in act.session.scalars(select(RotationProposal))}
    rows = act.session.scalars(select(RotationPlan).order_by(RotationPlan.id.desc()))
    return tuple(
        _line(row, names, adopted.get(row.id), submitted.get(row.id), set_aside=row.id in aside) for row in rows
    )


def _line(
    row: RotationPlan, names: dict[PersonId, str], adopted: RotationAdoption | None, resolution: int | None,
    *, set_aside: bool,
) -> PlanLine:  # fmt: skip
    told: dict[str, Any] = read_json(row.plan_file)
    search, state = told["search"], PlanState.PROPOSED
    if adopted is not None:
        state = PlanState.ADOPTED
    elif set_aside:
        state = PlanState.SET_ASIDE
    elif resolution is not None:
        state = PlanState.SUBMITTED
    return PlanLine(
        id=row.id, name=row.name, first_month=first_of(row.first_month), months=row.months, state=state,
        made_on=paris_date(row.made_at), made_by=names[PersonId(row.made_by_id)], objective=row.objective,
        bound=row.bound, stopped=search["stopped"], solver=search["solver"], seed=search["seed"],
        seconds=search["seconds"], mandates=len(told["mandates"]), vacant=row.vacant,
        pins=tuple(pin_from(one) for one in row.pins), decision=adopted.decision if adopted else "",
        decided_on=adopted.decided_on if adopted else None,
        resolution_id=adopted.resolution_id if adopted else resolution,
    )  # fmt: skip


def line_of(act: Act, plan_id: int) -> PlanLine:
    """One plan of the list."""
    found = next((line for line in plan_lines(act) if line.id == plan_id), None)
    if found is None:
        raise RuleBroken("ROT-43", _("Ce plan n’existe pas."))
    return found


def last_adopted(act: Act) -> PlanLine | None:
    """The plan in force: the last one adopted."""
    adopted = [line for line in plan_lines(act) if line.state is PlanState.ADOPTED]
    return max(adopted, key=lambda line: (line.decided_on or line.made_on, line.id), default=None)


@read_until_changed
def plan_file(act: Act, plan_id: int, only: int | None = None) -> PlanFile:
    """A plan with what may be shown of it: explanations and hours of one person only, of everybody when None."""
    kept = kept_plan(act, plan_id)
    case, mandates, line = kept.case, kept.mandates, line_of(act, plan_id)
    told = read_json(kept.row.told)
    days = exact_days(case, mandates, days_kept(case, told))
    adoption = act.session.scalar(select(RotationAdoption).where(RotationAdoption.plan_id == plan_id))
    mine = [n for n, one in enumerate(mandates) if only is None or id_of(one.member) == only]
    chosen = {
        (id_of(one.role), one.seat, id_of(one.member), days[one][0]): tuple(told["chosen"][n])
        for n in mine
        for one in (mandates[n],)
    }
    return PlanFile(
        line=line,
        bars=bars_of(case, mandates, line.pins, days),
        vacant=vacant_spells(case, mandates),
        cost=cost_parts(case, cost_of(case, mandates)),
        loads=tuple(one for one in person_loads(case, mandates) if only in (None, one.person_id)),
        vacancies_told=tuple(told["vacancies"]),
        chosen_told=dict(sorted(chosen.items(), key=lambda one: (one[0][:2], one[0][3]))),
        to_fill=to_fill_in_words(case),
        changes=tuple(adoption.changes) if adoption is not None else (),
    )


@query(Right.ROLES_READ, N_("Consultation des plans de rotation"))
def plans(act: Act) -> tuple[PlanLine, ...]:
    """Every plan, the last made first."""
    return plan_lines(act)


@query(Right.ROLES_READ, N_("Consultation d’un plan de rotation"))
def plan(act: Act, plan_id: int) -> PlanFile:
    """A plan with one's own explanations and hours; who would hold what, its cost and its vacancies are for all."""
    return plan_file(act, plan_id, int(act.actor_id))


@query(Right.ROTATION_PREPARE, N_("Consultation d’un plan de rotation avec les explications de chacun"))
def whole_plan(act: Act, plan_id: int) -> PlanFile:
    """A plan with everybody's explanations and hours."""
    return plan_file(act, plan_id)


def _compared(act: Act, one_id: int, other_id: int, only: int | None) -> Compared:
    one, other = plan_file(act, one_id, only), plan_file(act, other_id, only)
    first, second = kept_plan(act, one_id).case, kept_plan(act, other_id).case
    same = (first.weights, first.step, first.months) == (second.weights, second.step, second.months)
    return Compared(
        costs_beside(one.cost, other.cost), changed_seats(one.bars, other.bars), beside(one.loads, other.loads), same
    )


@query(Right.ROLES_READ, N_("Comparaison de deux plans de rotation"))
def compare_plans(act: Act, one_id: int, other_id: int) -> Compared:
    """Two plans side by side, with one's own hours."""
    return _compared(act, one_id, other_id, int(act.actor_id))


@query(Right.ROTATION_PREPARE, N_("Comparaison de deux plans de rotation avec les heures de chacun"))
def compare_whole_plans(act: Act, one_id: int, other_id: int) -> Compared:
    """Two plans side by side, with everybody's hours."""
    return _compared(act, one_id, other_id, None)


# ------------------------------------------------------------------ explaining


@query(Right.ROTATION_PREPARE, N_("Explication d’un choix du plan de rotation"))
def why_chosen(act: Act, plan_id: int, place: int) -> tuple[str, ...]:
    """Why somebody holds a seat, by the place of the mandate in the plan, reckoned now when it was not kept."""
    kept = kept_plan(act, plan_id)
    told: Sequence[str] = read_json(kept.row.told)["chosen"][place]
    barred = barred_of(kept.case, kept.pins)
    return tuple(told) or chosen_in_words(kept.case, kept.mandates, kept.mandates[place], barred)


@query(Right.ROLES_READ, N_("Demande « Pourquoi pas moi ? »"))
def why_not_me(act: Act, plan_id: int, role_id: int) -> tuple[Case, dict[str, Any]]:
    """Ask why oneself does not hold a role in a plan: the case and the request for the planner's process."""
    kept = kept_plan(act, plan_id)
    if all(member.id != person_key(int(act.actor_id)) for member in kept.case.members):
        raise RuleBroken(
            "ROT-45", _("Ce plan ne vous compte pas : sans contrat ni candidature sur ses mois, il n’en dit rien.")
        )
    return kept.case, why_not_request(kept.case, read_json(kept.row.plan_file), kept.pins, int(act.actor_id), role_id)


@query(Right.ROTATION_PREPARE, N_("Demande de ce que coûterait un plan sans quelqu’un"))
def price_without(act: Act, plan_id: int, place: int) -> tuple[Case, dict[str, Any]]:
    """Ask what the best plan would cost without somebody on their seat, by the place of the mandate in the plan."""
    kept = kept_plan(act, plan_id)
    return kept.case, without_request(kept.case, read_json(kept.row.plan_file), kept.pins, place)


@query(Right.ROLES_READ, N_("Demande de ce que coûterait un plan sans soi"))
def price_without_me(act: Act, plan_id: int, place: int) -> tuple[Case, dict[str, Any]]:
    """Ask the same of a mandate of one's own (ROT-45)."""
    if kept_plan(act, plan_id).mandates[place].member != person_key(int(act.actor_id)):
        raise RuleBroken("ROT-45", _("Chacun demande le prix de sa propre place : celle-ci est à quelqu’un d’autre."))
    return price_without.function(act, plan_id, place)
