"""The papers of a call, each a record in and the bytes of a PDF out."""

from coop_desk.topics.convening.document.convocation import print_convocation, print_convocations
from coop_desk.topics.convening.document.occasion import Addressee, CalledElection, Occasion, in_sentence
from coop_desk.topics.convening.document.papers import (
    AttendanceSheet,
    SendingRegister,
    SheetLine,
    print_agenda,
    print_attendance_sheet,
    print_sendings,
)

__all__ = [
    "Addressee",
    "AttendanceSheet",
    "CalledElection",
    "Occasion",
    "SendingRegister",
    "SheetLine",
    "in_sentence",
    "print_agenda",
    "print_attendance_sheet",
    "print_convocation",
    "print_convocations",
    "print_sendings",
]
