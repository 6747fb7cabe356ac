"""The bounds of what is read from outside, and the refusals that name them."""

from typing import NoReturn

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import integer

FILE_BYTES = 20 * 1024 * 1024
ROWS = 50_000
COLUMNS = 200
CHARACTERS = 10_000
ENTRIES = 1_000
UNPACKED_BYTES = 200 * 1024 * 1024
RATIO = 100
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 20


def check_size(size: int) -> None:
    """Refuse a file of more than 20 MB, or an empty one."""
    if size == 0:
        refuse("FICHIER-01", _("Ce fichier est vide. Choisissez le fichier enregistré par votre tableur."))
    if size > FILE_BYTES:
        refuse("FICHIER-02", _("Ce fichier dépasse 20 Mo. Gardez seulement la feuille à importer, puis recommencez."))


def check_rows(count: int) -> None:
    """Refuse more than 50 000 rows."""
    if count > ROWS:
        text = _("Ce fichier a plus de {rows} lignes. Coupez-le en plusieurs fichiers.")
        refuse("FICHIER-02", text.format(rows=integer(ROWS)))


def check_columns(count: int, line: int) -> None:
    """Refuse more than 200 columns."""
    if count > COLUMNS:
        text = _("Ligne {line} : plus de {columns} colonnes. Gardez seulement les colonnes utiles.")
        refuse("FICHIER-02", text.format(line=line, columns=COLUMNS))


def check_cell(text: str, line: int, column: int) -> None:
    """Refuse a cell of more than 10 000 characters."""
    if len(text) > CHARACTERS:
        words = _(
            "Ligne {line}, colonne {column} : plus de {limit} caractères dans une cellule. "
            "Un guillemet ouvert plus haut n’est peut-être pas refermé."
        )
        refuse("FICHIER-02", words.format(line=line, column=column_letters(column), limit=integer(CHARACTERS)))


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def refuse(rule: str, message: str) -> NoReturn:
    """Stop reading: the file is not used at all."""
    raise RuleBroken(rule, message)
