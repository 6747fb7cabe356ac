"""The pictures of roles as files."""

from datetime import date

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.roles.handover.service.reading import readiness
from coop_desk.topics.roles.pictures.records import Rows
from coop_desk.topics.roles.pictures.service.balance import balance_of
from coop_desk.topics.roles.pictures.service.people import roles_of
from coop_desk.topics.roles.pictures.service.reading import calendar_of
from coop_desk.topics.roles.service.printing import who_does_what
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.ROLES_READ, N_("Impression du calendrier des mandats"))
def calendar_pdf(
    act: Act, first: date, months: int, rows: Rows = Rows.SEATS, *, pole_id: int | None = None,
    plan_id: int | None = None, a3: bool = False,
) -> bytes:  # fmt: skip
    """Print the calendar as it is shown."""
    from coop_desk.topics.roles.pictures import document

    found = calendar_of(act, first, months, pole_id=pole_id, plan_id=plan_id)
    return document.calendar_pdf(found, rows, letterhead_at(act, act.today), a3=a3)


@query(Right.ROLES_READ, N_("Impression des rôles d’une personne"))
def person_pdf(act: Act, person_id: int, first: date, months: int, *, a3: bool = False) -> bytes:
    """Print the roles of somebody over some months."""
    from coop_desk.topics.roles.pictures import document

    return document.person_pdf(roles_of(act, person_id, first, months), letterhead_at(act, act.today), a3=a3)


@query(Right.ROLES_READ, N_("Impression de sa part des rôles"))
def balance_pdf(act: Act, plan_id: int | None = None, *, a3: bool = False) -> bytes:
    """Print one's own hours against one's fair share."""
    from coop_desk.topics.roles.pictures import document

    found = balance_of(act, plan_id, int(act.actor_id))
    return document.balance_pdf(found, letterhead_at(act, act.today), a3=a3)


@query(Right.ROTATION_PREPARE, N_("Impression de la part de chacun dans les rôles"))
def whole_balance_pdf(act: Act, plan_id: int | None = None, *, a3: bool = False) -> bytes:
    """Print everybody's hours against their fair share."""
    from coop_desk.topics.roles.pictures import document

    return document.balance_pdf(balance_of(act, plan_id, None), letterhead_at(act, act.today), a3=a3)


@query(Right.ROLES_READ, N_("Impression de qui est prêt à prendre un rôle"))
def readiness_pdf(act: Act, *, a3: bool = False) -> bytes:
    """Print how far each hand-over is."""
    from coop_desk.topics.roles.pictures import document

    return document.readiness_pdf(readiness(act, act.today), act.today, letterhead_at(act, act.today), a3=a3)


@query(Right.ROLES_READ, N_("Impression de l’organisation à une date"))
def organisation_pdf(act: Act, day: date | None = None, *, a3: bool = False) -> bytes:
    """Print poles, roles and holders on a day, today by default."""
    from coop_desk.topics.roles.pictures import document

    on = day or act.today
    return document.organisation_pdf(who_does_what(act, on), letterhead_at(act, on), a3=a3)
