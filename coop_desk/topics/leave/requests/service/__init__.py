"""The verbs of absences, and what the topics above ask with their act."""

from coop_desk.topics.leave.requests.service import checking
from coop_desk.topics.leave.requests.service.asking import (
    ask_cancellation,
    drop_draft,
    keep_draft,
    preview_request,
    send_request,
    withdraw_request,
)
from coop_desk.topics.leave.requests.service.calendar import (
    calendar_teams,
    kinds_between,
    month_calendar,
    year_calendar,
)
from coop_desk.topics.leave.requests.service.carrying import carry_leave_over, carry_overs, letters
from coop_desk.topics.leave.requests.service.couples import colleagues, couples, declare_couple, end_couple, own_partner
from coop_desk.topics.leave.requests.service.criteria import declare_criteria, own_criteria
from coop_desk.topics.leave.requests.service.deciding import (
    approve_request,
    cancel_absence,
    change_dates,
    keep_absence,
    refuse_request,
    request_to_decide,
    requests_to_decide,
    take_in_requests,
)
from coop_desk.topics.leave.requests.service.earning import grounds_of, waiting_of
from coop_desk.topics.leave.requests.service.exported import tells_exported
from coop_desk.topics.leave.requests.service.paying import absences_in, late_changes
from coop_desk.topics.leave.requests.service.presence import presence_rows, set_least_presence
from coop_desk.topics.leave.requests.service.printing import calendar_pdf, people_with_statement, statements_pdf
from coop_desk.topics.leave.requests.service.recording import (
    absences_of,
    complete_absence,
    people_to_record,
    preview_absence,
    record_absence,
)
from coop_desk.topics.leave.requests.service.telling import own_kinds, own_leave
from coop_desk.topics.leave.requests.service.waiting import deciding_due, letters_waiting, own_due

__all__ = [
    "absences_in",
    "absences_of",
    "approve_request",
    "ask_cancellation",
    "calendar_pdf",
    "calendar_teams",
    "cancel_absence",
    "carry_leave_over",
    "carry_overs",
    "change_dates",
    "checking",
    "colleagues",
    "complete_absence",
    "couples",
    "deciding_due",
    "declare_couple",
    "declare_criteria",
    "drop_draft",
    "end_couple",
    "grounds_of",
    "keep_absence",
    "keep_draft",
    "kinds_between",
    "late_changes",
    "letters",
    "letters_waiting",
    "month_calendar",
    "own_criteria",
    "own_due",
    "own_kinds",
    "own_leave",
    "own_partner",
    "people_to_record",
    "people_with_statement",
    "presence_rows",
    "preview_absence",
    "preview_request",
    "record_absence",
    "refuse_request",
    "request_to_decide",
    "requests_to_decide",
    "send_request",
    "set_least_presence",
    "statements_pdf",
    "take_in_requests",
    "tells_exported",
    "waiting_of",
    "withdraw_request",
    "year_calendar",
]
