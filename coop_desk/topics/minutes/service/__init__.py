"""The verbs of minutes: what pages call with a desk, and what other topics call with their act."""

from coop_desk.topics.minutes.service.dossier import write_dossier
from coop_desk.topics.minutes.service.register import (
    attach_signed_file,
    cancel_sheets,
    next_sheets,
    piece_pdf,
    print_on_sheets,
    register,
    sheets,
    signed_file,
    unprinted,
)
from coop_desk.topics.minutes.service.sealing import (
    add_addendum,
    addendum_pdf,
    certified_extract,
    seal_minutes,
)
from coop_desk.topics.minutes.service.verifying import verify_sealed
from coop_desk.topics.minutes.service.writing import (
    awaited,
    minutes_list,
    minutes_of,
    minutes_pdf,
    versions,
    write_parts,
)

__all__ = [
    "add_addendum",
    "addendum_pdf",
    "attach_signed_file",
    "awaited",
    "cancel_sheets",
    "certified_extract",
    "minutes_list",
    "minutes_of",
    "minutes_pdf",
    "next_sheets",
    "piece_pdf",
    "print_on_sheets",
    "register",
    "seal_minutes",
    "sheets",
    "signed_file",
    "unprinted",
    "verify_sealed",
    "versions",
    "write_dossier",
    "write_parts",
]
