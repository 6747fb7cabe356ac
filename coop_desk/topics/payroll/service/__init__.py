"""The verbs of the month of pay, and what exports, entries and the topics above ask with their act."""

from coop_desk.topics.payroll.service.absences import gather_month
from coop_desk.topics.payroll.service.checking import check_month
from coop_desk.topics.payroll.service.entering import change_lines, last_month_lines
from coop_desk.topics.payroll.service.frozen import frozen_month
from coop_desk.topics.payroll.service.history import month_history
from coop_desk.topics.payroll.service.importing import preview_import
from coop_desk.topics.payroll.service.own import own_pay, own_pay_of
from coop_desk.topics.payroll.service.reading import (
    month_before,
    month_to_open,
    months_waiting,
    pay_month,
    pay_months,
    state_of,
)
from coop_desk.topics.payroll.service.settings import (
    add_bonus,
    close_bonus,
    pay_settings,
    set_second_person,
    set_siret,
)
from coop_desk.topics.payroll.service.steps import (
    ask_reopening,
    close_month,
    mark_exported,
    open_month,
    prepare_month,
    refuse_reopening,
    reopen_month,
    send_back,
    validate_month,
)

__all__ = [
    "add_bonus",
    "ask_reopening",
    "change_lines",
    "check_month",
    "close_bonus",
    "close_month",
    "frozen_month",
    "gather_month",
    "last_month_lines",
    "mark_exported",
    "month_before",
    "month_history",
    "month_to_open",
    "months_waiting",
    "open_month",
    "own_pay",
    "own_pay_of",
    "pay_month",
    "pay_months",
    "pay_settings",
    "prepare_month",
    "preview_import",
    "refuse_reopening",
    "reopen_month",
    "send_back",
    "set_second_person",
    "set_siret",
    "state_of",
    "validate_month",
]
