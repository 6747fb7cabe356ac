"""An entry as it is sealed in the compartment of its year, and as it is opened again."""

from datetime import date
from hashlib import sha256
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.entry.records import Accounting, Booking, BookingLine, Form, Line, Totals, WrittenFile


def payload_of(booking: Booking) -> dict[str, Any]:
    """The booking as JSON: whole numbers and texts only."""
    return {
        "v": 1,
        "what": "pay_entry",
        "journal": booking.journal,
        "journal_label": booking.journal_label,
        "entries": [_entry_payload(entry) for entry in booking.entries],
        "totals": {"net": booking.totals.net, "gross": booking.totals.gross, "withheld": booking.totals.withheld},
        "typed": dict(booking.typed),
        "reason": booking.reason,
        "files": [
            {"form": one.form.value, "name": one.name, "sha256": one.sha256, "content": one.content.hex()}
            for one in booking.files
        ],
        "unwritten": [[form.value, why] for form, why in booking.unwritten],
    }


def _entry_payload(entry: Accounting) -> dict[str, Any]:
    return {
        "number": entry.number,
        "day": entry.day.isoformat(),
        "piece": entry.piece,
        "lines": [
            [
                line.account, line.account_label, line.words, line.debit, line.credit, line.auxiliary,
                line.auxiliary_label,
            ]
            for line in entry.lines
        ],
    }  # fmt: skip


def booking_in(payload: dict[str, Any], line: BookingLine) -> Booking:
    """The booking that a payload holds; RuleBroken ECR-06 when a file is no longer the one of its digest."""
    files = tuple(
        WrittenFile(Form(one["form"]), one["name"], bytes.fromhex(one["content"]), one["sha256"])
        for one in payload["files"]
    )
    if any(sha256(one.content).hexdigest() != one.sha256 for one in files):
        raise RuleBroken("ECR-06", _("Un fichier gardé n’a plus son empreinte. Restaurez la dernière sauvegarde."))
    return Booking(
        line,
        payload["journal"],
        payload["journal_label"],
        tuple(
            Accounting(
                one["number"], date.fromisoformat(one["day"]), one["piece"], tuple(Line(*each) for each in one["lines"])
            )
            for one in payload["entries"]
        ),
        Totals(**payload["totals"]),
        payload["typed"],
        payload["reason"],
        files,
        tuple((Form(form), why) for form, why in payload["unwritten"]),
    )
