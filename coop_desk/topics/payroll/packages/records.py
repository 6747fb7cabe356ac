"""What the pages of exports show and what an export hands out: plain, frozen records."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from hashlib import sha256
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import day
from coop_desk.topics.payroll.exporter.difference import Change
from coop_desk.topics.payroll.exporter.engine import DryRun
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.exporter.reading_back import ReadBack
from coop_desk.topics.payroll.rules.states import State


@dataclass(frozen=True, slots=True)
class Imported:
    """That a package was imported without error."""

    on: date
    software: str
    by: str


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One format that may be chosen: one of the program, or one of the co-op in its newest version."""

    name: str
    title: str
    version: int
    shipped: str
    own: bool
    supposed: bool
    notes: str
    verified: Imported | None = None
    """The import without error of this very version."""

    @property
    def sure(self) -> bool:
        """Whether somebody saw it work."""
        return self.verified is not None or not self.supposed

    @property
    def short_status(self) -> str:
        """The status in one word."""
        return _("vérifié") if self.sure else _("supposé")

    @property
    def status(self) -> str:
        """The status in words; what the bookkeeper saw counts more than what was supposed."""
        if self.verified is not None:
            return _("Format vérifié le {day} avec {software}").format(
                day=day(self.verified.on), software=self.verified.software
            )
        return _("Format supposé : testez avec votre cabinet") if self.supposed else _("Format vérifié")


@dataclass(frozen=True, slots=True)
class Layout:
    """A format opened."""

    row: LayoutRow
    preset: Preset
    versions: tuple[tuple[int, datetime, str], ...] = ()
    """Each version of a format of the co-op: its number, when and by whom it was saved."""


@dataclass(frozen=True, slots=True)
class PackageRow:
    """One export of a month, as the history shows it."""

    month: str
    number: int
    layout: str
    layout_version: int
    exported_at: datetime
    exported_by: str
    replaced: bool
    imported: Imported | None = None

    @property
    def status(self) -> str:
        """Where it is, in words."""
        if self.replaced:
            return _("Remplacé")
        return _("Importé sans erreur") if self.imported is not None else _("À importer")


@dataclass(frozen=True, slots=True)
class ExportMonth:
    """One validated month, and its exports, newest first."""

    month: str
    words: str
    state: State
    ready: bool
    """Whether it can be exported now: validated, and not open again."""
    openable: bool
    """Whether this session was handed the key of its year."""
    packages: tuple[PackageRow, ...]

    @property
    def next_number(self) -> int:
        """The number that the next export will have."""
        return max((one.number for one in self.packages), default=0) + 1

    @property
    def status(self) -> str:
        """What is to be done with it, in words."""
        if not self.ready:
            return _("Rouvert")
        return self.packages[0].status if self.packages else _("Prêt")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a format makes of real rows: for each file its name, its heads and its first lines."""

    files: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], int], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """An export tried and not made."""

    month: str
    number: int
    layout: LayoutRow
    run: DryRun
    read_back: ReadBack


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file as the manifest names it. Figures are words: exact, with a decimal point."""

    name: str
    record: str
    rows: int
    sha256: str
    totals: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is written beside the files: what they are, who stands behind them, and how to recognise them."""

    month: str
    number: int
    previous: int | None
    reason: str
    coop: str
    siren: str
    preset: str
    preset_version: int
    preset_status: str
    target: str
    prepared: dict[str, Any]
    validated: dict[str, Any]
    exported: dict[str, Any]
    files: tuple[ManifestFile, ...]
    without_rows: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]
    by_hand: tuple[str, ...]
    notice: str
    example: bool

    def data(self) -> dict[str, Any]:
        """The manifest as JSON says it."""
        return {
            "format": "coop-desk-payroll-package",
            "v": 1,
            "month": self.month,
            "number": self.number,
            "previous": self.previous,
            "reason": self.reason,
            "coop": {"name": self.coop, "siren": self.siren},
            "preset": {"name": self.preset, "version": self.preset_version, "target": self.target,
                       "status": self.preset_status},
            "prepared": self.prepared,
            "validated": self.validated,
            "exported": self.exported,
            "files": [
                {"name": f.name, "record": f.record, "rows": f.rows, "sha256": f.sha256, "totals": list(f.totals)}
                for f in self.files
            ],
            "without_rows": list(self.without_rows),
            "left_out": [{"code": code, "rows": rows} for code, rows in self.left_out],
            "by_hand": list(self.by_hand),
            "notice": self.notice,
            "example": self.example,
        }  # fmt: skip

    def written(self) -> bytes:
        """The bytes of manifest.json."""
        return (json.dumps(self.data(), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def manifest_from(said: dict[str, Any]) -> Manifest:
    """Return a manifest as it was kept."""
    return Manifest(
        month=said["month"],
        number=said["number"],
        previous=said["previous"],
        reason=said["reason"],
        coop=said["coop"]["name"],
        siren=said["coop"]["siren"],
        preset=said["preset"]["name"],
        preset_version=said["preset"]["version"],
        preset_status=said["preset"]["status"],
        target=said["preset"]["target"],
        prepared=said["prepared"],
        validated=said["validated"],
        exported=said["exported"],
        files=tuple(
            ManifestFile(f["name"], f["record"], f["rows"], f["sha256"], tuple(f["totals"])) for f in said["files"]
        ),
        without_rows=tuple(said["without_rows"]),
        left_out=tuple((one["code"], one["rows"]) for one in said["left_out"]),
        by_hand=tuple(said["by_hand"]),
        notice=said["notice"],
        example=said["example"],
    )


@dataclass(frozen=True, slots=True)
class Package:
    """An export as it is handed out: a name for its folder or zip, and its files."""

    name: str
    manifest: Manifest
    files: tuple[tuple[str, bytes], ...] = field(repr=False)
    changes: tuple[Change, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A question of the bookkeeper, or an answer."""

    month: str
    at: datetime
    by: str
    mine: bool
    text: str


def package_name(month: str, number: int, layout: str) -> str:
    """The name of a package's folder or zip: it carries the month and the number."""
    return f"paie-{month}-n{number:02d}-{layout}"


def digest(content: bytes) -> str:
    """SHA-256, as the manifest writes it."""
    return sha256(content).hexdigest()


def exact(figure: Fraction) -> str:
    """A total with a decimal point and no needless zero, to the thousandth."""
    thousandths = round(figure * 1000)
    whole, rest = divmod(abs(thousandths), 1000)
    text = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return f"-{text}" if thousandths < 0 else text
