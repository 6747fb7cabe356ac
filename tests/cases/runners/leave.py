"""Leave: each kind of case is played by the function of the engine that its rule names."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.leave.rules import counting, holidays
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.explained import Unit, exact
from coop_desk.topics.leave.rules.holidays import Site, Zone
from coop_desk.topics.leave.rules.settings import WORKING_WEEK, LeaveSettings, Span, weekly
from tests.conftest import TestCoop

TOPIC = "leave"
Told = Mapping[str, Any]


def recognises(case: Mapping[str, Any]) -> bool:
    """A case of leave has a kind, inputs and what is expected of them."""
    return {"kind", "inputs", "expected"} <= set(case) and case["kind"] in KINDS


def run(_coop: TestCoop, case: Mapping[str, Any]) -> None:
    """Play the inputs; every value that is expected must be found, whatever else is."""
    try:
        found = KINDS[case["kind"]](case["inputs"])
    except RuleBroken as broken:
        found = {"ok": False, "allowed": False, "refused": True, "rule": broken.rule, "why": str(broken)}
    compare(case["expected"], found, case["kind"])


def compare(expected: Any, found: Any, place: str) -> None:
    """Numbers are compared exactly, dates as they are written, lists in order."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found, f"{place}: nothing is found under {key!r} in {found}"
            compare(value, found[key], f"{place}/{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list | tuple), f"{place}: {found!r}, expected {expected!r}"
        assert len(expected) == len(found), f"{place}: {found!r}, expected {expected!r}"
        for at, (one, other) in enumerate(zip(expected, found, strict=True)):
            compare(one, other, f"{place}[{at}]")
    elif isinstance(found, bool) or found is None or isinstance(expected, bool):
        assert expected is found, f"{place}: {found!r}, expected {expected!r}"
    elif isinstance(found, int | Fraction | Decimal):
        wanted, value = Fraction(str(expected)), Fraction(found)
        close = isinstance(expected, float) and round(float(value), len(str(expected).split(".")[1])) == expected
        assert wanted == value or close, f"{place}: {value}, expected {expected!r}"
    else:
        assert str(expected) == str(found), f"{place}: {found!r}, expected {expected!r}"


def day(value: Any) -> date:
    """Read a date."""
    return date.fromisoformat(str(value))


def span(value: Any) -> Span:
    """Read a first and a last day, written {"from", "to"} or as a pair."""
    first, last = (value["from"], value["to"]) if isinstance(value, Mapping) else value
    return Span(day(first), day(last))


def site(told: Told) -> Site:
    """Read where the work is, and the holidays worked there."""
    zone = Zone(told.get("holiday_zone", told.get("zone", "FR")))
    return Site(
        zone,
        good_friday=bool(told.get("good_friday", True)),
        worked_on=frozenset(day(one) for one in told.get("holidays_worked_in_company", ())),
    )


def settings(told: Told) -> LeaveSettings:
    """Read the settings of the co-op; cases with half days are those of co-ops that have them."""
    return LeaveSettings(
        unit=Unit(told.get("unit", "ouvrable")),
        open_days=frozenset(told.get("company_open_days", WORKING_WEEK)),
        weekly_rest_day=told.get("weekly_rest_day", 7),
        site=site(told),
        half_days=told.get("half_days_allowed", True),
    )


def count(told: Told) -> Mapping[str, Any]:
    """The days a leave costs."""
    days = frozenset(told.get("employee_work_days", told.get("company_open_days", WORKING_WEEK)))
    asked = Span(day(told["first_day_off"]), day(told["last_day_before_return"]))
    starts = Part.AFTERNOON if told.get("start_half") == "PM" else Part.WHOLE
    ends = Part.MORNING if told.get("end_half") == "AM" else Part.WHOLE
    found = counting.count_leave(asked, weekly(days), settings(told), starts, ends)
    assert len(found.explanation) == len(found.lines) + 1
    return {"ok": True, "days": found.days, "dates": [line.day for line in found.lines if line.counted]}


def public_holidays(told: Told) -> Mapping[str, Any]:
    """The holidays of a year."""
    found = holidays.holidays(told["year"], site(told))
    return {"dates": [holiday.day for holiday in found], "names": [holiday.name for holiday in found]}


def converted(told: Told) -> Mapping[str, Any]:
    """Days of one unit in the other."""
    open_days = told.get("open_days_per_week", 5)
    return {
        "ouvres": [counting.convert(exact(n, "jours"), Unit.OUVRE, open_days) for n in told.get("ouvrables", ())],
        "ouvrables": [counting.convert(exact(n, "jours"), Unit.OUVRABLE, open_days) for n in told.get("ouvres", ())],
    }


def solidarity(told: Told) -> Mapping[str, Any]:
    """Hours of the day of solidarity."""
    full = Fraction(str(told.get("full_time", 35)))
    return {"hours": [holidays.solidarity_hours(Fraction(str(hours)), full) for hours in told["weekly_hours"]]}


def solidarity_dates(told: Told) -> Mapping[str, Any]:
    """Dates that may not carry the day of solidarity, zone by zone."""
    places = {zone: Site(Zone(zone)) for zone in told["zones"]}
    return {
        "forbidden": {
            zone: [one for one in told["dates"] if holidays.solidarity_fault(day(one), place) is not None]
            for zone, place in places.items()
        }
    }


KINDS: dict[str, Callable[[Told], Mapping[str, Any]]] = {
    "convert": converted,
    "count_leave": count,
    "holidays": public_holidays,
    "solidarity_day": solidarity,
    "solidarity_day_date": solidarity_dates,
}
