"""What a holder leaves to the next ones at the end of a mandate; only they, and its author, read it."""

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query, read_once
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover.model import Retrospective
from coop_desk.topics.roles.handover.records import Answers, RetroLine
from coop_desk.topics.roles.handover.rules.learning import check_answers
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.service.reading import role_mandate_of, role_mandates

BEFORE = 2
"""Months before its end from which a mandate may be looked back on."""


def may_be_written(act: Act, line: RoleMandateLine) -> bool:
    """Whether the end of a mandate that was held is near, or past, and its holder does not go on with it."""
    goes_on = any(one.replaces == line.id and one.person_id == line.person_id for one in role_mandates(act))
    return not goes_on and line.held and line.starts_on <= act.today and add_months(act.today, BEFORE) >= line.ends_on


def reads(lines: tuple[RoleMandateLine, ...], line: RoleMandateLine, person_id: int) -> bool:
    """Whether somebody reads the retrospective of a mandate: its author, and whoever has the role after."""
    return person_id == line.person_id or any(
        one.role_id == line.role_id and one.person_id == person_id and one.held and one.starts_on > line.starts_on
        for one in lines
    )


@read_once
def written(act: Act) -> dict[int, Retrospective]:
    """The retrospective of each mandate: the last entry holds. Nobody is asked here whether they may read it."""
    return {row.mandate_id: row for row in act.session.scalars(select(Retrospective).order_by(Retrospective.id))}


def lines_for(act: Act, person_id: int) -> tuple[RetroLine, ...]:
    """The mandates whose retrospective is written, or to be written by somebody; its answers for those who read."""
    lines, kept = role_mandates(act), written(act)
    found = []
    for line in lines:
        mine = line.person_id == person_id
        if line.id not in kept and not (mine and may_be_written(act, line)):
            continue
        row = kept.get(line.id)
        open_ = row is not None and reads(lines, line, person_id)
        answers = Answers(row.what_worked, row.what_was_hard, row.attention, row.advice) if row and open_ else None
        found.append(
            RetroLine(
                line.id, line.role_id, line.role, line.person_id, line.name, line.starts_on, line.ends_on, answers,
                row.at if row is not None else None, mine,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.ends_on, reverse=True))


@query(Right.ROLES_READ, N_("Consultation des bilans de mandat"))
def retrospectives(act: Act) -> tuple[RetroLine, ...]:
    """The mandates with a retrospective, the latest first; answers only for their author and the next holders."""
    return lines_for(act, act.actor_id)


@action(Right.ROLES_HAND_OVER, N_("Bilan de mandat"))
def write_retrospective(act: Act, mandate_id: int, said: Answers) -> None:
    """Leave the four answers to the next holders; a newer text replaces the one of before, which stays (BIL-01)."""
    line = role_mandate_of(act, mandate_id)
    if line.person_id != act.actor_id:
        raise RuleBroken("BIL-01", _("La personne qui a tenu le mandat écrit son bilan."))
    if not may_be_written(act, line):
        words = _("Le bilan s’écrit à partir du {day}, à l’approche de la fin du mandat.")
        raise RuleBroken("BIL-01", words.format(day=long_day(add_months(line.ends_on, -BEFORE))))
    tidied = check_answers(said)
    act.session.add(
        Retrospective(
            mandate_id=mandate_id, role_id=line.role_id, author_id=act.actor_id, what_worked=tidied.worked,
            what_was_hard=tidied.hard, attention=tidied.attention, advice=tidied.advice, at=act.now,
        )
    )  # fmt: skip
    act.say(_("Bilan du mandat « {role} » écrit.").format(role=line.role))
