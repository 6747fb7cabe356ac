"""The files of a booking: each is written, then read back by the check of FEC files, and refused at the first error."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.entry.records import Accounting, Form, Totals, WrittenFile
from coop_desk.topics.payroll.entry.rules import layout
from coop_desk.topics.payroll.fec_file import check_stream
from coop_desk.topics.payroll.rules.fec.line import Asked
from coop_desk.topics.payroll.rules.months import first_day


def written_files(
    month: str, number: int, journal: layout.Journal, entries: Sequence[Accounting], totals: Totals
) -> tuple[tuple[WrittenFile, ...], tuple[tuple[Form, str], ...]]:
    """Write the booking in every form; return the files, and why some form cannot hold its letters.

    RuleBroken ECR-06 when a file does not read back as it should: nothing of it may be kept.
    """
    files: list[WrittenFile] = []
    unwritten: list[tuple[Form, str]] = []
    for form in Form:
        name = layout.file_name(month, number, form)
        try:
            content = layout.written(form, journal, entries)
        except RuleBroken as fault:
            unwritten.append((form, fault.message))
            continue
        check_written(form, name, content, month, entries, totals)
        files.append(WrittenFile(form, name, content, sha256(content).hexdigest()))
    return tuple(files), tuple(unwritten)


def check_written(
    form: Form, name: str, content: bytes, month: str, entries: Sequence[Accounting], totals: Totals
) -> None:
    """Read a file back (ECR-06)."""
    if form is Form.CSV:
        said = "" if layout.read_table(content) == layout.as_read(entries) else _("il ne dit pas la même chose.")
    else:
        period = (first_day(month), max((entry.day for entry in entries), default=date.max))
        asked = Asked(period, importing=True, net=totals.net, gross=totals.gross, withheld=totals.withheld)
        report = check_stream(BytesIO(content), name, asked).report
        first = next((one for one in report.findings if one.level == "error"), None)
        said = first.words if first is not None else ""
        if not said and report.debit != sum(entry.debit for entry in entries):
            said = _("il ne dit pas la même chose.")
    if said:
        raise RuleBroken(
            "ECR-06",
            _("Le fichier {name} relu n’est pas juste : {why} Rien n’est enregistré.").format(name=name, why=said),
        )
