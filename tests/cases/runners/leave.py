"""Leave: each kind of case is played by the function of the engine that its rule names."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.employment.rules import holidays
from coop_desk.topics.employment.rules.holidays import Site, Zone
from coop_desk.topics.leave.rules import (
    amounts,
    births,
    carrying,
    counting,
    events,
    ledger,
    splitting,
    taking,
)
from coop_desk.topics.leave.rules import earning as earning_rules
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.earning import Absence, Ground
from coop_desk.topics.leave.rules.explained import Unit, exact, from_thousandths, thousandths
from coop_desk.topics.leave.rules.settings import WORKING_WEEK, LeaveSettings, Span, weekly
from tests.conftest import TestCoop

TOPIC = "leave"
Told = Mapping[str, Any]
ALSO = {
    "ouvrables": "ouvrable", "ouvres": "ouvre", "ouvré": "ouvre", "ouvrés": "ouvre",
    "FR-57": "FR-AM", "FR-67": "FR-AM", "FR-68": "FR-AM", "FR-971": "FR-GP", "FR-972": "FR-MQ", "FR-973": "FR-GF",
    "FR-974": "FR-RE", "FR-976": "FR-YT", "FR-975": "FR-PM", "FR-977": "FR-BL", "FR-978": "FR-MF",
    "marriage": "marriage_or_pacs", "pacs": "marriage_or_pacs", "adoption": "adoption_arrival",
    "death_spouse": "death_spouse_or_partner", "death_partner": "death_spouse_or_partner",
    "child_disability": "child_disability_or_illness", "child_illness": "child_disability_or_illness",
    "bereavement_leave": "bereavement", "bereavement_child_under_25": "bereavement",
    "unpaid": "unpaid_leave", "unjustified": "unjustified_absence",
}  # fmt: skip
"""Other ways a case may write a word of the engine."""


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


def word(value: Any) -> str:
    """Read a word of the engine, whichever way it is written."""
    return ALSO.get(str(value), str(value))


def day(value: Any) -> date:
    """Read a date."""
    return date.fromisoformat(str(value))


def span(value: Any) -> Span:
    """Read a first and a last day, written {"from", "to"} or as a pair."""
    first, last = (value["from"], value["to"]) if isinstance(value, Mapping) else value
    return Span(day(first), day(last))


def site(told: Told) -> Site:
    """Read where the work is, and the holidays worked there."""
    zone = Zone(word(told.get("holiday_zone", told.get("zone", "FR"))))
    return Site(
        zone,
        good_friday=bool(told.get("good_friday", True)),
        worked_on=frozenset(day(one) for one in told.get("holidays_worked_in_company", ())),
    )


def settings(told: Told) -> LeaveSettings:
    """Read the settings of the co-op; cases with half days are those of co-ops that have them."""
    return LeaveSettings(
        unit=Unit(word(told.get("unit", "ouvrable"))),
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
    places = {zone: Site(Zone(word(zone))) for zone in told["zones"]}
    return {
        "forbidden": {
            zone: [one for one in told["dates"] if holidays.solidarity_fault(day(one), place) is not None]
            for zone, place in places.items()
        }
    }


def earning(told: Told) -> Mapping[str, Any]:
    """Days earned: quantities of time on each ground, dates of absences, or a date of hiring."""
    unit = Unit(word(told.get("unit", "ouvrable")))
    week = frozenset(told.get("employee_work_days", WORKING_WEEK))
    given = [*told.get("segments", ()), *told.get("absences", ())]
    dated = "reference_period" in told or "hired" in told
    if dated:
        given_period = told.get("reference_period")
        period = span(given_period) if given_period else LeaveSettings().reference_period(day(told["hired"]))
    if dated and not any(_spent(told, ground) for ground in Ground):
        employed = Span(day(told.get("hired", period.first)), day(told.get("left") or period.last))
        away = [Absence(Ground(word(one["type"])), span(one)) for one in given if one["type"] != "worked"]
        found = earning_rules.earn_over(period, employed, away, unit, week)
    else:
        months = {ground: _spent(told, ground) for ground in Ground}
        before = Fraction(0)
        if dated and period.last < earning_rules.NEW_LAW:
            before, months[Ground.SICKNESS] = months[Ground.SICKNESS], Fraction(0)
        for one in given:
            if word(one["type"]) == Ground.SICKNESS:
                old, new = earning_rules.sickness_months(span(one), week)
                before, months[Ground.SICKNESS] = before + old, months[Ground.SICKNESS] + new
            else:
                months[Ground(word(one["type"]))] += earning_rules.months_of(span(one), week)
        found = earning_rules.earn(months, unit, before)
    sums = {f"from_{NAMES_OF_SUMS.get(ground, ground)}": days for ground, days in found.grounds.items()}
    nothing = {f"from_{NAMES_OF_SUMS.get(ground, ground)}": Fraction(0) for ground in Ground}
    return nothing | sums | {"raw": found.raw, "entitlement": found.entitlement}


NAMES_OF_SUMS = {Ground.WORK: "work", Ground.SICKNESS: "sickness"}


def _spent(told: Told, ground: Ground) -> Fraction:
    measures = {name: exact(told.get(f"{ground}_{name}", 0), ground) for name in ("months", "weeks", "days")}
    return earning_rules.as_months(**measures, days_a_week=Fraction(str(told.get("days_per_week", 5))))


def retroactive(told: Told) -> Mapping[str, Any]:
    """Sickness of before the law of 2024, credited afterwards."""
    unit = Unit(word(told.get("unit", "ouvrable")))
    found = earning_rules.credit_sickness(exact(told["already_earned"], "acquis"), _spent(told, Ground.SICKNESS), unit)
    return {"retroactive_credit": found.extra, "total": found.total}


def children(told: Told) -> Mapping[str, Any]:
    """Days for children."""
    number = told.get("dependent_children", len(told.get("children_ages", ())))
    found = earning_rules.add_for_children(exact(told["earned"], "acquis"), number, told["under_21"], settings(told))
    return {"extra_days": found.extra, "entitlement": found.total}


def split(told: Told) -> Mapping[str, Any]:
    """Split days."""
    numbers = (
        exact(told.get(key, 0), key)
        for key in (
            "earned", "main_leave_days_taken_1may_31oct", "main_leave_days_taken_outside",
            "longest_continuous_block_in_period",
        )
    )  # fmt: skip
    waived = date(2026, 11, 2) if told.get("employee_waived") else None
    found = splitting.split_days(splitting.Taken(*numbers, Unit(word(told.get("unit", "ouvrable"))), waived))
    return {"bonus_days": found.days}


def carry(told: Told) -> Mapping[str, Any]:
    """What becomes of the days a sickness made impossible to take."""
    stop = span(told["sick"]) if told["sick"].get("to") else Span(day(told["sick"]["from"]), date.max)
    back, informed = told.get("return"), told.get("informed")
    sick = carrying.Sickness(stop, day(back) if back else None, day(informed) if informed else None)
    as_of = day(told["as_of"]) if told.get("as_of") else None
    fates = []
    for period in told["periods"]:
        reference = span(period["reference"])
        left = carrying.LeftOver(reference, span(period["taking"]), exact(period.get("remaining_days", 0), "jours"))
        found = carrying.carry_over(left, sick, settings(told), as_of)
        ill = stop.within(reference)
        months = sum(earning_rules.sickness_months(ill)) if ill else Fraction(0)
        earned = earning_rules.earn({Ground.SICKNESS: months}, Unit(word(told.get("unit", "ouvrable"))))
        fates.append(
            {
                "status": found.fate, "starts": found.starts, "expires": found.expires, "days": found.days,
                "sick_days_earned": earned.raw,
            }
        )  # fmt: skip
    late = ["information_overdue"] if carrying.information_overdue(sick, as_of) else []
    return {"periods": fates, "warnings": late, "information_deadline": sick.deadline}


def sick_during(told: Told) -> Mapping[str, Any]:
    """A stop in the middle of a leave."""
    leave, sick = told["leave"], told["sick"]
    coop = settings({**told, **leave})
    asked = Span(day(leave["first_day_off"]), day(leave["last_day_before_return"]))
    booked = counting.count_leave(asked, weekly(frozenset(told.get("employee_work_days", WORKING_WEEK))), coop)
    found = carrying.give_back(booked, [span(sick)], bool(sick.get("notified")))
    return {
        "days_counted_initially": found.before,
        "days_recredited": found.given_back,
        "days_finally_counted": found.after,
    }


def validation(told: Told) -> Mapping[str, Any]:
    """The checks that the inputs speak of, in the order of the reference."""
    findings = []
    if "continuous_days" in told:
        findings.append(taking.one_go(exact(told["continuous_days"], "jours"), told.get("exception") or ""))
    if "blocks" in told:
        blocks = [exact(block, "jours") for block in told["blocks"]]
        findings.append(taking.short_leave(blocks))
        agreed = bool(told.get("individual_agreement"))
        if sum(blocks) > 12:
            findings.append(taking.long_block(blocks, bool(told.get("period_over", True)), agreed))
    found: dict[str, Any] = {}
    if "decision_date" in told:
        decided, reason = day(told["decision_date"]), told.get("exceptional_circumstances")
        findings.append(taking.late_change(decided, day(told["planned_departure"]), "oui" if reason else ""))
        found["earliest_legal_departure_to_change"] = taking.first_changeable(decided)
    if "taking_period_start" in told:
        announced = told.get("announced")
        findings.append(
            taking.late_announcement(day(announced) if announced else None, day(told["taking_period_start"]))
        )
    if "departure" in told:
        communicated = told.get("communicated")
        findings.append(taking.late_communication(day(communicated) if communicated else None, day(told["departure"])))
    assert findings, "no check speaks of these inputs"
    told_of = [finding for finding in findings if finding is not None]
    errors = [finding for finding in told_of if finding.level is taking.Level.ERROR]
    rule = told_of[0].code if told_of else None
    level = told_of[0].level if told_of else None
    return found | {"ok": not errors, "rule": rule, "level": level, "rules": [finding.code for finding in told_of]}


def _money(told: Told, key: str) -> Decimal:
    return Decimal(str(told.get(key, "0")))


def _maintained(told: Told, days: Fraction, unit: Unit) -> Decimal:
    gross = _money(told, "month_gross")
    if told.get("maintain_method") == "real_hours" or ("leave_hours" in told and "maintain_method" not in told):
        hours = Fraction(str(told["leave_hours"])), Fraction(str(told["month_hours"]))
        return amounts.maintained_by_hours(gross, *hours)
    average = told.get("average_days", told.get("month_days"))
    return amounts.maintained_by_days(gross, days, Fraction(str(average)) if average else amounts.AVERAGE_DAYS[unit])


def _indemnity(told: Told, taken: str) -> Mapping[str, Any]:
    unit = Unit(word(told.get("unit", "ouvrable")))
    days, earned = exact(told[taken], "jours"), exact(told["earned_days"], "acquis")
    sick = _money(told, "reference_gross_sickness")
    gross = _money(told, "reference_gross")
    if taken == "untaken_days" and "maintain_method" not in told:
        average = Fraction(str(told["average_days"])) if "average_days" in told else amounts.AVERAGE_DAYS[unit]
        found = amounts.payout(gross, _money(told, "month_gross"), days, earned, average, sick)
    else:
        tenth = amounts.tenth(gross, days, earned, sick)
        found = amounts.indemnity(tenth, _maintained(told, days, unit), days)
    assert found.lines
    return {
        "tenth": found.tenth, "maintained": found.maintained, "retained": found.retained, "method": found.method,
    }  # fmt: skip


def family_event(told: Told) -> Mapping[str, Any]:
    """Legal days of events."""
    return {"days": [events.event_days(events.Event(word(event))) for event in told["events"]], "unit": Unit.OUVRABLE}


def family_event_dates(told: Told) -> Mapping[str, Any]:
    """The dates of the leave of an event."""
    return {"dates": events.event_dates(events.Event(word(told["event"])), day(told["first_day"]), settings(told))}


def sick_child(told: Told) -> Mapping[str, Any]:
    """Days for sick children."""
    return {"days_per_year": [events.sick_child_days(family["children_ages"]) for family in told["families"]]}


def forfait(told: Told) -> Mapping[str, Any]:
    """Rest days of a contract in days."""
    leave = told.get("paid_leave_ouvres", 25)
    found = events.forfait_rest_days(told["year"], told.get("forfait_days", 218), leave, settings(told))
    return {"rest_days": found.days}


def maternity(told: Told) -> Mapping[str, Any]:
    """The dates of a maternity leave."""
    birth = told.get("birth")
    found = births.maternity(
        day(told["due"]), day(birth) if birth else None, told.get("rank", 1), told.get("children_expected", 1)
    )
    return {
        "prenatal_weeks": found.before_weeks, "postnatal_weeks": found.after_weeks,
        "total_weeks": found.before_weeks + found.after_weeks, "starts": found.span.first, "ends": found.span.last,
        "total_days": found.span.days,
    }  # fmt: skip


def maternity_table(told: Told) -> Mapping[str, Any]:
    """Weeks by situation."""
    weeks = [births.maternity_weeks(one["rank"], one["children_expected"]) for one in told["situations"]]
    return {"weeks": [[before, after, before + after] for before, after in weeks]}


def paternity(told: Told) -> Mapping[str, Any]:
    """The dates of a paternity leave."""
    start = told.get("birth_leave_from")
    found = births.paternity(day(told["birth"]), told.get("children", 1), settings(told), day(start) if start else None)
    return {
        "birth_leave_dates": found.birth_days, "mandatory_calendar_days": [found.at_once.first, found.at_once.last],
        "remaining_calendar_days": found.remaining, "total_calendar_days": found.total,
        "remaining_must_start_before": found.start_before, "min_fraction_days": births.LEAST_PART,
        "max_fractions": births.MOST_PARTS,
    }  # fmt: skip


def extra_birth(told: Told) -> Mapping[str, Any]:
    """Who may take the extra birth leave, when."""
    asked = [(day(birth), day(start)) for birth, start in zip(told["births"], told["asked_start"], strict=True)]
    due = [day(one) if one else None for one in told.get("due", [None] * len(asked))]
    return {
        "allowed": [
            births.extra_birth_fault(birth, start, due=when) is None
            for (birth, start), when in zip(asked, due, strict=True)
        ],
        "months": births.EXTRA_MONTHS, "splits": births.MOST_PARTS, "earliest_start": births.EXTRA_FROM,
    }  # fmt: skip


def account(told: Told) -> Mapping[str, Any]:
    """An account played entry by entry: quantities, a month run several times, or a leave that is cancelled."""
    if "monthly_accrual" in told:
        return _accrued(told)
    if "events" in told:
        return _cancelled(told)
    entries: tuple[ledger.Entry, ...] = ()
    end = day(told["as_of"])
    for number, one in enumerate(told["entries"]):
        kind = ledger.Kind(one["type"])
        sign = -1 if kind in ledger.NEVER_POSITIVE else 1
        expires = day(one["expires"]) if one.get("expires") else None
        on = day(one.get("from") or one.get("date") or date(end.year, 1, 1))
        quantity = sign * thousandths(Fraction(str(one["days"])))
        new = ledger.Entry(kind, quantity, on, source=str(number), ground=str(number), expires_on=expires)
        entries = ledger.post(entries, new)
    expired = ledger.expiries(entries, end)
    entries = ledger.post_all(entries, expired)
    assert not ledger.expiries(entries, end)
    return {
        "expired": from_thousandths(-sum(entry.quantity for entry in expired)),
        "balance": from_thousandths(ledger.balance(entries, end)),
        "entries": len(entries),
    }


def _accrued(told: Told) -> Mapping[str, Any]:
    month = date.fromisoformat(f"{told.get('month', told.get('run_month', told.get('until')))[:7]}-01")
    months = [month]
    entered = told.get("hired", told.get("entry_date"))
    if entered is not None:
        last = told.get("last_run")
        last_month = date.fromisoformat(f"{last[:7]}-01") if last else None
        months = list(ledger.months_due(day(entered), last_month, month))
    entries: tuple[ledger.Entry, ...] = ()
    for _run in range(told.get("runs", 1)):
        quantities = ledger.accruals(months, exact(told["monthly_accrual"], "jours"))
        for one, quantity in zip(months, quantities, strict=True):
            entries = ledger.post(entries, ledger.Entry(ledger.Kind.ACCRUAL, quantity, one, month=one, ground="worked"))
    return {"entries": len(entries), "balance": from_thousandths(ledger.balance(entries, date.max))}


def _cancelled(told: Told) -> Mapping[str, Any]:
    on = date(2026, 6, 30)
    earned = ledger.Entry(ledger.Kind.ACCRUAL, thousandths(Fraction(str(told["accrued"]))), on, ground="worked")
    entries = ledger.post((), earned)
    exported, correction = False, []
    taken: dict[str, ledger.Entry] = {}
    for event in told["events"]:
        verb, what = event.split()
        if verb == "approve":
            new = ledger.Entry(ledger.Kind.TAKE, -thousandths(Fraction(what)), on, source=str(len(entries)))
            entries = ledger.post(entries, new)
            taken[what] = entries[-1]
        elif verb == "export":
            exported = True
        else:
            assert verb == "cancel", event
            entries = ledger.post(entries, ledger.reversal(taken[what], on))
            days = ledger.rectification(taken[what], exported)
            correction += [{"type": "rectification", "days": days}] if days is not None else []
    return {
        "entries": len(entries), "balance": from_thousandths(ledger.balance(entries, on)),
        "original_entry_unchanged": all(one in entries for one in taken.values()), "payroll_next_month": correction,
    }  # fmt: skip


KINDS: dict[str, Callable[[Told], Mapping[str, Any]]] = {
    "accrual": earning,
    "accrual_children": children,
    "accrual_retroactive": retroactive,
    "carry_over": carry,
    "convert": converted,
    "count_leave": count,
    "extra_birth_leave": extra_birth,
    "family_event": family_event,
    "family_event_dates": family_event_dates,
    "forfait_rest_days": forfait,
    "holidays": public_holidays,
    "indemnity": lambda told: _indemnity(told, "taken_days"),
    "ledger": account,
    "maternity": maternity,
    "maternity_table": maternity_table,
    "paternity": paternity,
    "payout": lambda told: _indemnity(told, "untaken_days"),
    "sick_child": sick_child,
    "sick_during_leave": sick_during,
    "solidarity_day": solidarity,
    "solidarity_day_date": solidarity_dates,
    "split_bonus": split,
    "validation": validation,
}
