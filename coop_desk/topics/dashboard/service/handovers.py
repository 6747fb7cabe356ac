"""What waits of roles that change hands, of learning beside a buddy, and of pairs."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.roles.handover import service


@query(Right.ROLES_HAND_OVER, N_("Passations, apprentissages et bilans qui attendent la personne"))
def own_handover_lines(act: Act) -> list[Todo]:
    """Recall one's own lines to tick, steps to take, and the retrospective to leave."""
    return [
        Todo(f"own:{one.key}", one.what, one.why, one.due, one.page, one.record_id) for one in service.own_waiting(act)
    ]


@query(Right.ROLES_RECORD, N_("Passations en retard et binômes absents ensemble"))
def handover_lines(act: Act) -> list[Todo]:
    """Recall the hand-overs behind or without a giver, the pairs away together, the retrospectives to ask for."""
    return [Todo(one.key, one.what, one.why, one.due, one.page, one.record_id) for one in service.waiting(act)]
