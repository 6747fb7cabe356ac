"""Open a closed urn with the shares of its scrutineers, and hand its ballots over to be counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.crypto.ballots import UrnKey, proof
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, listed
from coop_desk.topics.assemblies.service.electorate import names_of
from coop_desk.topics.elections.methods.records import Ballot, Definition, Mark, Result, Void
from coop_desk.topics.elections.records import Source, Way
from coop_desk.topics.elections.service.counting import record_count
from coop_desk.topics.elections.urn.ballots import Altered, decoded
from coop_desk.topics.elections.urn.ceremony import key_of_shares, read_share
from coop_desk.topics.elections.urn.model import (
    UrnClosing,
    UrnContent,
    UrnCount,
    UrnIncident,
    UrnOpened,
    UrnShare,
)
from coop_desk.topics.elections.urn.records import IncidentKind
from coop_desk.topics.elections.urn.service.closing import SEALED, told_of
from coop_desk.topics.elections.urn.service.reading import opening_at


@query(Right.ELECTIONS_RUN, N_("Vérification d’une part tapée"))
def check_share(act: Act, urn_id: int, number: int, typed: str) -> None:
    """Look at a share as soon as it is typed, and keep nothing of it. RuleBroken URN-03 names what is wrong."""
    row, holders = _holders(act, urn_id)
    if number not in holders:
        raise RuleBroken("URN-03", _("Cette urne n’a pas de part n° {n}.").format(n=number))
    read_share(opening_at(act, row).digest, number, holders[number], typed)


@action(Right.ELECTIONS_RUN, N_("Dépouillement d’une urne"))
def count_urn(act: Act, urn_id: int, shares: Mapping[int, str], papers: Sequence[Ballot] = ()) -> Result:
    """Open the urn with shares by number and count; `papers` are those of a vote held both ways, keyed by the tellers.

    Raises RuleBroken URN-03 naming a share, URN-09 when they do not give this urn's key, URN-10 for altered seals that
    the minutes do not say yet, SCR-01 for figures that do not balance, URN-06 before the closing.
    """
    row, holders = _holders(act, urn_id)
    closing = act.session.scalar(select(UrnClosing).where(UrnClosing.urn_id == urn_id))
    content = act.session.scalar(select(UrnContent).where(UrnContent.urn_id == urn_id))
    if closing is None or content is None:
        raise RuleBroken("URN-06", _("L’urne se dépouille une fois close, et tant que ses bulletins sont gardés."))
    opening = opening_at(act, row)
    if missing := set(shares) - set(holders):
        raise RuleBroken("URN-03", _("Cette urne n’a pas de part n° {n}.").format(n=min(missing)))
    key = key_of_shares(opening.digest, shares, holders, row.needed, row.public_key)
    marks, altered = _opened(opening.ballot, content.sealed, key)
    key.forget()
    if altered and not told_of(act, urn_id, IncidentKind.ALTERED):
        raise RuleBroken(
            "URN-10",
            ngettext(
                "{n} bulletin a un scellé altéré : nul. Rien n’est proclamé avant que le procès-verbal le dise ; "
                "portez-y l’incident, puis retapez les parts.",
                "{n} bulletins ont un scellé altéré : ils sont nuls. Rien n’est proclamé avant que le procès-verbal le "
                "dise ; portez-y l’incident, puis retapez les parts.",
                altered,
            ).format(n=integer(altered)),
        )
    ballots = [*_gathered(marks), *papers]
    on_paper = closing.on_paper if opening.way is Way.BOTH else 0
    told = _told(act, row, closing, shares, altered)
    source = Source.BOTH if on_paper or papers else Source.URN
    result = record_count(act, opening, source, ballots, closing.voted + on_paper, told)
    numbers = sorted(shares)
    act.session.add(UrnCount(urn_id=urn_id, at=act.now, shares=numbers, opened=len(marks), altered=altered))
    act.say(
        _("Urne ouverte avec les parts {shares} : {question} ; {n} bulletins pour {voted} émargements.").format(
            shares=listed([str(n) for n in numbers]),
            question=opening.question,
            n=integer(len(marks)),
            voted=integer(closing.voted),
        )
    )
    return result


def _holders(act: Act, urn_id: int) -> tuple[UrnOpened, dict[int, str]]:
    rows = act.session.scalars(select(UrnShare).where(UrnShare.urn_id == urn_id)).all()
    names = names_of(act, {one.scrutineer_id for one in rows})
    return act.session.get_one(UrnOpened, urn_id), {one.number: names[one.scrutineer_id] for one in rows}


def _opened(definition: Definition, content: bytes, key: UrnKey) -> tuple[list[Mark], int]:
    """What the ballots say, and how many seals were altered: those are void."""
    marks: list[Mark] = []
    altered = 0
    for at in range(0, len(content), SEALED):
        try:
            marks.append(decoded(definition, key.open(content[at : at + SEALED])))
        except (Unopened, Altered):
            marks.append(Void.SPOILED)
            altered += 1
    return marks, altered


def _gathered(marks: Sequence[Mark]) -> list[Ballot]:
    """Equal ballots together, in an order that says nothing of the urn's."""
    return [Ballot(mark, n) for mark, n in sorted(Counter(marks).items(), key=lambda item: repr(item[0]))]


def _told(act: Act, row: UrnOpened, closing: UrnClosing, shares: Mapping[int, str], altered: int) -> dict[str, Any]:
    incidents = act.session.scalars(select(UrnIncident).where(UrnIncident.urn_id == row.id).order_by(UrnIncident.id))
    return {
        "urn": {
            "id": row.id,
            "proof": proof(row.public_key),
            "ballots": closing.ballots,
            "marks": closing.voted,
            "on_paper": closing.on_paper,
            "codes": closing.codes_digest,
            "shares": sorted(shares),
            "altered": altered,
            "incidents": [one.told for one in incidents],
        }
    }
