"""What a preset can take of the catalogue, before any month is there: which codes, in which units."""

from collections.abc import Iterable

from coop_desk.topics.payroll.exporter.preset import Preset, Record
from coop_desk.topics.payroll.rules.catalogue import Unit, Variable

ANY: frozenset[Unit] = frozenset()
_OF_VARIABLES = {
    "hours": frozenset({Unit.HOURS}),
    "minutes": frozenset({Unit.HOURS}),
    "days": frozenset({Unit.DAYS}),
    "cents": frozenset({Unit.AMOUNT}),
}
_NO_ABSENCE = frozenset({Unit.AMOUNT})


def taken_units(preset: Preset, variables: Iterable[Variable]) -> dict[str, frozenset[Unit]]:
    """The units in which each code is taken, none named for any; codes without a rule are missing.

    What no file of the preset carries is not its matter, and is taken in any unit.
    """
    records = {file.record for file in preset.files}
    found = {}
    for variable in variables:
        carried = records - {Record.VARIABLE} if variable.is_absence else records & {Record.VARIABLE}
        rule = preset.rule_for(variable.code)
        if not carried:
            found[variable.code] = ANY
        elif rule is not None:
            found[variable.code] = _units(rule.unit, absence=variable.is_absence) if rule.code else ANY
    return found


def _units(unit: str, *, absence: bool) -> frozenset[Unit]:
    if not unit:
        return ANY
    if absence:
        return _NO_ABSENCE if unit == "cents" else ANY
    return _OF_VARIABLES.get(unit, frozenset({Unit.DAYS}))
