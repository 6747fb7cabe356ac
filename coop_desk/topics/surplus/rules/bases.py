"""The bases of the key as they are entered: checked one by one, or read from a spreadsheet (SUR-07)."""

from collections.abc import Mapping
from decimal import Decimal

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import fold
from coop_desk.sheets.columns import Column, LineError, guess, parse_rows, repeated
from coop_desk.sheets.table import Cell, SheetTable
from coop_desk.sheets.values import parse_amount, parse_line
from coop_desk.topics.surplus.records import Basis

MOST_MINUTES = 366 * 24 * 60


def check(basis: Basis) -> None:
    """Refuse an amount or a time that nobody can have in a year."""
    amounts = (basis.pay_cents, basis.more_pay_cents, basis.minutes, basis.more_minutes)
    if min(amounts) < 0 or basis.minutes + basis.more_minutes > MOST_MINUTES:
        raise RuleBroken("SUR-07", _("Un salaire ou un temps de l’année n’est ni négatif, ni plus long qu’elle."))


def parse_minutes(cell: Cell) -> int | None:
    """Read hours of a year, written 1607 or 803,5, as whole minutes (FICHIER-13)."""
    hundredths = parse_amount(str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell)
    return None if hundredths is None else (hundredths * 60 + 50) // 100


def columns() -> tuple[Column, ...]:
    """What a spreadsheet of bases holds."""
    return (
        Column("name", _("Nom"), parse_line, ("salarié", "personne", "prénom nom"), required=True),
        Column("pay", _("Salaire brut"), parse_amount, ("salaire", "brut", "salaire annuel"), required=True),
        Column("minutes", _("Heures"), parse_minutes, ("temps de travail", "heures annuelles"), required=True),
        Column("more_pay", _("Salaire rétabli"), parse_amount, ("salaire des absences",)),
        Column("more_minutes", _("Heures rétablies"), parse_minutes, ("heures des absences",)),
    )


def read(table: SheetTable, names: Mapping[str, PersonId]) -> list[tuple[PersonId, Basis]]:
    """Read every line; the first thing wrong is refused with its line and column, and nothing is kept."""
    known = columns()
    parsed, errors = parse_rows(table, known, guess(known, table.headers))
    errors = errors or repeated(parsed, "name", _("Nom"))
    found = []
    for row in parsed:
        person_id = names.get(fold(str(row.values["name"])))
        if person_id is None:
            said = _("« {name} » n’a pas eu de contrat dans l’exercice.").format(name=row.values["name"])
            errors.append(LineError(row.line, _("Nom"), "SUR-06", said))
            continue
        found.append(
            (
                person_id,
                Basis(*(_number(row.values[key]) for key in ("pay", "minutes", "more_pay", "more_minutes"))),
            )
        )
    for error in sorted(errors, key=lambda error: error.line):
        raise RuleBroken(error.rule, error.sentence())
    return found


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
