"""Associates hold a title by what they are, with no grant: it comes and goes with their status."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session  # noqa: TID251  (the core lends its own session to a source of titles)

from coop_desk.core.ids import PersonId
from coop_desk.core.standing import Standing, standing
from coop_desk.topics.members.model import StatusChange
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.rules.status import in_force, status_at
from coop_desk.topics.members.service.reading import entry_of


@standing
def associates(session: Session, person_id: PersonId, today: date) -> Iterator[Standing]:
    """Say that an associate holds the title of one, up to the day before a known loss."""
    wanted = select(StatusChange).where(StatusChange.person_id == person_id).order_by(StatusChange.id)
    entries = [entry_of(row) for row in session.scalars(wanted)]
    now = status_at(entries, today)
    if now is None or now.category not in ASSOCIATES:
        return
    later = (
        one.effective_on - timedelta(days=1)
        for one in in_force(entries)
        if one.effective_on > today and one.category not in ASSOCIATES
    )
    yield Standing("associate", until=next(later, None))
