"""The seats of a board follow its mandates: one truth for who sits."""

from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.service.bodies import give_seat, seats_of, take_seat
from coop_desk.topics.mandates.service.reading import Known, mandate_lines


def open_seat(act: Act, known: Known) -> None:
    """Seat the holder in the body of the post, from the first day of the mandate; a seat held already stays."""
    body = known.post.body_id
    if body is None or any(s.member_id == known.row.holder_id and s.until is None for s in seats_of(act, body)):
        return
    before = [seat.until for seat in seats_of(act, body) if seat.member_id == known.row.holder_id and seat.until]
    free = max((until + timedelta(days=1) for until in before), default=known.row.starts_on)
    give_seat(act, body, known.row.holder_id, max(known.row.starts_on, free))


def close_seat(act: Act, known: Known, on: date) -> None:
    """End the seat with the mandate, unless another mandate keeps it; the body meets without it that very day."""
    body = known.post.body_id
    if body is None:
        return
    holder = known.row.holder_id
    others = [line for line in mandate_lines(act) if line.id != known.row.id and line.person_id == holder]
    if any(line.post_id == known.post.id and line.runs_on(max(on, line.starts_on)) for line in others):
        return
    for seat in seats_of(act, body):
        if seat.member_id == holder and seat.until is None:
            take_seat(act, seat, max(on - timedelta(days=1), seat.since))
