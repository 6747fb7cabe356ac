"""The lines of a month as presets see them: variables, absences by period or by day, with what each is called there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, NNBSP
from coop_desk.topics.payroll.exporter.cells import Value
from coop_desk.topics.payroll.exporter.preset import CodeRule, Preset, Record
from coop_desk.topics.payroll.records import AbsenceLine, FrozenMonth, Part, PersonLine, VariableLine
from coop_desk.topics.payroll.rules.catalogue import UNIT_WORDS, Unit
from coop_desk.topics.payroll.rules.months import first_day, last_day

ONE_DAY = timedelta(days=1)
_UNIT_OF_ABSENCE = {"ouvrable": "ouvrables", "ouvre": "ouvres", "day": "days", "hour": "hours"}
_FIVE_SIXTHS = Fraction(5, 6)


class NotConvertible(ValueError):
    """A quantity has no figure in the unit that the preset asks for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: whose, the neutral code, the day it is sorted by, and the value of every source."""

    person: PersonLine
    neutral_code: str
    day: date
    values: dict[str, Value]
    quantity: Fraction | None
    hours: Fraction | None
    amount: Fraction | None

    @property
    def code(self) -> str:
        """What the payroll program calls it."""
        return str(self.values["code"])


def people_by_matricule(month: FrozenMonth) -> dict[str, PersonLine]:
    """Who is who in the lines of a month."""
    return {person.matricule: person for person in month.people}


# ------------------------------------------------------------------ variables


def variable_row(month: FrozenMonth, number: int, line: VariableLine, person: PersonLine, rule: CodeRule) -> Row:
    """One variable as a preset's rule shows it. Raises NotConvertible."""
    quantity = None if line.quantity is None else rule.sign * Fraction(line.quantity, 1000)
    amount = None if line.amount is None else rule.sign * Fraction(line.amount, 100)
    if rule.unit:
        quantity, amount = _converted(line.unit, rule.unit, quantity, amount)
    value = amount if amount is not None and (line.unit is Unit.AMOUNT or quantity is None) else quantity
    hours = quantity if line.unit is Unit.HOURS and rule.field in ("", "hours") else None
    first, last = first_day(line.concerns or month.month), last_day(line.concerns or month.month)
    values = _shared(month, number, person, rule, line.code, line.label, line.concerns) | {
        "unit": _(UNIT_WORDS[line.unit]),
        "comment": line.comment,
        "quantity": quantity,
        "amount": amount,
        "value": value,
        "hours": hours,
        "base": quantity,
        "start": line.starts,
        "end": line.ends,
        "first_day": line.starts or first,
        "last_day": line.ends or line.starts or last,
    }
    _direct(values, rule, value)
    in_hours = line.unit is Unit.HOURS
    return Row(
        person, line.code, line.starts or first, values,
        None if in_hours else quantity, quantity if in_hours else None, amount,
    )  # fmt: skip


def _converted(
    unit: Unit, wanted: str, quantity: Fraction | None, amount: Fraction | None
) -> tuple[Fraction | None, Fraction | None]:
    if unit is Unit.AMOUNT and wanted == "cents":
        return quantity, None if amount is None else amount * 100
    if unit is Unit.HOURS and wanted in ("hours", "minutes"):
        return (None if quantity is None else quantity * (60 if wanted == "minutes" else 1)), amount
    if unit is Unit.DAYS and wanted == "days":
        return quantity, amount
    raise NotConvertible


def _direct(values: dict[str, Value], rule: CodeRule, value: Fraction | None) -> None:
    """Put the value in the one field that the preset wants for this code."""
    if rule.field:
        values |= {name: value if name == rule.field else None for name in ("hours", "base", "amount")}


def _shared(
    month: FrozenMonth, number: int, person: PersonLine, rule: CodeRule, code: str, label: str, concerns: str | None
) -> dict[str, Value]:
    return {
        "coop": month.coop,
        "siren": month.siren,
        "siret": month.siret,
        "month": first_day(month.month),
        "number": str(number),
        "matricule": person.matricule,
        "family_name": person.family_name,
        "given_name": person.given_name,
        "contract": person.contract,
        "neutral_code": code,
        "code": rule.code,
        "label": _plain_spaces(label),
        "correction": concerns is not None,
        "concerns": first_day(concerns) if concerns else None,
        "period": first_day(concerns or month.month),
    }


def _plain_spaces(words: str) -> str:
    """Our own words without the spaces that only print knows."""
    return words.replace(NBSP, " ").replace(NNBSP, " ")


# ------------------------------------------------------------------ absences


def absence_periods(lines: Iterable[AbsenceLine]) -> Iterator[tuple[AbsenceLine, ...]]:
    """Neighbouring day lines of one absence together: without a hole, and neither more given back than taken."""
    for _key, group in groupby(sorted(lines, key=_absence_key), _absence_key):
        run: list[AbsenceLine] = []
        for line in sorted(group, key=lambda one: (one.day, one.part is Part.AFTERNOON)):
            if run and not _follows(run[-1], line):
                yield tuple(run)
                run = []
            run.append(line)
        yield tuple(run)


def _absence_key(line: AbsenceLine) -> tuple[Any, ...]:
    taken_back = line.counted < 0 or line.minutes < 0
    return (line.matricule, line.absence_id, line.code, line.revision, line.concerns or "", taken_back)


def _follows(before: AbsenceLine, line: AbsenceLine) -> bool:
    """Whether nothing was worked in between: a half day, or days of a week-end, do not part an absence."""
    if before.day == line.day:
        return before.part is Part.MORNING and line.part is Part.AFTERNOON
    if before.part is Part.MORNING or line.part is Part.AFTERNOON:
        return False
    between = (before.day + ONE_DAY * n for n in range(1, (line.day - before.day).days))
    return all(day.weekday() > 4 for day in between)


def period_row(
    month: FrozenMonth, number: int, run: tuple[AbsenceLine, ...], person: PersonLine, rule: CodeRule
) -> Row:
    """One period as a preset's rule shows it. Raises NotConvertible."""
    first, last = run[0], run[-1]
    days, hours = _sum(_days(line, rule) for line in run), _sum(_hours(line) for line in run)
    single = first.day == last.day
    values = _absence_values(month, number, first, person, rule, days, hours) | {
        "start": first.day,
        "start_part": "PM" if first.part is Part.AFTERNOON else "AM",
        "end": last.day,
        "end_part": "AM" if last.part is Part.MORNING else "PM",
        "single_days": rule.sign * days if single else None,
        "single_hours": rule.sign * hours if single else None,
    }
    return Row(person, first.code, first.day, values, rule.sign * days, rule.sign * hours, None)


def day_rows(
    month: FrozenMonth, number: int, run: tuple[AbsenceLine, ...], person: PersonLine, rule: CodeRule
) -> Iterator[Row]:
    """One line for each calendar day of a period, its week-ends too. Raises NotConvertible."""
    by_day: dict[date, list[AbsenceLine]] = {}
    for line in run:
        by_day.setdefault(line.day, []).append(line)
    taken_back = run[0].counted < 0 or run[0].minutes < 0
    for n in range((run[-1].day - run[0].day).days + 1):
        day = run[0].day + ONE_DAY * n
        lines = by_day.get(day, [])
        half = len(lines) == 1 and lines[0].part is not Part.DAY
        share = Fraction(1, 2) if half else Fraction(1)
        share = rule.sign * (-share if taken_back else share)
        days, hours = _sum(_days(line, rule) for line in lines), _sum(_hours(line) for line in lines)
        values = _absence_values(month, number, run[0], person, rule, days, hours) | {
            "start": run[0].starts,
            "start_part": "PM" if run[0].starts_part is Part.AFTERNOON else "AM",
            "end": run[0].ends,
            "end_part": "AM" if run[0].ends_part is Part.MORNING else "PM",
            "day": day,
            "part": {Part.MORNING: "AM", Part.AFTERNOON: "PM"}.get(lines[0].part, "") if half else "",
            "in_22": share if day.weekday() < 5 else Fraction(0),
            "in_26": share if day.weekday() < 6 else Fraction(0),
            "in_30": share,
        }
        yield Row(person, run[0].code, day, values, rule.sign * days, rule.sign * hours, None)


def _absence_values(
    month: FrozenMonth, number: int, line: AbsenceLine, person: PersonLine, rule: CodeRule,
    days: Fraction, hours: Fraction,
) -> dict[str, Value]:  # fmt: skip
    days, hours = rule.sign * days, rule.sign * hours
    in_hours = rule.unit == "hours" or rule.field == "hours" or (not rule.unit and line.unit == "hour")
    value = hours * 60 if rule.unit == "minutes" else hours if in_hours else days
    values: dict[str, Value] = _shared(month, number, person, rule, line.code, line.label, line.concerns) | {
        "id": line.absence_id,
        "revision": str(line.revision),
        "ground": line.ground,
        "unit": _absence_unit(rule, line),
        "comment": line.comment or line.ground,
        "days": days,
        "hours": hours,
        "value": value,
        "base": value,
        "amount": None,
        "extension": line.extension,
        "first_stop": None if line.extension is None else not line.extension,
        "initial_stop": line.initial_stop,
        "last_worked": line.last_worked,
        "returned": line.returned_on,
        "subrogation": line.subrogation,
        "accident": line.accident_on,
        "certificate": line.certificate_on,
    }
    _direct(values, rule, value)
    if rule.field != "hours":
        values["hours"] = hours
    return values


def _absence_unit(rule: CodeRule, line: AbsenceLine) -> str:
    named = {"ouvrables": _("jours ouvrables"), "ouvres": _("jours ouvrés"), "hours": _("heures"),
             "minutes": _("minutes")}  # fmt: skip
    return named.get(rule.unit or _UNIT_OF_ABSENCE.get(line.unit, ""), _("jours"))


def _hours(line: AbsenceLine) -> Fraction:
    return Fraction(line.counted, 1000) if line.unit == "hour" else Fraction(line.minutes, 60)


def _days(line: AbsenceLine, rule: CodeRule) -> Fraction:
    """What a day line counts, in the unit of the preset."""
    counted, own = Fraction(line.counted, 1000), _UNIT_OF_ABSENCE.get(line.unit)
    if own == "hours":
        return Fraction(0)
    if rule.unit in ("", "hours", "minutes", own):
        return counted
    if (own, rule.unit) == ("ouvrables", "ouvres"):
        return counted * _FIVE_SIXTHS
    if (own, rule.unit) == ("ouvres", "ouvrables"):
        return counted / _FIVE_SIXTHS
    if rule.unit == "days":
        return Fraction(1 if line.part is Part.DAY else Fraction(1, 2)) * (-1 if line.counted < 0 else 1)
    raise NotConvertible


def _sum(figures: Iterable[Fraction]) -> Fraction:
    return sum(figures, Fraction(0))


# ------------------------------------------------------------------ all of a record


@dataclass(frozen=True, slots=True)
class Found:
    """What a month has for one kind of record: its lines, those without code, and those that cannot be converted."""

    rows: tuple[Row, ...]
    unmapped: tuple[tuple[str, PersonLine], ...]
    not_convertible: tuple[tuple[str, PersonLine], ...]
    left_out: tuple[tuple[str, PersonLine], ...]


def rows_of(month: FrozenMonth, number: int, record: Record, preset: Preset) -> Found:
    """Every line of one kind of record, in no order yet."""
    people = people_by_matricule(month)
    rows: list[Row] = []
    unmapped, failed, left_out = [], [], []
    for whose, code, make in _makers(month, number, record):
        person = people[whose]
        rule = preset.rule_for(code)
        if rule is None:
            unmapped.append((code, person))
        elif not rule.code:
            left_out.append((code, person))
        else:
            try:
                rows.extend(make(person, rule))
            except NotConvertible:
                failed.append((code, person))
    return Found(tuple(rows), tuple(unmapped), tuple(failed), tuple(left_out))


def _makers(month: FrozenMonth, number: int, record: Record) -> Iterator[tuple[str, str, Any]]:
    if record is Record.VARIABLE:
        for line in month.variables:
            yield line.matricule, line.code, lambda p, r, line=line: [variable_row(month, number, line, p, r)]
        return
    for run in absence_periods(month.absences):
        if record is Record.ABSENCE_PERIOD:
            yield run[0].matricule, run[0].code, lambda p, r, run=run: [period_row(month, number, run, p, r)]
        else:
            yield run[0].matricule, run[0].code, lambda p, r, run=run: list(day_rows(month, number, run, p, r))
