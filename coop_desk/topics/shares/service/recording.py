"""Recording movements: checked, watched, numbered without gap, and taken back only by a reversal."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import euros
from coop_desk.topics.members.rules.categories import ASSOCIATES, Reason
from coop_desk.topics.members.rules.loss import Loss
from coop_desk.topics.members.service.recording import foreseen_loss, lose_status, restore_vote
from coop_desk.topics.shares.model import HighestCapital, ShareLeg, ShareMovement
from coop_desk.topics.shares.records import BatchLine, Draft, Foreseen
from coop_desk.topics.shares.rules import movements
from coop_desk.topics.shares.rules.movements import Effect, Facts, Funds, Kind
from coop_desk.topics.shares.service.entering import (
    Prepared,
    batch_drafts,
    check_everyone,
    check_nobody_short,
    enter,
    enter_all,
    foresee,
    last_movement_day,
    movement_numbered,
    prepare_all,
    write,
)
from coop_desk.topics.shares.service.situations import (
    Statuses,
    effect_of,
    holding_of,
)
from coop_desk.topics.statutes.service import profile_at


@query(Right.SHARES_RECORD, N_("Aperçu d’un mouvement de parts"))
def foresee_movement(act: Act, draft: Draft) -> Foreseen:
    """Show what a movement would change before it is recorded; refuses what recording would refuse (C14)."""
    check_everyone(act)
    _prepared, effects = prepare_all(act, [draft], profile_at(act, draft.day))
    return foresee(act, draft.day, effects, [draft.person_id], [draft])


@action(Right.SHARES_RECORD, N_("Enregistrement d’un mouvement de parts"))
def record_movement(act: Act, draft: Draft) -> tuple[int, ...]:
    """Record a movement and return its number; a subscription paid at once gives two (C02, C03, C14)."""
    return enter(act, draft)


@query(Right.SHARES_RECORD, N_("Aperçu d’un lot de souscriptions"))
def foresee_batch(act: Act, day: date, lines: Sequence[BatchLine]) -> Foreseen:
    """Show what a batch would change before it is recorded, whatever the total to find again (C13, C14)."""
    check_everyone(act)
    drafts = batch_drafts(act, day, lines, Funds.PAY, "", "")
    _prepared, effects = prepare_all(act, drafts, profile_at(act, day))
    return foresee(act, day, effects, [line.person_id for line in lines])  # paid whole: no payment to watch


@action(Right.SHARES_RECORD, N_("Enregistrement d’un lot de souscriptions"))
def record_batch(
    act: Act,
    day: date,
    lines: Sequence[BatchLine],
    total_cents: int,
    funds: Funds = Funds.PAY,
    decision: str = "",
    reason: str = "",
) -> tuple[int, ...]:
    """Record the paid subscriptions of several people, whose sum must be the amount entered (C13)."""
    movements.check_total([line.amount_cents for line in lines], total_cents)
    drafts = batch_drafts(act, day, lines, funds, decision, reason)
    found = enter_all(act, drafts, day, reason)
    act.say(_("Lot de souscriptions de {total}").format(total=euros(total_cents)))
    return found


@query(Right.SHARES_RECORD, N_("Aperçu d’une contre-passation"))
def foresee_reversal(act: Act, number: int, day: date | None = None) -> Foreseen:
    """Show what taking back a movement would change, before it is recorded (C06, C14)."""
    check_everyone(act)
    day = day or act.today
    effects = _opposites(act, movement_numbered(act, number))
    check_nobody_short(act, day, effects)
    return foresee(act, day, effects, [effects[0].person_id])


def _opposites(act: Act, original: ShareMovement) -> tuple[Effect, ...]:
    legs = act.session.scalars(select(ShareLeg).where(ShareLeg.movement_id == original.id).order_by(ShareLeg.id))
    return tuple(effect_of(leg).opposite() for leg in legs)


@action(Right.SHARES_RECORD, N_("Contre-passation d’un mouvement de parts"))
def reverse_movement(act: Act, number: int, reason: str, day: date | None = None) -> int:
    """Take back a movement by a new one that quotes its number and a reason; nothing is erased (C06)."""
    check_everyone(act)
    day = day or act.today
    original = movement_numbered(act, number)
    by = act.session.scalar(select(ShareMovement.number).where(ShareMovement.reverses == number))
    movements.check_reversal(number, Kind(original.kind), by, day, original.day, reason)
    effects = _opposites(act, original)
    first = effects[0].person_id
    movements.check_day(day, act.today, None, "")
    check_nobody_short(act, day, effects)
    facts = Facts(
        Kind.REVERSAL,
        day,
        first,
        effects[0].counterpart_id,
        original.shares,
        original.nominal_cents,
        original.paid_cents,
        original.amount_cents,
    )
    draft = Draft(Kind.REVERSAL, day, first, funds=Funds(original.funds), reason=reason)
    if original.kind == Kind.SUSPENSION:
        restore_vote.function(act, first, day, reason)
    return write(act, [Prepared(facts, effects, draft, None, number)])[0]


@query(Right.SHARES_RECORD, N_("Aperçu d’un départ avec annulation des parts"))
def foresee_departure(
    act: Act,
    person_id: PersonId,
    why: Reason,
    notice_on: date | None = None,
    ends_on: date | None = None,
    decision: str = "",
    loss_cents: int = 0,
    reserves_cents: int = 0,
) -> Foreseen | None:
    """Show what a departure would change before it is recorded; None when it cancels no share (C04, C14)."""
    check_everyone(act)
    loss, becomes = foreseen_loss(act, person_id, why, notice_on, ends_on, decision)
    draft = _cancellation(act, person_id, loss, decision, loss_cents, reserves_cents)
    if draft is None:
        return None
    _prepared, effects = prepare_all(act, [draft], profile_at(act, draft.day))
    later = Statuses(act).once(person_id, becomes) if becomes else None
    return foresee(act, draft.day, effects, [person_id], later=later)


@action(Right.SHARES_RECORD, N_("Enregistrement d’un départ avec annulation des parts"))
def record_departure(
    act: Act,
    person_id: PersonId,
    why: Reason,
    notice_on: date | None = None,
    ends_on: date | None = None,
    decision: str = "",
    reason: str = "",
    loss_cents: int = 0,
    reserves_cents: int = 0,
) -> tuple[int, ...]:
    """Record that an associate leaves and cancel their shares the same day: a refund becomes due (C04).

    Nothing is cancelled when the status is kept, or when it is lost later than today.
    """
    check_everyone(act)
    earlier = Statuses(act)
    loss = lose_status(act, person_id, why, notice_on, ends_on, decision)
    draft = _cancellation(act, person_id, loss, decision, loss_cents, reserves_cents, reason)
    return enter_all(act, [draft], draft.day, reason, earlier) if draft else ()


def _cancellation(
    act: Act,
    person_id: PersonId,
    loss: Loss,
    decision: str,
    loss_cents: int,
    reserves_cents: int,
    reason: str = "",
) -> Draft | None:
    """Return the cancellation of all that a leaver holds; None when nothing is to cancel today."""
    day = max(loss.effective_on, last_movement_day(act, person_id) or loss.effective_on)
    held = holding_of(act, person_id, day)
    if not held.shares or loss.category in ASSOCIATES or day > act.today:
        return None
    return Draft(
        Kind.CANCELLATION,
        day,
        person_id,
        shares=held.shares,
        decision=decision,
        reason=reason,
        lost_on=loss.effective_on,
        loss_cents=loss_cents,
        reserves_cents=reserves_cents,
    )


@action(Right.SHARES_RECORD, N_("Enregistrement du capital le plus élevé atteint avant la reprise"))
def record_highest_capital(act: Act, amount_cents: int, reached_on: date, source: str) -> None:
    """Record the highest capital known before this file was kept (REF-13)."""
    if amount_cents <= 0 or reached_on > act.today:
        raise RuleBroken("REF-13", _("Indiquez un montant et une date passée."))
    if not source.strip():
        raise RuleBroken("REF-13", _("Dites d’où vient ce montant : comptes annuels, procès-verbal."))
    act.session.add(
        HighestCapital(amount_cents=amount_cents, reached_on=reached_on, source=source.strip(), recorded_at=act.now)
    )
    act.say(_("Capital le plus élevé : {amount}").format(amount=euros(amount_cents)))
