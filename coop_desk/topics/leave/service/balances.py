"""Balances: sums of entries at a date, made by the database and never stored."""

from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act
from coop_desk.core.ids import PersonId
from coop_desk.topics.leave.model import LeaveEntry
from coop_desk.topics.leave.rules.accounts import ACCOUNT_WORDS, Account, account, open_accounts
from coop_desk.topics.leave.service.settings import settings_at


def balance_at(act: Act, person_id: PersonId, account: str, day: date) -> int:
    """The balance of an account at the end of a day, in thousandths: a sum of entries (LEAVE-90)."""
    wanted = select(func.coalesce(func.sum(LeaveEntry.quantity), 0)).where(
        LeaveEntry.person_id == person_id, LeaveEntry.account == account, LeaveEntry.effective_on <= day
    )
    return int(act.session.scalars(wanted).one())


def balances_at(act: Act, day: date) -> dict[tuple[PersonId, str], int]:
    """The balance of every account of everybody covered at the end of a day, in thousandths (LEAVE-90)."""
    wanted = (
        select(LeaveEntry.person_id, LeaveEntry.account, func.sum(LeaveEntry.quantity))
        .where(LeaveEntry.effective_on <= day)
        .group_by(LeaveEntry.person_id, LeaveEntry.account)
    )
    return {(PersonId(who), code): int(total) for who, code, total in act.session.execute(wanted)}


def accounts_of(act: Act, person_id: PersonId, day: date) -> tuple[Account, ...]:
    """The accounts of a person on a day: those the settings open, and those that hold something."""
    wanted = (
        select(LeaveEntry.account, func.sum(LeaveEntry.quantity))
        .where(LeaveEntry.person_id == person_id, LeaveEntry.effective_on <= day)
        .group_by(LeaveEntry.account)
    )
    held = {code for code, total in act.session.execute(wanted) if total}
    opened = {one.code for one in open_accounts(settings_at(act, day))}
    return tuple(account(code) for code in ACCOUNT_WORDS if code in held | opened)
