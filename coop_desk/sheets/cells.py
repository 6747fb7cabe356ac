"""Gather the rows of one sheet while it is read, with the bounds checked at every cell."""

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from coop_desk.core.i18n import _
from coop_desk.sheets.limits import check_cell, check_columns, check_rows, column_letters, refuse
from coop_desk.sheets.table import Cell, SheetRow


class Rows:
    """Non-empty rows of a sheet, in order; empty cells between filled ones are kept."""

    def __init__(self) -> None:
        self.found: list[SheetRow] = []
        self._line = 0
        self._cells: dict[int, Cell] = {}

    def begin(self, line: int) -> None:
        """Start the row of this line."""
        self._line = line
        self._cells = {}

    def put(self, column: int, value: Cell) -> None:
        """Fill a cell of the current row; an empty one costs nothing."""
        if value == "":
            return
        check_columns(column + 1, self._line)
        if isinstance(value, str):
            check_cell(value, self._line, column)
        self._cells[column] = value

    def finish(self, times: int = 1) -> None:
        """Keep the current row, as many times as the file repeats it."""
        if not any(not isinstance(cell, str) or cell.strip() for cell in self._cells.values()):
            return
        check_rows(len(self.found) + times - 1)
        cells = tuple(self._cells.get(column, "") for column in range(max(self._cells) + 1))
        self.found.extend(SheetRow(self._line + more, cells) for more in range(times))


def number(text: str, line: int, column: int) -> Cell:
    """Read a stored number with the fifteen figures a spreadsheet keeps: whole ones as int."""
    try:
        value = Decimal(text)
        if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
            raise InvalidOperation
    except InvalidOperation:
        refuse_cell(line, column, text)
    kept = Decimal(f"{float(value):.15g}")
    return int(kept) if kept == kept.to_integral_value() else kept


def serial_day(value: Cell, from_1904: bool, line: int, column: int) -> Cell:
    """Turn a stored serial number into a date; a time of day stays words."""
    if not isinstance(value, (int, Decimal)) or isinstance(value, bool):
        return value
    if not from_1904 and 60 <= value < 61:
        refuse_cell(line, column, "29/02/1900")
    epoch = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001
    try:
        moment = epoch + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        refuse_cell(line, column, str(value))
    return day_or_words(moment, only_time=0 <= value < 1)


def day_or_words(moment: datetime, only_time: bool = False) -> date | str:
    """A date at midnight is a date; with an hour it is kept as it is read."""
    if only_time:
        return f"{moment:%H:%M}"
    return moment.date() if moment.time() == datetime.min.time() else f"{moment:%d/%m/%Y %H:%M}"


def refuse_cell(line: int, column: int, shown: str) -> NoReturn:
    """Refuse a file for one cell that cannot be read without guessing."""
    text = _(
        "Cellule {cell} : « {shown} » ne peut pas être lu. Corrigez-la dans votre tableur, puis enregistrez le fichier."
    )
    refuse("FICHIER-08", text.format(cell=f"{column_letters(column)}{line}", shown=shown[:40]))


def refuse_formula(line: int, column: int) -> NoReturn:
    """Refuse a formula whose result was not saved: nothing is computed here."""
    text = _(
        "Cellule {cell} : cette formule n’a pas de résultat enregistré. "
        "Remplacez-la par sa valeur, puis enregistrez le fichier."
    )
    refuse("FICHIER-08", text.format(cell=f"{column_letters(column)}{line}"))
