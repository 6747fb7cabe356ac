"""Ballots counted: kept as they were found, counted by the method, refused when they do not balance."""

from collections.abc import Mapping, Sequence
from typing import Any

from coop_desk.core.actions import Act
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.topics.elections.methods.records import Ballot, Result
from coop_desk.topics.elections.methods.turnout import unbalanced
from coop_desk.topics.elections.model import ElectionCount
from coop_desk.topics.elections.records import Opening, Source, State
from coop_desk.topics.elections.rules import frozen
from coop_desk.topics.elections.service.openings import counted_again, counts_of, decisions_of, rounds_of, row_of


def record_count(
    act: Act,
    opening: Opening,
    source: Source,
    ballots: Sequence[Ballot],
    voted: int,
    told: Mapping[str, Any],
) -> Result:
    """Keep the ballots of a round and return what the method gives; RuleBroken SCR-01 names a figure that is wrong.

    `voted` is the number of marks of the turn-out; `told` is what the minutes say beside the figures.
    """
    if counts_of(act, opening.id):
        raise RuleBroken(
            "SCR-01", _("Ce tour est déjà dépouillé : rectifiez le dépouillement, en disant pourquoi, s’il est faux.")
        )
    return _keep(act, opening, source, ballots, voted, told, None)


def _keep(
    act: Act,
    opening: Opening,
    source: Source,
    ballots: Sequence[Ballot],
    voted: int,
    told: Mapping[str, Any],
    corrects_id: int | None,
) -> Result:
    _check_figures(opening, ballots, voted)
    row = ElectionCount(
        opening_id=opening.id,
        at=act.now,
        source=source.value,
        voted=voted,
        ballots=frozen.written(opening.ballot.method, [one._replace(round=_round(opening, one)) for one in ballots]),
        told=dict(told),
        corrects_id=corrects_id,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    result = counted_again(
        rounds_of(act, opening.election_id), [one.decision for one in decisions_of(act, opening.election_id)]
    )
    if result is None:
        raise LookupError("a count that was kept is not found again")
    row_of(act, opening.election_id).state = State.COUNTED.value
    return result


def _round(opening: Opening, ballot: Ballot) -> str:
    """The round of a ballot: that of the opening, unless the method names its own (« nomination »)."""
    return str(opening.round) if ballot.round.isdigit() else ballot.round


def _check_figures(opening: Opening, ballots: Sequence[Ballot], voted: int) -> None:
    """Marks and ballots agree, and nobody voted who was not on the list (SCR-01)."""
    if opening.way.value == Source.ALOUD:
        return
    papers = sum(one.number for one in ballots)
    if papers != voted:
        raise unbalanced(_("{a} émargements pour {b} bulletins"), voted, papers)
    if voted > len(opening.voters):
        raise RuleBroken(
            "SCR-01",
            _("Le compte ne tombe pas juste : {a} émargements pour {b} voix sur la liste. Recomptez.").format(
                a=integer(voted), b=integer(len(opening.voters))
            ),
        )
