"""Who may be chosen for a role, by what its sheet says of who may hold it."""

from datetime import date

from coop_desk.core.actions import Act
from coop_desk.topics.members.rules.categories import ASSOCIATES, Category
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.roles.records import Sheet

WORKING = ASSOCIATES | {Category.EMPLOYEE}


def who_may_hold(act: Act, sheet: Sheet, day: date) -> frozenset[int]:
    """The people of the co-op who may hold a role on a day: its associates, and its employees unless it is reserved."""
    wanted = ASSOCIATES if sheet.associates_only else WORKING
    found = situations_at(act, max(day, act.today))
    return frozenset(int(one.person_id) for one in found if one.category in wanted and not one.legal_person)
