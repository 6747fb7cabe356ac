"""Recorded votes as records."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.model import RollCallVote, VoteResult
from coop_desk.topics.assemblies.records import (
    Choice,
    Count,
    Excluded,
    ResultFile,
    RollCallLine,
    VoteMode,
    Votes,
    exact,
)
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone


@dataclass(frozen=True, slots=True)
class Decided:
    """What a vote gave, without its electorate: for the lists that show many votes."""

    adopted: bool
    votes: Votes
    sentence: str


def decided(act: Act) -> dict[int, Decided]:
    """The result in force of every voted resolution."""
    rows = act.session.execute(
        select(
            VoteResult.resolution_id,
            VoteResult.adopted,
            VoteResult.in_room,
            VoteResult.by_form,
            VoteResult.blank_proxies,
            VoteResult.sentence,
            VoteResult.parts_of_vote,
        ).order_by(VoteResult.id)
    )
    return {
        resolution: Decided(adopted, _votes(room, parts).plus(_votes(form, parts)).plus(_votes(blank, parts)), sentence)
        for resolution, adopted, room, form, blank, sentence, parts in rows
    }


def results_of(act: Act, resolution_ids: Iterable[int]) -> dict[int, list[ResultFile]]:
    """Every result of these resolutions, the one in force last."""
    wanted = list(resolution_ids)
    rows = list(
        act.session.scalars(select(VoteResult).where(VoteResult.resolution_id.in_(wanted)).order_by(VoteResult.id))
    )
    found: dict[int, list[ResultFile]] = {resolution: [] for resolution in wanted}
    for row, result in zip(rows, _files(act, rows), strict=True):
        found[row.resolution_id].append(result)
    return found


def result_file(act: Act, row: VoteResult) -> ResultFile:
    """One recorded vote as a record."""
    return _files(act, [row])[0]


def _files(act: Act, rows: list[VoteResult]) -> list[ResultFile]:
    by_result: dict[int, list[RollCallVote]] = {row.id: [] for row in rows}
    for call in act.session.scalars(select(RollCallVote).where(RollCallVote.result_id.in_(list(by_result)))):
        by_result[call.result_id].append(call)
    people = {row.recorded_by_id for row in rows}
    people |= {person for row in rows for person, _reason in row.excluded}
    people |= {person for calls in by_result.values() for call in calls for person in (call.owner_id, call.voter_id)}
    names = names_of(act, people)
    order = {person: place for place, person in enumerate(in_name_order(act, people))}
    return [_file(row, sorted(by_result[row.id], key=lambda call: order[call.owner_id]), names) for row in rows]


def _file(row: VoteResult, calls: list[RollCallVote], names: dict[int, str]) -> ResultFile:
    parts = row.parts_of_vote
    in_room, by_form, blank = (_votes(found, parts) for found in (row.in_room, row.by_form, row.blank_proxies))
    weights = {person: _count(weight, parts) for person, weight in row.weights}
    return ResultFile(
        id=row.id,
        at=row.at,
        mode=VoteMode(row.mode),
        votes=in_room.plus(by_form).plus(blank),
        in_room=in_room,
        by_form=by_form,
        blank_proxies=blank,
        entitled=_count(row.entitled, parts),
        present=_count(row.present, parts),
        represented=_count(row.represented, parts),
        forms=_count(row.forms, parts),
        quorum_needed=_count(row.quorum_needed, parts),
        quorum_met=row.quorum_met,
        quorum_sentence=row.quorum_sentence,
        needed_for=_count(row.needed_for, parts),
        adopted=row.adopted,
        sentence=row.sentence,
        rules=tuple(row.rules),
        tie=row.tie,
        electorate=tuple(row.electorate),
        present_ids=tuple(row.present_ids),
        represented_pairs=tuple((giver, holder) for giver, holder in row.represented_pairs),
        excluded=tuple(Excluded(someone(names, person), reason) for person, reason in row.excluded),
        roll_call=tuple(
            RollCallLine(
                someone(names, call.owner_id),
                someone(names, call.voter_id),
                Choice(call.choice),
                weights.get(call.owner_id, 1),
            )
            for call in calls
        ),
        corrects_id=row.corrects_id,
        correction_reason=row.correction_reason,
        recorded_by=someone(names, row.recorded_by_id),
        weights=tuple(weights.items()),
        quorum_only=tuple(person for person, _there in row.quorum_only),
    )


def _votes(stored: dict[str, Any], parts: int) -> Votes:
    return Votes(**{key: _count(int(value), parts) for key, value in stored.items()})


def _count(stored: int, parts: int) -> Count:
    return exact(Fraction(stored, parts))
