"""What is owed to those who left, and who waits for room above the floor of the capital."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.members.rules.categories import ASSOCIATES
from coop_desk.topics.shares.model import ShareLeg, ShareMovement
from coop_desk.topics.shares.records import (
    RefundLine,
    Refunds,
    WaitingLine,
)
from coop_desk.topics.shares.rules import capital, refunds
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service.situations import (
    Statuses,
    highest_at,
    limits_of,
    names,
    situation_at,
)
from coop_desk.topics.statutes.service import profile_at


def owed_lines(act: Act, day: date, person_id: PersonId | None = None) -> list[RefundLine]:
    """Return every claim born of a cancellation that was not taken back, with what was paid on it."""
    back = aliased(ShareMovement)
    wanted = (
        select(ShareMovement, ShareLeg.person_id, ShareLeg.claim_cents)
        .join(ShareLeg, ShareLeg.movement_id == ShareMovement.id)
        .outerjoin(back, (back.reverses == ShareMovement.number) & (back.day <= day))
        .where(
            ShareMovement.day <= day,
            ShareMovement.kind.in_((Kind.CANCELLATION, Kind.REIMBURSEMENT)),
            back.id.is_(None),
        )
        .order_by(ShareMovement.number)
    )
    claims: dict[PersonId, list[refunds.Owed]] = {}
    paid: dict[PersonId, int] = {}
    for movement, who, cents in act.session.execute(wanted):
        if person_id is not None and who != person_id:
            continue
        if cents < 0:
            paid[who] = paid.get(who, 0) - cents
        elif cents:
            lost, due = movement.lost_on or movement.day, movement.due_on or movement.day
            claims.setdefault(who, []).append(refunds.Owed(movement.number, who, lost, due, cents))
    known = names(act)
    lines = [
        RefundLine(
            state.owed.number,
            who,
            known[who],
            state.owed.lost_on,
            state.owed.due_on,
            state.owed.cents,
            state.paid_cents,
        )
        for who, owed in claims.items()
        for state in refunds.settle(owed, paid.get(who, 0))
    ]
    return sorted(lines, key=lambda line: (line.lost_on, line.movement))


def refunds_at(act: Act, day: date, statuses: Statuses | None = None) -> Refunds:
    """Return what is owed to those who left, and who waits for room above the floor (REF-05 to REF-08)."""
    statuses = statuses or Statuses(act)
    held = situation_at(act, day)
    highest = highest_at(act, day)
    floor = capital.floor_cents(limits_of(profile_at(act, day)), highest)
    claims = []
    for holding in held.holdings:
        category = statuses.category(holding.person_id, day)
        if holding.shares and category is not None and category not in ASSOCIATES:
            since = statuses.since(holding.person_id, day) or day
            claims.append(refunds.Claim(holding.person_id, since, holding.paid_cents))
    known = names(act)
    return Refunds(
        day=day,
        capital_cents=held.capital_cents,
        floor_cents=floor,
        highest_cents=highest,
        owed=tuple(owed_lines(act, day)),
        waiting=tuple(
            WaitingLine(
                one.claim.person_id,
                known[one.claim.person_id],
                one.claim.lost_on,
                one.claim.cents,
                one.paid_cents,
            )
            for one in refunds.allot(claims, held.capital_cents, floor)
        ),
    )


@query(Right.SHARES_READ, N_("Consultation des remboursements de parts"))
def refunds_due(act: Act, day: date | None = None) -> Refunds:
    """Return what is owed to those who left, paid and left, with the dates."""
    return refunds_at(act, day or act.today)
