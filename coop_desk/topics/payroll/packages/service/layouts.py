"""Formats: those of the program, and those of the co-op, saved version by version."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.topics.payroll.exporter.preset import Preset, Status
from coop_desk.topics.payroll.exporter.reading_preset import preset_data, preset_from, preset_json, read_preset
from coop_desk.topics.payroll.exporter.shelf import NAMES, shipped
from coop_desk.topics.payroll.exporter.units import taken_units
from coop_desk.topics.payroll.packages.model import PayImport, PayLayout, PayPackage
from coop_desk.topics.payroll.packages.records import Imported, Layout, LayoutRow
from coop_desk.topics.payroll.rules.catalogue import Unit, Variable
from coop_desk.topics.payroll.service.targets import tells_targets

RIGHTS = (Right.PAY_EXPORT, Right.PAY_PREPARE, Right.PAY_VALIDATE)


@query(*RIGHTS, words=N_("Consultation des formats d’export de la paie"))
def layouts(act: Act) -> tuple[LayoutRow, ...]:
    """Return every format that may be chosen: those of the co-op first."""
    imports = _imports(act)
    own = [_own_row(row, imports) for row in _newest(act).values() if row.in_use]
    return (*sorted(own, key=lambda row: fold(row.title)), *(_shipped_row(name, imports) for name in NAMES))


@query(*RIGHTS, words=N_("Consultation d’un format d’export de la paie"))
def layout(act: Act, name: str) -> Layout:
    """Open one format. RuleBroken PRESET-07 when there is none."""
    return layout_named(act, name)


def layout_named(act: Act, name: str) -> Layout:
    """Open one format, within the act of the caller."""
    imports = _imports(act)
    newest = _newest(act).get(name)
    if newest is None:
        return Layout(_shipped_row(name, imports), shipped(name))
    names = people_by_id(act.session)
    found = act.session.scalars(select(PayLayout).where(PayLayout.name == name).order_by(PayLayout.version)).all()
    versions = tuple((row.version, row.saved_at, names[row.saved_by_id]) for row in found)
    return Layout(_own_row(newest, imports), preset_from(newest.document), versions)


@action(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Enregistrement d’un format d’export de la paie"))
def save_layout(act: Act, name: str, document: Any, base: str) -> str:
    """Keep a format of the co-op, as a first version or the next one, and return its name.

    Raises RuleBroken PRESET-01 to PRESET-06 for a preset that lies, PRESET-08 for a name that is taken or none.
    """
    return _save(act, name, preset_from(document), base)


@action(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Import d’un format d’export de la paie"))
def import_layout(act: Act, name: str, content: bytes) -> str:
    """Keep a format that somebody shared, and return its name."""
    preset = read_preset(content)
    alike = next((one for one in NAMES if shipped(one).target == preset.target), NAMES[0])
    return _save(act, name, preset, alike)


@action(Right.PAY_EXPORT, Right.PAY_PREPARE, words=N_("Retrait d’un format d’export de la paie"))
def retire_layout(act: Act, name: str) -> None:
    """Propose a format of the co-op no more; the packages made with it keep it."""
    row = _newest(act).get(name)
    if row is None or not row.in_use:
        raise RuleBroken("PRESET-07", _("Ce format n’est pas un format de la coopérative."))
    _add(act, name, row.title, row.version + 1, row.shipped, row.document, in_use=False)


@query(*RIGHTS, words=N_("Partage d’un format d’export de la paie"))
def shared_layout(act: Act, name: str) -> bytes:
    """Write a format as the document that another co-op can import."""
    return preset_json(layout_named(act, name).preset)


@tells_targets
def _codes_of_the_format_in_use(act: Act, variables: Iterable[Variable]) -> dict[str, frozenset[Unit]] | None:
    """What the format of the newest export takes; failing that, the only format of the co-op."""
    name = _in_use(act)
    return None if name is None else taken_units(layout_named(act, name).preset, variables)


def _in_use(act: Act) -> str | None:
    newest = select(PayPackage.layout).order_by(PayPackage.month.desc(), PayPackage.number.desc()).limit(1)
    exported = act.session.scalar(newest)
    if exported is not None:
        return exported
    own = [row.name for row in _newest(act).values() if row.in_use]
    return own[0] if len(own) == 1 else None


def _save(act: Act, name: str, preset: Preset, base: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40]
    if not key or key in NAMES:
        raise RuleBroken("PRESET-08", _("Donnez à ce format un nom qui n’est pas celui d’un format du programme."))
    before = _newest(act).get(key)
    version = before.version + 1 if before is not None else 1
    document = preset_data(preset) | {"version": version, "status": Status.ASSUMED.value}
    _add(act, key, name.strip(), version, before.shipped if before is not None else base, document, in_use=True)
    return key


def _add(act: Act, name: str, title: str, version: int, base: str, document: dict[str, Any], *, in_use: bool) -> None:
    act.session.add(
        PayLayout(
            name=name, title=title, version=version, shipped=base, document=document, in_use=in_use, saved_at=act.now,
            saved_by_id=act.actor_id,
        )
    )  # fmt: skip
    act.session.flush()
    act.say(_("{name}, version {n}").format(name=name, n=version))


def _newest(act: Act) -> dict[str, PayLayout]:
    rows = act.session.scalars(select(PayLayout).order_by(PayLayout.name, PayLayout.version))
    return {row.name: row for row in rows}


def _imports(act: Act) -> dict[tuple[str, int], Imported]:
    names = people_by_id(act.session)
    wanted = select(PayPackage, PayImport).join(PayImport, PayImport.package_id == PayPackage.id).order_by(PayImport.id)
    return {
        (package.layout, package.layout_version): Imported(tick.imported_on, tick.software, names[tick.ticked_by_id])
        for package, tick in act.session.execute(wanted)
    }


def _shipped_row(name: str, imports: dict[tuple[str, int], Imported]) -> LayoutRow:
    preset = shipped(name)
    supposed = preset.status is Status.ASSUMED
    return LayoutRow(
        name, preset.target, preset.version, name, False, supposed, preset.notes, imports.get((name, preset.version))
    )


def _own_row(row: PayLayout, imports: dict[tuple[str, int], Imported]) -> LayoutRow:
    preset = preset_from(row.document)
    return LayoutRow(
        row.name, row.title, row.version, row.shipped, True,
        True, preset.notes, imports.get((row.name, row.version)),
    )  # fmt: skip
