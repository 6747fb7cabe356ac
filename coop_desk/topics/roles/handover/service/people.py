"""What the forms offer: those who work or are associates today, and the skills of the tree."""

from coop_desk.core.actions import Act, query
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.members.service import situations_at
from coop_desk.topics.skills.service.reading import skills_at, working_at


@query(Right.ROLES_READ, N_("Consultation des personnes qui transmettent et apprennent"))
def people_of_roles(act: Act) -> tuple[tuple[PersonId, str], ...]:
    """Everybody with a contract running and every associate, by name."""
    names = people_by_id(act.session)
    there = {one.person_id for one in situations_at(act, act.today) if one.category in ASSOCIATES}
    there |= working_at(act, act.today)
    return tuple(sorted(((who, names[who]) for who in there), key=lambda pair: fold(pair[1])))


@query(Right.ROLES_READ, N_("Consultation des compétences à apprendre"))
def skills_of_tree(act: Act) -> tuple[tuple[str, str], ...]:
    """The code and the name of each skill open today."""
    return tuple((one.code, one.name) for one in skills_at(act, act.today))
