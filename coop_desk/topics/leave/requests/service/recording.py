"""Absences recorded for somebody else: sick leave, what was not asked for, what came out since. It keeps its author."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.topics.employment.service import employed_at
from coop_desk.topics.leave.requests.records import AbsenceCard, Asked, FrozenLine, Preview
from coop_desk.topics.leave.requests.rules.kinds import STOPS, Reason, checked
from coop_desk.topics.leave.requests.rules.lines import total, without, years_of
from coop_desk.topics.leave.requests.rules.states import State, Step, check_actor
from coop_desk.topics.leave.requests.service.asking import judged, look, new_row, words_of
from coop_desk.topics.leave.requests.service.booking import book, undo
from coop_desk.topics.leave.requests.service.deciding import decide, opened
from coop_desk.topics.leave.requests.service.exported import exported_months
from coop_desk.topics.leave.requests.service.reading import absences_between, name_of, note, partners_of, row_of
from coop_desk.topics.leave.requests.service.reminding import remind
from coop_desk.topics.leave.requests.service.sealing import check_kept, statements, take_in, years_around
from coop_desk.topics.leave.requests.service.telling import card_of
from coop_desk.topics.leave.requests.service.weighing import Standing, gives_back, standing
from coop_desk.topics.leave.rules.settings import Span


@query(Right.LEAVE_RECORD, N_("Aperçu d’une absence à saisir"))
def preview_absence(act: Act, person_id: PersonId, asked: Asked) -> Preview:
    """Return what an absence of somebody else costs and risks: nothing is written."""
    return look(act, person_id, asked)


@query(Right.LEAVE_RECORD, N_("Consultation des absences de quelqu’un"))
def absences_of(act: Act, person_id: PersonId) -> list[AbsenceCard]:
    """Return the absences of somebody over two years, newest first, with the kind where the key is held."""
    first, last = date(act.today.year - 1, 1, 1), date(act.today.year + 1, 12, 31)
    rows = absences_between(act, first, last, people=[person_id], states=State)
    told = statements(act, person_id, range(first.year, last.year + 1))
    return [card_of(act, row_of(act, one.absence_id), told.get(one.absence_id, [])) for one in reversed(rows)]


@query(Right.LEAVE_RECORD, N_("Consultation des personnes dont on saisit les absences"))
def people_to_record(act: Act) -> list[tuple[PersonId, str]]:
    """Return whoever has a contract today and is covered, but oneself, by name."""
    found = [(who, name_of(act, who)) for who in employed_at(act, act.today) if who != act.actor_id and act.covers(who)]
    return sorted(found, key=lambda one: one[1])


@action(Right.LEAVE_RECORD, N_("Saisie d’une absence pour quelqu’un"))
def record_absence(act: Act, person_id: PersonId, asked: Asked) -> int:
    """Record an absence of somebody else, decided as it is written; a stop gives back the leave it falls in (L02)."""
    checked(asked.reason, asked.first)
    years = list(years_around(asked.first, asked.last))
    take_in(act, years)
    held = standing(act, person_id, asked.first, asked.last)
    check_actor(Step.RECORDED, int(act.actor_id), int(person_id), act.actor_id in partners_of(act, person_id))
    found = judged(act, person_id, asked)
    row = new_row(act, person_id, asked, State.APPROVED)
    note(act, row, Step.RECORDED)
    check_kept(act, years_of(found.lines))
    late = exported_months(act, found.lines)
    revision = decide(act, row, Step.RECORDED, None, asked.reason, found.lines, late=late)
    if asked.reason.code in STOPS:
        _give_back(act, person_id, asked.span, held)
    book(act, person_id, row.id, revision, asked.reason.kind, found.lines)
    remind(act, row, asked.reason)
    act.say(words_of(row))
    return row.id


@action(Right.LEAVE_RECORD, N_("Complément à une absence"))
def complete_absence(act: Act, absence_id: int, reason: Reason) -> None:
    """Write what came out since: the return, the certificate, the information given (LEAVE-21). The days stay.

    Nothing of it is in clear, not even that it happened: that would tell a stop from a leave.
    """
    row = row_of(act, absence_id)
    said = opened(act, row)
    if State(row.state) is not State.APPROVED or reason.code != said.reason.code:
        words = _(
            "Seule une absence qui a lieu se complète, et son genre ne change pas : annulez-la pour en saisir "
            "une autre."
        )
        raise RuleBroken("ABSENCE-14", words)
    checked(reason, row.first_day)
    if reason.informed_on is not None and (reason.returned_on is None or reason.informed_on < reason.returned_on):
        raise RuleBroken("LEAVE-21", _("L’information écrite se donne après le retour : indiquez les deux dates."))
    check_actor(Step.CHANGED, int(act.actor_id), int(row.person_id), act.actor_id in partners_of(act, row.person_id))
    decide(act, row, Step.COMPLETED, said, reason, said.lines)
    remind(act, row, reason)


def _give_back(act: Act, person_id: PersonId, stop: Span, held: Standing) -> None:
    """Give back the days of accepted leave that a stop covers: undone and booked anew, less those days (LEAVE-23)."""
    for one in held.away:
        if one.span.within(stop) is None or not gives_back(held, one):
            continue
        said = held.said[one.absence_id]
        lines = without(said.lines, [stop])
        if total(lines) == total(said.lines):
            continue
        row = row_of(act, one.absence_id)
        note(act, row, Step.CHANGED)
        late = exported_months(act, _differing(said.lines, lines))
        why = _("Jours rendus : arrêt pendant l’absence.")
        revision = decide(act, row, Step.CHANGED, said, said.reason, lines, why=why, late=late)
        undo(act, person_id, row.id)
        if total(lines):
            book(act, person_id, row.id, revision, said.reason.kind, lines)


def _differing(before: Iterable[FrozenLine], after: Iterable[FrozenLine]) -> list[FrozenLine]:
    return [one for one, other in zip(before, after, strict=True) if one != other]
