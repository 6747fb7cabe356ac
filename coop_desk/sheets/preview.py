"""What an import would do, shown before anything is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.sheets.columns import LineError


class Kind(StrEnum):
    """What becomes of a line."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that would change, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of the file and what it would do."""

    line: int
    label: str
    kind: Kind
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole import, before it is accepted or given up."""

    lines: tuple[PreviewLine, ...]
    errors: tuple[LineError, ...] = ()

    @property
    def created(self) -> int:
        """How many would be created."""
        return self._count(Kind.CREATED)

    @property
    def changed(self) -> int:
        """How many would be changed."""
        return self._count(Kind.CHANGED)

    @property
    def unchanged(self) -> int:
        """How many are already as the file says."""
        return self._count(Kind.UNCHANGED)

    @property
    def acceptable(self) -> bool:
        """Whether the import may be done: all or nothing, so without any error."""
        return not self.errors

    def sentence(self) -> str:
        """Sum it up in one French sentence."""
        parts = (
            ngettext("{n} création", "{n} créations", self.created).format(n=integer(self.created)),
            ngettext("{n} modification", "{n} modifications", self.changed).format(n=integer(self.changed)),
            ngettext("{n} sans changement", "{n} sans changement", self.unchanged).format(n=integer(self.unchanged)),
            ngettext("{n} erreur", "{n} erreurs", len(self.errors)).format(n=integer(len(self.errors))),
        )
        words = _("{parts}.").format(parts=", ".join(parts))
        return words if self.acceptable else f"{words} {_('Rien ne sera importé tant qu’il reste une erreur.')}"

    def as_dict(self) -> dict[str, object]:
        """The same as plain values, for the command line."""
        return {
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "errors": [
                {"line": error.line, "column": error.column, "rule": error.rule, "message": error.message}
                for error in self.errors
            ],
        }

    def _count(self, kind: Kind) -> int:
        return sum(line.kind is kind for line in self.lines)


def compare(line: int, label: str, before: Mapping[str, str] | None, after: Mapping[str, str]) -> PreviewLine:
    """Compare what is recorded, title by title, with what the file says; before is None for someone new."""
    if before is None:
        return PreviewLine(line, label, Kind.CREATED)
    changes = tuple(
        Difference(title, before.get(title, ""), text) for title, text in after.items() if before.get(title, "") != text
    )
    return PreviewLine(line, label, Kind.CHANGED if changes else Kind.UNCHANGED, changes)


def preview_of(lines: Sequence[PreviewLine], errors: Sequence[LineError]) -> Preview:
    """Gather lines and errors in the order of the file."""
    return Preview(
        tuple(sorted(lines, key=lambda line: line.line)), tuple(sorted(errors, key=lambda error: error.line))
    )
