"""A list on paper or in a spreadsheet: exactly the rows and columns shown."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.screen.list import List
from coop_desk.screen.table import Column

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.paper.letterhead import Letterhead

KINDS = (
    (N_("Tableur CSV (*.csv)"), ".csv"),
    (N_("Classeur Excel (*.xlsx)"), ".xlsx"),
    (N_("Classeur LibreOffice (*.ods)"), ".ods"),
)
WIDE_FROM = 6
LONGEST_WORDS = 40


class _Identity:
    read: "Callable[[Desk], Letterhead] | None" = None


def take_letterhead_from(read: "Callable[[Desk], Letterhead]") -> None:
    """Say who knows the letterhead of the co-op (the app tells it once)."""
    _Identity.read = read


def letterhead(desk: "Desk") -> "Letterhead":
    """The letterhead for the lists of this desk."""
    return (_Identity.read or bare_letterhead)(desk)


def bare_letterhead(desk: "Desk") -> "Letterhead":
    """The name of the co-op's folder, while nobody told more."""
    from coop_desk.paper.letterhead import Letterhead

    return Letterhead(desk.coop.name, _("Société coopérative et participative"), "", demo=desk.coop.is_example)


def list_pdf(head: "Letterhead", shown: List, on: date) -> bytes:
    """The list as a PDF: how many rows, what leaves some out, the day it was printed; heads repeated on each page."""
    from coop_desk.paper import sheet, tables, text

    columns = shown.shown_columns()
    rows = tuple(tuple(column.words(record) for column in columns) for record in shown.shown_records())
    heads = tuple(
        tables.Column(column.title, _align(column), grows=column.stretch or _is_prose(row[place] for row in rows))
        for place, column in enumerate(columns)
    )
    parts = (
        text.title(shown.name),
        text.subtitle(", ".join((shown.count_words(), *shown.narrowed_by()))),
        text.small(_("Imprimé le {day}.").format(day=long_day(on))),
        tables.table(heads, rows),
    )
    return sheet.build(sheet.Sheet(head, shown.name, parts, landscape=len(columns) >= WIDE_FROM))


def write_list(path: Path, shown: List, *, example: bool = False) -> None:
    """Write the list to a CSV, XLSX or ODS file, by the ending of its name."""
    from coop_desk.sheets.write import write_table

    columns = shown.shown_columns()
    rows = [[_kept(column, record) for column in columns] for record in shown.shown_records()]
    notice = _("EXEMPLE") if example else ""
    write_table(path, [column.title for column in columns], rows, title=shown.name, notice=notice)


def ask_export(over: QWidget, shown: List, say: Callable[[str], object], *, example: bool = False) -> QFileDialog:
    """Ask where and in which format, then write the list; `say` tells it is done. Never blocks."""
    title = _("Exporter la liste")
    return ask_file(over, title, shown.name, say, lambda path: write_list(path, shown, example=example))


def ask_file(
    over: QWidget, title: str, name: str, say: Callable[[str], object], write: Callable[[Path], object]
) -> QFileDialog:
    """Ask for the file of a spreadsheet, then call `write` with it; `say` tells it is done, or why not."""

    def finish() -> None:
        path = _with_ending(Path(dialog.selectedFiles()[0]), dialog.selectedNameFilter())
        try:
            write(path)
        except (Refused, RuleBroken) as refused:
            say(str(refused))
        except OSError:
            say(_("« {file} » ne peut pas être écrit à cet endroit.").format(file=path.name))
        else:
            say(_("Exporté dans {file}").format(file=path.name))

    dialog = QFileDialog(over, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_(words) for words, _ending in KINDS])
    dialog.selectFile(name)
    dialog.accepted.connect(finish)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _with_ending(path: Path, chosen_filter: str) -> Path:
    endings = {_(words): ending for words, ending in KINDS}
    if path.suffix.lower() in endings.values():
        return path
    return path.with_name(path.name + endings.get(chosen_filter, ".csv"))


def _kept(column: Column, record: Any) -> Any:
    """The cell as a spreadsheet keeps it: a number, an amount, a date or the words."""
    from coop_desk.sheets.write import Amount

    value = column.value(record)
    if column.kind == "amount" and isinstance(value, int):
        return Amount(value)
    return value if column.kind in ("integer", "day") else column.words(record)


def _is_prose(cells: Iterable[str]) -> bool:
    """Whether a column holds sentences, that wrap with the main column when the sheet is too narrow."""
    return any(len(words) > LONGEST_WORDS for words in cells)


def _align(column: Column) -> Any:
    if column.kind == "amount":
        return "decimal"
    return "right" if column.right else "left"
