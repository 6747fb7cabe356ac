"""The entries kept: their list in clear, one of them opened, its files handed out, and a sheet read."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import COOP, EXPORT, READ
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.payroll.entry.importing import Imported, imported
from coop_desk.topics.payroll.entry.model import PayEntry, PayEntryGiven
from coop_desk.topics.payroll.entry.records import FORM_WORDS, Booking, BookingLine, Form, Given, Kind, WrittenFile
from coop_desk.topics.payroll.entry.service.accounts import chart_of
from coop_desk.topics.payroll.entry.service.sealing import booking_in
from coop_desk.topics.payroll.rules.months import check_month, compartment_of


@query(Right.PAY_PREPARE, Right.PAY_EXPORT, words=N_("Consultation des écritures de paie"))
def entries(act: Act) -> tuple[BookingLine, ...]:
    """Return the entries of the years whose key this session holds, newest month first; no amount is opened."""
    return tuple(lines_of(act))


def lines_of(act: Act) -> list[BookingLine]:
    """The same, for the other verbs."""
    rows = list(act.session.scalars(select(PayEntry).order_by(PayEntry.month.desc(), PayEntry.number.desc())))
    opened = {year for year in {compartment_of(row.month) for row in rows} if act.sealed.opens(year)}
    names, given = people_by_id(act.session), defaultdict(list)
    for one in act.session.scalars(select(PayEntryGiven).order_by(PayEntryGiven.id)):
        given[one.entry_id].append(Given(Form(one.form), one.recorded_at, names.get(one.recorded_by_id, "")))
    numbers = {row.id: row.number for row in rows}
    settled = {row.corrects_id: row.number for row in rows if row.corrects_id is not None}
    return [
        BookingLine(
            row.id,
            row.month,
            row.number,
            Kind(row.kind),
            row.piece,
            row.recorded_at,
            names.get(row.recorded_by_id, ""),
            numbers.get(row.corrects_id) if row.corrects_id is not None else None,
            settled.get(row.id),
            tuple(given[row.id]),
        )
        for row in rows
        if compartment_of(row.month) in opened
    ]


@query(Right.PAY_PREPARE, Right.PAY_EXPORT, words=N_("Ouverture d’une écriture de paie"))
def entry(act: Act, entry_id: int) -> Booking:
    """Open one entry, to the cent."""
    return booking_of(act, entry_id)


def booking_of(act: Act, entry_id: int, right: str = READ) -> Booking:
    """Open one entry with the key of its year; Refused without it."""
    row = act.session.get_one(PayEntry, entry_id)
    found = {one.id: one for one in act.sealed.read(compartment_of(row.month), COOP, right=right)}
    line = next((one for one in lines_of(act) if one.id == entry_id), None)
    if row.sealed_id not in found or line is None:
        raise Refused(_("Cette écriture est introuvable, ou vos clés ne l’ouvrent pas."))
    return booking_in(found[row.sealed_id].payload, line)


@action(Right.PAY_EXPORT, N_("Remise du fichier d’une écriture de paie"))
def give_file(act: Act, entry_id: int, form: Form) -> WrittenFile:
    """Hand out a file, the very bytes that were kept; who took it and when is kept too (RuleBroken ECR-10)."""
    booking = booking_of(act, entry_id, EXPORT)
    file = booking.file(form)
    if file is None:
        why = next((words for missing, words in booking.unwritten if missing is form), "")
        raise RuleBroken("ECR-10", why or _("Ce format n’a pas été écrit pour cette écriture."))
    act.session.add(PayEntryGiven(entry_id=entry_id, form=form.value, recorded_at=act.now, recorded_by_id=act.actor_id))
    act.say(_("Fichier {name} remis : {form}.").format(name=file.name, form=_(FORM_WORDS[form])))
    return file


@query(Right.PAY_PREPARE, N_("Lecture d’un tableur d’écriture de paie"))
def read_lines(act: Act, table: SheetTable, mapping: Mapping[str, str], month: str) -> Imported:
    """Read the lines of a sheet or of a FEC-like file as those of a month; nothing is kept."""
    return imported(table, mapping, check_month(month), chart_of(act))
