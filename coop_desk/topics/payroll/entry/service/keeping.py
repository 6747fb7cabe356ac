"""An entry is kept: checked, numbered, written in every form, read back, sealed. A correction is a new entry."""

from datetime import date

from sqlalchemy import func, select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.compartments.names import COOP
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.payroll.entry.model import PayEntry
from coop_desk.topics.payroll.entry.records import Accounting, Beginning, Booking, BookingLine, Draft, Kind
from coop_desk.topics.payroll.entry.rules.booking import check_day, check_draft, check_reason, reversal
from coop_desk.topics.payroll.entry.service.accounts import chart_of
from coop_desk.topics.payroll.entry.service.reading import booking_of
from coop_desk.topics.payroll.entry.service.sealing import payload_of
from coop_desk.topics.payroll.entry.writing import written_files
from coop_desk.topics.payroll.rules.months import (
    check_month,
    compartment_of,
    last_day,
    month_of,
    month_words,
    shifted,
)

MONTHS_OFFERED = 15


@query(Right.PAY_PREPARE, N_("Préparation d’une écriture de paie"))
def begin_entry(act: Act) -> Beginning:
    """Return what a new entry begins with: that of the last month that is over, most often."""
    here = month_of(act.today)
    months = tuple(shifted(here, -back) for back in range(MONTHS_OFFERED))
    return Beginning(chart_of(act), months, here if act.today == last_day(here) else months[1])


@query(Right.PAY_PREPARE, N_("Vérification d’une écriture de paie"))
def foresee_entry(act: Act, draft: Draft) -> None:
    """Refuse what keeping it would refuse; nothing is kept."""
    check_draft(draft, act.today)
    _check_piece(act, draft)


@action(Right.PAY_PREPARE, N_("Enregistrement d’une écriture de paie"))
def record_entry(act: Act, draft: Draft) -> int:
    """Keep the entry of a month and its files, and return its number of row (ECR-01 to ECR-07)."""
    check_month(draft.month)
    check_draft(draft, act.today)
    _check_piece(act, draft)
    first = _next_in_journal(act, draft.month)
    return _keep(act, Kind.ENTRY, draft, (_numbered(draft, first),))


@action(Right.PAY_PREPARE, N_("Correction d’une écriture de paie"))
def correct_entry(act: Act, entry_id: int, reason: str, draft: Draft) -> int:
    """Undo an entry and keep another in its place, both in one new file; the first stays as it is (ECR-08)."""
    before = _to_correct(act, entry_id)
    why = check_reason(reason)
    if draft.month != before.line.month:
        raise RuleBroken("ECR-08", _("Une correction porte sur le mois de l’écriture qu’elle corrige."))
    check_draft(draft, act.today)
    first = _next_in_journal(act, draft.month)
    undone = reversal(before.entry, first, draft.day, _("Extourne"))
    return _keep(act, Kind.CORRECTION, draft, (undone, _numbered(draft, first + 1)), why, before.line)


@action(Right.PAY_PREPARE, N_("Extourne d’une écriture de paie"))
def reverse_entry(act: Act, entry_id: int, reason: str, day: date) -> int:
    """Undo an entry and keep nothing in its place (ECR-08)."""
    before = _to_correct(act, entry_id)
    why = check_reason(reason)
    check_day(before.line.month, day, act.today)
    undone = reversal(before.entry, _next_in_journal(act, before.line.month), day, _("Extourne"))
    return _keep(act, Kind.REVERSAL, Draft(before.line.month, day, undone.piece, ()), (undone,), why, before.line)


def _to_correct(act: Act, entry_id: int) -> Booking:
    before = booking_of(act, entry_id)
    if not before.line.in_force:
        raise RuleBroken(
            "ECR-08",
            _("Cette écriture est déjà corrigée ou extournée : corrigez celle qui la remplace.")
            if before.line.settled_by is not None
            else _("Une extourne ne se corrige pas : enregistrez une nouvelle écriture."),
        )
    return before


def _check_piece(act: Act, draft: Draft) -> None:
    """Refuse a second entry of the month under the same piece: most often the same one typed again (ECR-07)."""
    rows = list(act.session.scalars(select(PayEntry).where(PayEntry.month == draft.month)))
    corrected = {row.corrects_id for row in rows}
    if any(row.piece == draft.piece and row.id not in corrected and row.kind != Kind.REVERSAL for row in rows):
        raise RuleBroken(
            "ECR-07",
            _(
                "{month} a déjà une écriture sous la pièce {piece}. Corrigez-la, ou donnez une autre pièce si c’en est "
                "une seconde."
            ).format(month=month_words(draft.month).capitalize(), piece=draft.piece),
        )


def _next_in_journal(act: Act, month: str) -> int:
    """Numbers follow one another through a year, so that no gap is found."""
    year = PayEntry.month.startswith(f"{month[:4]}-", autoescape=True)
    last = act.session.scalar(select(func.max(PayEntry.first_number + PayEntry.entries)).where(year))
    return last or 1


def _numbered(draft: Draft, number: int) -> Accounting:
    return Accounting(number, draft.day, draft.piece, draft.lines)


def _keep(
    act: Act,
    kind: Kind,
    draft: Draft,
    made: tuple[Accounting, ...],
    reason: str = "",
    corrects: BookingLine | None = None,
) -> int:
    month = draft.month
    number = (act.session.scalar(select(func.max(PayEntry.number)).where(PayEntry.month == month)) or 0) + 1
    chart = chart_of(act)
    journal = chart.journal, chart.journal_label
    files, unwritten = written_files(month, number, journal, made, draft.totals)
    line = BookingLine(0, month, number, kind, draft.piece, act.now, "")
    booking = Booking(line, *journal, made, draft.totals, draft.typed, reason, files, unwritten)
    row = PayEntry(
        month=month,
        number=number,
        kind=kind.value,
        piece=draft.piece,
        first_number=made[0].number,
        entries=len(made),
        corrects_id=corrects.id if corrects is not None else None,
        sealed_id=act.sealed.put(compartment_of(month), COOP, payload_of(booking)),
        recorded_at=act.now,
        recorded_by_id=act.actor_id,
    )
    act.session.add(row)
    act.session.flush()
    said = _("Écriture de paie, {month}, fichier n° {number}.")
    act.say(said.format(month=month_words(month), number=integer(number)))
    return row.id
