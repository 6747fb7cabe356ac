"""How movements are checked, watched, numbered without gap and written, within the act of the caller."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import euros, long_day
from coop_desk.topics.members.service.reading import member_rows
from coop_desk.topics.members.service.recording import restore_vote, suspend_vote
from coop_desk.topics.shares.model import ShareLeg, ShareMovement
from coop_desk.topics.shares.records import BatchLine, Draft, Foreseen, Opening
from coop_desk.topics.shares.rules import capital, movements, refunds
from coop_desk.topics.shares.rules.movements import Effect, Facts, Funds, Holding, Kind
from coop_desk.topics.shares.service.refunds import owed_lines
from coop_desk.topics.shares.service.situations import (
    Statuses,
    by_capital,
    dated_effects,
    highest_at,
    holding_of,
    limits_of,
    name_of,
    names,
    situation_at,
    with_effects,
)
from coop_desk.topics.statutes.profile import Profile
from coop_desk.topics.statutes.service import profile_at


@dataclass(frozen=True, slots=True)
class Prepared:
    """A movement checked and ready to be written."""

    facts: Facts
    effects: tuple[Effect, ...]
    draft: Draft
    due_on: date | None
    reverses: int | None = None


def enter(act: Act, draft: Draft) -> tuple[int, ...]:
    """Check and write one movement within the act of the caller."""
    return enter_all(act, [draft], draft.day, draft.reason)


def enter_all(
    act: Act, drafts: Sequence[Draft], day: date, reason: str, earlier: Statuses | None = None
) -> tuple[int, ...]:
    """Check and write movements of one day together: the watched figures are those of all of them.

    `earlier` is what everyone was when the same act has just changed it.
    """
    check_everyone(act)
    profile = profile_at(act, day)
    before, statuses = situation_at(act, day), Statuses(act)
    prepared, effects = prepare_all(act, drafts, profile)
    gauges = _payments(act, drafts, profile) + _gauges(
        act, day, before.holdings, effects, profile, earlier or statuses, statuses
    )
    capital.check_reason(gauges, reason)
    for one in prepared:
        _move_vote(act, one)
    return write(act, prepared)


def open_holdings(act: Act, openings: Iterable[Opening]) -> tuple[int, ...]:
    """Write what people already held when the register was taken over, without questioning it."""
    check_everyone(act)
    prepared: list[Prepared] = []
    for opening in openings:
        draft = Draft(Kind.SUBSCRIPTION, opening.day, opening.person_id, shares=opening.shares, funds=Funds.OPENING)
        facts = Facts(Kind.SUBSCRIPTION, opening.day, opening.person_id, None, opening.shares, opening.nominal_cents)
        prepared.append(Prepared(facts, movements.effects(facts), draft, None))
        if opening.paid_cents:
            prepared.append(_payment(draft, opening.paid_cents))
    return write(act, prepared)


def batch_drafts(
    act: Act, day: date, lines: Sequence[BatchLine], funds: Funds, decision: str, reason: str
) -> list[Draft]:
    """Return one paid subscription for each line of a batch (C13)."""
    nominal = profile_at(act, day).share_nominal_cents
    return [
        Draft(
            Kind.SUBSCRIPTION,
            day,
            line.person_id,
            shares=movements.whole_shares(line.amount_cents, nominal, name_of(act, line.person_id)),
            amount_cents=line.amount_cents,
            funds=funds,
            decision=decision,
            reason=reason,
        )
        for line in lines
    ]


def check_everyone(act: Act) -> None:
    """Refuse whoever does not keep the register for everyone."""
    if not act.people.everyone:
        raise Refused(
            _("Le registre des mouvements se tient pour toute la coopérative : votre titre n’en couvre qu’une partie.")
        )


def movement_numbered(act: Act, number: int) -> ShareMovement:
    """Return the movement of that number; RuleBroken REG-02 when there is none."""
    found = act.session.scalar(select(ShareMovement).where(ShareMovement.number == number))
    if found is None:
        raise RuleBroken("REG-02", _("Il n’y a pas de mouvement n° {number}.").format(number=number))
    return found


def last_movement_day(act: Act, person_id: PersonId) -> date | None:
    """Return the day of the last movement of one person."""
    return act.session.scalar(select(func.max(ShareLeg.day)).where(ShareLeg.person_id == person_id))


def prepare_all(act: Act, drafts: Sequence[Draft], profile: Profile) -> tuple[list[Prepared], tuple[Effect, ...]]:
    """Check movements and return them ready to write, each with its payment when paid at once, and their effects."""
    entered = _entered(act)
    prepared = [one for draft in drafts for one in _prepare(act, draft, profile, entered)]
    return prepared, tuple(effect for one in prepared for effect in one.effects)


def _prepare(act: Act, draft: Draft, profile: Profile, entered: Mapping[PersonId, date | None]) -> list[Prepared]:
    movements.check_form(draft.kind, draft.shares, draft.amount_cents, draft.person_id, draft.counterpart_id)
    movements.check_transfer_decision(draft.kind, draft.decision)
    for person_id in (draft.person_id, draft.counterpart_id):
        if person_id is not None:
            movements.check_day(draft.day, act.today, entered.get(person_id), name_of(act, person_id))
    held = holding_of(act, draft.person_id, draft.day)
    movements.check_enough(draft.kind, held, draft.shares, draft.amount_cents)
    facts = _facts(act, draft, held, profile)
    due = None
    if draft.kind is Kind.CANCELLATION:
        due = refunds.due_on(draft.lost_on or draft.day, profile.number("reimbursement_delay_years"))
    elif draft.kind is Kind.REIMBURSEMENT:
        _check_early(act, draft)
        _check_order(act, draft)
    prepared = [Prepared(facts, movements.effects(facts), draft, due)]
    if draft.kind is Kind.SUBSCRIPTION and draft.amount_cents:
        movements.check_enough(Kind.PAYMENT, held.plus(prepared[0].effects[0]), draft.shares, draft.amount_cents)
        prepared.append(_payment(draft, draft.amount_cents))
    check_nobody_short(act, draft.day, [effect for one in prepared for effect in one.effects])
    return prepared


def _payment(draft: Draft, cents: int) -> Prepared:
    facts = Facts(Kind.PAYMENT, draft.day, draft.person_id, amount_cents=cents)
    return Prepared(facts, movements.effects(facts), replace(draft, kind=Kind.PAYMENT), None)


def _facts(act: Act, draft: Draft, held: Holding, profile: Profile) -> Facts:
    leaving = draft.kind in (Kind.TRANSFER, Kind.CANCELLATION)
    nominal = 0
    if draft.kind in movements.WITH_SHARES:
        nominal = held.nominal_cents if leaving else profile.share_nominal_cents
    paid = held.paid_part(draft.shares) if leaving else 0
    amount = draft.amount_cents if draft.kind in movements.WITH_AMOUNT else 0
    if draft.kind is Kind.CANCELLATION:
        amount = _worth(act, draft, paid, profile)
    return Facts(draft.kind, draft.day, draft.person_id, draft.counterpart_id, draft.shares, nominal, paid, amount)


def _worth(act: Act, draft: Draft, paid_cents: int, profile: Profile) -> int:
    whole = situation_at(act, draft.day).capital_cents
    borne = refunds.loss_on_capital(draft.loss_cents, whole, draft.reserves_cents, profile.choice("loss_imputation"))
    return refunds.reimbursed_value(paid_cents, borne, whole)


def _check_order(act: Act, draft: Draft) -> None:
    """Refuse to pay somebody before those who left earlier, unless a decision says so (REF-08)."""
    if draft.decision.strip():
        return
    waiting = [line for line in owed_lines(act, draft.day) if line.left_cents > 0]
    mine = [line.lost_on for line in waiting if line.person_id == draft.person_id]
    earlier = [line for line in waiting if mine and line.lost_on < min(mine)]
    if earlier:
        raise RuleBroken(
            "REF-08",
            _(
                "{name} (départ le {day}) attend encore {left} : les remboursements suivent l’ordre des départs. "
                "Pour en changer, citez la décision de l’assemblée."
            ).format(name=earlier[0].name, day=long_day(earlier[0].lost_on), left=euros(earlier[0].left_cents)),
        )


def _check_early(act: Act, draft: Draft) -> None:
    """Refuse a payment before its date without the decision that allows it (REF-05)."""
    wanted = (
        select(func.min(ShareMovement.due_on))
        .join(ShareLeg, ShareLeg.movement_id == ShareMovement.id)
        .where(ShareLeg.person_id == draft.person_id, ShareMovement.due_on.is_not(None))
    )
    due = act.session.scalar(wanted)
    if due is not None and draft.day < due and not draft.decision.strip():
        raise RuleBroken(
            "REF-05",
            _(
                "Ce remboursement n’est exigible que le {due}. Pour payer plus tôt, citez la décision de l’assemblée."
            ).format(due=long_day(due)),
        )


def _entered(act: Act) -> dict[PersonId, date | None]:
    return {row.person_id: row.entered_on or row.admitted_on for row in member_rows(act, act.today)}


def check_nobody_short(act: Act, day: date, effects: Iterable[Effect]) -> None:
    """Refuse effects that would leave somebody with less than what has already gone (C08)."""
    touched: dict[PersonId, list[tuple[date, Effect]]] = {}
    for effect in effects:
        touched.setdefault(effect.person_id, []).append((day, effect))
    for person_id, added in touched.items():
        movements.check_never_short(name_of(act, person_id), [*dated_effects(act, person_id), *added])


def _gauges(
    act: Act,
    day: date,
    before: Sequence[Holding],
    effects: Sequence[Effect],
    profile: Profile,
    earlier: Statuses,
    later: Statuses,
) -> tuple[capital.Gauge, ...]:
    known = names(act)
    after = with_effects(before, effects, known)
    gauges = capital.watch(
        capital.figures(earlier.holders(before, day), by_capital(profile)),
        capital.figures(later.holders(after, day), by_capital(profile)),
        limits_of(profile),
        highest_at(act, day),
    )
    least = profile.number("min_holding_shares")
    held = {holding.person_id: holding.shares for holding in before}
    left = {holding.person_id: holding.shares for holding in after}
    losers = dict.fromkeys(effect.person_id for effect in effects if effect.shares < 0)
    return gauges + tuple(
        capital.minimum_holding(known[person], held.get(person, 0), left[person], least) for person in losers
    )


def foresee(
    act: Act,
    day: date,
    effects: Sequence[Effect],
    people: Sequence[PersonId],
    drafts: Sequence[Draft] = (),
    later: Statuses | None = None,
) -> Foreseen:
    """Return what the effects of movements of one day would change, without writing them (C14).

    `people` are those whose holdings are shown, `drafts` the subscriptions whose payment is watched;
    `later` is what everyone would be once recorded, when the same act changes it.
    """
    profile, situation, statuses = profile_at(act, day), situation_at(act, day), Statuses(act)
    later, scaled = later or statuses, by_capital(profile)
    held = [holding_of(act, person_id, day) for person_id in people]
    return Foreseen(
        day=day,
        before=capital.figures(statuses.holders(situation.holdings, day), scaled),
        after=capital.figures(later.holders(with_effects(situation.holdings, effects, names(act)), day), scaled),
        gauges=_payments(act, drafts, profile)
        + _gauges(act, day, situation.holdings, effects, profile, statuses, later),
        held_before=tuple(held),
        held_after=tuple(with_effects(held, [one for one in effects if one.person_id in people], names(act))),
        notices=tuple(notice for draft in drafts for notice in _balance_due(draft, profile)),
    )


def _payments(act: Act, drafts: Sequence[Draft], profile: Profile) -> tuple[capital.Gauge, ...]:
    """Watch what is paid at once on each subscription (SHA-02 to SHA-04)."""
    part = profile.ratio("share_payment_at_subscription")
    rule, nominal = profile.rule_of("share_payment_at_subscription"), profile.share_nominal_cents
    return tuple(
        capital.paid_at_subscription(
            name_of(act, draft.person_id), draft.shares * nominal, draft.amount_cents, part, rule
        )
        for draft in drafts
        if draft.kind is Kind.SUBSCRIPTION
    )


def _balance_due(draft: Draft, profile: Profile) -> tuple[str, ...]:
    """Say by when the rest of a subscription must be paid (SHA-03)."""
    if draft.kind is not Kind.SUBSCRIPTION:
        return ()
    left = draft.shares * profile.share_nominal_cents - draft.amount_cents
    years = profile.number("share_balance_max_years")
    if left <= 0 or not years:
        return ()
    last = refunds.due_on(draft.day, years)
    return (_("Solde de {left} à verser au plus tard le {day}.").format(left=euros(left), day=long_day(last)),)


def _move_vote(act: Act, one: Prepared) -> None:
    why = one.draft.reason or one.draft.decision
    if one.facts.kind is Kind.SUSPENSION:
        suspend_vote.function(act, one.facts.person_id, one.facts.day, why)
    elif one.facts.kind is Kind.RESUMPTION:
        restore_vote.function(act, one.facts.person_id, one.facts.day, why)


def write(act: Act, prepared: Sequence[Prepared]) -> tuple[int, ...]:
    """Number the movements after the last one and write them with their legs."""
    last = act.session.scalar(select(func.max(ShareMovement.number))) or 0
    rows = [_row(act, last + place, one) for place, one in enumerate(prepared, start=1)]
    act.session.add_all(rows)
    act.session.flush()
    for row, one in zip(rows, prepared, strict=True):
        act.session.add_all(_leg(row, effect) for effect in one.effects)
    act.session.flush()
    if rows:
        numbers = [str(row.number) for row in rows]
        said = numbers[0] if len(numbers) == 1 else f"{numbers[0]} à {numbers[-1]}"
        act.say(_("Mouvement n° {numbers}").format(numbers=said))
    return tuple(row.number for row in rows)


def _row(act: Act, number: int, one: Prepared) -> ShareMovement:
    facts, draft = one.facts, one.draft
    return ShareMovement(
        number=number,
        day=facts.day,
        kind=facts.kind.value,
        shares=facts.shares,
        nominal_cents=facts.nominal_cents,
        paid_cents=facts.paid_cents,
        amount_cents=facts.amount_cents,
        funds=draft.funds.value if facts.kind in (Kind.PAYMENT, Kind.SUBSCRIPTION, Kind.CONVERSION) else "",
        decision=draft.decision.strip(),
        note=draft.note.strip(),
        reason=draft.reason.strip(),
        reverses=one.reverses,
        lost_on=(draft.lost_on or facts.day) if facts.kind is Kind.CANCELLATION else None,
        due_on=one.due_on,
        recorded_by=act.actor_id,
        recorded_at=act.now,
    )


def _leg(row: ShareMovement, effect: Effect) -> ShareLeg:
    return ShareLeg(
        movement_id=row.id,
        person_id=effect.person_id,
        counterpart_id=effect.counterpart_id,
        day=row.day,
        shares=effect.shares,
        subscribed_cents=effect.subscribed_cents,
        paid_cents=effect.paid_cents,
        claim_cents=effect.claim_cents,
    )
