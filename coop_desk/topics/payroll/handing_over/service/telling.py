"""The hand-overs as they are read: those under way with the points of today, those done with what was ticked."""

from collections.abc import Iterator

from sqlalchemy import select

from coop_desk.core.accounts import Account
from coop_desk.core.actions import Act, query
from coop_desk.core.grants import holding_of, people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.payroll.handing_over.model import (
    PayHandOver,
    PayHandOverEnd,
    PayHandOverPoint,
    PayHandOverTick,
)
from coop_desk.topics.payroll.handing_over.records import HandOver, HandOverLine, Point, Subject, TickedPoint
from coop_desk.topics.payroll.handing_over.rules import in_order, side_of, ticked
from coop_desk.topics.payroll.handing_over.service.points import HANDED, points_of
from coop_desk.topics.statutes.service import letterhead_at


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Consultation des passations de la délégation"))
def hand_overs(act: Act) -> tuple[HandOverLine, ...]:
    """Return the hand-overs, those under way first, then the newest."""
    return tuple(sorted(lines_of(act), key=lambda one: (one.over, -one.id)))


def lines_of(act: Act) -> list[HandOverLine]:
    """The same for the other verbs, in the order they were begun."""
    names = people_by_id(act.session)
    ends = {end.hand_over_id: end for end in act.session.scalars(select(PayHandOverEnd))}
    return [
        HandOverLine(
            row.id,
            row.outgoing_id,
            names.get(row.outgoing_id, ""),
            row.incoming_id,
            names.get(row.incoming_id, ""),
            row.effective_on,
            row.recorded_at,
            ends[row.id].recorded_at if row.id in ends else None,
            ends[row.id].because if row.id in ends else "",
        )
        for row in act.session.scalars(select(PayHandOver).order_by(PayHandOver.id))
    ]


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Consultation d’une passation de la délégation"))
def hand_over(act: Act, hand_over_id: int) -> HandOver:
    """Return one hand-over with its points."""
    return hand_over_of(act, hand_over_id)


def hand_over_of(act: Act, hand_over_id: int) -> HandOver:
    """The same for the other verbs; NoResultFound, told as a refusal, for one that is not there."""
    row = act.session.get_one(PayHandOver, hand_over_id)
    line = next(one for one in lines_of(act) if one.id == row.id)
    rows = list(
        act.session.scalars(
            select(PayHandOverTick).where(PayHandOverTick.hand_over_id == row.id).order_by(PayHandOverTick.id)
        )
    )
    events = [(tick.key, tick.ticked, tick.recorded_by_id) for tick in rows]
    if line.over:
        told = {tick.key: Point(tick.key, _subject(tick.key), tick.title) for tick in rows}
        points: tuple[TickedPoint, ...] = ticked(in_order(told.values()), events, line)
        return HandOver(line, tuple(one for one in points if one.by_outgoing or one.by_incoming))
    points = ticked(in_order([*points_of(act, line), *_added(act, row.id)]), events, line)
    gone = not holding_of(act.session, line.outgoing_id, act.today).people(HANDED)
    return HandOver(line, points, side_of(line, act.actor_id), gone)


def _added(act: Act, hand_over_id: int) -> Iterator[Point]:
    names = people_by_id(act.session)
    rows = select(PayHandOverPoint).where(PayHandOverPoint.hand_over_id == hand_over_id).order_by(PayHandOverPoint.id)
    for row in act.session.scalars(rows):
        by = _("Ajouté par {name}").format(name=names.get(row.recorded_by_id, ""))
        yield Point(f"added:{row.id:06d}", Subject.OTHER, row.text, by)


_SUBJECTS = {
    "right": Subject.RIGHTS,
    "key": Subject.RIGHTS,
    "month": Subject.PAY,
    "entry": Subject.PAY,
    "question": Subject.BOOKKEEPER,
    "duty": Subject.DUTIES,
    "added": Subject.OTHER,
}


def _subject(key: str) -> Subject:
    return _SUBJECTS.get(key.partition(":")[0], Subject.LEAVE)


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Consultation des personnes d’une passation"))
def people_to_hand_over(act: Act) -> tuple[tuple[PersonId, str], ...]:
    """Return who may hand over or take over: whoever of the co-op has an open access, by name."""
    opened = act.session.scalars(select(Account.holder_id).where(Account.active, Account.firm.is_(None)))
    names = people_by_id(act.session)
    return tuple(sorted(((who, names[who]) for who in set(opened)), key=lambda pair: fold(pair[1])))


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Passations qui attendent"))
def own_hand_overs_due(act: Act) -> tuple[tuple[HandOverLine, int], ...]:
    """Return the hand-overs under way that one has a part in, with how many points wait for one's own tick."""
    found = []
    for line in lines_of(act):
        side = side_of(line, act.actor_id)
        if side and not line.over:
            points = hand_over_of(act, line.id).points
            found.append((line, sum(not getattr(one, f"by_{side}") for one in points)))
    return tuple(found)


@query(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Impression d’une passation de la délégation"))
def hand_over_pdf(act: Act, hand_over_id: int) -> bytes:
    """Print the points with a box for each, ticked or not, and both signatures."""
    from coop_desk.topics.payroll.handing_over.document import hand_over_pdf as printed

    return printed(hand_over_of(act, hand_over_id), letterhead_at(act, act.today), act.today)
