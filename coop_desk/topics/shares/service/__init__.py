"""The verbs of shares: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.shares.service.checking import replay_differences
from coop_desk.topics.shares.service.entering import enter, enter_all, open_holdings
from coop_desk.topics.shares.service.importing import import_members, preview_import
from coop_desk.topics.shares.service.paying import payments_due, print_payment_order
from coop_desk.topics.shares.service.printing import (
    print_certificate,
    print_holders,
    print_movements,
    print_ratios,
    print_situation,
    print_statement,
    print_subscription_form,
)
from coop_desk.topics.shares.service.reading import (
    below_minimum,
    below_minimum_at,
    curve,
    curve_at,
    last_year_end,
    movement_rows,
    movements,
    ratios,
    situation,
    situation_view,
    statement,
    statement_of,
)
from coop_desk.topics.shares.service.recording import (
    foresee_batch,
    foresee_departure,
    foresee_movement,
    foresee_reversal,
    record_batch,
    record_departure,
    record_highest_capital,
    record_movement,
    reverse_movement,
)
from coop_desk.topics.shares.service.refunds import owed_lines, refunds_at, refunds_due
from coop_desk.topics.shares.service.situations import (
    capital_over,
    capital_still_held,
    highest_at,
    holders_at,
    holding_of,
    situation_at,
)
from coop_desk.topics.shares.service.warnings import warnings_at

__all__ = [
    "below_minimum",
    "below_minimum_at",
    "capital_over",
    "capital_still_held",
    "curve",
    "curve_at",
    "enter",
    "enter_all",
    "foresee_batch",
    "foresee_departure",
    "foresee_movement",
    "foresee_reversal",
    "highest_at",
    "holders_at",
    "holding_of",
    "import_members",
    "last_year_end",
    "movement_rows",
    "movements",
    "open_holdings",
    "owed_lines",
    "payments_due",
    "preview_import",
    "print_certificate",
    "print_holders",
    "print_movements",
    "print_payment_order",
    "print_ratios",
    "print_situation",
    "print_statement",
    "print_subscription_form",
    "ratios",
    "record_batch",
    "record_departure",
    "record_highest_capital",
    "record_movement",
    "refunds_at",
    "refunds_due",
    "replay_differences",
    "reverse_movement",
    "situation",
    "situation_at",
    "situation_view",
    "statement",
    "statement_of",
    "warnings_at",
]
