"""The verbs of the entry of pay: what pages call with a desk."""

from coop_desk.topics.payroll.entry.service.accounts import change_account, change_journal, chart, chart_of
from coop_desk.topics.payroll.entry.service.keeping import (
    begin_entry,
    correct_entry,
    foresee_entry,
    record_entry,
    reverse_entry,
)
from coop_desk.topics.payroll.entry.service.reading import entries, entry, give_file, read_lines

__all__ = [
    "begin_entry",
    "change_account",
    "change_journal",
    "chart",
    "chart_of",
    "correct_entry",
    "entries",
    "entry",
    "foresee_entry",
    "give_file",
    "read_lines",
    "record_entry",
    "reverse_entry",
]
