"""The format in use: what it takes of the catalogue is looked at before a month is prepared."""

from collections.abc import Iterable

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.topics.payroll.exporter.preset import CodeRule
from coop_desk.topics.payroll.packages.model import PayPackage
from coop_desk.topics.payroll.packages.service.layouts import layout_named, layouts
from coop_desk.topics.payroll.rules.catalogue import Unit, Variable
from coop_desk.topics.payroll.service.targets import Targets, tells_targets

_CONVERTED = {"cents": {Unit.AMOUNT}, "hours": {Unit.HOURS}, "minutes": {Unit.HOURS}, "days": {Unit.DAYS}}


@tells_targets
def known_codes(act: Act, variables: Iterable[Variable]) -> Targets | None:
    """What the format of the last export takes, or the only one of the co-op; None while there is no telling."""
    name = layout_in_use(act)
    if name is None:
        return None
    preset = layout_named(act, name).preset
    rules = {variable: preset.rule_for(variable.code) for variable in variables}
    return {variable.code: _units(variable, rule) for variable, rule in rules.items() if rule is not None}


def layout_in_use(act: Act) -> str | None:
    """The format of the last export, else the only one that the co-op made its own."""
    last = act.session.scalars(select(PayPackage.layout).order_by(PayPackage.id.desc()).limit(1)).first()
    own = [row.name for row in layouts.function(act) if row.own]
    return last or (own[0] if len(own) == 1 else None)


def _units(variable: Variable, rule: CodeRule) -> frozenset[Unit]:
    """The units that a rule takes: its own is converted from one only; absences are counted day by day elsewhere."""
    if not rule.unit or variable.is_absence:
        return frozenset(Unit)
    return frozenset(_CONVERTED.get(rule.unit, set()))
