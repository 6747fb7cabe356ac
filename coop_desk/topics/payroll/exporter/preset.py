"""What a preset says: how the files of one payroll program are laid out, and what it calls each neutral code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.i18n import N_, _


class Record(StrEnum):
    """What one line of a file is about."""

    VARIABLE = "variable"
    ABSENCE_PERIOD = "absence_period"
    ABSENCE_DAY = "absence_day"

    @property
    def words(self) -> str:
        """The record on screen."""
        return _(_RECORD_WORDS[self])

    @property
    def in_file_name(self) -> str:
        """The record in the name of a file: plain letters, in any language."""
        return "variables" if self is Record.VARIABLE else "absences"


_RECORD_WORDS = {
    Record.VARIABLE: N_("variables, une par ligne"),
    Record.ABSENCE_PERIOD: N_("absences, une période par ligne"),
    Record.ABSENCE_DAY: N_("absences, un jour par ligne"),
}


class Status(StrEnum):
    """Whether the layout was seen at work, or put together from what is known of the program."""

    VERIFIED = "verified"
    ASSUMED = "assumed"

    @property
    def words(self) -> str:
        """The status in words, as every screen and print says it."""
        return _("Format vérifié") if self is Status.VERIFIED else _("Format supposé : testez avec votre cabinet")


class Allowed(StrEnum):
    """What is refused unless the preset says so."""

    TRANSLITERATION = "transliteration"
    APOSTROPHE = "apostrophe"
    ZERO_LINES = "zero_lines"


ENCODINGS = ("utf-8", "windows-1252", "iso8859-15", "iso8859-1", "ascii")
NEWLINES = {"crlf": "\r\n", "lf": "\n"}
FIELDS = ("hours", "base", "amount")
UNITS = ("days", "hours", "ouvrables", "ouvres", "minutes", "cents")


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One column: where its value comes from and how it is written. Without source, `default` stands in every line."""

    name: str
    source: str = ""
    format: str = ""
    width: int | None = None
    align: str = "left"
    pad: str = ""
    default: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class FileLayout:
    """One file. `filter`: for a source, the values that are taken; `*` at the end of one stands for anything."""

    record: Record
    columns: tuple[ColumnLayout, ...]
    filter: Mapping[str, tuple[str, ...]]
    sort: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeRule:
    """What the program calls one neutral code; an empty code leaves its lines out on purpose."""

    code: str
    unit: str = ""
    sign: int = 1
    field: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A whole preset. `notes`: what is known and what is supposed, for whoever reads it on screen."""

    target: str
    version: int
    status: Status
    encoding: str
    bom: bool
    newline: str
    separator: str
    quote: str
    decimal: str
    date_format: str
    header: bool
    file_name: str
    files: tuple[FileLayout, ...]
    codes: Mapping[str, CodeRule]
    allow: frozenset[Allowed] = frozenset()
    notes: str = ""

    def rule_for(self, code: str) -> CodeRule | None:
        """The rule of a neutral code: its own, or that of the longest beginning followed by `*`; None when unmapped."""
        for pattern in sorted(self.codes, key=len, reverse=True):
            found = matched(pattern, code)
            if found is not None:
                rule = self.codes[pattern]
                return CodeRule(rule.code.replace("*", found), rule.unit, rule.sign, rule.field)
        return None


def matched(pattern: str, value: str) -> str | None:
    """What `*` stands for in a value that follows the pattern, None when it does not follow it."""
    if pattern.endswith("*"):
        return value[len(pattern) - 1 :] if value.startswith(pattern[:-1]) else None
    return "" if value == pattern else None
