"""Recorded votes as records."""

from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.model import RollCallVote, VoteResult
from coop_desk.topics.assemblies.records import Choice, Excluded, ResultFile, RollCallLine, VoteMode, Votes
from coop_desk.topics.assemblies.service.electorate import in_name_order, names_of, someone


def results_of(act: Act, resolution_id: int) -> list[ResultFile]:
    """Every result of a resolution, the one in force last."""
    rows = act.session.scalars(
        select(VoteResult).where(VoteResult.resolution_id == resolution_id).order_by(VoteResult.id)
    )
    return [result_file(act, row) for row in rows]


def result_file(act: Act, row: VoteResult) -> ResultFile:
    """One recorded vote as a record."""
    calls = list(act.session.scalars(select(RollCallVote).where(RollCallVote.result_id == row.id)))
    people = {row.recorded_by_id} | {person for person, _reason in row.excluded}
    people |= {call.owner_id for call in calls} | {call.voter_id for call in calls}
    names = names_of(act, people)
    by_owner = {call.owner_id: call for call in calls}
    in_room, by_form, blank = (_votes(found) for found in (row.in_room, row.by_form, row.blank_proxies))
    return ResultFile(
        id=row.id,
        at=row.at,
        mode=VoteMode(row.mode),
        votes=in_room.plus(by_form).plus(blank),
        in_room=in_room,
        by_form=by_form,
        blank_proxies=blank,
        entitled=row.entitled,
        present=row.present,
        represented=row.represented,
        forms=row.forms,
        quorum_needed=row.quorum_needed,
        quorum_met=row.quorum_met,
        quorum_sentence=row.quorum_sentence,
        needed_for=row.needed_for,
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
                someone(names, owner), someone(names, by_owner[owner].voter_id), Choice(by_owner[owner].choice)
            )
            for owner in in_name_order(act, by_owner)
        ),
        corrects_id=row.corrects_id,
        correction_reason=row.correction_reason,
        recorded_by=someone(names, row.recorded_by_id),
    )


def _votes(stored: dict[str, Any]) -> Votes:
    return Votes(**{key: int(value) for key, value in stored.items()})
