"""Whoever has a contract running holds a title by it: their own leave, schedule and file."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session  # noqa: TID251  (the core lends its own session to a source of titles)

from coop_desk.core.ids import PersonId
from coop_desk.core.standing import Standing, standing
from coop_desk.topics.members.model import Employment


@standing
def employees(session: Session, person_id: PersonId, today: date) -> Iterator[Standing]:
    """Say that somebody under contract holds the title of an employee, up to a last day when it is known."""
    wanted = select(Employment.ended_on).where(Employment.person_id == person_id, Employment.started_on <= today)
    ends = [end for end in session.scalars(wanted) if end is None or end >= today]
    if ends:
        yield Standing("employee", until=None if None in ends else max(end for end in ends if end is not None))
