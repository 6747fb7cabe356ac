"""The verbs of calling a meeting: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.convening.service.calling import (
    TOLD_BY_HAND,
    calendar,
    call_progress,
    next_to_call,
    recipients,
    sendings,
    sendings_of,
    summary_of,
    waiting_deadlines,
)
from coop_desk.topics.convening.service.letters import change_letter_text, letter_texts, restore_letter_text
from coop_desk.topics.convening.service.papers import (
    agenda,
    attendance_sheet,
    attendance_sheet_pdf,
    convocation,
    convocations,
    joined_convocations,
    paper_files,
    sending_register,
    sending_register_pdf,
)
from coop_desk.topics.convening.service.sending import (
    cancel_sending,
    declare_manager_death,
    mark_step,
    record_sending,
)

__all__ = [
    "TOLD_BY_HAND",
    "agenda",
    "attendance_sheet",
    "attendance_sheet_pdf",
    "calendar",
    "call_progress",
    "cancel_sending",
    "change_letter_text",
    "convocation",
    "convocations",
    "declare_manager_death",
    "joined_convocations",
    "letter_texts",
    "mark_step",
    "next_to_call",
    "paper_files",
    "recipients",
    "record_sending",
    "restore_letter_text",
    "sending_register",
    "sending_register_pdf",
    "sendings",
    "sendings_of",
    "summary_of",
    "waiting_deadlines",
]
