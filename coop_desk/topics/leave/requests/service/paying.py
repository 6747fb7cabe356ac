"""What pay reads of absences: the frozen days of a month, and what changed in months exported already."""

from collections.abc import Iterable
from datetime import date

from coop_desk.core.actions import Act
from coop_desk.topics.leave.requests.records import AbsenceDay, Away, FrozenLine, LateChange
from coop_desk.topics.leave.requests.rules.keeping import Form, Sealed
from coop_desk.topics.leave.requests.rules.lines import GIVEN_BACK
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.reading import absences_between
from coop_desk.topics.leave.requests.service.sealing import Told, compartment, gathered


def absences_in(act: Act, month: date) -> tuple[AbsenceDay, ...]:
    """The frozen days of a month of everybody covered, by person then day; needs the key of the reasons of the year.

    `month` is any day of it. Days given back, cancelled or refused are not there.
    """
    found: list[AbsenceDay] = []
    for shown, told in _of_year(act, month.year):
        said = _decided(told)[-1]
        found += _days(shown, said, said.lines, month)
    return tuple(sorted(found, key=lambda one: (one.person_id, one.day, one.absence_id)))


def late_changes(act: Act, year: int) -> tuple[tuple[date, LateChange], ...]:
    """What changed of months of a year that were exported: the day it was decided, what comes off, what comes on.

    An absence recorded only after the export of its month is there as well, with nothing to take off.
    """
    found = []
    for shown, told in _of_year(act, year, states=State):
        decided = [one for one in told if one.said.form is Form.DECIDED]
        for at, one in enumerate(decided):
            before = decided[at - 1].said.lines if at else ()
            for month in one.said.late:
                off, on = (_days(shown, one.said, lines, month) for lines in (before, one.said.lines))
                if month.year == year and off != on:
                    change = LateChange(str(shown.absence_id), one.said.revision, shown.person_id, month, off, on)
                    found.append((one.at.astimezone().date(), change))
    return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].absence_id, pair[1].concerns)))


def _of_year(act: Act, year: int, *, states: Iterable[State] = (State.APPROVED,)) -> list[tuple[Away, list[Told]]]:
    """The absences that a year holds, with what was decided of each; those never decided are left out."""
    where = compartment(year)
    shown = absences_between(act, date(year - 1, 12, 1), date(year + 1, 1, 31), states=states)
    if not shown or not act.sealed.in_use(where):
        return []
    told = gathered((year, entry) for entry in act.sealed.read(where))
    return [(one, told[one.absence_id]) for one in shown if _decided(told.get(one.absence_id, []))]


def _decided(told: list[Told]) -> list[Sealed]:
    return [one.said for one in told if one.said.form is Form.DECIDED]


def _days(shown: Away, said: Sealed, lines: Iterable[FrozenLine], month: date) -> tuple[AbsenceDay, ...]:
    """The days of a month that stand: those given back are out (LEAVE-23)."""
    return tuple(
        AbsenceDay(
            str(shown.absence_id), said.revision, shown.person_id, said.reason.code, said.reason.words, line.day,
            line.part, line.unit, line.counted, line.minutes, shown.first, shown.starts, shown.last, shown.ends,
            said.reason,
        )
        for line in lines
        if (line.day.year, line.day.month) == (month.year, month.month) and line.rule != GIVEN_BACK
    )  # fmt: skip
