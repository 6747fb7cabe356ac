"""The verbs of the accounts of leave, and what the topics above ask with their act."""

from coop_desk.topics.leave.service.absences import absence_grounds, absences_of, waiting_requests
from coop_desk.topics.leave.service.adjusting import (
    agree_corrections,
    corrections,
    corrections_to_agree,
    drop_correction,
    propose_correction,
)
from coop_desk.topics.leave.service.balances import (
    account_file,
    accounts,
    accounts_of,
    balance_at,
    balances_at,
    explanation,
    own_accounts,
)
from coop_desk.topics.leave.service.closing import close_month, closing_preview, closings, month_to_recall
from coop_desk.topics.leave.service.counting import count_days
from coop_desk.topics.leave.service.importing import compare_balances, settle_gaps
from coop_desk.topics.leave.service.ledger import entries_of, post
from coop_desk.topics.leave.service.moving import (
    add_children_days,
    add_split_days,
    carry,
    carry_over,
    pay_out,
    record_opening,
)
from coop_desk.topics.leave.service.settings import (
    announcement_due,
    change_setting,
    current_period,
    leave_settings,
    settings_at,
)
from coop_desk.topics.leave.service.verifying import verify_accounts

__all__ = [
    "absence_grounds",
    "absences_of",
    "account_file",
    "accounts",
    "accounts_of",
    "add_children_days",
    "add_split_days",
    "agree_corrections",
    "announcement_due",
    "balance_at",
    "balances_at",
    "carry",
    "carry_over",
    "change_setting",
    "close_month",
    "closing_preview",
    "closings",
    "compare_balances",
    "corrections",
    "corrections_to_agree",
    "count_days",
    "current_period",
    "drop_correction",
    "entries_of",
    "explanation",
    "leave_settings",
    "month_to_recall",
    "own_accounts",
    "pay_out",
    "post",
    "propose_correction",
    "record_opening",
    "settings_at",
    "settle_gaps",
    "verify_accounts",
    "waiting_requests",
]
