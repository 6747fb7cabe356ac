"""What an entry of pay must be before it is kept: balanced to the cent, readable by any tool, equal to the totals."""

import re
from collections.abc import Sequence
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import day as in_words
from coop_desk.core.words import euros, integer
from coop_desk.topics.payroll.entry.records import Accounting, Draft, Line, Totals
from coop_desk.topics.payroll.rules.months import first_day, last_day, month_words

LONGEST = 200  # characters of a text
_ACCOUNT = re.compile(r"[0-9]{3}[0-9A-Z]{0,17}")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd|]")
_RUN = ("=", "+", "-", "@")  # what a spreadsheet would take for a formula


def check_draft(draft: Draft, today: date) -> None:
    """Refuse an entry that is not sound (ECR-01 to ECR-04); nothing is kept nor written then."""
    check_day(draft.month, draft.day, today)
    check_text(draft.piece, _("la pièce"))
    if not draft.lines:
        raise RuleBroken("ECR-01", _("L’écriture n’a aucune ligne : tapez au moins le brut et les nets."))
    for number, line in enumerate(draft.lines, 1):
        check_line(line, number)
    check_balance(draft.lines)
    check_totals(draft.lines, draft.totals)


def check_day(month: str, day: date, today: date) -> None:
    """Refuse a day before the month, or later than its end while it is still to come (ECR-04)."""
    first, last = first_day(month), max(last_day(month), today)
    if not first <= day <= last:
        raise RuleBroken(
            "ECR-04",
            _("Pour {month}, l’écriture est datée entre le {first} et le {last}.").format(
                month=month_words(month), first=in_words(first), last=in_words(last)
            ),
        )


def check_line(line: Line, number: int) -> None:
    """Refuse a line that a tool for accounts would not take, with its number and what is wrong (ECR-02)."""
    where = _("ligne {n}").format(n=integer(number))
    check_account(line.account, where)
    check_text(line.account_label, _("le nom du compte, {where}").format(where=where))
    check_text(line.words, _("le libellé, {where}").format(where=where))
    if bool(line.auxiliary) != bool(line.auxiliary_label):
        raise RuleBroken(
            "ECR-02", _("Compte auxiliaire, {where} : donnez son numéro et son nom, ou aucun.").format(where=where)
        )
    if line.auxiliary:
        check_text(line.auxiliary, _("le compte auxiliaire, {where}").format(where=where))
        check_text(line.auxiliary_label, _("le nom du compte auxiliaire, {where}").format(where=where))
    if line.debit < 0 or line.credit < 0 or bool(line.debit) == bool(line.credit):
        raise RuleBroken(
            "ECR-02", _("Montant, {where} : un seul, au débit ou au crédit, et sans signe.").format(where=where)
        )


def check_account(account: str, where: str) -> None:
    """Refuse what is not a number of account (ECR-02)."""
    if not _ACCOUNT.fullmatch(account):
        raise RuleBroken(
            "ECR-02",
            _("Compte « {account} », {where} : il commence par trois chiffres du plan comptable, sans espace.").format(
                account=account[:40], where=where
            ),
        )


def check_text(text: str, what: str) -> None:
    """Refuse a text that is empty, endless, or holds what a file of entries cannot (ECR-02)."""
    if not text.strip():
        raise RuleBroken("ECR-02", _("Il manque {what}.").format(what=what))
    if text != text.strip() or len(text) > LONGEST or _FORBIDDEN.search(text) or text.startswith(_RUN):
        raise RuleBroken(
            "ECR-02",
            _(
                "« {text} » ne peut pas être {what} : ni « | », ni tabulation, ni retour à la ligne, ni signe = + - @ "
                "au début, et {most} caractères au plus."
            ).format(text=re.sub(r"\s", " ", text)[:40], what=what, most=LONGEST),
        )


def check_balance(lines: Sequence[Line]) -> None:
    """Refuse lines whose debits and credits differ, even by a cent (ECR-01)."""
    gap = gap_of(lines)
    if gap:
        side = _("Le débit dépasse le crédit de {gap}.") if gap > 0 else _("Le crédit dépasse le débit de {gap}.")
        raise RuleBroken(
            "ECR-01",
            _("L’écriture n’est pas équilibrée. {gap} Comparez chaque montant avec le livre de paie.").format(
                gap=side.format(gap=euros(abs(gap)))
            ),
        )


def gap_of(lines: Sequence[Line]) -> int:
    """Debit less credit."""
    return sum(line.debit - line.credit for line in lines)


def check_totals(lines: Sequence[Line], totals: Totals) -> None:
    """Refuse lines that are not those of the totals given: 421, 641 and 442 (ECR-03)."""
    for root, side, expected, what in (
        ("421", "credit", totals.net, _("des nets à payer")),
        ("641", "debit", totals.gross, _("des salaires bruts")),
        ("442", "credit", totals.withheld, _("du prélèvement à la source")),
    ):
        read = sum(getattr(line, side) for line in lines if line.account.startswith(root))
        if expected is not None and read != expected:
            raise RuleBroken(
                "ECR-03",
                _(
                    "Les comptes {root} totalisent {read}, et le total {what} est de {expected}. Cherchez la ligne qui "
                    "manque ou le total mal recopié."
                ).format(root=root, read=euros(read), what=what, expected=euros(expected)),
            )


def reversal(entry: Accounting, number: int, day: date, words: str) -> Accounting:
    """The entry that undoes another: the same lines on the other side, each saying what it is."""
    lines = tuple(
        Line(
            line.account,
            line.account_label,
            f"{words}, {line.words}"[:LONGEST].rstrip(),
            line.credit,
            line.debit,
            line.auxiliary,
            line.auxiliary_label,
        )
        for line in entry.lines
    )
    return Accounting(number, day, entry.piece, lines)


def check_reason(reason: str) -> str:
    """Return why an entry is corrected; RuleBroken ECR-08 when nothing is said."""
    if len(reason.strip()) < 10:
        raise RuleBroken("ECR-08", _("Dites pourquoi l’écriture est corrigée, en dix caractères au moins."))
    return reason.strip()
