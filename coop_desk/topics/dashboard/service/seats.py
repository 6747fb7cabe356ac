"""What waits about the mandates of roles."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.rights import Right
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.roles.seats.service import waiting


@query(Right.ROLES_RECORD, N_("Mandats de rôles à suivre"))
def seat_lines(act: Act) -> list[Todo]:
    """Recall the seats without anybody, the terms that end without a successor, the keys to decide (E02)."""
    return [
        Todo(one.key, one.what, one.why, one.due, one.page, one.record if one.page == "roles.mandates" else None)
        for one in waiting(act)
    ]
