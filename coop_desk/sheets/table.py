"""What a spreadsheet file holds once read: titles, rows with their line, and how the file was understood."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed

FileKind = Literal["csv", "xlsx", "ods"]
Cell = str | int | Decimal | date | bool
"""One value as the file gives it; an empty cell is ""."""
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row and its line in the file (1 is the first), to be named in messages."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table read from a file; each row has as many cells as there are titles."""

    name: str
    kind: FileKind
    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""
    bom: bool = False
    needs_confirmation: bool = False
    """The encoding is a guess: accents are to be looked at before going on."""

    def described(self) -> list[str]:
        """Say how the file was understood, one French sentence each, and what to look at before going on."""
        return self.understood() + ([self.to_confirm()] if self.needs_confirmation else [])

    def understood(self) -> list[str]:
        """Say how the file was understood, one French sentence each."""
        count = len(self.rows)
        said = [ngettext("{n} ligne sous les titres.", "{n} lignes sous les titres.", count).format(n=integer(count))]
        if self.kind == "csv":
            said.append(_("Colonnes séparées par {separator}.").format(separator=separator_words(self.separator)))
            said.append(_("Caractères lus en {encoding}.").format(encoding=self.encoding))
        else:
            said.append(_("Feuille lue : « {sheet} ».").format(sheet=self.sheet))
        if self.other_sheets:
            said.append(_("Feuilles laissées de côté : {sheets}.").format(sheets=listed(self.other_sheets)))
        return said

    def as_dict(self) -> dict[str, object]:
        """How the file was understood, as plain values, for the command line."""
        read: dict[str, object] = {"name": self.name, "kind": self.kind, "lines": len(self.rows)}
        if self.kind == "csv":
            return {**read, "encoding": self.encoding, "separator": self.separator, "bom": self.bom}
        return {**read, "sheet": self.sheet, "other_sheets": list(self.other_sheets)}

    def to_confirm(self) -> str:
        """Show some words whose letters depend on the guess; nothing when nothing was guessed."""
        if not self.needs_confirmation:
            return ""
        found = dict.fromkeys(
            word
            for cells in (self.headers, *(row.cells for row in self.rows))
            for cell in cells
            if isinstance(cell, str)
            for word in cell.split()
            if not word.isascii()
        )
        shown = listed([f"« {word[:_SHOWN]} »" for word in list(found)[:5]])
        return _("Vérifiez que les lettres accentuées sont justes : {words}.").format(words=shown)


def separator_words(separator: str) -> str:
    """Name the separator of a CSV file."""
    named = {
        ";": _("des points-virgules"),
        ",": _("des virgules"),
        "\t": _("des tabulations"),
        "|": _("des barres verticales"),
    }
    return named.get(separator, _("rien : une seule colonne"))
