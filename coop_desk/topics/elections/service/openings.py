"""Rounds as they were frozen, their counts, and the result that the method gives again from them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.service.electorate import names_of, someone
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.methods.records import Ballot, Decision, Definition, Result
from coop_desk.topics.elections.methods.turnout import scores
from coop_desk.topics.elections.model import Election, ElectionCount, ElectionOpening, RoomDecision
from coop_desk.topics.elections.records import Count, Opening, RoomDecisionLine, Round, Source, Voter, Way
from coop_desk.topics.elections.rules import frozen


def rounds_of(act: Act, election_id: int) -> tuple[Round, ...]:
    """Every round of an election with its counts, in order."""
    rows = list(
        act.session.scalars(
            select(ElectionOpening).where(ElectionOpening.election_id == election_id).order_by(ElectionOpening.round)
        )
    )
    counts: dict[int, list[ElectionCount]] = {row.id: [] for row in rows}
    for found in act.session.scalars(
        select(ElectionCount).where(ElectionCount.opening_id.in_(list(counts))).order_by(ElectionCount.id)
    ):
        counts[found.opening_id].append(found)
    names = names_of(act, {one.recorded_by_id for kept in counts.values() for one in kept})
    return tuple(
        _with_result(
            Round(
                opening_file(act, row, bool(counts[row.id])), tuple(_count(one, row, names) for one in counts[row.id])
            )
        )
        for row in rows
    )


def _with_result(one: Round) -> Round:
    """A new ballot between equals is counted by itself: its papers are not those of the vote it follows."""
    if not one.opening.settles:
        return one
    found = counted_with([one])
    return one if found is None else replace(one, result=count(*found))


def usual(rounds: Sequence[Round]) -> list[Round]:
    """The rounds that the method counts, without the new ballots between equals."""
    return [one for one in rounds if not one.opening.settles]


def opening_file(act: Act, row: ElectionOpening, counted: bool) -> Opening:
    """A round as it was frozen."""
    told: dict[str, Any] = json.loads(row.definition)
    proxies = dict(told["proxies"])
    names = names_of(act, {*told["voters"], *(one for one in proxies.values() if one is not None)})
    voters = tuple(
        Voter(someone(names, one), someone(names, proxies[one]) if one in proxies else None) for one in told["voters"]
    )
    return Opening(
        id=row.id,
        election_id=row.election_id,
        round=told["round"],
        at=row.at,
        meeting_id=row.meeting_id,
        item_id=told.get("item"),
        question=told["question"],
        definition=row.definition,
        digest=row.digest,
        ballot=frozen.ballot_of(told),
        people=tuple(told["people"]),
        electorate=tuple(row.electorate),
        voters=voters,
        represented=told["represented"],
        attending=told["attending"],
        way=Way(told["way"]),
        counted=counted,
        settles=tuple(told.get("settles", ())),
        stage=told.get("stage", 0),
    )


def _count(row: ElectionCount, opening: ElectionOpening, names: dict[int, str]) -> Count:
    method = json.loads(opening.definition)["method"]
    return Count(
        id=row.id,
        at=row.at,
        source=Source(row.source),
        voted=row.voted,
        ballots=frozen.read(method, row.ballots),
        told=row.told,
        corrects_id=row.corrects_id,
        recorded_by=someone(names, row.recorded_by_id),
    )


def decisions_of(act: Act, election_id: int) -> tuple[RoomDecisionLine, ...]:
    """What the room decided, in order."""
    rows = list(
        act.session.scalars(
            select(RoomDecision).where(RoomDecision.election_id == election_id).order_by(RoomDecision.id)
        )
    )
    names = names_of(act, {row.recorded_by_id for row in rows})
    return tuple(
        RoomDecisionLine(
            row.id,
            row.at,
            Decision(row.kind, tuple(row.between), row.stage, row.chosen, row.by, row.details.get("dates", {})),
            row.details,
            someone(names, row.recorded_by_id),
        )
        for row in rows
    )


def decisions_in_force(act: Act, election_id: int, rounds: Sequence[Round]) -> list[Decision]:
    """The decisions that answer the counts in force; those taken on a count corrected since are left out."""
    counts = {one.count.id for one in rounds if one.count is not None}
    taken = [one.decision for one in decisions_of(act, election_id) if set(one.details.get("counts", ())) <= counts]
    return [*taken, *voted_again(rounds)]


def voted_again(rounds: Sequence[Round]) -> Iterator[Decision]:
    """Whom each new ballot designated (SA-12); one that leaves them equal designates nobody."""
    for one in rounds:
        if one.result is not None and one.result.elected:
            said = scores(one.result.figures["round1"]["tally"])
            yield Decision("ballot", one.opening.settles, one.opening.stage, one.result.elected[0], said)


def waits_for_the_room(act: Act, election_id: int, result: Result) -> bool:
    """Whether a tie or another round is awaited; a seat that the room leaves vacant is not."""
    return result.needed is not None and not any(
        one.decision.kind == "vacant" for one in decisions_of(act, election_id)
    )


def counted_with(rounds: Sequence[Round]) -> tuple[Definition, tuple[Ballot, ...]] | None:
    """What the method counts again: the first round as frozen, the presence of each round, every ballot in force."""
    counted = [one for one in rounds if one.count is not None]
    if not counted:
        return None
    first = counted[0].opening
    rules: dict[str, Any] = {**first.ballot.rules, **presence(counted)}
    definition = Definition(first.ballot.method, first.ballot.seats, first.ballot.candidates, rules)
    return definition, tuple(ballot for one in counted if one.count is not None for ballot in one.count.ballots)


def presence(counted: Sequence[Round]) -> Mapping[str, Any]:
    """Who could vote and how many marks there are, as the rules of the engine say them."""
    first = counted[0].opening
    if first.way is Way.ALOUD:
        return {"participants": len(first.voters)}
    told: dict[str, Any] = {
        "members": len(first.electorate),
        "turnout": {str(one.opening.round): one.count.voted for one in counted if one.count is not None},
    }
    if first.attending is not None:
        told |= {"present": first.attending - first.represented, "represented": first.represented}
        joined = {
            str(one.opening.round): (one.opening.attending or 0) + one.count.told.get("joined", 0)
            for one in counted
            if one.count is not None and one.opening.attending is not None
        }
        told["attending"] = joined
    return told


def counted_again(rounds: Sequence[Round], decisions: Sequence[Decision]) -> Result | None:
    """The result that the rounds and the decisions of the room give; None before the first count."""
    found = counted_with(usual(rounds))
    if found is None:
        return None
    definition, ballots = found
    return count(definition, ballots, [one for one in decisions if one.kind != "vacant"])


def opening_of(act: Act, election_id: int, round_: int) -> Opening:
    """A round of an election; raises NoResultFound when it was not opened."""
    row = act.session.scalars(
        select(ElectionOpening).where(ElectionOpening.election_id == election_id, ElectionOpening.round == round_)
    ).one()
    return opening_file(act, row, counts_of(act, row.id) != [])


def counts_of(act: Act, opening_id: int) -> list[ElectionCount]:
    """The counts of a round, the one in force last."""
    return list(
        act.session.scalars(
            select(ElectionCount).where(ElectionCount.opening_id == opening_id).order_by(ElectionCount.id)
        )
    )


def row_of(act: Act, election_id: int) -> Election:
    """An election as it is stored."""
    return act.session.get_one(Election, election_id)
