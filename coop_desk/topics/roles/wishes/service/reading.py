"""Who wishes what of which role, and the limits each one sets."""

from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import people_by_id
from coop_desk.core.ids import PersonId
from coop_desk.topics.roles.wishes.model import RoleLimit, RoleWish
from coop_desk.topics.roles.wishes.records import Limits, Wish


def wishes_of(act: Act, person_id: int | None = None) -> tuple[Wish, ...]:
    """What each person said last of each role, of one person or of those the act covers; by role then name."""
    names, last = people_by_id(act.session), {}
    rows = select(RoleWish).order_by(RoleWish.id)
    if person_id is not None:
        rows = rows.where(RoleWish.person_id == person_id)
    for row in act.session.scalars(rows):
        last[(row.role_id, row.person_id)] = row
    found = [
        Wish(int(row.person_id), names[PersonId(row.person_id)], row.role_id, row.wish, row.refuses, row.stands,
             row.why, row.said_on)
        for row in last.values()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.role_id, one.name, one.person_id)))


def limits_at(act: Act, day: date) -> dict[int, Limits]:
    """The limits in force on a day of those who said some, by person."""
    found: dict[int, Limits] = {}
    for row in act.session.scalars(select(RoleLimit).order_by(RoleLimit.starts_on, RoleLimit.id)):
        if row.starts_on <= day:
            found[int(row.person_id)] = Limits(row.hours, row.max_roles, row.starts_on)
    return found


def limits_of(act: Act, person_id: int, day: date) -> Limits:
    """The limits of one person on a day; those of the program while nothing was said."""
    return limits_at(act, day).get(int(person_id), Limits())
