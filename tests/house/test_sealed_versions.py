"""What any version sealed is still read: no migration opens a sealed record, each is read by the reader of its version.

A new form of payload gets a new version, a reader, and a file of its own here; those of before stay as they are.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from coop_desk.core.crypto.sealing import pack, unpack
from coop_desk.topics.leave.requests.rules import keeping as absences
from coop_desk.topics.payroll.entry.records import BookingLine, Kind
from coop_desk.topics.payroll.entry.service import sealing as entries
from coop_desk.topics.payroll.packages.service import keeping
from coop_desk.topics.payroll.rules import keeping as pay
from coop_desk.topics.personal_details.records import Compartment
from coop_desk.topics.personal_details.rules import keeping as details
from coop_desk.topics.surplus.service import sealing as surplus

BOOKING = BookingLine(1, "2026-10", 1, Kind.ENTRY, "PAIE-2026-10", datetime(2026, 11, 2, tzinfo=UTC), "Rose Dumas")
FILES = sorted((Path(__file__).parents[1] / "golden" / "sealed").glob("v*.json"))
Read = Callable[[dict[str, Any]], Any]
WAYS: dict[str, tuple[Read, Callable[[Any], dict[str, Any]]]] = {
    "bank": (lambda said: details.details_in(Compartment.BANK, said), lambda read: details.payload_of(read, 3)),
    "identity": (lambda said: details.details_in(Compartment.IDENTITY, said), lambda read: details.payload_of(read, 4)),
    "withdrawn": (details.is_withdrawal, lambda withdrawn: details.withdrawal(5) if withdrawn else {}),
    "absence": (absences.said_in, absences.payload_of),
    "criteria": (absences.criteria_kept, absences.criteria_to_keep),
    "pay month": (lambda said: pay.person_month(7, 41, said), pay.payload),  # type: ignore[arg-type]
    "pay package": (keeping.package_in, lambda read: keeping.package_payload(*read)),
    "pay entry": (lambda said: entries.booking_in(said, BOOKING), entries.payload_of),
    "surplus basis": (
        lambda said: (date.fromisoformat(said["year_end"]), surplus.basis_in(said)),
        lambda read: surplus.basis_payload(*read),
    ),
    "surplus due": (surplus.due_in, surplus.due_payload),
    "surplus choice": (lambda said: said["kind"] == surplus.CHOICE and said["allocation_id"], surplus.choice_payload),
    "pay frame": (lambda said: pay.frame_from(40, said), pay.frame_payload),
}


def payloads(file: Path) -> dict[str, dict[str, Any]]:
    said: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return said


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
@pytest.mark.parametrize("name", WAYS)
def test_what_a_version_sealed_is_read_and_written_in_the_newest_form(name: str, file: Path) -> None:
    read, write = WAYS[name]
    said = unpack(pack(payloads(file)[name]))
    assert read(said), "read by the reader of its version"
    assert write(read(said)) == payloads(FILES[-1])[name], "a new form has its own version and its own file"


def test_each_version_has_its_file() -> None:
    newest = max(details.VERSION, absences.VERSION, 1)
    assert [file.stem for file in FILES] == [f"v{number}" for number in range(1, newest + 1)]
