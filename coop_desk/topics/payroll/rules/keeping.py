"""What is sealed of one person's month: their lines, their absences, who they were for pay, and every change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.records import AbsenceLine, Part, PersonLine
from coop_desk.topics.payroll.rules.catalogue import BY_CODE
from coop_desk.topics.payroll.rules.lines import Line, kept, line_from

MONTH, FRAME, REASON = "month", "frame", "reason"
"""The kinds of record of pay: a person's month, the co-op as its files name it, why a step was taken."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one line: when, by whom, what it was and what it became (None: nothing)."""

    at: datetime
    by: PersonId
    was: Line | None
    now: Line | None


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """Everything of one person in one month; `record` is the number of its sealed record, None while there is none."""

    person_id: PersonId
    month: str
    record: int | None = None
    lines: tuple[Line, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    changes: tuple[Change, ...] = ()
    person: PersonLine | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What key holders alone write of a month: whose records are the true ones, and the co-op as files will name it.

    Anybody may have something of their own sealed with the same mark: what the frame does not name is not believed.
    """

    month: str
    record: int | None = None
    records: dict[PersonId, int] = field(default_factory=dict)
    coop: str = ""
    siren: str = ""
    siret: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line put in the place of another, for one person; None on one side adds or takes away."""

    person_id: PersonId
    was: Line | None
    now: Line | None

    def undone(self) -> "Exchange":
        """Return what takes this back."""
        return replace(self, was=self.now, now=self.was)


def exchanged(held: PersonMonth, exchange: Exchange, at: datetime, by: PersonId, name: str) -> PersonMonth:
    """Return the month with one line put in the place of another; RuleBroken PAY-12 when it changed meanwhile."""
    lines = list(held.lines)
    if exchange.was is not None:
        if exchange.was not in lines:
            said = _("La saisie de {name} a changé entre-temps : relisez-la, puis recommencez.")
            raise RuleBroken("PAY-12", said.format(name=name))
        place = lines.index(exchange.was)
        lines[place : place + 1] = [exchange.now] if exchange.now is not None else []
    elif exchange.now is not None:
        lines.append(exchange.now)
    change = Change(at, by, exchange.was, exchange.now)
    return replace(held, lines=tuple(lines), changes=(*held.changes, change))


def payload(held: PersonMonth) -> dict[str, Any]:
    """Return what is sealed."""
    said: dict[str, Any] = {
        "v": 1,
        "kind": MONTH,
        "month": held.month,
        "lines": [kept(line) for line in held.lines],
        "absences": [_absence(line) for line in held.absences],
        "changes": [
            {"at": one.at.isoformat(), "by": int(one.by), "was": _side(one.was), "now": _side(one.now)}
            for one in held.changes
        ],
    }
    if held.person is not None:
        said["person"] = {
            "matricule": held.person.matricule, "family": held.person.family_name, "given": held.person.given_name,
            "contract": held.person.contract, "entered": _iso(held.person.entered_on),
            "left": _iso(held.person.left_on),
        }  # fmt: skip
    return said


def person_month(person_id: PersonId, record: int, said: Mapping[str, Any]) -> PersonMonth:
    """Return what was sealed."""
    person = said.get("person")
    line = person and PersonLine(
        person_id, person["matricule"], person["family"], person["given"], person["contract"],
        _day(person["entered"]), _day(person["left"]),
    )  # fmt: skip
    return PersonMonth(
        person_id,
        str(said["month"]),
        record,
        tuple(line_from(one) for one in said["lines"]),
        tuple(_absence_from(one) for one in said["absences"]),
        tuple(
            Change(
                datetime.fromisoformat(one["at"]), PersonId(one["by"]), _line_or_none(one["was"]),
                _line_or_none(one["now"]),
            )
            for one in said["changes"]
        ),
        line,
    )  # fmt: skip


def frame_payload(frame: Frame) -> dict[str, Any]:
    """Return a frame as it is sealed."""
    return {
        "v": 1, "kind": FRAME, "month": frame.month, "coop": frame.coop, "siren": frame.siren, "siret": frame.siret,
        "records": {str(person_id): record for person_id, record in frame.records.items()},
    }  # fmt: skip


def frame_from(record: int, said: Mapping[str, Any]) -> Frame:
    """Return a frame as it was sealed."""
    records = {PersonId(int(person_id)): int(number) for person_id, number in said["records"].items()}
    return Frame(said["month"], record, records, said["coop"], said["siren"], said["siret"])


def _side(line: Line | None) -> dict[str, Any] | None:
    return kept(line) if line is not None else None


def _line_or_none(said: Mapping[str, Any] | None) -> Line | None:
    return line_from(said) if said is not None else None


_DAYS = (
    "day", "starts", "ends", "last_worked", "initial_stop", "returned_on", "accident_on", "certificate_on",
    "informed_on",
)  # fmt: skip
_PARTS = ("part", "starts_part", "ends_part")
_LEFT_OUT = ("matricule", "label")
"""What is said once of the person, or by the catalogue."""


def _absence(line: AbsenceLine) -> dict[str, Any]:
    said = {one.name: getattr(line, one.name) for one in fields(line) if one.name not in _LEFT_OUT}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value) if name in _PARTS else value
        for name, value in said.items()
        if value not in (None, "")
    }


def _absence_from(said: Mapping[str, Any]) -> AbsenceLine:
    values: dict[str, Any] = dict(said)
    for name in _DAYS:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in _PARTS:
        values[name] = Part(values[name])
    return AbsenceLine(matricule="", label=BY_CODE[said["code"]].label, **values)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def corrected(before: Sequence[AbsenceLine], now: Sequence[AbsenceLine], month: str) -> tuple[AbsenceLine, ...]:
    """Return the lines that turn what was frozen of a month into what is true today, as corrections of it.

    A day withdrawn comes back with negative figures; one added or counted otherwise comes with the difference.
    """
    old, new = _by_day(before), _by_day(now)
    lines = []
    for key in sorted(old.keys() | new.keys()):
        was, now_is = old.get(key), new.get(key)
        counted = (now_is.counted if now_is else 0) - (was.counted if was else 0)
        minutes = (now_is.minutes if now_is else 0) - (was.minutes if was else 0)
        model = now_is or was
        if model is not None and (counted or minutes or (was is None) != (now_is is None)):
            lines.append(replace(model, counted=counted, minutes=minutes, concerns=month))
    return tuple(lines)


def _by_day(lines: Sequence[AbsenceLine]) -> dict[tuple[str, str, date, Part], AbsenceLine]:
    """One line for each day of an absence, corrections already sent added to what they correct."""
    found: dict[tuple[str, str, date, Part], AbsenceLine] = {}
    for line in lines:
        key = (line.absence_id, line.code, line.day, line.part)
        before = found.get(key)
        if before is not None:
            line = replace(line, counted=line.counted + before.counted, minutes=line.minutes + before.minutes)
        found[key] = line
    return {key: line for key, line in found.items() if line.counted or line.minutes}
