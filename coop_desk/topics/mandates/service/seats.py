"""The seats of a board follow its mandates: one truth for who sits."""

from datetime import date, timedelta

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.service.bodies import give_seat, running_seats, take_seat
from coop_desk.topics.mandates.service.reading import Known, mandate_lines


def open_seat(act: Act, known: Known) -> None:
    """Seat the holder in the body of the post, from the first day of the mandate; a seat held already stays."""
    body = known.post.body_id
    if body is None or any(seat.member_id == known.row.holder_id for seat in running_seats(act, body)):
        return
    give_seat(act, body, known.row.holder_id, known.row.starts_on)


def close_seat(act: Act, known: Known, on: date) -> None:
    """End the seat with the mandate, unless another mandate keeps it; the body meets without it that very day."""
    body = known.post.body_id
    if body is None:
        return
    holder = known.row.holder_id
    others = [line for line in mandate_lines(act) if line.id != known.row.id and line.person_id == holder]
    if any(line.post_id == known.post.id and line.runs_on(max(on, line.starts_on)) for line in others):
        return
    for seat in running_seats(act, body):
        if seat.member_id == holder:
            take_seat(act, seat, max(on - timedelta(days=1), seat.since))
