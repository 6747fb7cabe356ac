"""Absences of a month, taken from leave into the sealed month of each person, with the late ones as corrections."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from coop_desk.core.actions import Act, action
from coop_desk.core.compartments.names import words_of
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import integer
from coop_desk.topics.leave.requests.records import AbsenceDay
from coop_desk.topics.leave.requests.service.exported import tells_exported
from coop_desk.topics.leave.requests.service.paying import absences_in, late_changes
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.leave.requests.service.sealing import compartment as reasons_of
from coop_desk.topics.leave.rules.counting import Part as LeavePart
from coop_desk.topics.leave.rules.events import EVENT_WORDS
from coop_desk.topics.payroll.records import AbsenceLine, Part
from coop_desk.topics.payroll.rules.catalogue import BY_CODE
from coop_desk.topics.payroll.rules.keeping import Exchange, PersonMonth, corrected, exchanged
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.payroll.rules.months import first_day, last_day, month_of, month_words
from coop_desk.topics.payroll.rules.states import State, check_writable
from coop_desk.topics.payroll.service.reading import employed_in, life_of, lives, months_held
from coop_desk.topics.payroll.service.writing import seal_months
from coop_desk.topics.surplus.service import shares_paid_in

_PARTS = {LeavePart.WHOLE: Part.DAY, LeavePart.MORNING: Part.MORNING, LeavePart.AFTERNOON: Part.AFTERNOON}
Found = dict[PersonId, tuple[AbsenceLine, ...]]


@action(Right.PAY_PREPARE, N_("Relevé des absences d’un mois de paie"))
def gather_month(act: Act, month: str) -> int:
    """Take the absences of an open month from leave, and whoever was hired since; return for how many it changed."""
    check_writable(life_of(act, month))
    changed = gather_into(act, month)
    said = ngettext("{n} personne, {month}.", "{n} personnes, {month}.", changed)
    act.say(said.format(n=integer(changed), month=month_words(month)))
    return changed


def gather_into(act: Act, month: str) -> int:
    """Write in each person's month what leave says today; return for how many something changed."""
    held = months_held(act, month)
    closed = bool(why_closed(act, month))
    absences = {} if closed else absences_now(act, month)
    shared = shares_paid_in(act, month)
    changed = []
    for who in sorted({*employed_in(act, month), *held, *absences, *shared}):
        before = held.get(who)
        now = before or PersonMonth(who, month)
        if not closed:
            now = replace(now, absences=absences.get(who, ()))
        now = _with_surplus(act, now, shared.get(who, ()))
        if before != now:
            changed.append(now)
    seal_months(act, changed)
    return len(changed)


def _with_surplus(act: Act, held: PersonMonth, due: Iterable[tuple[str, int]]) -> PersonMonth:
    """Put what the distribution of the surplus pays this month in the place of what stood under its codes."""
    name = people_by_id(act.session)[held.person_id]
    for code, cents in due:
        was = next((one for one in held.lines if one.code == code and one.concerns is None), None)
        if was is None or was.amount != cents:
            exchange = Exchange(held.person_id, was, Line(code, amount=cents))
            held = exchanged(held, exchange, act.now, act.actor_id, name)
    return held


def why_closed(act: Act, month: str) -> str:
    """Why this session does not read the absences of a month; empty when it does, or when nobody was away."""
    where = reasons_of(int(month[:4]))
    if not act.sealed.in_use(where) or act.sealed.opens(where):
        return ""
    if not absences_between(act, first_day(month), last_day(month)):
        return ""
    said = _("Des personnes sont absentes ce mois-ci et vous ne tenez pas la clé « {what} ».")
    return said.format(what=words_of(where))


def absences_now(act: Act, month: str) -> Found:
    """What leave says of a month today, by person, and what it says otherwise than earlier months were sent."""
    found: dict[PersonId, list[AbsenceLine]] = defaultdict(list)
    for who, lines in _of_month(act, month).items():
        found[who] += lines
    if month == next((life.month for life in lives(act) if life.state is State.OPEN), None):
        for concerns in _late_months(act, month):
            for who, corrections in _corrections(act, concerns, month).items():
                found[who] += corrections
    return {who: tuple(lines) for who, lines in found.items()}


def _of_month(act: Act, month: str) -> dict[PersonId, list[AbsenceLine]]:
    found: dict[PersonId, list[AbsenceLine]] = defaultdict(list)
    if act.sealed.opens(reasons_of(int(month[:4]))):
        for day in absences_in(act, first_day(month)):
            found[day.person_id].append(_line(day))
    return found


def _late_months(act: Act, month: str) -> list[str]:
    """The frozen months before this one of which leave says that something changed since."""
    years = [int(month[:4]), int(month[:4]) - 1]
    told = [change for year in years if act.sealed.opens(reasons_of(year)) for _on, change in late_changes(act, year)]
    known = {life.month for life in lives(act) if life.state is not State.OPEN}
    return sorted({at for one in told if (at := month_of(one.concerns)) < month and at in known})


def _corrections(act: Act, concerns: str, month: str) -> Found:
    """What turns an earlier month as it was sent, with the corrections sent since, into what is true today."""
    sent: dict[PersonId, list[AbsenceLine]] = defaultdict(list)
    for earlier in (life.month for life in lives(act) if concerns <= life.month < month):
        for who, held in months_held(act, earlier).items():
            sent[who] += [one for one in held.absences if (one.concerns or earlier) == concerns]
    now = _of_month(act, concerns)
    return {who: corrected(sent[who], now.get(who, []), concerns) for who in _people(sent, now)}


def _people(*told: Iterable[PersonId]) -> list[PersonId]:
    return sorted({who for one in told for who in one})


def _line(day: AbsenceDay) -> AbsenceLine:
    why = day.reason
    return AbsenceLine(
        absence_id=day.absence_id,
        revision=day.revision,
        matricule="",
        code=day.code,
        label=BY_CODE[day.code].label,
        day=day.day,
        part=_PARTS[day.part],
        counted=day.counted,
        unit=day.unit,
        minutes=day.minutes,
        starts=day.first,
        starts_part=_PARTS[day.starts],
        ends=day.last,
        ends_part=_PARTS[day.ends],
        ground=_(EVENT_WORDS[why.event]) if why.event is not None else "",
        last_worked=why.last_worked,
        extension=why.extension,
        initial_stop=why.initial_stop,
        returned_on=why.returned_on,
        subrogation=why.subrogation,
        accident_on=why.accident_on,
        certificate_on=why.certificate_on,
        informed_on=why.informed_on,
    )


@tells_exported
def _sent(act: Act, first: date) -> bool:
    """A month that left the preparation is corrected on a later one."""
    return life_of(act, month_of(first)).state not in (None, State.OPEN)
