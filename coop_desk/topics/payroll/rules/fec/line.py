"""One line of a file of accounting entries: every fault of it, said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coop_desk.core.i18n import _
from coop_desk.core.words import day as in_words
from coop_desk.core.words import integer
from coop_desk.topics.payroll.rules.fec import findings as rules
from coop_desk.topics.payroll.rules.fec.findings import Findings
from coop_desk.topics.payroll.rules.fec.values import (
    COLUMNS,
    FILLED_COLUMNS,
    FIRST_YEAR,
    LAST_YEAR,
    SEPARATORS,
    cents,
    day,
    is_account,
)

_ACCOUNT, _DEBIT, _CREDIT, _VALID, _CURRENCY_AMOUNT = 4, 11, 12, 15, 16
_DAYS = (3, 9, 14, 15)
_PAIRS = ((6, 7), (13, 14), (16, 17))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the file is checked against: the period, a file of one import, and totals of payroll in cents."""

    period: tuple[date, date] | None = None
    importing: bool = False
    net: int | None = None
    gross: int | None = None
    withheld: int | None = None


def wrong_length(found: Findings, number: int, text: str, separator: str, count: int) -> None:
    """Say why a line has not its 18 fields: empty, cut, another separator, or one too many (FEC-02, 03, 04, 16)."""
    other = next(mark for mark in SEPARATORS if mark != separator)
    if not text.strip():
        found.add(rules.EMPTY_LINE, number, "", "", lambda: _("La ligne est vide. Retirez-la."))
    elif text.count(other) == len(COLUMNS) - 1:
        found.add(
            rules.SEPARATOR, number, COLUMNS[0], text,
            lambda: _(
                "Le séparateur n’est pas celui de la première ligne. Refaites l’export avec le même séparateur partout."
            ),
        )  # fmt: skip
    elif count > len(COLUMNS):
        found.add(
            rules.BROKEN_TEXT, number, COLUMNS[-1], separator.join(text.split(separator)[len(COLUMNS) - 1 :]),
            lambda: _(
                "La ligne a {n} zones au lieu de 18. Un texte contient sans doute le séparateur. Retirez-le de ce "
                "texte dans le logiciel de comptabilité."
            ).format(n=integer(count)),
        )  # fmt: skip
    else:
        found.add(
            rules.FIELDS, number, COLUMNS[count - 1], text.split(separator)[-1],
            lambda: _(
                "La ligne a {n} zones au lieu de 18 et s’arrête ici. Un texte a pu être coupé par un retour à la "
                "ligne. Refaites l’export de cette écriture."
            ).format(n=integer(count)),
        )  # fmt: skip


def line_faults(found: Findings, number: int, fields: Sequence[str], asked: Asked) -> None:
    """Say every fault of a line of 18 fields (FEC-06 to 08, FEC-11 to 13, FEC-16)."""
    for at in FILLED_COLUMNS:
        if not fields[at].strip():
            found.add(
                rules.FILLED, number, COLUMNS[at], fields[at], lambda: _("Cette zone est obligatoire. Remplissez-la.")
            )
    if not fields[_VALID].strip():
        found.add(
            rules.FILLED, number, COLUMNS[_VALID], fields[_VALID],
            lambda: _("L’écriture n’est pas validée. Validez-la dans le logiciel de comptabilité."),
            "warning" if asked.importing else "error",
        )  # fmt: skip
    for at in _DAYS:
        if fields[at].strip():
            _day_faults(found, number, at, fields[at], asked)
    if fields[_ACCOUNT].strip() and not is_account(fields[_ACCOUNT]):
        found.add(
            rules.ACCOUNT, number, COLUMNS[_ACCOUNT], fields[_ACCOUNT],
            lambda: _("Un numéro de compte commence par trois chiffres du plan comptable. Corrigez-le."),
        )  # fmt: skip
    _amount_faults(found, number, fields)
    for first, second in _PAIRS:
        if bool(fields[first].strip()) != bool(fields[second].strip()):
            empty, full = (first, second) if fields[second].strip() else (second, first)
            found.add(
                rules.PAIRS, number, COLUMNS[empty], fields[empty],
                lambda full=full: _("{full} est rempli et pas cette zone. Remplissez les deux, ou aucune.").format(  # type: ignore[misc]
                    full=COLUMNS[full]
                ),
            )  # fmt: skip
    for at, field in enumerate(fields):
        if "\n" in field or "\r" in field:
            found.add(
                rules.BROKEN_TEXT, number, COLUMNS[at], field,
                lambda: _("Le texte contient un retour à la ligne. Retirez-le dans le logiciel de comptabilité."),
            )  # fmt: skip


def _day_faults(found: Findings, number: int, at: int, text: str, asked: Asked) -> None:
    when = day(text)
    if when is None:
        found.add(
            rules.DAY, number, COLUMNS[at], text,
            lambda: _(
                "Ce n’est pas une date. Écrivez l’année, le mois et le jour en huit chiffres (AAAAMMJJ), "
                "entre {first} et {last}."
            ).format(first=FIRST_YEAR, last=LAST_YEAR),
        )  # fmt: skip
    elif at == 3 and asked.period and not asked.period[0] <= when <= asked.period[1]:
        first, last = asked.period
        found.add(
            rules.DAY, number, COLUMNS[at], text,
            lambda: _(
                "L’écriture est du {day}, hors de la période du {first} au {last}. Corrigez la date, ou "
                "retirez l’écriture."
            ).format(day=in_words(when), first=in_words(first), last=in_words(last)),
        )  # fmt: skip


def _amount_faults(found: Findings, number: int, fields: Sequence[str]) -> None:
    debit, credit = cents(fields[_DEBIT]), cents(fields[_CREDIT])
    unsigned = fields[_CURRENCY_AMOUNT].removeprefix("-")
    for at, read in ((_DEBIT, debit), (_CREDIT, credit), (_CURRENCY_AMOUNT, cents(unsigned))):
        if read is None:
            found.add(rules.AMOUNT, number, COLUMNS[at], fields[at], lambda at=at: _why(fields[at]))  # type: ignore[misc]
    if debit and credit:
        found.add(
            rules.ONE_SIDE, number, COLUMNS[_CREDIT], fields[_CREDIT],
            lambda: _("Le débit et le crédit sont remplis tous les deux. Faites-en deux lignes."),
        )  # fmt: skip
    elif debit == 0 and credit == 0:
        found.add(
            rules.ONE_SIDE, number, COLUMNS[_DEBIT], fields[_DEBIT],
            lambda: _("Le débit et le crédit sont nuls. Donnez un montant à l’un des deux, ou retirez la ligne."),
        )  # fmt: skip


def _why(text: str) -> str:
    if any(c.isspace() for c in text):
        return _("Le montant contient une espace. Écrivez-le sans séparateur de milliers, par exemple 1234,50.")
    if "." in text:
        return _("Le montant contient un point. Écrivez les décimales après une virgule, par exemple 1234,50.")
    if text.startswith("-"):
        return _("Le montant est négatif. Passez-le de l’autre côté, au débit ou au crédit, sans signe.")
    if "e" in text.lower():
        return _("Le montant est écrit avec un exposant. Écrivez-le en entier, par exemple 1234,50.")
    return _(
        "Ce n’est pas un montant. Écrivez des chiffres, une virgule et deux décimales au plus, par exemple 1234,50."
    )
