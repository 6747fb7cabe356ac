"""A plan put before a meeting under a resolution, printed, and shown beside the point."""

from hashlib import sha256

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.assemblies.beside import Beside
from coop_desk.topics.assemblies.model import AgendaItem, Resolution
from coop_desk.topics.assemblies.records import ItemKind, MeetingLine, MeetingState
from coop_desk.topics.assemblies.service import add_item, add_resolution, attach, meetings
from coop_desk.topics.assemblies.service.beside import beside_points
from coop_desk.topics.assemblies.service.following import when_taken_off
from coop_desk.topics.assemblies.service.voting import latest_result
from coop_desk.topics.roles.adoption.model import RotationPlan, RotationProposal
from coop_desk.topics.roles.adoption.records import PlanLine, PlanState
from coop_desk.topics.roles.adoption.rules.resolution import resolution_text, resolution_title
from coop_desk.topics.roles.adoption.service.reading import line_of, plan_file, plan_lines
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.MEETINGS_PREPARE, N_("Consultation des réunions où soumettre un plan de rotation"))
def meetings_to_come(act: Act) -> list[MeetingLine]:
    """The meetings in preparation, whose agenda may still change."""
    return [line for line in meetings.function(act) if line.state is MeetingState.PREPARING]


@action(Right.MEETINGS_PREPARE, N_("Plan de rotation mis à l’ordre du jour"))
def submit_plan(act: Act, plan_id: int, meeting_id: int) -> int:
    """Put a plan on the agenda of a meeting in preparation: point, resolution, annex. Return the resolution."""
    line = line_of(act, plan_id)
    if line.state in (PlanState.ADOPTED, PlanState.SET_ASIDE):
        raise RuleBroken("ROT-46", _("Ce plan est déjà adopté ou écarté : choisissez-en un autre, ou refaites-en un."))
    plan, title = plan_file(act, plan_id, 0), resolution_title(line)
    pdf = _printed(act, plan_id, 0)
    item = add_item.function(act, meeting_id, title, ItemKind.RESOLUTION)
    text = resolution_text(line, plan.bars, plan.vacant, sha256(pdf).hexdigest())
    resolution = add_resolution.function(act, item, title, text)
    attach.function(act, item, title, _("plan-de-rotation.pdf"), pdf)
    act.session.add(RotationProposal(plan_id=plan_id, resolution_id=resolution, submitted_at=act.now))
    act.session.flush()
    act.say(_("« {title} » mis à l’ordre du jour.").format(title=title))
    return resolution


def voted_to_record(act: Act) -> list[PlanLine]:
    """The plans whose resolution was adopted and whose mandates are not open yet."""
    submitted = [line for line in plan_lines(act) if line.state is PlanState.SUBMITTED]
    results = {line.id: latest_result(act, line.resolution_id or 0) for line in submitted}
    return [line for line in submitted if (found := results[line.id]) is not None and found.adopted]


@when_taken_off
def let_go(act: Act, resolution: Resolution) -> None:
    """Take a plan off a resolution that leaves its agenda: it is a proposal again."""
    for row in act.session.scalars(select(RotationProposal).where(RotationProposal.resolution_id == resolution.id)):
        act.session.delete(row)
    act.session.flush()


@beside_points
def plans_beside(act: Act, meeting_id: int) -> dict[int, tuple[Beside, ...]]:
    """The plans put before a meeting, by the point that holds their resolution."""
    rows = act.session.execute(
        select(Resolution.item_id, RotationPlan.id, RotationPlan.name)
        .join(RotationProposal, RotationProposal.resolution_id == Resolution.id)
        .join(RotationPlan, RotationProposal.plan_id == RotationPlan.id)
        .join(AgendaItem, Resolution.item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(RotationProposal.id)
    )
    found: dict[int, tuple[Beside, ...]] = {}
    for item_id, plan_id, name in rows:
        told = _("Plan de rotation soumis au vote : {name}.").format(name=name)
        found[item_id] = (*found.get(item_id, ()), Beside(name, told, "roles.rotation", plan_id))
    return found


def _printed(act: Act, plan_id: int, only: int | None) -> bytes:
    from coop_desk.topics.roles.adoption.document import plan_pdf

    return plan_pdf(plan_file(act, plan_id, only), letterhead_at(act, act.today))


@query(Right.ROLES_READ, N_("Impression d’un plan de rotation"))
def print_plan(act: Act, plan_id: int) -> bytes:
    """Print a plan, with one's own hours and explanations."""
    return _printed(act, plan_id, int(act.actor_id))


@query(Right.ROTATION_PREPARE, N_("Impression d’un plan de rotation avec les explications de chacun"))
def print_whole_plan(act: Act, plan_id: int) -> bytes:
    """Print a plan with everybody's hours and explanations."""
    return _printed(act, plan_id, None)
