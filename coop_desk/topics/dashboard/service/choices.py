"""What waits of the people chosen for roles: circles, seats to give, draws."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed, long_day
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.elections.circle.records import Step
from coop_desk.topics.roles.cooptation.service import lines_at
from coop_desk.topics.roles.drawing.records import DrawState
from coop_desk.topics.roles.drawing.service import draws_at


@query(Right.ROLES_RECORD, N_("Cooptations et tirages au sort à mener au bout"))
def choice_lines(act: Act) -> list[Todo]:
    """Recall the circles under way, the seats promised and not given, the draws that wait (COO-05, LOT-04)."""
    found = []
    for one in lines_at(act):
        why = _("Cercle réuni le {day}").format(day=long_day(one.held_on))
        waiting = [each.name for each in one.endorsed if each.waits and each.ends_on >= act.today]
        if one.step is not Step.DONE:
            what = _("Finir la cooptation : {role}").format(role=one.role)
            found.append(Todo(f"circle:{one.id}", what, why, None, "roles.circle", one.id))
        elif waiting:
            what = _("Donner un siège à {names} : {role}").format(names=listed(waiting), role=one.role)
            found.append(Todo(f"endorsed:{one.id}", what, why, None, "roles.cooptations", one.id))
    for draw in draws_at(act):
        why = _("Liste figée le {day}").format(day=long_day(draw.frozen_on))
        if draw.state is DrawState.FROZEN:
            what = _("Lire les sources du tirage au sort : {role}").format(role=draw.role)
            found.append(Todo(f"draw:{draw.id}", what, why, draw.starts_on, "roles.drawing", draw.id))
        elif draw.following is not None:
            what = _("Demander à {name}, suivant au tirage au sort : {role}")
            words = what.format(name=draw.following.name, role=draw.role)
            found.append(Todo(f"draw:{draw.id}", words, why, draw.starts_on, "roles.drawing", draw.id))
    return found
