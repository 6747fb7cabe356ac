"""The lines of an entry read from a sheet of the payroll tool, or from a file like the FEC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import day as in_words
from coop_desk.core.words import integer
from coop_desk.sheets.columns import Column, LineError, ParsedRow, guess, parse_rows
from coop_desk.sheets.table import Cell, SheetTable
from coop_desk.sheets.values import parse_amount, parse_date, parse_line
from coop_desk.topics.payroll.entry.records import Chart, Line
from coop_desk.topics.payroll.entry.rules.booking import check_line
from coop_desk.topics.payroll.rules.fec.values import day as fec_day
from coop_desk.topics.payroll.rules.months import first_day, month_words


@dataclass(frozen=True, slots=True)
class Imported:
    """The lines of a sheet, and what is wrong in it: nothing is taken while something is."""

    lines: tuple[Line, ...]
    errors: tuple[LineError, ...]


def _account(cell: Cell) -> str | None:
    """A number of account, also when a workbook made a number of it."""
    text = parse_line(str(int(cell)) if not isinstance(cell, str | bool | date) else cell)
    return text.replace(" ", "").upper() if text else None


def _day(cell: Cell) -> date | None:
    text = str(cell).strip()
    found = fec_day(text) if len(text) == 8 and text.isdecimal() else None
    return found or parse_date(cell)


def _side(cell: Cell) -> str | None:
    text = (parse_line(cell) or "").upper()[:1]
    if text in ("", "D", "C"):
        return text or None
    raise RuleBroken("ECR-09", _("« {text} » n’est ni D ni C.").format(text=str(cell)[:20]))


COLUMNS = (
    Column("account", N_("Compte"), _account, ("CompteNum", "N° compte", "Numéro de compte", "Compte général"), True),
    Column("account_label", N_("Nom du compte"), parse_line, ("CompteLib", "Libellé du compte", "Intitulé")),
    Column("words", N_("Libellé"), parse_line, ("EcritureLib", "Libellé de l’écriture", "Désignation")),
    Column("debit", N_("Débit"), parse_amount, ("Montant débit", "Débit €")),
    Column("credit", N_("Crédit"), parse_amount, ("Montant crédit", "Crédit €")),
    Column("amount", N_("Montant"), parse_amount),
    Column("side", N_("Sens"), _side, ("D/C", "Sens D/C")),
    Column("auxiliary", N_("Compte auxiliaire"), parse_line, ("CompAuxNum", "Auxiliaire", "Tiers")),
    Column("auxiliary_label", N_("Nom du compte auxiliaire"), parse_line, ("CompAuxLib",)),
    Column("day", N_("Date"), _day, ("EcritureDate", "Date écriture", "Date de l’écriture")),
)


def guessed_columns(table: SheetTable) -> dict[str, str]:
    """Match the columns by their titles."""
    return guess(_translated(), table.headers)


def _translated() -> list[Column]:
    return [Column(one.key, _(one.title), one.parse, one.synonyms, one.required) for one in COLUMNS]


def imported(table: SheetTable, mapping: Mapping[str, str], month: str, chart: Chart) -> Imported:
    """Read every line of a month, or say what is wrong on each (ECR-02, ECR-09)."""
    if not {"debit", "credit"} <= set(mapping) and not {"amount", "side"} <= set(mapping):
        raise RuleBroken(
            "ECR-09", _("Choisissez les colonnes du débit et du crédit, ou celles du montant et du sens (D ou C).")
        )
    rows, errors = parse_rows(table, _translated(), mapping)
    lines: list[Line] = []
    for row in rows:
        try:
            line = _line(row, month, chart)
            if line is not None:
                check_line(line, row.line)
                lines.append(line)
        except RuleBroken as refusal:
            errors.append(LineError(row.line, "", refusal.rule, refusal.message))
    if not lines and not errors:
        raise RuleBroken("ECR-09", _("Ce fichier n’a aucun montant."))
    return Imported(tuple(lines), tuple(sorted(errors, key=lambda one: one.line)))


def _line(row: ParsedRow, month: str, chart: Chart) -> Line | None:
    """One line of the sheet; None when it has no amount at all."""
    said = {key: value for key, value in row.values.items() if value is not None}
    debit, credit = _amounts(said)
    if not debit and not credit:
        return None
    if debit and credit:
        raise RuleBroken("ECR-09", _("Le débit et le crédit sont remplis tous les deux. Faites-en deux lignes."))
    when = said.get("day")
    if isinstance(when, date) and when < first_day(month):
        raise RuleBroken(
            "ECR-09",
            _("L’écriture est du {day}, avant {month}. Choisissez le bon mois, ou le bon fichier.").format(
                day=in_words(when), month=month_words(month)
            ),
        )
    account = str(said.get("account", ""))
    label = str(said.get("account_label") or chart.label_of(account))
    if not label:
        raise RuleBroken(
            "ECR-09",
            _("Le compte {account} n’a pas de nom, ni dans le fichier ni dans « Comptes ». Donnez-lui-en un.").format(
                account=account
            ),
        )
    cents = debit - credit
    return Line(
        account,
        label,
        str(said.get("words") or _("Paie, {month}").format(month=month_words(month))),
        max(cents, 0),
        max(-cents, 0),
        str(said.get("auxiliary", "")),
        str(said.get("auxiliary_label", "")),
    )


def _amounts(said: Mapping[str, object]) -> tuple[int, int]:
    def cents(key: str) -> int:
        found = said.get(key)
        return found if isinstance(found, int) else 0

    if cents("amount"):
        side = said.get("side")
        if side is None:
            raise RuleBroken("ECR-09", _("Le montant n’a pas de sens : écrivez D ou C."))
        return (cents("amount"), 0) if side == "D" else (0, cents("amount"))
    return cents("debit"), cents("credit")


def said_errors(errors: tuple[LineError, ...], most: int = 12) -> list[str]:
    """Tell the errors, one sentence each, and how many more there are."""
    told = [error.sentence() for error in errors[:most]]
    return told + ([_("… et {n} autres.").format(n=integer(len(errors) - most))] if len(errors) > most else [])
