"""Reading the journal: filtered lines, and the history of one record."""

from datetime import date

from coop_desk.core import journal
from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_
from coop_desk.core.model import PersonId
from coop_desk.core.rights import Right


@query(Right.JOURNAL_READ, N_("Consultation du journal"))
def journal_lines(
    act: Act,
    *,
    since: date | None = None,
    until: date | None = None,
    actor_id: PersonId | None = None,
    record: str | None = None,
    person_id: PersonId | None = None,
    limit: int = 500,
) -> list[journal.Line]:
    """Lines of the journal, newest first, between two local days (both included), by actor, record or person."""
    return journal.lines(
        act.session,
        people_by_id(act.session),
        since=since,
        until=until,
        actor_id=actor_id,
        record=record,
        person_id=person_id,
        limit=limit,
    )


def head(act: Act) -> tuple[int, str]:
    """Number and printed digest of the journal's last line before this act."""
    return journal.head(act.session)
