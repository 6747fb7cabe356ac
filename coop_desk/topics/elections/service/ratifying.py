"""The second part of an election: a secret yes or no on whom it designated, by the majority of the statutes."""

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import listed
from coop_desk.topics.assemblies.model import Resolution
from coop_desk.topics.assemblies.records import ResolutionKind
from coop_desk.topics.assemblies.service.resolutions import ratifying_resolution
from coop_desk.topics.assemblies.service.results import decided
from coop_desk.topics.elections.model import Election
from coop_desk.topics.elections.records import State
from coop_desk.topics.elections.service.openings import (
    counted_again,
    decisions_in_force,
    rounds_of,
    row_of,
    waits_for_the_room,
)
from coop_desk.topics.elections.service.preparing import kind_of
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.mandates.service import post_of


@action(Right.ELECTIONS_RUN, N_("Mise en ratification d’une désignation"))
def ask_ratification(act: Act, election_id: int) -> int:
    """Put the designated people to a secret vote of the meeting; return the id of the resolution."""
    row = row_of(act, election_id)
    rounds = rounds_of(act, row.id)
    decisions = decisions_in_force(act, row.id, rounds)
    result = counted_again(rounds, decisions)
    if row.state != State.COUNTED or result is None or waits_for_the_room(act, row.id, result):
        raise RuleBroken("PROC-07", _("La désignation n’est pas faite : finissez d’abord le dépouillement."))
    if not row.ratified or row.item_id is None or not result.elected:
        raise RuleBroken("PROC-07", _("Cette élection n’est pas à ratifier."))
    check_not_ratifying(act, row)
    names = listed(result.elected)
    post = post_of(act, row.post_id).name if row.post_id is not None else row.title
    kind = ResolutionKind.LEADERS if kind_of(act, row) is PostKind.MANAGER else ResolutionKind.ORDINARY
    row.ratification_id = ratifying_resolution(
        act,
        row.item_id,
        _("Ratification : {post}").format(post=post),
        _("L’assemblée ratifie l’élection de {names} ({post}).").format(names=names, post=post),
        kind,
    )
    return row.ratification_id


def ratified(act: Act, row: Election) -> bool | None:
    """What the meeting voted; None while it has not, or when the resolution was withdrawn."""
    if row.ratification_id is None:
        return None
    found = decided(act).get(row.ratification_id)
    return found.adopted if found is not None else None


def check_not_ratifying(act: Act, row: Election) -> None:
    """Refuse to touch a designation that is put to the vote."""
    if row.ratification_id is None:
        return
    if not act.session.get_one(Resolution, row.ratification_id).withdrawn:
        raise RuleBroken(
            "PROC-07", _("La désignation est soumise à la ratification de l’assemblée : elle est acquise.")
        )
