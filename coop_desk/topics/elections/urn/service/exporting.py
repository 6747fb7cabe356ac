"""The export that anybody counts again, and the whole one that the scrutineers keep."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.elections.records import Round
from coop_desk.topics.elections.service.openings import (
    counted_again,
    counted_with,
    decisions_in_force,
    rounds_of,
    usual,
)
from coop_desk.topics.elections.urn.export import RoundOf, concerns, exported
from coop_desk.topics.elections.urn.model import UrnClosing, UrnContent, UrnOpened
from coop_desk.topics.elections.urn.records import Export


@query(Right.ELECTIONS_READ, N_("Export public d’un scrutin"))
def public_export(act: Act, election_id: int, opening_id: int | None = None) -> Export:
    """What the method needs to be counted again, and no more (cites SCR-01 before the first count).

    `opening_id`: a new ballot between equals has an export of its own.
    """
    return export_of(act, election_id, opening_id=opening_id)


@action(Right.ELECTIONS_RUN, N_("Export entier d’un scrutin, pour ses scrutateurs"))
def scrutineers_export(act: Act, election_id: int, opening_id: int | None = None) -> Export:
    """The same with every ranking, whatever their number: it stays with the scrutineers, and the journal says so."""
    found = export_of(act, election_id, whole=True, opening_id=opening_id)
    act.say(_("Export entier remis aux scrutateurs ; dernière empreinte {head}.").format(head=found.head[:20]))
    return found


def export_of(act: Act, election_id: int, *, whole: bool = False, opening_id: int | None = None) -> Export:
    """The export of an election, for its minutes and its pages: the same text each time while nothing changes."""
    every = rounds_of(act, election_id)
    again = next((one for one in every if one.opening.id == opening_id and one.opening.settles), None)
    rounds = usual(every) if again is None else [again]
    counted = counted_with(rounds)
    result = counted_again(every, decisions_in_force(act, election_id, every)) if again is None else again.result
    if counted is None or result is None:
        raise RuleBroken("SCR-01", _("Ce scrutin n’est pas dépouillé : il n’y a rien à publier."))
    definition, ballots = counted
    question = rounds[0].opening.question
    text, head = exported(question, definition, ballots, result, list(_published(act, rounds)), whole=whole)
    return Export(text, head, concerns(definition, ballots))


def _published(act: Act, rounds: Sequence[Round]) -> Iterator[RoundOf]:
    for one in rounds:
        row = act.session.scalar(select(UrnOpened).where(UrnOpened.opening_id == one.opening.id))
        if row is None:
            yield RoundOf(str(one.opening.round), one.opening.digest)
            continue
        closing = act.session.scalar(select(UrnClosing).where(UrnClosing.urn_id == row.id))
        content = act.session.scalar(select(UrnContent).where(UrnContent.urn_id == row.id))
        codes = tuple(content.codes.decode().split()) if content is not None else None
        yield RoundOf(
            str(one.opening.round), one.opening.digest, row.public_key.hex(), codes, closing.ballots if closing else 0
        )
