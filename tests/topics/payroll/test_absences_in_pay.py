"""Absences go from leave into the month, and come back as corrections when they change after it left."""

from datetime import date

import pytest

from coop_desk.core import delegating
from coop_desk.core.errors import RuleBroken
from coop_desk.topics.leave.requests import service as absences
from coop_desk.topics.leave.requests.records import Asked
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.payroll import service
from coop_desk.topics.payroll.records import AbsenceLine
from coop_desk.topics.payroll.rules.checks import Check
from tests.topics.core.compartments.conftest import House
from tests.topics.payroll.conftest import APRIL, MARCH

MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 3, 10)
SICK = Asked(MONDAY, TUESDAY, Reason("ABS_MAL", extension=False))


def away(house: House, month: str) -> tuple[AbsenceLine, ...]:
    """What stands in the month of Chloé."""
    people = service.pay_month(house.desk("delegate"), month).people
    return next(one.held.absences for one in people if one.person_id == house.people["member"])


def checks(house: House, month: str) -> set[Check]:
    """The kinds of point of a month."""
    return {one.check for one in service.check_month(house.desk("delegate"), month)}


def test_a_sick_leave_is_taken_in_with_its_facts_and_a_late_change_corrects_the_next_month(paying: House) -> None:
    """Odile keeps the absences; Léon reads why once the co-op entrusts him with that key."""
    delegating.give_title(
        paying.desk("founder"), paying.people["other"], "leave_delegate", date(2026, 3, 31), None, "Assemblée"
    )
    paying.entrust("other", "absence/2026", starts=date(2026, 3, 31))
    odile, leon = paying.sign_in("other"), paying.desk("delegate")
    number = absences.record_absence(odile, paying.people["member"], SICK)
    service.open_month(leon, MARCH)
    assert away(paying, MARCH) == ()
    assert Check.ABSENCES_CLOSED in checks(paying, MARCH)
    with pytest.raises(RuleBroken, match="1 point bloque mars 2026"):
        service.prepare_month(leon, MARCH)

    paying.entrust("delegate", "absence/2026", "read", starts=date(2026, 3, 31))
    paying.sign_in("other")
    leon = paying.sign_in("delegate")
    assert Check.ABSENCES_CHANGED in checks(paying, MARCH)
    assert service.gather_month(leon, MARCH) == 1
    assert service.gather_month(leon, MARCH) == 0
    assert [(one.day, one.code, one.counted, one.minutes, one.extension) for one in away(paying, MARCH)] == [
        (MONDAY, "ABS_MAL", 1000, 420, False), (TUESDAY, "ABS_MAL", 1000, 420, False),
    ]  # fmt: skip
    assert not checks(paying, MARCH) & {Check.ABSENCES_CLOSED, Check.ABSENCES_CHANGED, Check.SICKNESS}
    service.prepare_month(leon, MARCH)
    service.validate_month(paying.desk("manager"), MARCH)

    absences.cancel_absence(odile, number, "L’arrêt était celui de quelqu’un d’autre.")
    again = absences.record_absence(odile, paying.people["member"], Asked(TUESDAY, TUESDAY, SICK.reason))
    paying.on(date(2026, 4, 2))
    service.open_month(leon, APRIL)
    late = {(one.absence_id, one.day, one.counted, one.concerns) for one in away(paying, APRIL)}
    assert late == {
        (str(number), MONDAY, -1000, MARCH), (str(number), TUESDAY, -1000, MARCH), (str(again), TUESDAY, 1000, MARCH),
    }  # fmt: skip
    assert service.gather_month(leon, APRIL) == 0
    frozen = paying.act("delegate", lambda act: service.frozen_month(act, MARCH), reading=True)
    assert {(one.matricule, one.day) for one in frozen.absences} == {("M003", MONDAY), ("M003", TUESDAY)}
