"""What is handed over with each role: the template in force, and those adopted before."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.mandates.service import quoted
from coop_desk.topics.roles.handover.model import HandoverTemplate
from coop_desk.topics.roles.handover.records import Template, TemplateVersion
from coop_desk.topics.roles.handover.rules.templates import (
    check_template,
    for_sheet,
    kept,
    template_from,
    usual_template,
)
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.service.reading import roles_at
from coop_desk.topics.roles.service.recording import role_of


def template_of(act: Act, role: RoleLine, day: date) -> TemplateVersion:
    """The template of a role on a day, fitted to the missions of its sheet; the usual one when none was adopted."""
    missions = dict(zip(role.sheet.missions, role.missions, strict=True))
    rows = [row for row in _versions(act, role.id) if row.adopted_on <= day]
    pairs = tuple(missions.items())
    if not rows:
        return TemplateVersion(role.id, role.name, usual_template(role.sheet, missions, role.title), pairs)
    last = rows[-1]
    template = for_sheet(template_from(last.said), role.sheet, missions)
    return TemplateVersion(role.id, role.name, template, pairs, last.version, last.adopted_on, last.decision)


def _versions(act: Act, role_id: int) -> list[HandoverTemplate]:
    wanted = select(HandoverTemplate).where(HandoverTemplate.role_id == role_id)
    return list(act.session.scalars(wanted.order_by(HandoverTemplate.version)))


@query(Right.ROLES_READ, N_("Consultation des modèles de passation"))
def templates(act: Act) -> tuple[TemplateVersion, ...]:
    """The template of each role open today."""
    return tuple(template_of(act, role, act.today) for role in roles_at(act, act.today))


@action(Right.ROLES_RECORD, N_("Adoption d’un modèle de passation"))
def adopt_template(
    act: Act, role_id: int, template: Template, *, decision: str = "", resolution_id: int | None = None
) -> int:
    """Adopt a new version for the plans to come, and return its number; those made already stay as they are (HAND-01).

    Raises RuleBroken MAND-04 without a decision.
    """
    role = role_of(act, role_id)
    tidied = check_template(template, role.sheet.missions)
    said = quoted(act, resolution_id, decision)
    before = _versions(act, role_id)
    version = before[-1].version + 1 if before else 1
    act.session.add(
        HandoverTemplate(
            role_id=role_id, version=version, adopted_on=act.today, decision=said, said=kept(tidied),
            recorded_by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()
    act.say(_("Modèle de passation n° {n} de « {role} » adopté.").format(n=version, role=role.name))
    return version
