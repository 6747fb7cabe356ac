"""Turn one cell, as the workbook library gives it, into a value of ours; refuse what would have to be guessed."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NoReturn

from coop_desk.core.i18n import _
from coop_desk.sheets.limits import check_cell, column_letters, refuse
from coop_desk.sheets.table import Cell

RawCell = str | int | float | bool | date | time | timedelta
_MIDNIGHT = time()


def cell_value(raw: RawCell, line: int, column: int) -> Cell:
    """The value of a cell; an hour or a length of time stays words (RuleBroken FICHIER-02, -08)."""
    if isinstance(raw, str):
        check_cell(raw, line, column)
        # a workbook may keep the line ends of Windows, which mean the same
        return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)):
        return _number(raw, line, column)
    if isinstance(raw, datetime):
        return _day_or_words(raw)
    if isinstance(raw, date):
        return raw
    if isinstance(raw, time):
        return f"{raw:%H:%M}"
    minutes = round(raw / timedelta(minutes=1))
    return f"{minutes // 60}:{minutes % 60:02d}"


def _number(raw: float, line: int, column: int) -> Cell:
    """The fifteen figures that a spreadsheet keeps: whole ones as int."""
    if not -1e15 < raw < 1e15:  # nor "not a number", which compares with nothing
        refuse_cell(line, column, f"{raw:g}")
    kept = Decimal(f"{raw:.15g}")
    return int(kept) if kept == kept.to_integral_value() else kept


def _day_or_words(moment: datetime) -> date | str:
    """A day at midnight, to the nearest second, is a date; with an hour it is kept as it is read."""
    moment = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date() if moment.time() == _MIDNIGHT else f"{moment:%d/%m/%Y %H:%M}"


def refuse_cell(line: int, column: int, shown: str) -> NoReturn:
    """Refuse a file for one cell that cannot be read without guessing."""
    text = _(
        "Cellule {cell} : « {shown} » ne peut pas être lu. Corrigez-la dans votre tableur, puis enregistrez le fichier."
    )
    refuse("FICHIER-08", text.format(cell=cell_name(line, column), shown=shown[:40]))


def refuse_formula(line: int, column: int) -> NoReturn:
    """Refuse a formula whose result was not saved: nothing is computed here."""
    text = _(
        "Cellule {cell} : cette formule n’a pas de résultat enregistré. "
        "Remplacez-la par sa valeur, puis enregistrez le fichier."
    )
    refuse("FICHIER-08", text.format(cell=cell_name(line, column)))


def refuse_break(line: int, column: int) -> NoReturn:
    """Refuse a text whose words the library would stick together."""
    text = _(
        "Cellule {cell} : ce texte contient une tabulation ou un saut de ligne. "
        "Remplacez-le par une espace, puis enregistrez le fichier."
    )
    refuse("FICHIER-08", text.format(cell=cell_name(line, column)))


def cell_name(line: int, column: int) -> str:
    """Name a cell as spreadsheets do, such as B2."""
    return f"{column_letters(column)}{line}"
