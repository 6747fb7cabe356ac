"""A hand-over is begun, points are added and ticked by both, and it ends when nothing is left open."""

from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.payroll.handing_over.model import (
    PayHandOver,
    PayHandOverEnd,
    PayHandOverPoint,
    PayHandOverTick,
)
from coop_desk.topics.payroll.handing_over.records import HandOver
from coop_desk.topics.payroll.handing_over.rules import check_done, check_people, check_side, check_text
from coop_desk.topics.payroll.handing_over.service.telling import hand_over_of, lines_of


@action(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Début d’une passation de la délégation"))
def begin_hand_over(act: Act, outgoing_id: PersonId, incoming_id: PersonId, effective_on: date) -> int:
    """Begin a hand-over between two people (PASS-01)."""
    check_people(outgoing_id, incoming_id, lines_of(act))
    row = PayHandOver(
        outgoing_id=outgoing_id,
        incoming_id=incoming_id,
        effective_on=effective_on,
        recorded_at=act.now,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    return row.id


@action(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Ajout d’un point à une passation de la délégation"))
def add_point(act: Act, hand_over_id: int, text: str) -> None:
    """Add something to know, in one's own words: neither an amount nor a reason, this text is not sealed (PASS-05)."""
    here = hand_over_of(act, hand_over_id)
    check_side(here.line, act.actor_id)
    said = check_text(text)
    act.session.add(
        PayHandOverPoint(hand_over_id=here.line.id, text=said, recorded_at=act.now, recorded_by_id=act.actor_id)
    )


@action(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Coche d’un point d’une passation"))
def tick_point(act: Act, hand_over_id: int, key: str) -> None:
    """Tick a point for oneself (PASS-02)."""
    _mark(act, hand_over_of(act, hand_over_id), key, on=True)


@action(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Retrait d’une coche d’une passation"))
def take_back_tick(act: Act, hand_over_id: int, key: str) -> None:
    """Take one's own tick back (PASS-02)."""
    _mark(act, hand_over_of(act, hand_over_id), key, on=False)


def _mark(act: Act, here: HandOver, key: str, *, on: bool) -> None:
    check_side(here.line, act.actor_id)
    found = next((one.point for one in here.points if one.key == key), None)
    if found is None:
        raise RuleBroken("PASS-02", _("Ce point est réglé depuis : il n’est plus à cocher."))
    act.session.add(
        PayHandOverTick(
            hand_over_id=here.line.id,
            key=key,
            title=found.title,
            ticked=on,
            recorded_at=act.now,
            recorded_by_id=act.actor_id,
        )
    )


@action(Right.LEAVE_DECIDE, Right.PAY_PREPARE, words=N_("Fin d’une passation de la délégation"))
def end_hand_over(act: Act, hand_over_id: int, because: str = "") -> None:
    """Say that the hand-over is done, once both ticked every point (PASS-03, PASS-06)."""
    here = hand_over_of(act, hand_over_id)
    check_side(here.line, act.actor_id)
    act.session.add(
        PayHandOverEnd(
            hand_over_id=here.line.id,
            because=check_done(here, because),
            recorded_at=act.now,
            recorded_by_id=act.actor_id,
        )
    )
