"""Corrections of an account: one person proposes, another agrees, and only then is an entry written (LEAVE-94)."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.leave.model import LeaveAdjustment
from coop_desk.topics.leave.records import Correction, CorrectionLine
from coop_desk.topics.leave.rules.accounts import account
from coop_desk.topics.leave.rules.explained import from_thousandths, in_days
from coop_desk.topics.leave.rules.ledger import LEAST_REASON, Entry, Kind
from coop_desk.topics.leave.service.ledger import post

MOST = 366_000
"""Thousandths of a day that one correction may move: more is a slip of the keys."""


@query(Right.LEAVE_RECORD, N_("Consultation des corrections de compteurs proposées"))
def corrections(act: Act) -> list[CorrectionLine]:
    """The corrections proposed and neither agreed nor dropped, oldest first."""
    names = people_by_id(act.session)
    waiting = select(LeaveAdjustment).where(
        LeaveAdjustment.entry_number.is_(None), LeaveAdjustment.dropped_because.is_(None)
    )
    return [
        CorrectionLine(
            row.id, row.person_id, names[row.person_id], account(row.account), row.quantity, row.effective_on,
            row.reason, row.proposed_by_id, names[row.proposed_by_id], row.proposed_at,
            row.proposed_by_id != act.actor_id and row.person_id != act.actor_id,
        )
        for row in act.session.scalars(waiting.order_by(LeaveAdjustment.id))
    ]  # fmt: skip


def corrections_to_agree(act: Act) -> int:
    """How many corrections wait that whoever acts may agree to."""
    return int(
        act.session.scalar(
            select(func.count())
            .select_from(LeaveAdjustment)
            .where(
                LeaveAdjustment.entry_number.is_(None),
                LeaveAdjustment.dropped_because.is_(None),
                LeaveAdjustment.proposed_by_id != act.actor_id,
                LeaveAdjustment.person_id != act.actor_id,
            )
        )
        or 0
    )


@action(Right.LEAVE_RECORD, N_("Proposition d’une correction de compteur"))
def propose_correction(act: Act, correction: Correction) -> int:
    """Propose a correction: it counts once a second person has agreed (LEAVE-94)."""
    return propose_all(act, [correction])[0]


def propose_all(act: Act, asked: Iterable[Correction]) -> list[int]:
    """Propose several corrections, for a verb that does more than this."""
    rows = []
    for one in asked:
        _check(one)
        rows.append(
            LeaveAdjustment(
                person_id=one.person_id, account=account(one.account).code, quantity=one.quantity,
                effective_on=one.effective_on, period_start=one.period, reason=one.reason.strip(),
                proposed_by_id=act.actor_id, proposed_at=act.now,
            )
        )  # fmt: skip
    act.session.add_all(rows)
    act.session.flush()
    return [row.id for row in rows]


@action(Right.LEAVE_RECORD, N_("Accord sur des corrections de compteurs"))
def agree_corrections(act: Act, numbers: Sequence[int]) -> None:
    """Agree, as the second person, and write the entries; never to one’s own proposal, or account (LEAVE-94)."""
    rows = [_waiting(act, number) for number in numbers]
    if any(act.actor_id in (row.proposed_by_id, row.person_id) for row in rows):
        raise RuleBroken(
            "LEAVE-94",
            _("Une correction est accordée par une autre personne que celle qui propose ou qu’elle concerne."),
        )
    written = post(act, [_entry(row) for row in rows])
    numbered = {entry.source: entry.number for entry in written}
    names = people_by_id(act.session)
    for row in rows:
        row.decided_by_id, row.entry_number = act.actor_id, numbered[_source(row)]
        days = in_days(from_thousandths(row.quantity))
        act.say(_("Correction : {name}, {days}.").format(name=names[row.person_id], days=days))


def _entry(row: LeaveAdjustment) -> Entry:
    return Entry(
        Kind.ADJUST, row.quantity, row.effective_on, int(row.person_id), row.account, period=row.period_start,
        source=_source(row), reason=row.reason, second_person=int(row.proposed_by_id),
    )  # fmt: skip


def _source(row: LeaveAdjustment) -> str:
    return f"adjustment:{row.id}"


@action(Right.LEAVE_RECORD, N_("Retrait d’une correction de compteur proposée"))
def drop_correction(act: Act, correction_id: int, why: str) -> None:
    """Withdraw or refuse a proposal, saying why; it stays in the file (LEAVE-94)."""
    row = _waiting(act, correction_id)
    if not why.strip():
        raise RuleBroken("LEAVE-94", _("Dites pourquoi cette correction est écartée."))
    row.dropped_because, row.decided_by_id = why.strip(), act.actor_id


def _waiting(act: Act, correction_id: int) -> LeaveAdjustment:
    row = act.session.get_one(LeaveAdjustment, correction_id)
    if row.entry_number is not None or row.dropped_because is not None:
        raise RuleBroken("LEAVE-94", _("Cette correction est déjà accordée ou écartée."))
    return row


def _check(one: Correction) -> None:
    if not one.quantity or abs(one.quantity) > MOST:
        raise RuleBroken("LEAVE-94", _("Indiquez de combien corriger, d’un millième à 366 jours."))
    if len(one.reason.strip()) < LEAST_REASON:
        raise RuleBroken(
            "LEAVE-94", _("Une correction demande un motif de dix caractères au moins, sans rien de santé.")
        )
    if one.effective_on < date(1990, 1, 1):
        raise RuleBroken("LEAVE-94", _("La date de la correction est trop ancienne : corrigez-la."))
