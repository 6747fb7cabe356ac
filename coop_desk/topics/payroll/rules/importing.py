"""A spreadsheet of variables read against a month: one line per variable, or one column per variable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.words import fold
from coop_desk.topics.payroll.rules.catalogue import Unit, Variable
from coop_desk.topics.payroll.rules.grid import exchange_of, here, is_open
from coop_desk.topics.payroll.rules.keeping import Exchange, PersonMonth
from coop_desk.topics.payroll.rules.lines import Line, checked_line, read_figure
from coop_desk.topics.payroll.rules.months import check_month

MATRICULE, CODE, QUANTITY, AMOUNT = N_("Matricule"), N_("Code"), N_("Quantité"), N_("Montant")
STARTS, ENDS, COMMENT, CONCERNS = N_("Début"), N_("Fin"), N_("Commentaire"), N_("Mois concerné")
LONG = (CODE, QUANTITY, AMOUNT, STARTS, ENDS, COMMENT, CONCERNS)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number, and what stands under each title, as typed."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: the line, the person, the column, and why."""

    line: int
    name: str
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would change, or why it changes nothing: with one fault, nothing is written."""

    exchanges: tuple[Exchange, ...]
    faults: tuple[Fault, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is read against: who has which matricule, what stands in the month, the catalogue."""

    month: str
    people: Mapping[str, tuple[PersonId, str]]
    held: Mapping[PersonId, PersonMonth]
    variables: Mapping[str, Variable]


def plan(headers: Sequence[str], rows: Sequence[Row], known: Known) -> Plan:
    """Read every line. RuleBroken PAY-14 when no column says of whom, or of what."""
    titles = {fold(header.strip()): header for header in headers}
    matricule = titles.get(fold(_(MATRICULE)))
    wide = _wide(headers, known.variables)
    code = titles.get(fold(_(CODE)))
    if matricule is None or (code is None and not wide):
        raise RuleBroken(
            "PAY-14",
            _("Ce fichier n’a pas de colonne « Matricule », ou aucune colonne ne porte un code ou un nom de variable."),
        )
    exchanges: list[Exchange] = []
    faults: list[Fault] = []
    for row in rows:
        written = row.cells.get(matricule, "").strip()
        if not any(text.strip() for text in row.cells.values()):
            continue
        person = known.people.get(written)
        if person is None:
            said = _("Le matricule « {matricule} » n’est celui de personne ce mois-ci.").format(matricule=written)
            faults.append(Fault(row.number, "", matricule, said))
            continue
        found = _long(row, titles, person, known, faults) if code else _across(row, wide, person, known, faults)
        exchanges += found
    return Plan(tuple(exchanges), tuple(faults), len({one.person_id for one in exchanges}))


def _wide(headers: Sequence[str], variables: Mapping[str, Variable]) -> dict[str, Variable]:
    by_name = {fold(name): one for one in variables.values() for name in (one.code, one.label)}
    return {header: by_name[fold(header.strip())] for header in headers if fold(header.strip()) in by_name}


def _across(
    row: Row, wide: Mapping[str, Variable], person: tuple[PersonId, str], known: Known, faults: list[Fault]
) -> list[Exchange]:
    """One column per variable: an empty cell says nothing."""
    found = []
    for header, variable in wide.items():
        typed = row.cells.get(header, "")
        if typed.strip():
            held = known.held.get(person[0], PersonMonth(person[0], known.month))
            try:
                exchange = exchange_of(person[0], here(held, variable.code), variable, typed, person[1])
                if exchange is not None and exchange.now is not None:
                    checked_line(exchange.now, variable, known.month, person[1])
            except RuleBroken as refusal:
                faults.append(Fault(row.number, person[1], header, str(refusal)))
                continue
            found += [exchange] if exchange is not None else []
    return found


def _long(
    row: Row, titles: Mapping[str, str], person: tuple[PersonId, str], known: Known, faults: list[Fault]
) -> list[Exchange]:
    """One line per variable, with its days and the month it corrects."""

    def cell(title: str) -> str:
        header = titles.get(fold(_(title)))
        return row.cells.get(header, "").strip() if header is not None else ""

    column = CODE
    try:
        variable = known.variables.get(cell(CODE))
        if variable is None:
            raise RuleBroken("PAY-10", _("Le code « {code} » est inconnu.").format(code=cell(CODE)))
        line = Line(variable.code, comment=cell(COMMENT))
        if variable.unit is not Unit.AMOUNT:
            column = QUANTITY
            line = replace(line, quantity=read_figure(cell(QUANTITY), variable.unit))
        column = AMOUNT
        line = replace(line, amount=read_figure(cell(AMOUNT), Unit.AMOUNT))
        column = STARTS
        line = replace(line, starts=_day(cell(STARTS)))
        column = ENDS
        line = replace(line, ends=_day(cell(ENDS)))
        column = CONCERNS
        line = replace(line, concerns=check_month(cell(CONCERNS)) if cell(CONCERNS) else None)
        column = CODE
        line = checked_line(line, variable, known.month, person[1])
    except RuleBroken as refusal:
        faults.append(Fault(row.number, person[1], _(column), str(refusal)))
        return []
    stands = here(known.held.get(person[0], PersonMonth(person[0], known.month)), variable.code)
    alone = len(stands) == 1 and is_open(stands, variable) and line.concerns is None
    was = stands[0] if alone else None
    return [Exchange(person[0], was, line)] if was != line else []


def _day(text: str) -> date | None:
    if not text:
        return None
    parts = text.replace("-", "/").split("/")
    try:
        first, month, last = (int(part) for part in parts)
        return date(first, month, last) if len(parts[0]) == 4 else date(last, month, first)
    except ValueError:
        raise RuleBroken(
            "PAY-10", _("« {typed} » n’est pas une date : écrivez 12/06/2026.").format(typed=text)
        ) from None
