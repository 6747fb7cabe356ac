"""Read the files of an export back, by the reader of their preset, and find in them the month they came from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.topics.payroll.exporter.cells import Value, rounded
from coop_desk.topics.payroll.exporter.engine import WrittenFile
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.exporter.readers.layouts import READERS
from coop_desk.topics.payroll.exporter.readers.text import Read, Unreadable
from coop_desk.topics.payroll.exporter.rows import Row
from coop_desk.topics.payroll.exporter.shelf import shipped


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading the files again found: how many lines, and every difference; `known` is False without a reader."""

    known: bool
    lines: int
    differences: tuple[str, ...] = ()


def has_reader(base: str, preset: Preset) -> bool:
    """Whether the preset is still laid out as its reader expects: codes, words and fixed values may have changed."""
    if base not in READERS:
        return False
    return _layout(preset) == _layout(shipped(base))


def _layout(preset: Preset) -> Preset:
    files = tuple(
        replace(file, sort=(), filter={}, columns=tuple(replace(c, default="", required=False) for c in file.columns))
        for file in preset.files
    )
    return replace(
        preset, target="", version=0, status=preset.status.ASSUMED, file_name="", files=files, codes={}, notes="",
        allow=frozenset(),
    )  # fmt: skip


def read_back(base: str, preset: Preset, files: Sequence[WrittenFile], contents: Sequence[bytes]) -> ReadBack:
    """Read the files and compare each line with what the month says."""
    if not has_reader(base, preset):
        return ReadBack(False, 0)
    counted, found = 0, []
    for file, content, reader in zip(files, contents, READERS[base], strict=True):
        try:
            lines = list(reader(content))
        except Unreadable as fault:
            found.append(_("{name} ne se relit pas : {why}").format(name=file.name, why=fault))
            continue
        counted += len(lines)
        if len(lines) != len(file.rows):
            found.append(_("{name} : {n} lignes relues au lieu de {wanted}").format(
                name=file.name, n=integer(len(lines)), wanted=integer(len(file.rows))))  # fmt: skip
        for place, (read, row) in enumerate(zip(lines, file.rows, strict=False), 2):
            found += [
                _("{name}, ligne {line} : {what} relu {read}").format(
                    name=file.name, line=integer(place), what=source, read=said)
                for source, said in _wrong(read, row)
            ]  # fmt: skip
    return ReadBack(True, counted, tuple(found))


def _wrong(read: Read, row: Row) -> list[tuple[str, str]]:
    return [(source, str(said)) for source, said in read.items() if not _same(said, row.values[source])]


def _same(read: str | date | Decimal | bool | None, meant: Value) -> bool:
    if isinstance(meant, Fraction):
        if not isinstance(read, Decimal):
            return False
        places = -int(read.as_tuple().exponent)
        return int(read.scaleb(places)) == rounded(meant, places)
    if meant is None or meant == "":
        return read is None or read == ""
    return read == meant
