"""Deciding on what was asked: accepted, refused with a reason, cancelled, changed; never by oneself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.leave.requests.model import Absence
from coop_desk.topics.leave.requests.records import AbsenceCard, Asked, Deciding, FrozenLine, Waiting
from coop_desk.topics.leave.requests.rules import asking as asking_rules
from coop_desk.topics.leave.requests.rules import states
from coop_desk.topics.leave.requests.rules.keeping import Form, Sealed
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.requests.rules.lines import cost_words
from coop_desk.topics.leave.requests.rules.states import State, Step
from coop_desk.topics.leave.requests.service.asking import judged, look, step
from coop_desk.topics.leave.requests.service.booking import book, undo
from coop_desk.topics.leave.requests.service.criteria import criteria_of
from coop_desk.topics.leave.requests.service.exported import exported_months
from coop_desk.topics.leave.requests.service.reading import name_of, partners_of, row_of, submitted
from coop_desk.topics.leave.requests.service.sealing import (
    Told,
    hindrance,
    newest,
    opens,
    seal,
    statements,
    take_in,
    years_around,
)
from coop_desk.topics.leave.requests.service.telling import card_of
from coop_desk.topics.leave.rules.counting import Part


@query(Right.LEAVE_DECIDE, N_("Consultation des demandes d’absence à décider"))
def requests_to_decide(act: Act) -> list[Waiting]:
    """Return what waits for a decision that this person may take, with the kind where the key is held."""
    found = []
    for one in submitted(act):
        if one.person_id == act.actor_id or act.actor_id in partners_of(act, one.person_id):
            continue
        told = statements(act, one.person_id, years_around(one.first, one.last)).get(one.absence_id, [])
        said = newest(told)
        closed = hindrance(act, one.person_id, one.first, one.last) if said is None else ""
        asked_at = told[0].at.astimezone().date() if told else None
        found.append(
            Waiting(one, name_of(act, one.person_id), said.reason.words if said is not None else "", asked_at, closed)
        )
    return found


@query(Right.LEAVE_DECIDE, N_("Consultation d’une demande d’absence à décider"))
def request_to_decide(act: Act, absence_id: int) -> Deciding:
    """Return one request with what it costs and risks today, beside what the person saw when asking."""
    row = row_of(act, absence_id)
    told = _told(act, row)
    card = card_of(act, row, told)
    if card.reason is None:
        return Deciding(card, None, None, "")
    asked = asked_in(row, card.reason)
    found = look(act, row.person_id, asked, beside=row.id)
    changed = card.lines != found.lines and State(row.state) is State.SUBMITTED
    return Deciding(
        card, found, criteria_of(act, row.person_id, row.first_day), _changed(card, found.cost) if changed else ""
    )


@action(Right.LEAVE_DECIDE, N_("Relevé des demandes d’absence déposées"))
def take_in_requests(act: Act) -> None:
    """Make records of the reasons people dropped, without waiting for the next session."""
    waiting = submitted(act)
    take_in(act, sorted({year for one in waiting for year in years_around(one.first, one.last)}))


@action(Right.LEAVE_DECIDE, N_("Acceptation d’une demande d’absence"))
def approve_request(act: Act, absence_id: int, exception: str = "") -> None:
    """Accept somebody else's request: its days are booked once and for all (L02).

    `exception`: why more than 24 days in one go is admitted.
    """
    row = row_of(act, absence_id)
    said = opened(act, row)
    reason = replace(said.reason, exception=exception.strip() or said.reason.exception)
    step(act, row, Step.APPROVED, couple=_couple(act, row))
    found = judged(act, row.person_id, asked_in(row, reason), beside=row.id)
    revision = decide(act, row, Step.APPROVED, said, reason, found.lines)
    book(act, row.person_id, row.id, revision, reason.kind, found.lines)


@action(Right.LEAVE_DECIDE, N_("Refus d’une demande d’absence"))
def refuse_request(act: Act, absence_id: int, why: str) -> None:
    """Refuse somebody else's request, with a reason that the person reads (L02)."""
    row = row_of(act, absence_id)
    states.check_reason(Step.REFUSED, why)
    said = opened(act, row)
    step(act, row, Step.REFUSED, couple=_couple(act, row))
    decide(act, row, Step.REFUSED, said, said.reason, (), why=why, years=_years(row))


@action(Right.LEAVE_DECIDE, N_("Annulation d’une absence"))
def cancel_absence(act: Act, absence_id: int, why: str = "", exceptional: str = "") -> None:
    """Cancel an absence that was accepted: its entries are undone, and a month already exported gets a correction.

    Less than a month before a paid leave that the person did not ask to cancel, it takes exceptional circumstances.
    """
    row = row_of(act, absence_id)
    said = opened(act, row)
    if not row.cancel_asked:
        states.check_reason(Step.CHANGED, why)
        _check_late(act, row, said.reason, exceptional)
    step(act, row, Step.CANCELLED, couple=_couple(act, row))
    row.cancel_asked = False
    late = exported_months(act, said.lines)
    decide(act, row, Step.CANCELLED, said, said.reason, (), why=exceptional or why, late=late, years=_years(row))
    undo(act, row.person_id, row.id)


@action(Right.LEAVE_DECIDE, N_("Maintien d’une absence dont l’annulation est demandée"))
def keep_absence(act: Act, absence_id: int, why: str) -> None:
    """Refuse a cancellation that was asked for: the absence stands, and the person reads why."""
    row = row_of(act, absence_id)
    states.check_reason(Step.CANCEL_REFUSED, why)
    if not row.cancel_asked:
        raise RuleBroken("ABSENCE-10", _("Aucune annulation n’est demandée pour cette absence."))
    said = opened(act, row)
    step(act, row, Step.CANCEL_REFUSED, couple=_couple(act, row))
    row.cancel_asked = False
    decide(act, row, Step.CANCEL_REFUSED, said, said.reason, said.lines, why=why)


@action(Right.LEAVE_DECIDE, N_("Changement des dates d’une absence"))
def change_dates(
    act: Act, absence_id: int, first: date, last: date, why: str, exceptional: str = "",
    starts: Part = Part.WHOLE, ends: Part = Part.WHOLE,
) -> None:  # fmt: skip
    """Change the dates of an absence that was accepted: its entries are undone, new ones are written."""
    row = row_of(act, absence_id)
    states.check_reason(Step.CHANGED, why)
    said = opened(act, row)
    _check_late(act, row, said.reason, exceptional)
    asked = Asked(
        first, last, replace(said.reason, exception=exceptional.strip() or said.reason.exception), starts, ends
    )
    undo(act, row.person_id, row.id)
    found = judged(act, row.person_id, asked, beside=row.id)
    before = _years(row)
    row.first_day, row.last_day, row.starts, row.ends = first, last, starts.value, ends.value
    row.cancel_asked = False
    step(act, row, Step.CHANGED, couple=_couple(act, row))
    late = exported_months(act, (*said.lines, *found.lines))
    revision = decide(
        act, row, Step.CHANGED, said, asked.reason, found.lines, why=exceptional or why, late=late, years=before
    )
    book(act, row.person_id, row.id, revision, asked.reason.kind, found.lines)


# --- Shared with recording ---------------------------------------------------------------------------------


def decide(
    act: Act, row: Absence, what: Step, before: Sealed | None, reason: Reason, lines: Sequence[FrozenLine], *,
    why: str = "", late: Sequence[date] = (), years: Sequence[int] = (),
) -> int:  # fmt: skip
    """Seal a decision with the days it books, in each of its years, and return its revision."""
    revision = before.revision + 1 if before is not None else 1
    said = Sealed(Form.DECIDED, row.id, revision, reason, why.strip(), what.value, tuple(lines), tuple(late))
    seal(act, row.person_id, said, years)
    return revision


def asked_in(row: Absence, reason: Reason) -> Asked:
    """What an absence asks for, from its row and its reason."""
    return Asked(row.first_day, row.last_day, reason, Part(row.starts), Part(row.ends))


def _told(act: Act, row: Absence) -> list[Told]:
    return statements(act, row.person_id, _years(row)).get(row.id, [])


def _years(row: Absence) -> list[int]:
    return list(years_around(row.first_day, row.last_day))


def opened(act: Act, row: Absence) -> Sealed:
    """What is sealed of an absence, drops moved first; refused when this session does not open it (ABSENCE-31)."""
    years = _years(row)
    if opens(act, years):
        take_in(act, years)
    said = newest(_told(act, row))
    if said is None:
        raise RuleBroken("ABSENCE-31", hindrance(act, row.person_id, row.first_day, row.last_day))
    return said


def _couple(act: Act, row: Absence) -> bool:
    return act.actor_id in partners_of(act, row.person_id)


def _check_late(act: Act, row: Absence, reason: Reason, exceptional: str) -> None:
    if not reason.kind.account:
        return
    found = asking_rules.late_change(act.today, row.first_day, exceptional)
    if found is not None:
        words = _("{words} Il faut des circonstances exceptionnelles, écrites.")
        raise RuleBroken(found.rule, words.format(words=found.words))


def _changed(card: AbsenceCard, now: str) -> str:
    words = _("Compté {before} à la demande, {now} aujourd’hui : un calendrier, un horaire ou un réglage a changé.")
    return words.format(before=cost_words(card.lines), now=now)
