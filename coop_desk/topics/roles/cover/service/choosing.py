"""«Couvrir ou replanifier»: the holders who are away for long, and what was chosen for each."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.roles.cover.model import CoverChoice
from coop_desk.topics.roles.cover.records import LongLeave
from coop_desk.topics.roles.cover.rules.choosing import CHOICE_WORDS, Choice, check_choice
from coop_desk.topics.roles.cover.rules.months import is_long
from coop_desk.topics.roles.cover.service.absences import AHEAD, away_between
from coop_desk.topics.roles.cover.service.people import holders
from coop_desk.topics.roles.cover.service.without import uncovered_days
from coop_desk.topics.roles.service.reading import roles_at


@query(Right.ROLES_RECORD, N_("Consultation des longues absences de titulaires"))
def long_leaves(act: Act) -> list[LongLeave]:
    """Return the holders away for long whose role nobody has said how to cover, the first to leave first."""
    return long_leaves_at(act)


def long_leaves_at(act: Act) -> list[LongLeave]:
    """The long absences of holders, under way or announced, that wait for a choice; never why they are away."""
    names, away = people_by_id(act.session), away_between(act, act.today, act.today + AHEAD)
    chosen = {
        (row.role_id, row.holder_id, row.first_day, row.last_day) for row in act.session.scalars(select(CoverChoice))
    }
    found = []
    for role in roles_at(act, act.today):
        for stay in holders(act).get(role.id, ()):
            who = PersonId(stay.person_id)
            for first, last in away.get(who, ()):
                meets = stay.first <= last and first <= stay.last and stay.last >= act.today
                if not meets or not is_long(first, last) or (role.id, who, first, last) in chosen:
                    continue
                begins, ends = max(first, stay.first, act.today), min(last, stay.last)
                days = uncovered_days(act, role.id, begins, ends, away)
                found.append(LongLeave(role.id, role.name, who, names[who], first, last, days))
    return sorted(set(found), key=lambda one: (one.first, one.role, one.person_id))


@action(Right.ROLES_RECORD, N_("Couverture d’un rôle pendant une longue absence"))
def choose_cover(act: Act, leave: LongLeave, choice: Choice, decision: str) -> None:
    """Write down how a role is covered while a holder is away for long (COVER-02)."""
    if leave not in long_leaves_at(act):
        raise RuleBroken("COVER-02", _("Cette absence a changé, ou le choix est déjà fait : relisez « À faire »."))
    check_choice(choice, leave.without, decision)
    act.session.add(
        CoverChoice(
            role_id=leave.role_id, holder_id=leave.person_id, first_day=leave.first, last_day=leave.last,
            choice=choice.value, decision=decision.strip(), dated=act.today, by_id=act.actor_id,
        )
    )  # fmt: skip
    words = _("« {role} », absence de {name} du {first} au {last} : {choice}.")
    act.say(
        words.format(
            role=leave.role, name=leave.person, first=long_day(leave.first), last=long_day(leave.last),
            choice=_(CHOICE_WORDS[choice]),
        )
    )  # fmt: skip
