"""How hours of roles are shared: everybody against the fair share, with or without what a plan proposes."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.roles.adoption.records import PlanLine, PlanState
from coop_desk.topics.roles.adoption.rules.months import day_of, first_of, id_of
from coop_desk.topics.roles.adoption.service.case import case_of
from coop_desk.topics.roles.adoption.service.reading import kept_plan, plan_lines
from coop_desk.topics.roles.adoption.service.settings import settings_of
from coop_desk.topics.roles.pictures.records import Balance, Share
from coop_desk.topics.roles.pictures.rules import hours_by_month
from coop_desk.topics.roles.rotation.case import Case, Mandate
from coop_desk.topics.roles.rotation.checking import loads_of, targets_of

MONTHS = 12


def balance_of(act: Act, plan_id: int | None, only: int | None) -> Balance:
    """Hours and fair shares over the months of a plan, or the twelve to come; of one person only, or everybody's."""
    plan: tuple[Mandate, ...] = ()
    if plan_id is None:
        case = case_of(act, _("Les douze mois à venir"), act.today.replace(day=1), MONTHS, settings_of(act))
        name = ""
    else:
        kept = kept_plan(act, plan_id)
        case, plan, name = kept.case, kept.mandates, kept.row.name
    found = [one for one in _shares(act, case, plan) if only in (None, one.person_id)]
    found.sort(key=lambda one: (not one.in_equity, -one.excess, one.name))
    return Balance(
        first_of(case.first_month), case.months, case.history_months, case.step, tuple(found), only is None, name
    )


def _shares(act: Act, case: Case, plan: tuple[Mandate, ...]) -> list[Share]:
    targets, loads, hours = targets_of(case), loads_of(case, plan), hours_by_month(case, plan)
    first, found = first_of(case.first_month), []
    for member in case.members:
        months = hours[member.id]
        peak = max(months, default=0)
        over = tuple(day_of(first, n) for n, each in enumerate(months) if each > member.capacity)
        found.append(
            Share(
                id_of(member.id), member.name, loads.get(member.id, member.history_load + sum(months)),
                targets.get(member.id, 0), peak, day_of(first, months.index(peak)) if peak else None, member.capacity,
                over, member.id in loads, id_of(member.id) == act.actor_id,
            )
        )  # fmt: skip
    return found


@query(Right.ROLES_READ, N_("Consultation de sa part des rôles"))
def balance(act: Act, plan_id: int | None = None) -> Balance:
    """One's own hours against one's fair share."""
    return balance_of(act, plan_id, int(act.actor_id))


@query(Right.ROTATION_PREPARE, N_("Consultation de la part de chacun dans les rôles"))
def whole_balance(act: Act, plan_id: int | None = None) -> Balance:
    """Everybody's hours against their fair share."""
    return balance_of(act, plan_id, None)


@query(Right.ROLES_READ, N_("Choix d’un plan de rotation à montrer"))
def plans_to_show(act: Act) -> tuple[PlanLine, ...]:
    """The plans that nobody adopted nor set aside yet, the last made first."""
    return tuple(line for line in plan_lines(act) if line.state in (PlanState.PROPOSED, PlanState.SUBMITTED))
