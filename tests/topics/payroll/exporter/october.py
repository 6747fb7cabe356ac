"""October 2026 of a small co-op, made by hand: one case of each thing that a payroll file must say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coop_desk.core.ids import PersonId
from coop_desk.topics.payroll.exporter.engine import DryRun, check, contents, dry_run
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.records import AbsenceLine, FrozenMonth, Part, PersonLine, VariableLine
from coop_desk.topics.payroll.rules.catalogue import BY_CODE, Unit

PEOPLE = (
    PersonLine(PersonId(1), "001", "Pérez", "Inès", "1"),
    PersonLine(PersonId(2), "014", "Lefèvre", "Éloïse", "1"),
    PersonLine(PersonId(3), "020", "Nœuvéglise", "Chloé", "2"),
    PersonLine(PersonId(4), "031", "Hénaff", "Yann", "1"),
)


def variable(matricule: str, code: str, figure: int | None = None, **more: Any) -> VariableLine:
    """One variable: cents of an amount, thousandths of anything else."""
    known = BY_CODE.get(code)
    unit = more.pop("unit", known.unit if known else Unit.AMOUNT)
    label = more.pop("label", known.label if known else "Prime de chantier")
    money = unit is Unit.AMOUNT
    return VariableLine(
        matricule, code, label, unit, quantity=None if money else figure, amount=figure if money else None, **more
    )


def absence(matricule: str, code: str, number: str, first: date, last: date, **more: Any) -> tuple[AbsenceLine, ...]:
    """Whole days of 7 hours from Monday to Friday; `parts` gives the half days by day."""
    parts: dict[date, Part] = more.pop("parts", {})
    lines = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day.weekday() > 4:
            continue
        part = parts.get(day, Part.DAY)
        whole = part is Part.DAY
        lines.append(
            AbsenceLine(
                number, 1, matricule, code, BY_CODE[code].label, day, part, 1000 if whole else 500,
                more.get("unit", "ouvre"), 420 if whole else 210, first, parts.get(first, Part.DAY), last,
                parts.get(last, Part.DAY), **{name: value for name, value in more.items() if name != "unit"},
            )
        )  # fmt: skip
    return tuple(lines)


def october() -> FrozenMonth:
    """The month."""
    sick = {
        "extension": True,
        "initial_stop": date(2026, 9, 21),
        "last_worked": date(2026, 9, 18),
        "returned_on": date(2026, 10, 8),
        "subrogation": True,
    }
    back = replace(
        absence("001", "ABS_CP", "a-90", date(2026, 9, 30), date(2026, 9, 30), concerns="2026-09")[0],
        revision=2,
        counted=-1000,
        minutes=-420,
    )
    return FrozenMonth(
        month="2026-10",
        coop="Les Ateliers du Canal",
        siren="552100554",
        siret="55210055400021",
        people=PEOPLE,
        variables=(
            variable("001", "H_SUP25", 3500),
            variable("001", "PRIME_CHANTIER", 12050),
            variable("001", "REMB_FRAIS", 4830, starts=date(2026, 10, 14), comment="Train ; Nantes « aller »"),
            variable("014", "H_COMP10", 7250),
            variable("014", "ACOMPTE", 30000, starts=date(2026, 10, 2)),
            variable("014", "H_SUP25", -1500, concerns="2026-09", comment="Erreur de septembre"),
            variable("020", "TITRES_RESTO", 18000),
            variable("020", "RET_PARTS_SOCIALES", 5000),
            variable("020", "REMB_KM", 132000),
            variable("020", "COMM", 0),
        ),
        absences=(
            *absence("001", "ABS_CP", "a-101", date(2026, 10, 22), date(2026, 10, 27),
                     parts={date(2026, 10, 22): Part.AFTERNOON, date(2026, 10, 27): Part.MORNING}),
            back,
            *absence("014", "ABS_MAL", "a-102", date(2026, 10, 1), date(2026, 10, 7), unit="day", **sick),
            *absence("020", "ABS_CSS", "a-103", date(2026, 10, 12), date(2026, 10, 12), comment="Déménagement"),
        ),
        number=0,
        prepared_by="Solène Marchand",
        prepared_at=datetime(2026, 10, 29, 9, 0, tzinfo=UTC),
        validated_by="Yann Kervella",
        validated_at=datetime(2026, 10, 30, 9, 0, tzinfo=UTC),
    )  # fmt: skip


def exported(month: FrozenMonth, preset: Preset, number: int = 1) -> tuple[DryRun, dict[str, bytes]]:
    """The files of a month, as an export writes them."""
    run = dry_run(month, preset, number)
    check(run)
    return run, {file.name: contents(file, preset) for file in run.files}
