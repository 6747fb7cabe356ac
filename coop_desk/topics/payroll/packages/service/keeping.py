"""Packages as they are kept: sealed about the co-op, whole, with what is needed to compare them later."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.compartments.names import COOP, EXPORT, READ, WRITE
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import _
from coop_desk.topics.payroll.exporter.difference import Fact, differences
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.exporter.reading_preset import preset_data, preset_from
from coop_desk.topics.payroll.packages.model import PayImport, PayPackage
from coop_desk.topics.payroll.packages.records import (
    Imported,
    Manifest,
    Package,
    PackageRow,
    digest,
    manifest_from,
    package_name,
)
from coop_desk.topics.payroll.rules.months import compartment_of

KIND = "package"
_MARK = b"\xef\xbb\xbf"


def seal_about_coop(act: Act, month: str, kind: str, said: dict[str, Any]) -> None:
    """Seal something about the co-op, as somebody who writes there or, failing that, who may export."""
    compartment = compartment_of(month)
    right = WRITE if act.sealed.may(compartment, WRITE) else EXPORT
    act.sealed.put(compartment, COOP, _of_kind(kind, said), equal=(kind, month), right=right)


def _of_kind(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    return said | {"v": 1, "kind": kind}


def seal_package(act: Act, manifest: Manifest, preset: Preset, contents: list[bytes], facts: tuple[Fact, ...]) -> None:
    """Seal a package."""
    seal_about_coop(act, manifest.month, KIND, package_payload(manifest, preset, contents, facts))


def package_payload(
    manifest: Manifest, preset: Preset, contents: Sequence[bytes], facts: tuple[Fact, ...]
) -> dict[str, Any]:
    """What is sealed of a package: its files as text, from which the same bytes are made again."""
    mark = _MARK if preset.bom else b""
    said = {
        "manifest": manifest.data(),
        "preset": preset_data(preset),
        "files": [content.removeprefix(mark).decode(preset.encoding) for content in contents],
        "facts": [[fact.matricule, fact.code, fact.day, [list(pair) for pair in fact.said]] for fact in facts],
    }
    return _of_kind(KIND, said)


def package_in(said: dict[str, Any]) -> tuple[Manifest, Preset, tuple[bytes, ...], tuple[Fact, ...]]:
    """What a payload holds: the manifest, the format, the files and the facts."""
    preset = preset_from(said["preset"])
    mark = _MARK if preset.bom else b""
    contents = tuple(mark + text.encode(preset.encoding) for text in said["files"])
    return manifest_from(said["manifest"]), preset, contents, facts_in(said)


def kept(act: Act, month: str, *, right: str = READ) -> dict[int, dict[str, Any]]:
    """Everything kept of the exports of a month, by number."""
    entries = act.sealed.read(compartment_of(month), COOP, equal=(KIND, month), right=right)
    return {int(entry.payload["manifest"]["number"]): entry.payload for entry in entries}


def package_of(act: Act, month: str, number: int, *, right: str = READ) -> Package:
    """Make a package again. RuleBroken EXPORT-14 when it is not found, or not what it was."""
    found = kept(act, month, right=right)
    said = found.get(number)
    if said is None:
        raise RuleBroken("EXPORT-14", _("L’export n° {n} de ce mois n’est pas gardé ici.").format(n=number))
    manifest, _preset, contents, facts = package_in(said)
    if [digest(content) for content in contents] != [file.sha256 for file in manifest.files]:
        wrong = _("L’export n° {n} ne redonne pas ses empreintes : restaurez une sauvegarde.")
        raise RuleBroken("EXPORT-14", wrong.format(n=number))
    before = found.get(manifest.previous or 0)
    changes = differences(facts_in(before), facts) if before is not None else ()
    replaced = number < max(found)
    files = tuple((file.name, content) for file, content in zip(manifest.files, contents, strict=True))
    return Package(package_name(month, number, manifest.preset), manifest, files, changes, replaced)


def facts_in(said: dict[str, Any]) -> tuple[Fact, ...]:
    """What a kept package said of the month."""
    return tuple(Fact(who, code, day, tuple((n, v) for n, v in pairs)) for who, code, day, pairs in said["facts"])


def package_rows(act: Act, month: str | None = None) -> tuple[PackageRow, ...]:
    """The exports of a month, or of all, newest first; nothing sealed is opened."""
    names = people_by_id(act.session)
    wanted = select(PayPackage).order_by(PayPackage.month.desc(), PayPackage.number.desc())
    rows = act.session.scalars(wanted.where(PayPackage.month == month) if month else wanted).all()
    newest: dict[str, int] = {}
    for row in rows:
        newest.setdefault(row.month, row.number)
    ticks = {
        tick.package_id: Imported(tick.imported_on, tick.software, names[tick.ticked_by_id])
        for tick in act.session.scalars(select(PayImport).order_by(PayImport.id))
    }
    return tuple(
        PackageRow(
            row.month, row.number, row.layout, row.layout_version, row.exported_at, names[row.exported_by_id],
            row.number < newest[row.month], ticks.get(row.id),
        )
        for row in rows
    )  # fmt: skip
