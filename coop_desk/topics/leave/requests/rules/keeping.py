"""What is sealed of an absence, and read back without believing what is found."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.topics.leave.requests.records import FrozenLine
from coop_desk.topics.leave.requests.rules.kinds import Reason, kind_of
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.events import Event
from coop_desk.topics.leave.rules.taking import Household

VERSION = 1
_CRITERIA = ("school_children", "partner_dates", "dependent_at_home", "other_employer")


class Form(StrEnum):
    """What a sealed record of absences says."""

    ASKED = "asked"
    DECIDED = "decided"
    CRITERIA = "criteria"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed statement about an absence: what was asked, or what was decided with the days booked.

    `late`: the months already exported that the revision changed.
    """

    form: Form
    absence_id: int
    revision: int
    reason: Reason
    why: str = ""
    step: str = ""
    lines: tuple[FrozenLine, ...] = ()
    late: tuple[date, ...] = ()


def payload_of(said: Sealed) -> dict[str, Any]:
    """What is sealed."""
    return {
        "v": VERSION,
        "form": said.form.value,
        "absence": said.absence_id,
        "revision": said.revision,
        "reason": reason_to_keep(said.reason),
        "why": said.why,
        "step": said.step,
        "lines": [
            [one.day.isoformat(), one.part.value, one.unit, one.counted, one.minutes, one.rule, one.why]
            for one in said.lines
        ],
        "late": [month.isoformat() for month in said.late],
    }


def said_in(payload: dict[str, Any]) -> Sealed | None:
    """Read what any version sealed; None when it is not what this program writes."""
    try:
        if payload["v"] != VERSION or payload["form"] not in (Form.ASKED, Form.DECIDED):
            return None
        return Sealed(
            Form(payload["form"]),
            int(payload["absence"]),
            int(payload["revision"]),
            reason_kept(payload["reason"]),
            str(payload["why"]),
            str(payload["step"]),
            tuple(_line(*one) for one in payload["lines"]),
            tuple(date.fromisoformat(month) for month in payload["late"]),
        )
    except (KeyError, TypeError, ValueError, RuleBroken):
        return None


def of_year(said: Sealed, year: int) -> Sealed:
    """The part of it that is sealed with a year: the reason, and the days of that year alone."""
    return replace(said, lines=tuple(line for line in said.lines if line.day.year == year))


def joined(parts: Iterable[Sealed]) -> Sealed | None:
    """One statement from the parts sealed with each year."""
    found = sorted(parts, key=lambda one: one.lines[0].day if one.lines else date.max)
    if not found:
        return None
    return replace(found[0], lines=tuple(line for one in found for line in one.lines))


def criteria_to_keep(said: Household) -> dict[str, Any]:
    """What is sealed of the order of departures: yes or no, never why."""
    kept = {name: getattr(said, name) for name in _CRITERIA}
    return {"v": VERSION, "form": Form.CRITERIA.value, **kept}


def criteria_kept(payload: dict[str, Any]) -> Household | None:
    """Read what was declared for the order of departures."""
    if payload.get("v") != VERSION or payload.get("form") != Form.CRITERIA:
        return None
    school, partner, dependent, other = (payload.get(name) is True for name in _CRITERIA)
    return Household(school, partner, dependent, None, other)


def reason_to_keep(reason: Reason) -> dict[str, Any]:
    """A reason as plain values."""
    values = {one.name: getattr(reason, one.name) for one in fields(reason)}
    return (
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
            if value not in ("", None, False) or name == "code"
        }
        | ({"event": reason.event.value} if reason.event else {})
        | _flags(reason)
    )


def day_kept(value: object) -> date:
    """Read a day; raises ValueError or TypeError when it is none."""
    return date.fromisoformat(str(value))


def _flags(reason: Reason) -> dict[str, bool]:
    """Yes and no are both said, nothing is not."""
    said = {"extension": reason.extension, "subrogation": reason.subrogation}
    return {name: value for name, value in said.items() if value is not None}


def reason_kept(values: dict[str, Any]) -> Reason:
    """Read a reason; raises ValueError, KeyError or RuleBroken when it is none."""
    kind_of(str(values["code"]))
    read: dict[str, Any] = {}
    for one in fields(Reason):
        value = values.get(one.name)
        if value is None:
            continue
        if one.name == "event":
            value = Event(value)
        elif one.name.endswith("_on") or one.name in ("initial_stop", "last_worked"):
            value = date.fromisoformat(value)
        elif not isinstance(value, bool if one.name in ("paper", "extension", "subrogation") else str):
            raise ValueError(one.name)
        read[one.name] = value
    return Reason(**read)


def _line(day: str, part: str, unit: str, counted: int, minutes: int, rule: str, why: str) -> FrozenLine:
    return FrozenLine(date.fromisoformat(day), Part(part), str(unit), int(counted), int(minutes), str(rule), str(why))
